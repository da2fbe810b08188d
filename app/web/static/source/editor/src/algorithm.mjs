// The algorithm as a form: a list of steps with their wording, their answers and where these lead. Only changed lines are written back.
import { addStep, algorithmOrNew, removeStep, setTarget, writeBack, addToStep, addChoice } from "./algorithm_edits.mjs";
import { variantField } from "./constructions/algorithms.mjs";
import { channelOptions, makeWords } from "./constructions/wording.mjs";
import { announce, button, el, freshId } from "./dom.mjs";
import { makeDialog, makeGuard, makeSelect, open } from "./dialogs.mjs";
import { labelled } from "./rows.mjs";
import { newChoice, newStep, newWording } from "./step_writing.mjs";
import { stepsOf } from "./steps.mjs";
import { makeTargetPicker } from "./targets.mjs";
import { t } from "./texts.mjs";

/** Open the form; resolves when it is closed. */
export function editSteps(editor) {
  const algorithm = algorithmOrNew(editor.view.state);
  if (!stepsOf(algorithm).length) algorithm.entries.push(newStep());
  return new StepsForm(editor, algorithm).show();
}

class StepsForm {
  constructor(editor, algorithm) {
    Object.assign(this, { editor, algorithm, pickers: [], isChanged: false });
    // Most algorithms are the same for everybody; the choice of an edition is shown where one is named.
    this.hasEditions = JSON.stringify(algorithm.entries.map(({ lines, head, parts }) => [lines, head, parts?.map((part) => part.lines)])).match(/\bb2[bc]\b/) !== null;
    this.list = el("ol", { class: "steps-form" });
    this.error = el("p", { class: "field-error", role: "alert" });
    this.guard = makeGuard(() => this.dialog, () => this.isChanged);
  }

  show() {
    const otherwise = el("input", { type: "text", value: this.algorithm.otherwise, maxlength: "300", lang: this.editor.language(), autocomplete: "off", oninput: () => { this.algorithm.otherwise = otherwise.value; } });
    const content = [
      this.list,
      el("p", {}, button(t("steps.add_last"), () => this.add(stepsOf(this.algorithm).length - 1))),
      el("div", { class: "field" }, labelled(t("algorithm.otherwise"), otherwise)),
      this.error, this.guard.node,
      el("div", { class: "actions" }, button(t("steps.take"), () => this.take(), { class: "button" }), button(t("dialog.cancel"), this.guard.dismiss, { class: "button button--quiet" })),
    ];
    this.dialog = makeDialog({ title: t("steps.title"), intro: t("steps.intro"), content, wide: true });
    this.dialog.addEventListener("input", () => { this.isChanged = true; });
    this.dialog.addEventListener("cancel", this.guard.onCancel);
    this.draw();
    open(this.dialog);
    return new Promise((resolve) => {
      this.dialog.addEventListener("close", () => { this.dialog.remove(); this.editor.view.focus(); resolve(); });
    });
  }

  take() {
    const problems = [...stepsOf(this.algorithm).map((step) => (step.text.trim() ? null : step.input)), ...this.pickers.map((picker) => (picker.problem() ? picker.node.querySelector("select") : null)),
      ...[...this.list.querySelectorAll("[data-answer]")].map((input) => (input.value.trim() ? null : input))].filter(Boolean);
    this.error.textContent = problems.length ? t("steps.correct") : "";
    if (problems.length) return problems[0].focus();
    stepsOf(this.algorithm).forEach((step) => { step.parts = step.parts.filter((part) => part.type !== "wording" || part.text.trim()); });
    this.dialog.close();
    writeBack(this.editor.view, this.algorithm, stepsOf(this.algorithm)[0]);
    return announce(t("steps.taken"));
  }

  /** Draw the list anew, the focus on what `focus` finds in it. */
  draw(focus = null) {
    this.pickers = [];
    const steps = stepsOf(this.algorithm);
    this.list.replaceChildren(...this.algorithm.entries.map((entry) => (entry.type === "step" ? this.drawStep(entry, steps.indexOf(entry), steps.length) : drawFence(entry))));
    if (focus) focus(this.list)?.focus();
  }

  redrawAt(step, selector) {
    this.isChanged = true;
    this.draw((list) => list.querySelector(`[data-step="${stepsOf(this.algorithm).indexOf(step)}"] ${selector}`));
  }

