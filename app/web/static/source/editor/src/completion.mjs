// Suggestions while one types: documents after [[, steps and ends after an arrow, placeholders after {{, words of the glossary.
import { acceptCompletion, autocompletion, closeCompletion, completionStatus, currentCompletions, moveCompletionSelection, selectedCompletion, setSelectedCompletion, startCompletion } from "@codemirror/autocomplete";
import { Prec } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { algorithmIn, linesOf } from "./language.mjs";
import { readAlgorithm, stepsOf } from "./steps.mjs";
import { shortened } from "./targets.mjs";
import { t } from "./texts.mjs";

const SHORTEST_TERM = 3;

/** Make the suggestions; `known()` gives what the server knows. Terms of the glossary wait until one of them is chosen. */
export function completion(known) {
  const sources = [linkSource, targetSource, placeholderSource, termSource];
  const override = sources.map((source) => (context) => source(context, known()));
  return [
    autocompletion({ override, selectOnOpen: false, icons: false, defaultKeymap: false, closeOnBlur: true, activateOnTypingDelay: 60, interactionDelay: 0 }),
    Prec.highest(keymap.of([
      { key: "Ctrl-Space", run: startCompletion },
      { key: "Escape", run: closeCompletion },
      { key: "ArrowDown", run: moveCompletionSelection(true) },
      { key: "ArrowUp", run: moveCompletionSelection(false) },
      { key: "PageDown", run: moveCompletionSelection(true, "page") },
      { key: "PageUp", run: moveCompletionSelection(false, "page") },
      { key: "Enter", run: accept },
    ])),
  ];
}

/** Take the chosen suggestion; where none is chosen take the first one, but never a term: there Enter makes a new line. */
function accept(view) {
  const { state } = view;
  if (completionStatus(state) !== "active") return false;
  if (!selectedCompletion(state)) {
    const [first] = currentCompletions(state);
    if (!first || first.type === "term") {
      closeCompletion(view);
      return false;
    }
    view.dispatch({ effects: setSelectedCompletion(0) });
  }
  return acceptCompletion(view);
}

/** Put a suggestion in, with its closing signs unless they stand there already. */
const closing = (text, close) => (view, _completion, from, to) => {
  const after = view.state.sliceDoc(to, to + close.length);
  const insert = text + (after === close ? "" : close);
  const anchor = from + text.length + close.length;
  view.dispatch({ changes: { from, to, insert }, selection: { anchor }, userEvent: "input.complete" });
};

const documentOption = ({ slug, title, kind }) => ({ label: title, detail: slug, info: t(`kind.${kind}`), apply: closing(slug, "]]"), type: "document" });

function linkSource(context, { documents }) {
  const found = context.matchBefore(/!?\[\[[^[\]|#\n]{0,80}$/);
  if (!found) return null;
  const isEmbed = found.text.startsWith("!");
  const from = found.from + (isEmbed ? 3 : 2);
  const typed = found.text.slice(isEmbed ? 3 : 2).toLowerCase();
  const options = documents.filter(({ kind }) => !isEmbed || kind !== "standard")
    .filter(({ slug, title }) => `${title} ${slug}`.toLowerCase().includes(typed)).slice(0, 100).map(documentOption);
  return { from, options, filter: false };
}

function targetSource(context, { documents }) {
  const found = context.matchBefore(/(?:→|-{1,2}>)[ \t]*[^\s→>]*$/);
  if (!found) return null;
  const lines = linesOf(context.state.doc.toString());
  const block = algorithmIn(lines);
  const at = context.state.doc.lineAt(context.pos).number - 1;
  if (!block || at <= block.first || at > block.last) return null;
  const arrow = /^(?:→|-{1,2}>)[ \t]*/.exec(found.text)[0];
  const from = found.from + arrow.length;
  const lead = / $|\t$/.test(arrow) ? "" : " ";
  const steps = stepsOf(readAlgorithm(lines)).map((step) => ({ label: `${lead}${step.id ? `#${step.id}` : step.number}`, displayLabel: t("target.step", { number: step.number, text: shortened(step.text) }), detail: step.id && `#${step.id}`, type: "step" }));
  const ends = [{ label: `${lead}end`, displayLabel: t("target.end"), detail: "end", type: "step" }, { label: `${lead}end: `, displayLabel: t("target.reached"), detail: "end: …", type: "step" }];
  const others = documents.filter(({ kind }) => kind === "situation").map(({ slug, title }) => ({ label: `${lead}[[${slug}]]`, displayLabel: title, detail: t("kind.situation"), type: "step" }));
  const typed = found.text.slice(arrow.length).toLowerCase();
  const options = [...steps, ...ends, ...others].filter((option) => `${option.label} ${option.displayLabel}`.toLowerCase().includes(typed));
  return { from, options, filter: false };
}

function placeholderSource(context, { placeholders }) {
  const found = context.matchBefore(/\{\{[^{}\n]{0,60}$/);
  if (!found) return null;
  const here = [...context.state.doc.toString().matchAll(/\{\{([^{}\n]{1,60})\}\}/g)].map((each) => each[1].trim());
  const names = [...new Set([...placeholders, ...here])].sort((one, other) => one.localeCompare(other));
  return { from: found.from + 2, options: names.map((name) => ({ label: name, apply: closing(name, "}}"), type: "placeholder" })), validFor: /^[^{}\n]*$/ };
}

function termSource(context, { terms }) {
  const word = context.matchBefore(/[\p{L}][\p{L}\p{N}-]*$/u);
  if (!word || (!context.explicit && word.text.length < SHORTEST_TERM)) return null;
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  if (/(?:\[\[|\{\{)[^\]}]*$|[#/@][\w-]*$/.test(before)) return null;
  return forbiddenSource(before, context.pos, terms) ?? plainTerms(word, terms);
}

/** Suggest the company's term where one stands that it replaces, several words long if need be. */
function forbiddenSource(before, pos, terms) {
  const low = before.toLowerCase();
  for (const { term, instead_of: others = [], meaning } of terms) {
    const found = others.find((other) => low.endsWith(other.toLowerCase()) && !/[\p{L}\p{N}]$/u.test(before.slice(0, before.length - other.length)));
    if (found) return { from: pos - found.length, filter: false, options: [{ label: term, detail: t("term.instead_of", { term: found }), info: meaning, type: "term" }] };
  }
  return null;
}

function plainTerms(word, terms) {
  const low = word.text.toLowerCase();
  const found = terms.filter(({ term }) => term.toLowerCase().startsWith(low) && term !== word.text);
  return found.length ? { from: word.from, filter: false, options: found.map(({ term, meaning }) => ({ label: term, info: meaning, type: "term" })) } : null;
}
