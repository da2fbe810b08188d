// Begin here: puts CodeMirror over the text area of the edit page and joins toolbar, preview, findings and saving to it.
import { defaultKeymap, redo } from "@codemirror/commands";
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import { EditorView, highlightActiveLine, highlightSpecialChars, keymap } from "@codemirror/view";
import { editSteps } from "./algorithm.mjs";
import { algorithmOf } from "./algorithm_edits.mjs";
import { makeBuffer } from "./buffer.mjs";
import { wrap } from "./commands.mjs";
import { makeComments } from "./comments.mjs";
import { completion } from "./completion.mjs";
import { decideConflict } from "./conflicts.mjs";
import { CONSTRUCTIONS } from "./constructions/all.mjs";
import { insertLink } from "./constructions/prose.mjs";
import { announce, el, freshId } from "./dom.mjs";
import { fillHeader, headerControls, headerValue, readHeader, sameHeader, takeHeader } from "./fields.mjs";
import { makeFindings } from "./findings.mjs";
import { highlighting } from "./highlighting.mjs";
import { makeCopy } from "./keeping.mjs";
import { showKeys } from "./keys.mjs";
import { Live } from "./live/live.mjs";
import { makeMenu } from "./menu.mjs";
import { pasting } from "./pasting.mjs";
import { makePreview } from "./preview.mjs";
import { guardLeaving, Saving } from "./saving.mjs";
import { makeServer } from "./server.mjs";
import { makeStatus } from "./status.mjs";
import { tableKeys, watchTable } from "./tables.mjs";
import { phrases, t, useTexts } from "./texts.mjs";
import { makeTableBar, makeToolbar } from "./toolbar.mjs";

class Editor {
  constructor(form) {
    this.form = form;
    this.area = form.elements.namedItem("body");
    this.server = makeServer(form);
    this.copy = makeCopy(form);
    this.data = { documents: [], terms: [], placeholders: [], channels: [], pictures: [] };
    this.languageOf = new Compartment();
    this.buffer = makeBuffer(() => this.changed());
    this.live = new Live(this);
    this.build();
    this.saving = new Saving({
      form, server: this.server, buffer: this.buffer, copy: this.copy, onMerged: (answer, sent) => this.merged(answer, sent), onSaved: () => this.live.synced(),
      show: (...state) => (this.live.isOn ? this.live.show() : this.status.show(...state)),
    });
    this.start();
  }

  known() { return this.data; }
  kind() { return headerValue(this.form, "kind") || this.form.dataset.kind || "standard"; }
  slug() { return this.form.dataset.slug ?? ""; }
  language() { return headerValue(this.form, "language") || this.area.lang || null; }
  hasAlgorithm() { return Boolean(algorithmOf(this.view.state)); }
  hasQuiz() { return /^ *:{3,}\s*quiz\b/m.test(this.buffer.text()); }
  tell(...said) { this.status.tell(...said); }
  undo() { return this.live.undo(); }
  redo() { return this.live.redo(); }
  editSteps() { return editSteps(this); }
  insertLink() { return insertLink(this); }
  showKeys() { showKeys(() => this.view.focus()); }

  build() {
    const { form, area } = this;
    const id = freshId("text");
    const hint = el("p", { class: "quiet editor-hint", id: `${id}-hint`, text: t("editor.hint") });
    this.findings = makeFindings({ form, terms: () => this.data.terms, getView: () => this.view });
    this.comments = makeComments(this);
    this.tableBar = makeTableBar(this);
    this.view = new EditorView({ state: EditorState.create({ doc: area.defaultValue.replace(/\r\n?/g, "\n"), extensions: this.extensions(id, hint.id) }) });
    this.buffer.bind(this.view);
    this.menu = makeMenu({ constructions: () => CONSTRUCTIONS.filter(({ when }) => !when || when(this)), choose: (each) => this.run(each), onDismiss: () => this.view.focus() });
    this.toolbar = makeToolbar(this, this.menu, id);
    this.status = makeStatus(form, { retry: () => this.live.save(), decide: () => this.decide(), text: () => this.buffer.text() });
    this.preview = makePreview({ form, server: this.server, buffer: this.buffer, onAnswer: (answer, state) => this.answered(answer, state) });
    this.counts = el("p", { class: "quiet editor-counts" });
    this.lay(hint);
  }

