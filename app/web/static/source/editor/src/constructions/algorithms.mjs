// Inserting an algorithm, a step, an answer: written through the model of the algorithm, so that numbers and targets stay right.
import { ask } from "../dialogs.mjs";
import { el, announce } from "../dom.mjs";
import { addChoice, addStep, algorithmOf, algorithmOrNew, setTarget, stepAtCursor, writeBack } from "../algorithm_edits.mjs";
import { newChoice, newStep } from "../step_writing.mjs";
import { labelled, makeRows } from "../rows.mjs";
import { stepsOf } from "../steps.mjs";
import { makeTargetPicker, stepLabel } from "../targets.mjs";
import { t } from "../texts.mjs";

export async function insertAlgorithm(editor) {
  const values = await ask({
    title: t("insert.algorithm"), intro: t("algorithm.intro"),
    fields: [
      { name: "text", type: "text", label: t("step.first"), help: t("step.text_help"), required: true, lang: editor.language() },
      { name: "otherwise", type: "text", label: t("algorithm.otherwise"), help: t("algorithm.otherwise_help"), lang: editor.language() },
    ],
  });
  if (!values) return editor.view.focus();
  const algorithm = algorithmOrNew(editor.view.state);
  const step = newStep(values.text);
  algorithm.otherwise = values.otherwise || algorithm.otherwise;
  addStep(algorithm, step, -1);
  writeBack(editor.view, algorithm, step);
  announce(t("algorithm.inserted"));
}

export async function insertStep(editor) {
  const algorithm = algorithmOrNew(editor.view.state);
  const steps = stepsOf(algorithm);
  const at = stepAtCursor(editor.view.state, algorithm);
  const places = [{ value: "-1", label: t("step.place_first") }, ...steps.map((step, index) => ({ value: String(index), label: t("step.place_after", { step: stepLabel(step, index) }) }))];
  const answers = answerRows(editor, steps, (values) => values.ways === "asks");
  const next = makeTargetPicker({ label: t("step.then"), steps: () => steps, value: null, documents: editor.known().documents, withNext: true, withNew: true });
  const values = await ask({
    title: t("insert.step"),
    fields: [
      { name: "text", type: "text", label: t("step.text"), help: t("step.text_help"), required: true, lang: editor.language() },
      { name: "ways", type: "choice", label: t("step.ways"), value: "leads", options: [{ value: "leads", label: t("step.leads") }, { value: "asks", label: t("step.asks") }] },
      { name: "next", type: "custom", node: el("div", { class: "field" }, next.node), read: () => next.read(), when: (all) => all.ways === "leads", check: () => !next.problem() },
      answers,
      { name: "within", type: "text", label: t("step.within"), help: t("step.within_help"), most: 40, lang: editor.language() },
      { name: "hard", type: "box", label: t("step.hard"), help: t("step.hard_help") },
      { name: "place", type: "select", label: t("step.place"), value: String(at >= 0 ? at : steps.length - 1), options: places },
    ],
  });
  if (!values) return editor.view.focus();
  const step = newStep(values.text);
  if (values.within) step.attributes.values.within = values.within;
  if (values.hard) step.attributes.marks.push("hard");
  addStep(algorithm, step, Number(values.place));
  const made = values.ways === "asks" ? values.answers.map(({ made: own }) => own) : [next.made()];
  if (values.ways === "asks") values.answers.forEach((answer) => addChoice(step, newChoice(answer.text, answer.target), t("step.else")));
  else setTarget(step, values.next);
  appendNew(algorithm, made);
  // Whoever has just named new steps goes on writing behind them.
  writeBack(editor.view, algorithm, made.filter(Boolean).at(-1) ?? step);
  announce(t("step.inserted", { number: step.number }));
}

export async function insertChoice(editor) {
  const algorithm = algorithmOf(editor.view.state);
  const steps = algorithm ? stepsOf(algorithm) : [];
  if (!steps.length) return insertStep(editor);
  const at = stepAtCursor(editor.view.state, algorithm);
  const picker = makeTargetPicker({ label: t("choice.target"), steps: () => steps, value: null, documents: editor.known().documents, withNew: true });
  const error = el("p", { class: "field-error" });
  const values = await ask({
    title: t("insert.choice"), intro: t("choice.intro"),
    fields: [
      { name: "step", type: "select", label: t("choice.step"), value: String(at >= 0 ? at : steps.length - 1), options: steps.map((step, index) => ({ value: String(index), label: stepLabel(step, index) })) },
      { name: "text", type: "text", label: t("choice.answer"), help: t("choice.answer_help"), required: true, most: 200, lang: editor.language() },
      { name: "target", type: "custom", node: el("div", { class: "field" }, error, picker.node), read: () => picker.read(), check: () => { error.textContent = picker.problem() || (picker.read() ? "" : t("target.missing")); return !error.textContent; } },
      variantField(),
    ],
  });
  if (!values) return editor.view.focus();
  const step = steps[Number(values.step)];
  addChoice(step, newChoice(values.text, values.target, values.variant ? [values.variant] : []), t("step.else"));
  appendNew(algorithm, [picker.made()]);
  writeBack(editor.view, algorithm, step);
  announce(t("choice.inserted", { number: step.number }));
}

export const variantField = () => ({
  name: "variant", type: "select", label: t("variant.label"), value: "",
  options: [{ value: "", label: t("variant.both") }, { value: "b2c", label: t("variant.b2c") }, { value: "b2b", label: t("variant.b2b") }],
});

/** Put steps that were written while choosing a target at the end, in their order. */
function appendNew(algorithm, steps) {
  steps.filter(Boolean).forEach((step) => addStep(algorithm, step, stepsOf(algorithm).length - 1));
}

function answerRows(editor, steps, when) {
  return makeRows({
    name: "answers", legend: t("step.answers"), help: t("step.answers_help"), values: [null, null], add: t("step.add_answer"), when,
    makeRow: () => {
      const text = el("input", { type: "text", autocomplete: "off", maxlength: "200", spellcheck: "true", lang: editor.language() });
      const picker = makeTargetPicker({ label: t("choice.target"), steps: () => steps, value: null, documents: editor.known().documents, withNew: true });
      return {
        node: el("div", { class: "editor-row-fields" }, labelled(t("choice.answer"), text), picker.node),
        read: () => (text.value.trim() ? { text: text.value, target: picker.read(), made: picker.made() } : null),
        check: () => (text.value.trim() ? picker.problem() || (picker.read() ? "" : t("target.missing")) : ""),
      };
    },
  });
}