  drawStep(step, index, count) {
    const number = t("steps.step", { number: index + 1 });
    step.input = el("input", { type: "text", value: step.text, maxlength: "500", autocomplete: "off", spellcheck: "true", lang: this.editor.language(), oninput: () => { step.text = step.input.value; }, onchange: () => this.pickers.forEach((picker) => picker.refresh()) });
    const deeds = [
      index > 0 && button(t("steps.up"), () => this.move(step, -1), { "aria-label": t("steps.up_of", { step: number }), "data-up": "" }),
      index < count - 1 && button(t("steps.down"), () => this.move(step, 1), { "aria-label": t("steps.down_of", { step: number }), "data-down": "" }),
      count > 1 && button(t("steps.remove"), () => this.remove(step), { "aria-label": t("steps.remove_of", { step: number }) }),
      button(t("steps.add_below"), () => this.add(index), { "aria-label": t("steps.add_below_of", { step: number }) }),
    ];
    return el("li", {}, el("div", { class: "steps-form-step", "data-step": String(index), role: "group", "aria-label": number },
      el("div", { class: "steps-form-head" }, el("h3", { text: number }), el("div", { class: "editor-buttons" }, deeds)),
      labelled(t("step.text"), step.input),
      this.drawWordings(step), this.drawWays(step), this.drawMore(step), drawOthers(step)));
  }

  drawWordings(step) {
    const wordings = step.parts.filter((part) => part.type === "wording");
    const add = ["say", "avoid", "why"].map((kind) => button(t(`steps.add_${kind}`), () => {
      addToStep(step, newWording(kind, ""));
      this.redrawAt(step, ".wording-form:last-of-type textarea");
    }));
    return el("div", { class: "wordings-form" }, wordings.map((part) => this.drawWording(step, part)), el("div", { class: "editor-buttons" }, add));
  }

  drawWording(step, part) {
    const { area, node } = makeWords({ label: t(`insert.${part.kind}`), value: part.text, language: this.editor.language(), rows: 2 });
    area.addEventListener("input", () => { part.text = area.value; });
    const channels = channelOptions(this.editor);
    if (part.channel && !channels.some(({ value }) => value === part.channel)) channels.push({ value: part.channel, label: part.channel });
    const channel = makeSelect({ options: channels, value: part.channel }, { onchange: () => { part.channel = channel.value; this.isChanged = true; } });
    const manners = ["", "verbatim", "own-words"].map((value) => ({ value, label: t(`wording.manner_${value || "open"}`) }));
    const manner = makeSelect({ options: manners, value: part.manner }, { onchange: () => { part.manner = manner.value; this.isChanged = true; } });
    return el("div", { class: `wording-form wording-form--${part.kind}` }, node,
      el("div", { class: "editor-row-fields" }, part.kind !== "why" && labelled(t("wording.channel"), channel), part.kind === "say" && labelled(t("wording.manner"), manner)),
      button(t("steps.remove_wording"), () => { step.parts.splice(step.parts.indexOf(part), 1); this.redrawAt(step, "input"); }, { class: "editor-button editor-button--remove" }));
  }

  drawWays(step) {
    const choices = step.parts.filter((part) => part.type === "choice");
    const target = step.parts.find((part) => part.type === "target");
    const add = button(t("step.add_answer"), () => {
      addChoice(step, newChoice("", { type: "unknown", text: "" }), t("step.else"));
      this.redrawAt(step, ".choice-form:last-of-type [data-answer]");
    });
    const then = choices.length === 0 || target ? this.picker({ label: t("step.then"), value: target?.target ?? null, withNext: true, own: step, onChange: (value) => setTarget(step, value) }) : null;
    return el("div", { class: "ways-form" }, choices.map((choice) => this.drawChoice(step, choice)), then?.node, add);
  }

