// Writing together: brings the text of the editor into its room and back, and says how it stands. While there is no room the form saves
// as it always does, so everything here may fail without anybody losing a word.
import { history, historyKeymap, redo, undo } from "@codemirror/commands";
import { Compartment, EditorState, Prec, Transaction } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { yCollab, yUndoManagerKeymap } from "y-codemirror.next";
import { UndoManager } from "yjs";
import { composed } from "../buffer.mjs";
import { smallestEdits } from "../edits.mjs";
import { announce } from "../dom.mjs";
import { t } from "../texts.mjs";
import { applyTo, changesSince } from "./bringing.mjs";
import { carets, goToPerson, lookAgain } from "./carets.mjs";
import { HeaderFollower } from "./header.mjs";
import { Notices } from "./notices.mjs";
import { makePeople } from "./people.mjs";
import { tellPlace } from "./places.mjs";
import { NO_RIGHT, problemFor, ROOM_FULL, TURNS_TO_FORM } from "./problems.mjs";
import { OTHER_PERSON, Room } from "./room.mjs";

const PATIENCE_MS = 3000;
const KEEP_MS = 600;
const FULL_MS = 60_000;

export class Live {
  constructor(editor) {
    Object.assign(this, { editor, room: null, isOn: false, isWanted: false, hasLeft: false, own: null, undoer: null, kept: null, timers: {} });
    this.historyOf = new Compartment();
    this.lockOf = new Compartment();
    this.extension = [this.historyOf.of(ownHistory()), this.lockOf.of([])];
  }

  get saving() { return this.editor.saving; }
  get problem() { return this.own ?? this.saving.problem; }
  /** Whether something waits; what follows is the part of whoever saves, for the guards of the page. */
  get isDirty() { return this.saving.isDirty || (this.isOn && !this.room.isStored); }
  get takesLong() { return this.isOn ? !this.room.isOnline : this.saving.takesLong; }

  /** Begin; `kept` is what was left unstored in this browser when the page was last left. */
  start(kept = null) {
    this.isWanted = true;
    this.kept = kept;
    this.join();
    this.timers.quiet = setTimeout(() => this.saySeparate(), PATIENCE_MS);
  }

  join() {
    const { form } = this.editor;
    const room = new Room({ address: form.dataset.live, actor: form.dataset.actor ?? "", on: {
      hello: (notice) => this.hello(notice), synced: () => this.synced(), change: () => this.changed(),
      people: (clients) => this.people(clients), notice: (notice) => this.notices.take(notice),
      lost: () => this.changed(), ended: (code) => this.ended(code),
    } });
    this.room = room;
    this.shown?.node.remove();
    this.shown?.stop();
    this.shown = makePeople({ form, room, goTo: (client) => goToPerson(this.editor.view, room, client) });
    this.editor.status.line.before(this.shown.node);
    this.header = new HeaderFollower(this.editor, room);
    this.notices = new Notices(this, room);
    room.start();
  }

  hello({ version }) {
    this.own = this.room.canWrite || this.room.isStored ? null : problemFor(NO_RIGHT);
    if (this.isOn) this.header.settled(version);
    this.lock(!this.room.canWrite);
  }

  lock(isLocked) {
    this.editor.view.dispatch({ effects: this.lockOf.reconfigure(isLocked ? EditorState.readOnly.of(true) : []) });
  }

  /** Enter the room as soon as the form has nothing under way; called after each of its saves, too. */
  async synced() {
    const { room, saving } = this;
    if (this.isOn || !this.isWanted) return;
    if (!room?.isJoined) {
      // The form could save: whoever was refused here before may be let in now.
      if (!saving.isDirty) this.comeBack();
      return;
    }
    if (this.kept && this.kept.epoch !== room.epoch) this.resumeByForm();
    if (!saving.isAtRest) {
      if (!saving.running && !saving.problem) saving.save();
      return;
    }
    await composed(this.editor.view);
    if (!this.isOn && room === this.room && room.isJoined && saving.isAtRest) this.enter();
  }

  comeBack() {
    clearTimeout(this.timers.full);
    if (this.room) this.room.line.start();
    else this.join();
  }

  /** Put back what was kept for a room that cannot be had any more. */
  resumeByForm() {
    const { kept } = this;
    this.kept = null;
    if (kept) this.editor.resumeByForm(kept);
  }

  /** Join what was typed here since the last save with the text of the room, and let the room have the text from now on. */
  enter() {
    const { room, editor: { view } } = this;
    if (room.canWrite) applyTo(room.body, changesSince(this.saving.confirmed.doc.toString(), view.state.doc.toString(), room.body.toString()));
    view.dispatch({ changes: smallestEdits(view.state.doc.toString(), room.body.toString()), annotations: Transaction.addToHistory.of(false), userEvent: "merge" });
    this.forgetUndo();
    this.undoer = new UndoManager(room.body, { trackedOrigins: new Set(), captureTimeout: 500 });
    view.dispatch({ effects: this.historyOf.reconfigure([yCollab(room.body, null, { undoManager: this.undoer }), Prec.high(keymap.of(yUndoManagerKeymap)), carets(room)]) });
    this.isOn = true;
    this.storedDoc = view.state.doc;
    this.saving.handOver(room, this.storedDoc);
    this.place = tellPlace(this.editor, room);
    this.bringBack();
    this.header.follow();
    this.changed();
    this.editor.preview.soon();
  }

