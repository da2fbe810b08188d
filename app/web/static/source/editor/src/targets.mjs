// Choosing where a step or an answer leads: a step, the end, another situation, or a new step written on the spot.
import { el, freshId } from "./dom.mjs";
import { makeSelect } from "./dialogs.mjs";
import { labelled } from "./rows.mjs";
import { newStep } from "./step_writing.mjs";
import { t } from "./texts.mjs";

const LONGEST_LABEL = 60;
export const shortened = (text) => (text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL - 1)}…` : text);

/**
 * Make a picker: `{node, read, refresh}`. `read()` gives a target, null for "the step below". `steps()` gives the steps in
 * their order, `value` is the present target; with `withNext` the step below can be chosen, with `withNew` a new one.
 */
export function makeTargetPicker({ label, steps, value, documents, withNext = false, withNew = false, own = null, onChange = () => {} }) {
  let target = value;
  const reached = el("input", { type: "text", autocomplete: "off", maxlength: "200", value: value?.type === "end" ? value.reached : "", oninput: () => follow() });
  const fresh = el("input", { type: "text", autocomplete: "off", maxlength: "500", oninput: () => follow() });
  const id = freshId("target");
  const holder = el("div");
  const more = { reached: labelled(t("target.what_reached"), reached), new: labelled(t("target.new_text"), fresh) };
  const node = el("div", { class: "target" }, el("div", { class: "editor-row-label" }, el("label", { for: id, text: label }), holder), more.reached, more.new);
  const select = () => holder.firstChild;
  const made = newStep();

  const follow = () => {
    target = read(select().value, steps(), { reached: reached.value, made });
    made.text = fresh.value;
    more.reached.hidden = select().value !== "reached";
    more.new.hidden = select().value !== "new";
    onChange(target);
  };

  const refresh = () => {
    const chosen = select()?.value === "new" ? "new" : valueOf(target, steps(), withNext);
    const options = optionsFor({ steps: steps(), documents, target, withNext, withNew, own });
    holder.replaceChildren(makeSelect({ options, value: chosen }, { id, onchange: () => follow() }));
    more.reached.hidden = chosen !== "reached";
    more.new.hidden = chosen !== "new";
  };
  refresh();

  return {
    node, refresh,
    read: () => target,
    /** Return the step that is to be made, null where an old one was chosen. */
    made: () => (select().value === "new" && fresh.value.trim() ? made : null),
    problem: () => {
      if (select().value === "new" && !fresh.value.trim()) return t("target.new_missing");
      return target?.type === "unknown" && !target.text ? t("target.missing") : "";
    },
  };
}

function read(chosen, steps, { reached, made }) {
  if (chosen === "next") return null;
  if (chosen === "new") return { type: "step", step: made };
  if (chosen === "end") return { type: "end", reached: "" };
  if (chosen === "reached") return { type: "end", reached };
  if (chosen.startsWith("step:")) return { type: "step", step: steps[Number(chosen.slice(5))] };
  if (chosen.startsWith("situation:")) return { type: "situation", slug: chosen.slice(10), words: "" };
  return { type: "unknown", text: chosen.slice(8) };
}

function valueOf(target, steps, withNext) {
  if (!target) return withNext ? "next" : "unknown:";
  if (target.type === "step") return steps.includes(target.step) ? `step:${steps.indexOf(target.step)}` : "unknown:";
  if (target.type === "end") return target.reached ? "reached" : "end";
  return target.type === "situation" ? `situation:${target.slug}` : `unknown:${target.text}`;
}

function optionsFor({ steps, documents, target, withNext, withNew, own }) {
  const situations = documents.filter((each) => each.kind === "situation").map(({ slug, title }) => ({ value: `situation:${slug}`, label: title }));
  if (target?.type === "situation" && !situations.some(({ value }) => value === `situation:${target.slug}`)) situations.unshift({ value: `situation:${target.slug}`, label: target.slug });
  const unknown = target?.type === "unknown" && target.text ? [{ value: `unknown:${target.text}`, label: t("target.unknown", { text: target.text }) }] : [];
  const must = !withNext && (!target || (target.type === "unknown" && !target.text)) ? [{ value: "unknown:", label: t("target.choose") }] : [];
  return [
    ...must, ...unknown,
    ...(withNext ? [{ value: "next", label: t("target.next") }] : []),
    ...(withNew ? [{ value: "new", label: t("target.new") }] : []),
    { label: t("target.steps"), options: steps.map((step, index) => ({ step, value: `step:${index}`, label: stepLabel(step, index) })).filter(({ step }) => step !== own) },
    { label: t("target.ends"), options: [{ value: "end", label: t("target.end") }, { value: "reached", label: t("target.reached") }] },
    ...(situations.length ? [{ label: t("target.situations"), options: situations }] : []),
  ];
}

export const stepLabel = (step, index) => t("target.step", { number: index + 1, text: shortened(step.text || t("target.no_words")) });