  drawChoice(step, choice) {
    const text = el("input", { type: "text", value: choice.text, maxlength: "200", autocomplete: "off", spellcheck: "true", lang: this.editor.language(), "data-answer": "", oninput: () => { choice.text = text.value; } });
    const picker = this.picker({ label: t("choice.target"), value: choice.target, own: step, onChange: (value) => { choice.target = value ?? { type: "unknown", text: "" }; } });
    const { options, label } = variantField();
    const variant = makeSelect({ options, value: choice.marks.find((mark) => /^b2[bc]$/.test(mark)) ?? "" }, { onchange: () => { choice.marks = [...choice.marks.filter((mark) => !/^b2[bc]$/.test(mark)), variant.value].filter(Boolean); this.isChanged = true; } });
    return el("div", { class: "choice-form" }, el("div", { class: "editor-row-fields" }, labelled(t("choice.answer"), text), picker.node, this.hasEditions && labelled(label, variant)),
      button(t("steps.remove_answer"), () => { step.parts.splice(step.parts.indexOf(choice), 1); this.redrawAt(step, "input"); }, { class: "editor-button editor-button--remove" }));
  }

  picker(options) {
    const picker = makeTargetPicker({ ...options, steps: () => stepsOf(this.algorithm), documents: this.editor.known().documents });
    picker.node.addEventListener("change", () => { this.isChanged = true; });
    this.pickers.push(picker);
    return picker;
  }

  drawMore(step) {
    const { values, marks } = step.attributes;
    const text = (name) => {
      const input = el("input", { type: "text", value: values[name] ?? "", maxlength: "120", autocomplete: "off", lang: this.editor.language(), oninput: () => { values[name] = input.value.trim(); if (!values[name]) delete values[name]; } });
      return labelled(t(`step.${name}`), input);
    };
    const id = el("input", { type: "text", value: step.id, maxlength: "40", autocomplete: "off", spellcheck: "false", oninput: () => { step.id = id.value.trim().replace(/[^\p{L}\p{N}_-]+/gu, "-"); } });
    const hard = el("input", { type: "checkbox", onchange: () => { step.attributes.marks = [...step.attributes.marks.filter((mark) => mark !== "hard"), hard.checked && "hard"].filter(Boolean); } });
    hard.checked = marks.includes("hard");
    const { options, label } = variantField();
    const variant = makeSelect({ options, value: marks.find((mark) => /^b2[bc]$/.test(mark)) ?? "" }, { onchange: () => { step.attributes.marks = [...step.attributes.marks.filter((mark) => !/^b2[bc]$/.test(mark)), variant.value].filter(Boolean); this.isChanged = true; } });
    const isUsed = Object.values(values).some(Boolean) || marks.length > 0;
    return el("details", { class: "more-form", open: isUsed }, el("summary", { text: t("steps.more") }),
      el("div", { class: "editor-row-fields" }, text("within"), text("repeat"), text("while"), labelled(label, variant), labelled(t("step.id"), id)),
      el("label", { class: "option" }, hard, t("step.hard")));
  }

  add(index) {
    const step = newStep();
    addStep(this.algorithm, step, index);
    this.redrawAt(step, "input");
    announce(t("steps.added", { number: index + 2 }));
  }

  move(step, by) {
    const { entries } = this.algorithm;
    const at = entries.indexOf(step);
    entries.splice(at, 1);
    entries.splice(at + by, 0, step);
    const index = stepsOf(this.algorithm).indexOf(step);
    this.redrawAt(step, by < 0 ? "[data-up], [data-down]" : "[data-down], [data-up]");
    announce(t("steps.moved", { number: index + 1 }));
  }

  remove(step) {
    const index = stepsOf(this.algorithm).indexOf(step);
    const orphans = removeStep(this.algorithm, step);
    const next = stepsOf(this.algorithm)[Math.min(index, stepsOf(this.algorithm).length - 1)];
    this.redrawAt(next, "input");
    announce(orphans ? t("steps.removed_orphans", { number: index + 1, count: orphans }) : t("steps.removed", { number: index + 1 }));
  }
}

const drawFence = (entry) => el("li", { class: "steps-form-fence quiet", text: entry.variant ? t("steps.passage", { variant: entry.variant.toUpperCase() }) : t("steps.passage_end") });

/** Show what the form does not change, so that nobody thinks it is gone. */
function drawOthers(step) {
  const lines = step.parts.filter((part) => ["other", "passage", "embed"].includes(part.type)).flatMap((part) => part.lines ?? [`![[${part.slug}]]`]).filter((line) => line.trim());
  if (!lines.length) return null;
  const id = freshId("others");
  return el("div", { class: "others-form" }, el("p", { class: "quiet", id, text: t("steps.others") }), el("pre", { tabindex: "0", role: "group", "aria-labelledby": id }, lines.map((line) => line.trim()).join("\n")));
}
