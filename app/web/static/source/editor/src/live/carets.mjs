// Where the others write: their carets with names, and what they have selected. Looks come from classes, never from what another page sent.
import { EditorSelection, StateEffect } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, WidgetType } from "@codemirror/view";
import * as Y from "yjs";

const COLOURS = 8;
const LONGEST_NAME = 40;
const NAMED_MS = 4000;
const redraw = StateEffect.define();

export const colourOf = (user) => Math.abs(Math.trunc(Number(user?.colour)) || 0) % COLOURS;
export const nameOf = (user) => String(user?.name ?? "?").slice(0, LONGEST_NAME);

/** A caret; its name stands over the text and so is shown only for a while after it moved, and under the mouse. */
class Caret extends WidgetType {
  constructor(user, isNamed) {
    super();
    Object.assign(this, { name: nameOf(user), colour: colourOf(user), isNamed });
  }

  eq(other) { return other.name === this.name && other.colour === this.colour && other.isNamed === this.isNamed; }

  toDOM() {
    const caret = document.createElement("span");
    caret.className = `caret person--${this.colour}${this.isNamed ? " caret--named" : ""}`;
    caret.setAttribute("aria-hidden", "true");
    const flag = document.createElement("span");
    flag.className = "caret-name";
    flag.textContent = this.name;
    caret.append("\u2060", flag, "\u2060");
    return caret;
  }

  ignoreEvent() { return true; }
}

/** Show the others' carets in the text of a room, and tell ours. */
export const carets = (room) => ViewPlugin.fromClass(class {
  constructor(view) {
    this.view = view;
    this.places = new Map();
    this.decorations = Decoration.none;
    this.find(room.presence.others.keys());
    this.draw(view.state);
  }

  update(update) {
    const changed = update.transactions.flatMap(({ effects }) => effects.filter((effect) => effect.is(redraw)).flatMap(({ value }) => value));
    // Between two messages of theirs the carets go along with the text.
    if (update.docChanged) this.places.forEach((place) => Object.assign(place, { anchor: update.changes.mapPos(place.anchor), head: update.changes.mapPos(place.head) }));
    const isAsked = update.transactions.some(({ effects }) => effects.some((effect) => effect.is(redraw)));
    if (changed.length) this.find(changed);
    if (update.docChanged || isAsked) this.draw(update.state);
    if (update.selectionSet || update.focusChanged || update.docChanged) this.tell(update.view);
  }

  find(clients) {
    for (const client of clients) {
      const state = room.presence.others.get(client);
      const [anchor, head] = [state?.cursor?.anchor, state?.cursor?.head].map((place) => placeIn(room, place));
      if (anchor === null || head === null) this.places.delete(client);
      else this.places.set(client, { user: state.user, anchor, head, movedAt: Date.now() });
    }
    clearTimeout(this.timer);
    if (this.places.size) this.timer = setTimeout(() => lookAgain(this.view, []), NAMED_MS);
  }

  destroy() {
    clearTimeout(this.timer);
  }

  draw({ doc }) {
    const marks = [];
    for (const { user, anchor, head, movedAt } of this.places.values()) {
      const [from, to] = [Math.min(anchor, head, doc.length), Math.min(Math.max(anchor, head), doc.length)];
      if (from < to) marks.push(Decoration.mark({ class: `their-selection person--${colourOf(user)}` }).range(from, to));
      marks.push(Decoration.widget({ widget: new Caret(user, Date.now() - movedAt < NAMED_MS), side: head > anchor ? -1 : 1 }).range(Math.min(head, doc.length)));
    }
    this.decorations = Decoration.set(marks, true);
  }

  tell(view) {
    const { anchor, head } = view.state.selection.main;
    // The binding puts a change into the room in its own turn; the place is right only after it.
    queueMicrotask(() => {
      if (room.body.length < Math.max(anchor, head)) return;
      const place = (index) => Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(room.body, index));
      room.presence.set({ cursor: view.hasFocus ? { root: "body", anchor: place(anchor), head: place(head) } : null });
    });
  }
}, { decorations: (plugin) => plugin.decorations });

/** Let a view look again where these pages are. */
export const lookAgain = (view, clients) => view.dispatch({ effects: redraw.of([...clients]) });

/** Go to where somebody writes. */
export function goToPerson(view, room, client) {
  const place = placeIn(room, room.presence.others.get(client)?.cursor?.head);
  if (place === null) return false;
  const at = Math.min(place, view.state.doc.length);
  view.dispatch({ selection: EditorSelection.cursor(at), effects: EditorView.scrollIntoView(at, { y: "center" }) });
  view.focus();
  return true;
}

/** Return the index of a place that another page sent, null for what leads nowhere. */
function placeIn(room, place) {
  try {
    const found = place && Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(place), room.doc);
    return found?.type === room.body ? found.index : null;
  } catch {
    return null;
  }
}
