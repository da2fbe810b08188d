// Saving by itself: soon after a pause, at the latest after ten seconds of typing. "Saved" is said only when the server has said so.
import { clearAllCopies } from "./keeping.mjs";
import { Refused } from "./server.mjs";
import { readHeader, sameHeader } from "./fields.mjs";

const PAUSE_MS = 1500;
const LONGEST_MS = 10_000;
const RETRIES_MS = [4000, 8000, 15_000, 30_000];

/**
 * Save the text and header of a form; `show(state, facts)` is told of every change of state, `onMerged` what the server joined,
 * `onSaved` that it was. While several write at once the text is kept in their `room`, and only the header is saved from here.
 */
export class Saving {
  constructor({ form, server, buffer, copy, show, onMerged, onSaved = () => {} }) {
    Object.assign(this, { form, server, buffer, copy, show, onMerged, onSaved, room: null, isResumed: false });
    this.version = Number(form.elements.namedItem("base_version")?.defaultValue ?? 0);
    // A page that gives back what could not be stored shows a text that nobody has confirmed.
    this.confirmed = form.hasAttribute("data-unsaved") ? { doc: null, header: {} } : { doc: buffer.now(), header: readHeader(form) };
    this.attempt = null;
    this.problem = null;
    this.failures = 0;
    this.running = null;
    this.timer = 0;
    this.firstChange = 0;
    this.lastDuration = 0;
  }

  /** Say whether something that is saved from here is not yet confirmed. */
  get isDirty() {
    const isTextDirty = !this.room && !this.confirmed.doc?.eq(this.buffer.now());
    return isTextDirty || !sameHeader(this.confirmed.header, readHeader(this.form));
  }

  /** Say whether the text is too long to be sent while the page goes away. */
  get takesLong() {
    return this.buffer.now().length > 30_000;
  }

  /** Say whether nothing but what was typed on this very page waits to be saved, and no save is under way. */
  get isAtRest() {
    return !this.running && !this.problem && !this.isResumed && Boolean(this.confirmed.doc);
  }

  /** Note that something changed, and save it soon. */
  changed() {
    if (!this.isDirty) {
      if (!this.problem && !this.running) this.settle();
      return;
    }
    this.firstChange ||= Date.now();
    if (!this.problem) this.show(this.running ? "saving" : "unsaved");
    this.keepSoon();
    if (!this.problem || this.problem.isRetried || this.problem.isMended) this.plan();
  }

