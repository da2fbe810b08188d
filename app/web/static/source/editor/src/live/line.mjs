// The line to the server: one WebSocket, opened again after it broke, each time a little later; it notices when nothing answers any more.

const PAUSES_MS = [300, 800, 2000, 4000, 8000, 15_000];
const SLOW_PAUSE_MS = 10_000;
const OPENING_MS = 10_000;
const SILENCE_MS = 12_000;

/** Codes after which opening again by itself makes no sense: 4400 to 4499. */
export const isFinal = (code) => code >= 4400 && code < 4500;

/**
 * Hold a line to an address. `on.open()`, `on.message(data)`, `on.closed(code)` are told what happens; `closed` comes for
 * every attempt that failed, too.
 */
export class Line {
  constructor(address, on) {
    Object.assign(this, { address, on, socket: null, failures: 0, timer: 0, watch: 0, isWanted: false });
    this.again = () => { if (this.isWanted && !this.socket) this.open(); };
  }

  get isOpen() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  /** Open it and keep it open until `close`. */
  start() {
    if (this.isWanted) return;
    this.isWanted = true;
    this.failures = 0;
    addEventListener("online", this.again);
    this.open();
  }

  open() {
    clearTimeout(this.timer);
    let socket;
    try {
      socket = new WebSocket(this.address());
    } catch {
      this.later(1006);
      return;
    }
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.addEventListener("open", () => { if (socket === this.socket) this.on.open(); });
    socket.addEventListener("message", ({ data }) => this.heard(socket, data));
    socket.addEventListener("close", ({ code }) => this.lost(socket, code));
    this.expectAnswer(OPENING_MS);
  }

  heard(socket, data) {
    if (socket !== this.socket) return;
    clearTimeout(this.watch);
    this.watch = 0;
    this.on.message(data);
  }

  /** Give the line up if nothing comes within this time: a broken one often says nothing at all. */
  expectAnswer(patience = SILENCE_MS) {
    const { socket } = this;
    this.watch ||= setTimeout(() => { if (socket && socket === this.socket) this.drop(); }, patience);
  }

  /** Cut a line that does not answer; waiting for its own farewell would take a minute. */
  drop() {
    const { socket } = this;
    socket.close();
    this.lost(socket, 1006);
  }

  lost(socket, code) {
    if (socket !== this.socket) return;
    clearTimeout(this.watch);
    this.watch = 0;
    this.socket = null;
    if (isFinal(code)) this.stop();
    else this.later(code);
    this.on.closed(code);
  }

  later(code) {
    if (!this.isWanted) return;
    const pause = code === 4508 ? SLOW_PAUSE_MS : PAUSES_MS[Math.min(this.failures, PAUSES_MS.length - 1)];
    this.failures += 1;
    this.timer = setTimeout(this.again, pause * (0.75 + Math.random() / 2));
  }

  /** Say that the line is of use again, so that the next break is mended at once. */
  worked() {
    this.failures = 0;
  }

  send(bytes) {
    if (this.isOpen) this.socket.send(bytes);
  }

  stop() {
    this.isWanted = false;
    clearTimeout(this.timer);
    removeEventListener("online", this.again);
  }

  close() {
    this.stop();
    const { socket } = this;
    this.socket = null;
    clearTimeout(this.watch);
    this.watch = 0;
    socket?.close(1000);
  }
}
