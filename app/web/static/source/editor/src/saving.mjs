// Saving by itself: soon after a pause, at the latest after ten seconds of typing. "Saved" is said only when the server has said so.
import { clearAllCopies } from "./keeping.mjs";
import { Refused } from "./server.mjs";
import { readHeader, sameHeader } from "./fields.mjs";

const PAUSE_MS = 1500;
const LONGEST_MS = 10_000;
const RETRIES_MS = [4000, 8000, 15_000, 30_000];

/** Save the text and header of a form; `show(state, facts)` is told of every change of state, `onMerged` what the server joined. */
export class Saving {
  constructor({ form, server, buffer, copy, show, onMerged }) {
    Object.assign(this, { form, server, buffer, copy, show, onMerged });
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

  /** Say whether something is not yet confirmed. */
  get isDirty() {
    return !this.confirmed.doc?.eq(this.buffer.now()) || !sameHeader(this.confirmed.header, readHeader(this.form));
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
    if (!this.problem || this.problem.isRetried) this.plan();
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
    if (this.isDirty) this.copy.write(this.payload());
  }

  /** Return what is to be sent; the same state always goes under the same key. */
  payload() {
    const doc = this.buffer.now();
    const header = readHeader(this.form);
    const last = this.attempt;
    if (!last || !last.doc.eq(doc) || !sameHeader(last.header, header) || last.version !== this.version) {
      this.attempt = { doc, header, version: this.version, key: freshKey() };
    }
    return { header, body: doc.toString(), base_version: this.version, key: this.attempt.key };
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
    if (this.isDirty && !this.problem) this.plan();
    if (this.isDirty && this.problem?.isRetried) this.plan();
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
    this.version = answer.version;
    this.form.elements.namedItem("base_version").value = answer.version;
    this.confirmed = { doc: state.doc, header: sent.header };
    if (answer.merged) {
      this.confirmed.doc = await this.buffer.merge(state, answer.merged.body);
      this.confirmed.header = this.onMerged(answer, sent);
    }
    this.problem = null;
    this.failures = 0;
    this.attempt = null;
    this.savedAt = answer.saved_at ? new Date(answer.saved_at) : new Date();
    this.settle();
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
    this.copy.clear();
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
    this.version = version;
    this.form.elements.namedItem("base_version").value = version;
    this.problem = null;
    return this.save();
  }

  /** Take over a text left unsaved in this browser, with the version it was based on. */
  resume(kept) {
    this.version = kept.base_version;
    this.attempt = { doc: this.buffer.now(), header: readHeader(this.form), version: kept.base_version, key: kept.key };
    this.plan();
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
  return { kind: "refused", isRetried: status >= 500 || status === 429, detail: answer.detail ?? "", status };
}

/** See to it that leaving the page, in whichever way, loses nothing. */
export function guardLeaving(saving, form) {
  let isSubmitted = false;
  form.addEventListener("submit", (event) => { isSubmitted = !event.defaultPrevented; });
  addEventListener("beforeunload", (event) => {
    if (isSubmitted || !saving.isDirty) return;
    saving.keep();
    if (saving.problem || saving.buffer.now().length > 30_000) event.preventDefault();
  });
  addEventListener("pagehide", () => {
    if (isSubmitted || !saving.isDirty) return;
    saving.keep();
    if (!saving.problem || saving.problem.isRetried) saving.server.leave(form.dataset.saveUrl, saving.payload());
  });
  addEventListener("pageshow", (event) => {
    isSubmitted = false;
    if (event.persisted) saving.save();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") saving.keep();
    else if (saving.problem?.kind === "signed-out") saving.save();
  });
  addEventListener("focus", () => { if (["signed-out", "offline"].includes(saving.problem?.kind)) saving.save(); });
  addEventListener("online", () => { if (saving.problem?.isRetried) saving.save(); });
  guardSigningOut(saving);
}

function guardSigningOut(saving) {
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-sign-out], form[action$='sign-out']") || event.defaultPrevented) return;
    if (saving.isDirty) {
      event.preventDefault();
      if (!(await saving.save())) return;
      clearAllCopies();
      form.submit();
    } else clearAllCopies();
  }, true);
}