  plan() {
    const pause = Math.max(PAUSE_MS, 3 * this.lastDuration);
    const longest = Math.max(this.firstChange + Math.max(LONGEST_MS, 10 * this.lastDuration) - Date.now(), 0);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), this.problem ? this.retryPause() : Math.min(pause, longest));
  }

  retryPause() {
    return RETRIES_MS[Math.min(this.failures, RETRIES_MS.length) - 1] ?? RETRIES_MS[0];
  }

  keepSoon() {
    this.keepTimer ||= setTimeout(() => this.keep(), this.buffer.now().length > 200_000 ? 5000 : 800);
  }

  /** Put a copy of what is unsaved into this browser now. */
  keep() {
    clearTimeout(this.keepTimer);
    this.keepTimer = 0;
    const { room } = this;
    if (room && !room.isStored) this.copy.write({ ...this.everything(), epoch: room.epoch, update: room.unstored() });
    else if (this.isDirty) this.copy.write(this.everything());
  }

  /** Return what is to be sent with the text, also where the room keeps it: a page that goes away cannot wait for the line. */
  everything() {
    return this.room ? { ...this.payload(), body: this.buffer.text(), key: freshKey() } : this.payload();
  }

  /** Return what is to be sent; the same state always goes under the same key. */
  payload() {
    const doc = this.buffer.now();
    const header = readHeader(this.form);
    const last = this.attempt;
    if (!last || !last.doc.eq(doc) || !sameHeader(last.header, header) || last.version !== this.version) {
      this.attempt = { doc, header, version: this.version, key: freshKey() };
    }
    return { header, body: this.room ? null : doc.toString(), base_version: this.version, key: this.attempt.key };
  }

  /** Save now; resolves to true once everything up to here is confirmed. Only one save runs at a time. */
  async save() {
    clearTimeout(this.timer);
    if (this.running) {
      await this.running;
      return this.isDirty ? this.save() : true;
    }
    if (!this.isDirty && !this.problem) return true;
    this.running = this.send();
    try {
      await this.running;
    } finally {
      this.running = null;
    }
    if (this.isDirty && (!this.problem || this.problem.isRetried)) this.plan();
    this.onSaved();
    return !this.isDirty;
  }

  async send() {
    const sent = this.payload();
    const state = this.buffer.mark();
    this.firstChange = 0;
    const begun = performance.now();
    if (!this.problem) this.show("saving");
    try {
      const answer = await this.server.post(this.form.dataset.saveUrl, sent);
      this.lastDuration = performance.now() - begun;
      await this.accept(answer, state, sent);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.refuse(error);
    } finally {
      this.buffer.forget(state);
    }
  }

  async accept(answer, state, sent) {
    this.basedOn(answer.version);
    this.confirmed = { doc: state.doc, header: sent.header };
    if (answer.merged) {
      if (!this.room) this.confirmed.doc = await this.buffer.merge(state, answer.merged.body);
      this.confirmed.header = this.onMerged(answer, sent);
    }
    Object.assign(this, { problem: null, isResumed: false, failures: 0, attempt: null, savedAt: answer.saved_at ? new Date(answer.saved_at) : new Date() });
    this.settle();
  }

  /** Save once more although nothing was typed: the answer brings what was changed on the server. */
  takeOver() {
    this.confirmed.doc = null;
    return this.save();
  }

  /** Take a version of the draft as the one that everything confirmed stands in. */
  basedOn(version) {
    this.version = version;
    this.form.elements.namedItem("base_version").value = version;
  }

  settle() {
    if (this.isDirty) {
      this.show("unsaved");
      this.keepSoon();
      return;
    }
    clearTimeout(this.timer);
    clearTimeout(this.keepTimer);
    this.keepTimer = 0;
    this.firstChange = 0;
    if (!this.room || this.room.isStored) this.copy.clear();
    this.show(this.savedAt ? "saved" : "unchanged", { at: this.savedAt });
  }

  refuse(error) {
    this.failures += 1;
    this.problem = problemOf(error);
    this.keep();
    this.show("failed", { problem: this.problem });
  }

  /** Take a conflict as decided: the text is now based on their version. */
  decided(version) {
    this.basedOn(version);
    this.problem = null;
    return this.save();
  }

  /** Take over a text left unsaved in this browser, with the version it was based on. */
  resume(kept) {
    this.version = kept.base_version;
    this.attempt = { doc: this.buffer.now(), header: readHeader(this.form), version: kept.base_version, key: kept.key };
    this.isResumed = true;
    this.plan();
  }

  /** Let a room keep the text from now on, or nobody but us again; `stored` is the text that has reached the server, null if unknown. */
  handOver(room, stored) {
    this.room = room;
    this.attempt = null;
    this.confirmed.doc = stored;
  }

  /** Send what is unsaved while the page goes away. The copy is the very same save, so that both together count once. */
  leave(what = this.everything()) {
    if (this.problem && !this.problem.isRetried) return;
    if (this.server.leave(this.form.dataset.saveUrl, what) && what.body !== null) this.copy.write(what);
  }
}

const freshKey = () => (crypto.randomUUID ? crypto.randomUUID() : [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join(""));

/** Sort a refusal: what people can do about it, and whether trying again by itself may help. */
function problemOf(error) {
  const { status, code, answer } = error;
  if (code === "editor.other_person") return { kind: "other", isRetried: false };
  if (status === 401) return { kind: "signed-out", isRetried: false };
  if (status === 409 && "theirs" in answer) return { kind: "conflict", isRetried: false, answer };
  if (status === 0) return { kind: "offline", isRetried: true };
  // What is refused because of what it says may be mended by what is typed next.
  return { kind: "refused", isRetried: status >= 500 || status === 429, isMended: status === 413 || status === 422, detail: answer.detail ?? "", status };
}

/** See to it that leaving the page, in whichever way, loses nothing; `keeper` is who saves at the moment. */
export function guardLeaving(keeper, form) {
  let isSubmitted = false;
  form.addEventListener("submit", (event) => { isSubmitted = !event.defaultPrevented; });
  addEventListener("beforeunload", (event) => {
    if (isSubmitted || !keeper.isDirty) return;
    keeper.keep();
    if (keeper.problem || keeper.takesLong) event.preventDefault();
  });
  addEventListener("pagehide", () => {
    if (isSubmitted || !keeper.isDirty) return;
    keeper.keep();
    keeper.leave();
  });
  addEventListener("pageshow", (event) => {
    isSubmitted = false;
    if (event.persisted) keeper.returnToPage();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keeper.keep();
    else if (keeper.problem?.kind === "signed-out") keeper.save();
  });
  addEventListener("focus", () => { if (["signed-out", "offline"].includes(keeper.problem?.kind)) keeper.save(); });
  addEventListener("online", () => { if (keeper.problem?.isRetried) keeper.save(); });
  guardSigningOut(keeper);
}

function guardSigningOut(keeper) {
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-sign-out], form[action$='sign-out']") || event.defaultPrevented) return;
    if (keeper.isDirty) {
      event.preventDefault();
      if (!(await keeper.save())) return;
      clearAllCopies();
      form.submit();
    } else clearAllCopies();
  }, true);
}
