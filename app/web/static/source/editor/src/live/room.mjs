// A text that several write at once: the shared document, kept in step with the server over one line. What is typed here is "stored" only
// when the server has given its receipt; what is typed while there is no line stays in the document and goes out when there is one.
import { fromBase64, toBase64 } from "lib0/buffer";
import * as Y from "yjs";
import { Line } from "./line.mjs";
import { Presence } from "./presence.mjs";
import { awarenessFrame, missingFrame, queryFrame, readFrame, receiptFrame, stateFrame, updateFrame } from "./wire.mjs";

const RECEIPT_MS = 150;
const PULSE_MS = 20_000;
const PATIENCE_MS = 8000;
export const EPOCH_GONE = 4409;
export const OTHER_PERSON = 4499;

/**
 * Join the room of a document. `on` is told: `hello(notice)`, `synced()` after every joining, `change()` whenever what is stored or the line
 * changes, `people(clients)`, `notice(notice)`, `lost(code)` when the line broke, `ended(code)` when it will not be opened again by itself.
 */
export class Room {
  constructor({ address, actor, on }) {
    Object.assign(this, { actor, on, me: null, epoch: null, canWrite: false, isJoined: false, hasGiven: false, written: 0, stored: 0, receiptTimer: 0, waiting: [] });
    this.doc = new Y.Doc();
    this.body = this.doc.getText("body");
    this.header = this.doc.getText("header");
    this.storedVector = Y.encodeStateVector(this.doc);
    this.line = new Line(() => addressFor(address, this.epoch), { open: () => this.opened(), message: (data) => this.heard(data), closed: (code) => this.closed(code) });
    this.presence = new Presence(this.doc.clientID, {
      send: (bytes) => { if (this.isJoined) this.line.send(awarenessFrame(bytes)); },
      onChange: (clients) => on.people(clients),
    });
    this.doc.on("update", (update, origin) => { if (origin !== this.line) this.wrote(update); });
    this.pulse = setInterval(() => this.beat(), PULSE_MS);
  }

  get isOnline() { return this.isJoined && this.line.isOpen; }
  get isStored() { return this.stored >= this.written; }

  start() { this.line.start(); }

  leave() {
    clearInterval(this.pulse);
    clearTimeout(this.receiptTimer);
    this.isJoined = false;
    this.line.close();
  }

  opened() {
    Object.assign(this, { isJoined: false, isGreeted: false, hasGiven: false, waiting: [] });
  }

  heard(data) {
    const message = readFrame(data);
    if (!message) return;
    // Nothing may flow between two documents that do not come from one another; the greeting tells.
    if (message.notice?.kind === "hello") this.greeted(message.notice);
    else if (this.isGreeted) this.take(message);
    else this.waiting.push(message);
  }

  greeted(notice) {
    const isOther = String(notice.me.id) !== this.actor;
    if (isOther || (this.epoch !== null && this.epoch !== notice.epoch)) {
      this.line.close();
      this.closed(isOther ? OTHER_PERSON : EPOCH_GONE);
      return;
    }
    Object.assign(this, { me: notice.me, canWrite: notice.can_write, epoch: notice.epoch, isGreeted: true });
    this.on.hello(notice);
    this.line.send(stateFrame(Y.encodeStateVector(this.doc)));
    this.waiting.splice(0).forEach((message) => this.take(message));
  }

  take({ kind, bytes, number, notice }) {
    if (kind === "state") this.give(bytes);
    else if (kind === "missing" || kind === "update") this.apply(kind, bytes);
    else if (kind === "awareness") this.presence.take(bytes);
    else if (kind === "query") this.presence.tell();
    else if (kind === "receipt") this.receipt(number);
    else if (kind === "notice") this.on.notice(notice);
  }

  /** Answer what the server has with what it lacks; from then on every change goes out by itself. */
  give(vector) {
    this.hasGiven = true;
    if (this.canWrite) this.line.send(missingFrame(Y.encodeStateAsUpdate(this.doc, vector)));
    if (this.isJoined) this.askReceipt();
  }

  apply(kind, bytes) {
    Y.applyUpdate(this.doc, bytes, this.line);
    if (kind !== "missing" || this.isJoined) return;
    this.isJoined = true;
    this.line.worked();
    this.line.send(queryFrame());
    this.presence.joined();
    this.askReceipt();
    this.on.synced();
    this.on.change();
  }

  wrote(update) {
    this.written += 1;
    if (this.hasGiven && this.canWrite) this.line.send(updateFrame(update));
    this.receiptTimer ||= setTimeout(() => this.askReceipt(), RECEIPT_MS);
    this.on.change();
  }

  /** See whether the line lives, and whether anything is missing here: a gap would otherwise be seen only when the line breaks. */
  beat() {
    if (!this.isOnline) return;
    this.line.send(stateFrame(Y.encodeStateVector(this.doc)));
    this.askReceipt();
  }

  askReceipt() {
    clearTimeout(this.receiptTimer);
    this.receiptTimer = 0;
    if (!this.isOnline) return;
    this.line.send(receiptFrame(this.written));
    this.line.expectAnswer();
  }

  receipt(number) {
    this.stored = Math.max(this.stored, number);
    if (this.isStored) this.storedVector = Y.encodeStateVector(this.doc);
    this.on.change();
  }

  closed(code) {
    Object.assign(this, { isJoined: false, hasGiven: false });
    this.presence.cut();
    if (this.line.isWanted) this.on.lost(code);
    else this.on.ended(code);
    this.on.change();
  }

  /** Wait until the room is joined, or the line given up. */
  async joined() {
    await this.until(() => this.isJoined || !this.line.isWanted);
    return this.isJoined;
  }

  async until(isSo) {
    const end = Date.now() + PATIENCE_MS;
    while (!isSo() && Date.now() < end) await new Promise((resolve) => { setTimeout(resolve, 30); });
  }

  /** Wait until everything typed up to now is stored; false where that cannot be said. */
  async flush() {
    this.askReceipt();
    await this.until(() => this.isStored || !this.isOnline);
    return this.isStored;
  }

  /** Return what is not stored yet, as text that a browser can keep. */
  unstored() {
    return toBase64(Y.encodeStateAsUpdate(this.doc, this.storedVector));
  }

  /** Take in what was kept, as if it were typed now. */
  bringBack(kept) {
    Y.applyUpdate(this.doc, fromBase64(kept), "kept");
  }
}

function addressFor(path, epoch) {
  const address = new URL(path, location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  if (epoch !== null) address.searchParams.set("epoch", epoch);
  return address.href;
}
