// Where something new goes: blocks on lines of their own, things in a line at the cursor, all of it as one change that can be undone.
import { ChangeSet } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { blocksAround, linesOf, readBlocks } from "./language.mjs";
import { smallestEdits } from "./edits.mjs";

/** Put a text in at the cursor, in place of the selection. `⟨` and `⟩` in it mark what is selected afterwards. */
export function insertInline(view, text) {
  const { from, to } = view.state.selection.main;
  const [before, rest] = cutOnce(text, "⟨");
  const [inside, after] = cutOnce(rest, "⟩");
  const anchor = from + before.length;
  view.dispatch({ changes: { from, to, insert: before + inside + after }, selection: { anchor, head: anchor + inside.length }, userEvent: "input", scrollIntoView: true });
  view.focus();
}

const cutOnce = (text, sign) => {
  const at = text.indexOf(sign);
  if (at >= 0) return [text.slice(0, at), text.slice(at + 1)];
  return sign === "⟨" ? [text, ""] : [text, ""];
};

/** Put lines in as a block: after the paragraph at the cursor, with a blank line on either side, cursor behind it. */
export function insertBlock(view, lines, { tight = false } = {}) {
  const { doc } = view.state;
  const line = lineForBlock(view.state);
  const isEmpty = line.text.trim() === "";
  const above = isEmpty ? lineText(doc, line.number - 1) : line.text;
  const below = lineText(doc, line.number + 1);
  const lead = above === null || above.trim() === "" || (tight && sameKind(above, lines[0])) ? "" : "\n";
  const tail = below === null || below.trim() === "" || (tight && sameKind(below, lines.at(-1))) ? "" : "\n";
  const text = lines.join("\n");
  const change = isEmpty
    ? { from: line.from, to: line.to, insert: lead + text + (below === null ? "\n" : tail) }
    : { from: line.to, insert: `\n${lead}${text}${below === null ? "\n" : tail}` };
  const start = change.from + (isEmpty ? 0 : 1) + lead.length;
  view.dispatch({ changes: change, selection: { anchor: start + text.length }, userEvent: "input", effects: EditorView.scrollIntoView(start, { y: "nearest", yMargin: 40 }) });
  view.focus();
  return start;
}

const sameKind = (one, other) => /^\s*[-*+] /.test(one) && /^\s*[-*+] /.test(other);

const lineText = (doc, number) => (number < 1 || number > doc.lines ? null : doc.line(number).text);

/** Return the line after which a block may stand: never inside an algorithm, quiz, dialogue, or a paragraph. */
function lineForBlock(state) {
  const { doc } = state;
  const lines = linesOf(doc.toString());
  let at = doc.lineAt(state.selection.main.to).number - 1;
  const onFence = readBlocks(lines).filter((block) => block.first <= at && at <= block.last);
  const closed = onFence.find((block) => !/^b2[bc]$/.test(block.name));
  if (closed) at = closed.last;
  else if (onFence.some((block) => block.first === at)) return doc.line(at + 1);
  else while (at + 1 < lines.length && lines[at].trim() && lines[at + 1].trim() && !/^ *:{3}/.test(lines[at + 1])) at += 1;
  return doc.line(at + 1);
}

/**
 * Replace lines of a text by others, as the smallest edits; the cursor goes to `aim`, an index among the new lines. `was` is the text in
 * which the lines were counted: what others have written since stays.
 */
export function replaceLines(view, was, { first, count }, lines, aim = null) {
  const from = was.line(first + 1).from;
  const to = was.line(first + count).to;
  const edits = smallestEdits(was.sliceString(from, to), lines.join("\n")).map((edit) => ({ ...edit, from: edit.from + from, to: edit.to + from }));
  const mine = ChangeSet.of(edits, was.length);
  const since = ChangeSet.of(was.eq(view.state.doc) ? [] : smallestEdits(was.toString(), view.state.doc.toString()), was.length);
  const anchor = aim === null ? null : since.map(mine, true).mapPos(from + lines.slice(0, aim + 1).join("\n").length);
  view.dispatch({ changes: mine.map(since), selection: anchor === null ? undefined : { anchor }, userEvent: "input", effects: anchor === null ? [] : EditorView.scrollIntoView(anchor, { y: "center" }) });
  view.focus();
}

/** Return the block with a name that the cursor stands in, innermost first, null without one. */
export function blockAtCursor(state, name) {
  const index = state.doc.lineAt(state.selection.main.head).number - 1;
  return blocksAround(linesOf(state.doc.toString()), index).reverse().find((block) => block.name === name) ?? null;
}
