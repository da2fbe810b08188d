// Who is here and where: one small state for each page that has the text open, in the format of y-protocols. Who has left is said by
// the server alone; a page that is silent, such as one in a hidden tab, is still there.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

const PAUSE_MS = 50;
const CLOCKS_PER_JOIN = 10;

/** Keep the states of all pages; `send(bytes)` takes what is to be told of our own, `onChange(clients)` hears of others. */
export class Presence {
  constructor(client, { send, onChange }) {
    Object.assign(this, { client, send, onChange, clock: 0, own: { cursor: null, place: "" }, others: new Map(), clocks: new Map(), timer: 0 });
  }

  /** Change our own state in part, and tell it soon. */
  set(part) {
    const next = { ...this.own, ...part };
    if (JSON.stringify(next) === JSON.stringify(this.own)) return;
    this.own = next;
    this.timer ||= setTimeout(() => this.tell(), PAUSE_MS);
  }

  tell() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.clock += 1;
    this.send(encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarUint(encoder, this.client);
      encoding.writeVarUint(encoder, this.clock);
      encoding.writeVarString(encoder, JSON.stringify(this.own));
    }));
  }

  /** Begin anew on a new line: what others were told of our leaving must count as older. */
  joined() {
    this.clock += CLOCKS_PER_JOIN;
    this.tell();
  }

  /** Forget the others while nothing is heard of them. */
  cut() {
    const gone = [...this.others.keys()];
    this.others.clear();
    this.clocks.clear();
    if (gone.length) this.onChange(gone);
  }

  take(bytes) {
    const changed = [];
    const decoder = decoding.createDecoder(bytes);
    for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
      const client = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      const state = JSON.parse(decoding.readVarString(decoder));
      if (this.takeOne(client, clock, state)) changed.push(client);
    }
    if (changed.length) this.onChange(changed);
  }

  takeOne(client, clock, state) {
    const known = this.clocks.get(client) ?? -1;
    if (client === this.client || clock < known || (clock === known && state)) return false;
    this.clocks.set(client, clock);
    if (!state) return this.others.delete(client);
    this.others.set(client, state);
    return true;
  }
}
