// The header while several write: its text lies in the room, but the page shows it as fields. Changes of others are asked from the server as
// fields; our own are saved as always, without the text.
import { readHeader, sameHeader, takeHeader } from "../fields.mjs";

const PAUSE_MS = 250;

export class HeaderFollower {
  constructor(editor, room) {
    Object.assign(this, { editor, room, isBehind: false, isAsking: false, timer: 0 });
    room.header.observe(() => this.changed());
  }

  /** Look once at what the room holds: it may know more than the page did. */
  follow() {
    this.changed();
  }

  changed() {
    this.isBehind = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE_MS);
  }

  /** The draft says what the room says, in this version: everything confirmed here stands in it, unless the header moved on. */
  settled(version) {
    const { saving } = this.editor;
    if (!this.isBehind && !saving.running && version > saving.version) saving.basedOn(version);
  }

  async ask() {
    const { saving, server, form, live } = this.editor;
    if (!live.isOn || this.isAsking) return;
    // Our own save brings the joined header with it.
    if (saving.running) await saving.running;
    this.isAsking = true;
    this.isBehind = false;
    try {
      const { version, header } = await server.get(form.dataset.saveUrl);
      if (saving.running || version < saving.version) this.changed();
      else this.take(version, header);
    } catch {
      this.isBehind = true;
    } finally {
      this.isAsking = false;
    }
  }

  take(version, header) {
    const { saving, form } = this.editor;
    const before = readHeader(form);
    saving.confirmed.header = takeHeader(form, saving.confirmed.header, header);
    saving.basedOn(version);
    if (!sameHeader(before, readHeader(form))) this.editor.headerShown();
    saving.changed();
  }
}