  bringBack() {
    const { kept } = this;
    this.kept = null;
    if (!kept) return;
    const before = this.room.body.toString();
    this.room.bringBack(kept.update);
    if (this.room.body.toString() !== before) this.editor.tell(t("notice.resumed"));
  }

  /**
   * Give the text back to the form: what the room has not stored is then joined by a save, as always. Where nothing will come from
   * elsewhere until then, the room's undo stays: it is what somebody wants who has just put in too much.
   */
  giveBack(keepsUndo) {
    if (this.isOn) {
      if (!keepsUndo) this.editor.view.dispatch({ effects: this.historyOf.reconfigure(ownHistory()) });
      if (!keepsUndo) this.forgetUndo();
      this.place.stop();
      this.saving.handOver(null, keepsUndo && !this.room.isStored ? null : this.storedDoc);
    }
    this.isOn = false;
    this.room.leave();
    this.room = null;
  }

  ended(code) {
    if (TURNS_TO_FORM.has(code)) this.startAnew(code);
    else {
      this.own = problemFor(code);
      this.lock(this.own.isReadOnly ?? false);
      if (this.isOn) this.saving.keep();
      else this.fallBack();
    }
    this.changed();
  }

  /** Leave a room that is gone or full; a new one is entered once the form has saved what was not stored. */
  startAnew(code) {
    this.giveBack(code === ROOM_FULL);
    this.saving.changed();
    if (code === ROOM_FULL) this.timers.full = setTimeout(() => this.comeBack(), FULL_MS);
    else this.join();
  }

  /** Without a room the form finds out by itself who may save, and says it. */
  fallBack() {
    this.own = null;
    this.saving.changed();
  }

  saySeparate() {
    if (this.isOn) return;
    this.resumeByForm();
    this.editor.status.hint(t("live.separate"));
  }

  people(clients) {
    this.shown.draw();
    if (this.isOn) queueMicrotask(() => { if (this.isOn) lookAgain(this.editor.view, clients); });
  }

  /** The text moved: where the writer is may have changed, and what is unstored is kept in this browser. */
  moved() {
    if (!this.isOn) {
      this.saving.changed();
      return;
    }
    this.place.soon();
    if (!this.room.isStored) this.timers.keep ||= setTimeout(() => this.keep(), KEEP_MS);
  }

  changed() {
    this.shown?.draw();
    if (!this.isOn) return;
    if (this.room.isStored) this.storedDoc = this.editor.view.state.doc;
    if (this.room.isStored && !this.saving.isDirty) this.saving.copy.clear();
    this.show();
  }

  /** Say how it stands: a problem before all, then the line, then whether everything has reached the server. */
  show() {
    const { room, editor: { status } } = this;
    clearTimeout(this.timers.offline);
    status.hint("");
    if (this.problem) status.show("failed", { problem: this.problem });
    else if (!room.isOnline) this.showOffline(status);
    else if (!room.canWrite) status.show("reading");
    else status.show(this.isDirty || this.saving.running ? "saving" : "stored");
    if (room.isOnline && this.wasOffline) {
      this.wasOffline = false;
      announce(t("saving.back"));
    }
  }

  showOffline(status) {
    status.show("offline");
    this.timers.offline = setTimeout(() => {
      this.wasOffline = true;
      announce(t("saving.offline"));
    }, PATIENCE_MS);
  }

  undo() { return this.undoer ? this.undoer.undo() : undo(this.editor.view); }
  redo() { return this.undoer ? this.undoer.redo() : redo(this.editor.view); }

  forgetUndo() {
    this.undoer?.destroy();
    this.undoer = null;
  }

  keep() {
    clearTimeout(this.timers.keep);
    this.timers.keep = 0;
    // The page is told once more that it is hidden after it was left.
    if (!this.hasLeft) this.saving.keep();
  }

  /** Save now: the header by a request, the text by waiting for the receipt. */
  async save() {
    if (!this.isOn) return this.saving.save();
    if (this.own) await this.tryAgain();
    const [isHeaderSaved, isTextStored] = await Promise.all([this.saving.save(), this.room.flush()]);
    return isHeaderSaved && isTextStored;
  }

  /** After signing in again, or when a right is given back: see who is here now, then open the line once more. */
  async tryAgain() {
    try {
      await this.editor.server.renew();
    } catch (error) {
      this.own = error.code === "editor.other_person" ? problemFor(OTHER_PERSON) : error.status === 0 ? this.own : problemFor(4401);
      this.changed();
      return;
    }
    this.room.line.start();
    await this.room.joined();
  }

  /** Send what is unsaved while the page goes away: by the form, unless a line has taken the text already. */
  leave() {
    this.hasLeft = this.isOn && !this.room.hasGiven;
    if (!this.isOn || this.hasLeft) this.saving.leave();
    else if (this.saving.isDirty) this.saving.leave(this.saving.payload());
  }

  /** The page is shown again as it was left. What was sent by the form then must not go into the room as well. */
  returnToPage() {
    if (this.hasLeft) location.reload();
    else this.save();
  }
}

const ownHistory = () => [history(), keymap.of(historyKeymap)];
