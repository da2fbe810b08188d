// The text in the editor as the saving sees it: a state to send, what was typed since, and a merged text put in without moving anybody.
import { ChangeSet, Transaction } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { smallestEdits } from "./edits.mjs";

/** Watch a text; `extension` belongs into the editor's state, `onChange` is told of every change. */
export function makeBuffer(onChange) {
  const sent = new Set();
  let view = null;
  const listener = EditorView.updateListener.of((update) => {
    if (!update.docChanged) return;
    sent.forEach((state) => { state.since = state.since.compose(update.changes); });
    onChange();
  });

  return {
    extension: listener,
    bind: (bound) => { view = bound; },
    /** The text as the editor's own immutable value, cheap to keep and to compare. */
    now: () => view.state.doc,
    text: () => view.state.doc.toString(),
    /** Remember the text that is sent; later changes are counted from here. */
    mark: () => {
      const state = { doc: view.state.doc, since: ChangeSet.empty(view.state.doc.length) };
      sent.add(state);
      return state;
    },
    forget: (state) => sent.delete(state),
    /** Put what the server made of a sent text into the present one; return the server's text as a value. */
    merge: async (state, text) => {
      await composed(view);
      const changes = ChangeSet.of(smallestEdits(state.doc.toString(), text), state.doc.length);
      sent.delete(state);
      view.dispatch({ changes: changes.map(state.since, true), annotations: Transaction.addToHistory.of(false), userEvent: "merge" });
      return changes.apply(state.doc);
    },
    /** Replace the text by another, as the smallest edit that can be undone. */
    replace: (text, userEvent = "input") => {
      const changes = smallestEdits(view.state.doc.toString(), text);
      if (changes.length) view.dispatch({ changes, userEvent });
    },
  };
}

/** Wait until no input method is in the midst of a word. */
export async function composed(view) {
  while (view.composing) await new Promise((resolve) => { setTimeout(resolve, 120); });
}
