// Bold, italic, headings, lists and links: what every text has. Each works on the selection and can be undone as one.
import { EditorSelection } from "@codemirror/state";
import { LIST_ITEM } from "./language.mjs";

/** Set a mark such as `**` around the selected words, or the word at the cursor; take it away where it stands already. */
export const wrap = (sign, sample) => (view) => {
  const change = view.state.changeByRange((range) => {
    const { from, to } = range.empty ? wordAt(view.state, range) : trimmedRange(view.state, range);
    const text = view.state.sliceDoc(from, to);
    const before = view.state.sliceDoc(Math.max(from - sign.length, 0), from);
    const after = view.state.sliceDoc(to, to + sign.length);
    if (before === sign && after === sign && text) return unwrapped(from, to, sign);
    const words = text || sample;
    return { changes: { from, to, insert: sign + words + sign }, range: EditorSelection.range(from + sign.length, from + sign.length + words.length) };
  });
  view.dispatch(change, { userEvent: "input", scrollIntoView: true });
  return true;
};

const unwrapped = (from, to, sign) => ({
  changes: [{ from: from - sign.length, to: from }, { from: to, to: to + sign.length }],
  range: EditorSelection.range(from - sign.length, to - sign.length),
});

const wordAt = (state, range) => state.wordAt(range.head) ?? range;

function trimmedRange(state, { from, to }) {
  const text = state.sliceDoc(from, to);
  return { from: from + text.length - text.trimStart().length, to: to - (text.length - text.trimEnd().length) };
}

/** Make the selected lines headings of a level, or plain text again where they are that already. */
export const heading = (level) => (view) => changeLines(view, (text) => {
  const found = /^(#{1,6})\s+/.exec(text);
  const plain = found ? text.slice(found[0].length) : text.replace(/^\s*(?:[-*+]|\d+[.)])\s+/, "");
  return found?.[1].length === level ? plain : `${"#".repeat(level)} ${plain}`;
}, { evenEmpty: true });

/** Make the selected lines a list with points or numbers, or plain text again. */
export const list = (isNumbered) => (view) => {
  let count = 0;
  return changeLines(view, (text) => {
    const found = LIST_ITEM.exec(text);
    const isSame = found && /\d/.test(found[2]) === isNumbered;
    const indent = /^ */.exec(text)[0];
    const plain = found ? text.slice(found[0].length) : text.trimStart();
    count += 1;
    return isSame ? indent + plain : `${indent}${isNumbered ? `${count}.` : "-"} ${plain}`;
  }, { evenEmpty: true });
};

function changeLines(view, change, { evenEmpty = false } = {}) {
  const { state } = view;
  const { from, to } = state.selection.main;
  const [first, last] = [state.doc.lineAt(from).number, state.doc.lineAt(to).number];
  const changes = [];
  for (let number = first; number <= last; number += 1) {
    const line = state.doc.line(number);
    if (line.text.trim() || (evenEmpty && first === last)) changes.push({ from: line.from, to: line.to, insert: change(line.text) });
  }
  const set = state.changes(changes);
  view.dispatch({ changes: set, selection: state.selection.map(set, 1), userEvent: "input", scrollIntoView: true });
  return true;
}
