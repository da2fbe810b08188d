// Two people changed the same passage: was, yours, theirs, side by side, and one choice for each.
import { button, el, freshId } from "./dom.mjs";
import { makeDialog, open } from "./dialogs.mjs";
import { headerControls, labelOf, sameHeader } from "./fields.mjs";
import { t } from "./texts.mjs";
import { piecesOf } from "./threeway.mjs";

/** Show a conflict; resolve to the decided `{header, body}`, or null if nothing was decided yet. */
export function decideConflict(answer, form) {
  const pieces = answer.pieces ?? piecesOf(answer.was.body, answer.mine.body, answer.theirs.body);
  const choices = pieces.map((piece, index) => (typeof piece === "string" ? null : makeChoice(piece, passageLabel(pieces, index))));
  const fields = conflictingFields(answer).map((name) => makeChoice(fieldTexts(answer, name, form), labelOf(form, name), name));
  return new Promise((resolve) => {
    let result = null;
    const submit = () => {
      result = { header: decidedHeader(answer, fields), body: pieces.map((piece, index) => choices[index]?.read() ?? piece).join("") };
      dialog.close();
    };
    const content = el("div", {}, [...fields, ...choices].filter(Boolean).map((choice) => choice.node),
      el("p", { class: "quiet", text: t("conflict.kept") }),
      el("div", { class: "actions" }, button(t("conflict.take"), submit, { class: "button" }), button(t("conflict.later"), () => dialog.close(), { class: "button button--quiet" })));
    const title = answer.by ? t("conflict.title_by", { name: answer.by }) : t("conflict.title");
    const dialog = makeDialog({ title, intro: t("conflict.intro"), content, wide: true });
    dialog.addEventListener("close", () => { dialog.remove(); resolve(result); });
    open(dialog);
  });
}

const passageLabel = (pieces, index) => t("conflict.passage", {
  number: pieces.slice(0, index + 1).filter((piece) => typeof piece !== "string").length,
  count: pieces.filter((piece) => typeof piece !== "string").length,
});

function makeChoice({ was, mine, theirs }, label, name = "") {
  const group = freshId("conflict");
  const text = (heading, words) => el("div", { class: "conflict-text" }, el("h3", { text: heading }), el("pre", { tabindex: "0" }, words.trim() || t("conflict.nothing")));
  const option = (value, words) => {
    const box = el("input", { type: "radio", name: group, value });
    box.checked = value === "mine";
    return el("label", { class: "option" }, box, words);
  };
  const both = name ? [] : [option("both", t("conflict.both"))];
  const node = el("fieldset", { class: "conflict" }, el("legend", { text: label }),
    el("div", { class: "conflict-texts" }, text(t("conflict.was"), was), text(t("conflict.mine"), mine), text(t("conflict.theirs"), theirs)),
    el("div", { class: "conflict-options" }, option("mine", t("conflict.keep_mine")), option("theirs", t("conflict.keep_theirs")), both));
  const value = () => node.querySelector("input:checked").value;
  const both_texts = () => (theirs.endsWith("\n") ? theirs : `${theirs}\n`) + mine;
  return { node, name, value, read: () => ({ mine: () => mine, theirs: () => theirs, both: both_texts })[value()]() };
}

/** Return the names of header fields that both changed, each to something else. */
export function conflictingFields({ was, mine, theirs }) {
  return namesOf(was, mine, theirs).filter((name) => {
    const [old, own, other] = [was, mine, theirs].map((text) => ({ [name]: text.header[name] ?? [] }));
    return !sameHeader(own, other) && !sameHeader(own, old) && !sameHeader(other, old);
  });
}

const namesOf = (...texts) => [...new Set(texts.flatMap((text) => Object.keys(text.header)))];

function fieldTexts({ was, mine, theirs }, name, form) {
  const words = (text) => (text.header[name] ?? []).map((value) => wordsOf(form, name, value)).join(", ");
  return { was: words(was), mine: words(mine), theirs: words(theirs) };
}

function wordsOf(form, name, value) {
  const controls = headerControls(form).filter((control) => control.name === name);
  const option = controls.flatMap((control) => [...(control.options ?? [])]).find((each) => each.value === value);
  const box = controls.find((control) => ["checkbox", "radio"].includes(control.type) && control.value === value);
  return (option?.textContent ?? box?.labels?.[0]?.textContent ?? value).trim();
}

/** Join the headers field by field: what only one side changed is taken from it, what both changed as decided. */
function decidedHeader({ was, mine, theirs }, fields) {
  const header = {};
  for (const name of namesOf(was, mine, theirs)) {
    const choice = fields.find((field) => field.name === name)?.value();
    const isMine = choice ? choice === "mine" : !sameHeader({ [name]: mine.header[name] ?? [] }, { [name]: was.header[name] ?? [] });
    header[name] = (isMine ? mine : theirs).header[name] ?? [];
  }
  return header;
}
