// Inserting wording: what to say, what not to say, why; placeholders, example dialogues, the wording for one channel.
import { ask } from "../dialogs.mjs";
import { announce, button, el, freshId } from "../dom.mjs";
import { addToStep, algorithmOf, stepAtCursor, writeBack } from "../algorithm_edits.mjs";
import { oneLine } from "../language.mjs";
import { insertBlock, insertInline } from "../placing.mjs";
import { labelled, makeRows } from "../rows.mjs";
import { newWording, writeWording } from "../step_writing.mjs";
import { stepsOf } from "../steps.mjs";
import { stepLabel } from "../targets.mjs";
import { t } from "../texts.mjs";

export const insertWording = (kind) => async (editor) => {
  const algorithm = algorithmOf(editor.view.state);
  const steps = algorithm ? stepsOf(algorithm) : [];
  const values = await ask({
    title: t(`insert.${kind}`), intro: t(`wording.${kind}_intro`),
    fields: [
      wordsField(editor, ""),
      kind !== "why" && { name: "channel", type: "select", label: t("wording.channel"), value: "", options: channelOptions(editor) },
      kind === "say" && mannerField(""),
      steps.length > 0 && placeField(steps, stepAtCursor(editor.view.state, algorithm)),
    ].filter(Boolean),
  });
  if (!values) return editor.view.focus();
  const part = newWording(kind, values.text, values.channel ?? "", values.manner ?? "");
  const step = steps[Number(values.place ?? -1)];
  if (step) {
    addToStep(step, part);
    writeBack(editor.view, algorithm, step);
  } else insertBlock(editor.view, writeWording(part));
  announce(t("wording.inserted"));
};

/** Ask which step something belongs to; "-1" stands for the place of the cursor, outside the steps. */
export const placeField = (steps, at) => ({
  name: "place", type: "select", label: t("wording.place"), value: String(at),
  options: [{ value: "-1", label: t("wording.place_text") }, ...steps.map((step, index) => ({ value: String(index), label: t("wording.place_step", { step: stepLabel(step, index) }) }))],
});


export const channelOptions = (editor) => [{ value: "", label: t("wording.every_channel") }, ...editor.known().channels.map(({ id, name }) => ({ value: id, label: name }))];

export const mannerField = (value) => ({
  name: "manner", type: "choice", label: t("wording.manner"), value,
  options: ["", "verbatim", "own-words"].map((each) => ({ value: each, label: t(`wording.manner_${each || "open"}`) })),
});

/** Make a text area for wording, with a button that puts a placeholder in. */
export function makeWords({ label, value = "", language, rows = 3 }) {
  const id = freshId("words");
  const area = el("textarea", { id, rows, spellcheck: "true", lang: language, value });
  const add = button(t("placeholder.add"), () => {
    const chosen = area.value.slice(area.selectionStart, area.selectionEnd).trim() || t("placeholder.sample");
    const at = area.selectionStart;
    area.setRangeText(`{{${chosen}}}`, at, area.selectionEnd, "end");
    area.setSelectionRange(at + 2, at + 2 + chosen.length);
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  });
  return { area, node: [el("label", { for: id }, label), area, add] };
}

function wordsField(editor, value) {
  const { area, node } = makeWords({ label: t("wording.text"), value, language: editor.language() });
  const error = el("p", { class: "field-error", id: freshId("error") });
  return {
    name: "text", type: "custom", node: el("div", { class: "field" }, error, node), read: () => area.value,
    check: () => {
      error.textContent = area.value.trim() ? "" : t("dialog.missing", { label: t("wording.text") });
      area.setAttribute("aria-invalid", String(Boolean(error.textContent)));
      area.setAttribute("aria-describedby", error.id);
      return !error.textContent;
    },
  };
}

export async function insertPlaceholder(editor) {
  const { state } = editor.view;
  const { from, to } = state.selection.main;
  const known = editor.known().placeholders;
  const values = await ask({
    title: t("insert.placeholder"), intro: t("placeholder.intro"),
    fields: [
      known.length > 0 && { name: "known", type: "select", label: t("placeholder.known"), value: "", options: [{ value: "", label: t("placeholder.other") }, ...known.map((name) => ({ value: name, label: name }))] },
      { name: "name", type: "text", label: t("placeholder.name"), help: t("placeholder.name_help"), value: oneLine(state.sliceDoc(from, to)), required: true, most: 60, when: (all) => !all.known, lang: editor.language() },
    ].filter(Boolean),
  });
  if (!values) return editor.view.focus();
  insertInline(editor.view, `{{${oneLine(values.known || values.name).replace(/[{}]/g, "")}}}`);
}

export const insertDialogue = (isGood) => async (editor) => {
  const speakers = [t("dialogue.customer"), t("dialogue.us"), t("dialogue.customer"), t("dialogue.us")];
  const values = await ask({
    title: t(isGood ? "insert.dialogue_good" : "insert.dialogue_bad"), intro: t("dialogue.intro"), wide: true,
    fields: [makeRows({ name: "lines", legend: t("dialogue.lines"), values: speakers, add: t("dialogue.add"), makeRow: (speaker = "") => utterance(editor, speaker) })],
  });
  if (!values?.lines.length) return editor.view.focus();
  insertBlock(editor.view, [`::: dialogue ${isGood ? "good" : "bad"}`, ...values.lines, ":::"]);
};

function utterance(editor, speaker) {
  const who = el("input", { type: "text", value: speaker, maxlength: "60", autocomplete: "off" });
  const words = el("input", { type: "text", maxlength: "800", autocomplete: "off", spellcheck: "true", lang: editor.language() });
  return {
    node: el("div", { class: "editor-row-fields editor-row-fields--speaker" }, labelled(t("dialogue.speaker"), who), labelled(t("dialogue.words"), words)),
    read: () => (words.value.trim() ? `${oneLine(who.value).replaceAll(":", "")}: ${oneLine(words.value)}` : null),
    check: () => (words.value.trim() && !who.value.trim() ? t("dialogue.who_missing") : ""),
  };
}

export async function insertChannel(editor) {
  const options = editor.known().channels.map(({ id, name }) => ({ value: id, label: name }));
  const values = await ask({
    title: t("insert.channel"), intro: t("channel.intro"),
    fields: [
      options.length ? { name: "channel", type: "select", label: t("channel.which"), value: options[0].value, options } : { name: "channel", type: "text", label: t("channel.which"), required: true, most: 40 },
      wordsField(editor, ""),
    ],
  });
  if (!values) return editor.view.focus();
  insertBlock(editor.view, [`::: channel ${values.channel.trim().replace(/\s+/g, "-")}`, ...writeWording({ kind: "say", text: values.text }), ":::"]);
}
