// Bringing a text that was written beside its room into it: what was typed on either side since both were the same. Pure, but for `applyTo`.
import { ChangeSet } from "@codemirror/state";
import { smallestEdits } from "../edits.mjs";

/** Return what was changed here since `was`, as changes of the text that is there; what has arrived there already is left out. */
export function changesSince(was, here, there) {
  const theirs = smallestEdits(was, there);
  const mine = smallestEdits(was, here).flatMap((edit) => withoutGiven(edit, theirs.find((other) => other.from === edit.from && other.to === edit.to)));
  return ChangeSet.of(mine, was.length).map(ChangeSet.of(theirs, was.length));
}

/** Leave out of an edit what another one puts in at the same place: somebody went on typing what had arrived in part. */
function withoutGiven(edit, other) {
  if (!other) return [edit];
  if (other.insert.startsWith(edit.insert)) return [];
  if (!edit.insert.startsWith(other.insert)) return [edit];
  return [{ from: edit.to, to: edit.to, insert: edit.insert.slice(other.insert.length) }];
}

/** Put changes of a text into its shared document. */
export function applyTo(text, changes) {
  text.doc.transact(() => {
    let shift = 0;
    changes.iterChanges((from, to, _from, _to, inserted) => {
      if (to > from) text.delete(from + shift, to - from);
      if (inserted.length) text.insert(from + shift, inserted.toString());
      shift += inserted.length - (to - from);
    });
  }, "form");
}