  /** Put everything into the page: where it has no place for a part, around the text area. */
  lay(hint) {
    const { form, area, status, view } = this;
    const tools = form.querySelector("[data-toolbar]") ?? el("div", { "data-toolbar": "" });
    tools.replaceChildren(this.toolbar.bar, this.tableBar);
    const head = el("div", { class: "editor-head" }, tools.isConnected ? null : tools, status.line.isConnected ? null : status.line, status.aside);
    const text = el("div", { class: "editor-text" }, view.dom, el("div", { class: "editor-foot" }, hint, this.counts));
    const main = el("div", { class: "editor-main" }, text, this.preview.place.isConnected ? null : this.preview.place);
    area.before(el("div", { class: "editor" }, status.panel, status.notice, head, main, this.findings.place.isConnected ? null : this.findings.place, this.comments.place));
    area.hidden = true;
    form.classList.add("has-editor");
    document.querySelectorAll("[data-without-editor]").forEach((node) => { node.hidden = true; });
    area.labels.forEach((label) => label.addEventListener("click", () => view.focus()));
  }

  extensions(id, hint) {
    const { area } = this;
    const nonce = this.form.dataset.nonce || document.querySelector("meta[name=csp-nonce]")?.content || document.querySelector("script[nonce]")?.nonce || "";
    const label = [...area.labels].map((each) => each.textContent.trim()).join(" ") || t("editor.label");
    return [
      EditorView.cspNonce.of(nonce), EditorState.phrases.of(phrases()),
      EditorView.lineWrapping, highlightSpecialChars(), highlightActiveLine(), this.live.extension, search({ top: true }), highlightSelectionMatches({ minSelectionLength: 3 }),
      highlighting, completion(() => this.data), this.findings.extension, this.comments.extension, tableKeys, watchTable((isIn) => { this.tableBar.hidden = !isIn; }), pasting((text) => this.tell(text)),
      Prec.high(keymap.of(this.keys())), keymap.of([...defaultKeymap.filter(({ key }) => key !== "Mod-/" && key !== "Mod-Enter"), ...searchKeymap]),
      EditorView.contentAttributes.of({ id, tabindex: "0", "aria-label": label, "aria-describedby": hint, spellcheck: "true", autocorrect: "on", autocapitalize: "sentences", "data-gramm": "false" }),
      this.languageOf.of(EditorView.contentAttributes.of({ lang: this.language() ?? "" })),
      EditorState.readOnly.of(area.readOnly || area.disabled), this.buffer.extension,
    ];
  }

  keys() {
    const no = (run) => () => { run(); return true; };
    return [
      { key: "Mod-s", run: no(() => this.saveNow()), preventDefault: true }, { key: "Mod-b", run: wrap("**", t("sample.bold")) }, { key: "Mod-i", run: wrap("*", t("sample.italic")) },
      { key: "Mod-k", run: no(() => this.insertLink()), preventDefault: true }, { key: "Mod-Enter", run: no(() => this.menu.show()) }, { key: "Mod-/", run: no(() => this.showKeys()) },
      { key: "Mod-y", run: redo, preventDefault: true }, { key: "Mod-f", run: openSearchPanel, preventDefault: true },
      { key: "Alt-F10", run: no(() => this.toolbar.bar.querySelector("[tabindex='0']").focus()) },
    ];
  }

  start() {
    const { form } = this;
    form.addEventListener("input", (event) => this.fieldChanged(event));
    form.addEventListener("change", (event) => this.fieldChanged(event));
    form.addEventListener("formdata", ({ formData }) => this.fillIn(formData));
    form.addEventListener("submit", (event) => this.submitted(event));
    document.addEventListener("submit", (event) => { if (event.target.matches("[data-discard]")) this.copy.forget(); }, true);
    guardLeaving(this.live, form);
    this.toolbar.follow();
    this.status.show("unchanged");
    this.resume();
    this.saving.changed();
    this.load();
    this.preview.refresh();
  }

  /** Say what the form sends: a text that lies in its room is not sent once more. */
  fillIn(formData) {
    if (!this.live.isOn) return formData.set("body", this.buffer.text());
    formData.delete("body");
    return formData.set("in_room", "1");
  }

  /** Save before the form goes its way, so that no error page ever stands in the place of somebody's text. */
  async submitted(event) {
    this.area.value = this.buffer.text();
    // While several write together, saving and staying here leaves nothing to be loaded anew.
    const isStaying = this.live.isOn && !event.submitter?.name;
    if (!this.live.isDirty && !isStaying) return;
    event.preventDefault();
    if (await this.saveNow() && !isStaying) this.form.requestSubmit(event.submitter);
  }

  /** Put text that was left unsaved in this browser back, through its room where it came from one. */
  resume() {
    const kept = this.copy.read();
    const isLive = "live" in this.form.dataset;
    if (kept && !(isLive && kept.update)) this.resumeByForm(kept);
    if (isLive) this.live.start(kept?.update ? kept : null);
  }

  /** Put a text back as if it were typed now, on top of the version it was written on, and say so. */
  resumeByForm(kept) {
    const before = { header: readHeader(this.form), body: this.buffer.text() };
    if (kept.body === before.body && sameHeader(kept.header, before.header)) {
      this.copy.clear();
      return;
    }
    this.take(kept);
    this.saving.resume(kept);
    this.tell(t("notice.resumed"), { [t("notice.take_out")]: () => { this.take(before); this.changed(); } });
  }

  take({ header, body }) {
    fillHeader(this.form, header);
    this.buffer.replace(body);
  }

  async load() {
    if (this.comments.begin) this.comments.load();
    try {
      const answer = await this.server.get(this.form.dataset.completionsUrl);
      Object.keys(this.data).forEach((name) => { this.data[name] = answer[name] ?? []; });
      this.findings.again();
    } catch {
      // Without them there are fewer suggestions; everything can still be written.
    }
  }

  changed() {
    if (this.saving) this.live.moved();
    this.preview?.soon();
  }

  fieldChanged(event) {
    if (!headerControls(this.form).includes(event.target)) return;
    this.headerShown();
    this.saving.changed();
  }

  /** The fields of the header say something else now. */
  headerShown() {
    this.view.dispatch({ effects: this.languageOf.reconfigure(EditorView.contentAttributes.of({ lang: this.language() ?? "" })) });
    this.toolbar.follow();
    this.preview.soon();
  }

  answered({ findings = [], words, readability }, state) {
    if (this.view.composing) return;
    this.findings.take(findings, state);
    const count = Number.isFinite(words) ? t("counts.words", { words: words.toLocaleString(document.documentElement.lang || undefined) }) : "";
    const ease = typeof readability === "number" ? t("counts.readability", { index: Math.round(readability), ease: t(`counts.${easeOf(readability)}`) }) : readability ?? "";
    this.counts.textContent = [count, ease].filter(Boolean).join(" · ");
  }

  /** Take over what the server joined; return the header that counts as saved. */
  merged({ merged, touched = [] }, sent) {
    const header = merged.header ? takeHeader(this.form, sent.header, merged.header) : sent.header;
    const passages = touched.map((each) => `“${each.slice(0, 80)}”`).join(", ");
    if (touched.length) this.tell(t("notice.merged_touched", { passages }));
    else if (!this.live.isOn && (merged.body !== sent.body || !sameHeader(header, sent.header))) this.tell(t("notice.merged"));
    return header;
  }

  async saveNow() {
    const isSaved = await this.live.save();
    if (isSaved) announce(this.status.line.textContent);
    else if (this.saving.problem?.kind === "conflict") this.decide();
    else this.status.panel.scrollIntoView({ block: "nearest" });
    return isSaved;
  }

  /** Take over what the server changed in the text just now; a room brings it by itself. */
  takeOver() {
    return this.live.isOn ? null : this.saving.takeOver();
  }

  async decide() {
    const { problem } = this.saving;
    if (problem?.kind !== "conflict") return;
    const { answer } = problem;
    const mine = { header: readHeader(this.form), body: this.buffer.text() };
    // What was typed since belongs to mine; the server's pieces know nothing of it.
    const isSame = mine.body === answer.mine.body;
    const { isOn } = this.live;
    const decided = await decideConflict({ ...answer, mine, pieces: isOn ? [] : isSame ? answer.pieces : undefined }, this.form);
    if (decided) {
      if (isOn) fillHeader(this.form, decided.header);
      else this.take(decided);
      await this.saving.decided(answer.version);
    }
    this.view.focus();
  }

  async run(construction) {
    await construction.run(this);
  }
}

// The five grades that Björnsson gave his index (LIX).
const easeOf = (index) => (index < 30 ? "very_easy" : index < 40 ? "easy" : index < 50 ? "medium" : index < 60 ? "hard" : "very_hard");

document.querySelectorAll("form[data-editor]").forEach((form) => {
  if (form.matches(".has-editor")) return;
  useTexts(document.querySelector("template[data-editor-texts]"));
  new Editor(form);
});
