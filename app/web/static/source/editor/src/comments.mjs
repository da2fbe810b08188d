// What is said about passages: marked in the text, where the marks go along with what is typed, and listed below it. Saying something
// and taking proposed wording over happen here; everything else on the page of comments.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import { ask } from "./dialogs.mjs";
import { announce, button, el, freshId } from "./dom.mjs";
import { findPassage, passageAt } from "./passages.mjs";
import { Refused } from "./server.mjs";
import { t } from "./texts.mjs";

const PAUSE_MS = 5000;
const showThreads = StateEffect.define();

const marked = StateField.define({
  create: () => Decoration.none,
  update: (marks, transaction) => transaction.effects.filter((effect) => effect.is(showThreads)).reduce((_old, { value }) => marksOf(value, transaction.state.doc), marks.map(transaction.changes)),
  provide: (field) => EditorView.decorations.from(field),
});

function marksOf(threads, doc) {
  const text = doc.toString();
  const found = threads.map((thread) => ({ thread, place: findPassage(text, thread) })).filter(({ place }) => place && place.from < place.to);
  return Decoration.set(found.map(({ thread, place }) => Decoration.mark({ class: "commented", thread: thread.id }).range(place.from, place.to)), true);
}

/** Show the comments of an editor's text; nothing where the page names no address for them. */
export function makeComments(editor) {
  const address = editor.form.dataset.commentsUrl;
  const title = freshId("comments");
  const heading = el("h2", { id: title });
  const list = el("ol", { class: "editor-comment-list" });
  const place = el("section", { class: "editor-comments", "aria-labelledby": title, hidden: true }, heading, list);
  let known = { threads: [] };
  let timer = 0;

  const load = async () => {
    clearTimeout(timer);
    timer = 0;
    try {
      known = await editor.server.get(address);
    } catch {
      // What was shown last stays; the text does not depend on it.
      return;
    }
    editor.view.dispatch({ effects: showThreads.of(known.threads) });
    draw();
  };

  const draw = () => {
    place.hidden = !known.threads.length;
    heading.textContent = t("comments.title", { count: known.threads.length });
    list.replaceChildren(...known.threads.map((thread) => item(thread)));
  };

  const item = (thread) => el("li", { class: "editor-comment" },
    el("blockquote", {}, thread.quote), el("p", {}, el("strong", {}, thread.name), " ", thread.text),
    thread.wording && el("p", { class: "editor-comment-wording" }, el("span", { class: "quiet" }, t("comments.wording")), " ", thread.wording.text || t("comments.strike_out")),
    el("div", { class: "editor-buttons" }, button(t("comments.show"), () => goTo(editor.view, thread.id)),
      thread.wording && known.may_decide && button(t("comments.accept"), () => accept(thread)),
      el("a", { class: "editor-button", href: thread.address, target: "_blank", rel: "noopener" }, thread.answers ? t("comments.answers", { count: thread.answers }) : t("comments.answer"))));

  /** Have the server put the wording in: one edit, and the thread knows what became of it. */
  const accept = async (thread) => {
    if (!(await editor.saveNow())) return;
    try {
      await editor.server.post(thread.wording.accept, {});
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      editor.tell(error.answer.detail ?? t("problem.failed"));
      return;
    }
    announce(t("comments.accepted"));
    await editor.takeOver();
    await load();
  };

  /** Say something about the selected words. */
  const begin = async () => {
    const { from, to } = editor.view.state.selection.main;
    const text = editor.buffer.text();
    const passage = passageAt(text, from, to);
    if (!known.begin) return;
    if (!passage.quote.trim()) {
      editor.tell(t("comments.select"));
      return;
    }
    const values = await ask({ title: t("comments.begin"), intro: `“${passage.quote.slice(0, 200)}”`, submit: t("comments.send"), fields: [
      { name: "text", type: "textarea", label: t("comments.words") }, { name: "replacement", type: "textarea", label: t("comments.replacement"), help: t("comments.replacement_help"), lang: editor.language() },
    ] });
    editor.view.focus();
    if (values && (await editor.saveNow())) await send({ ...passage, ...values });
  };

  const send = async (said) => {
    const data = new FormData();
    Object.entries(said).forEach(([name, value]) => data.set(name, value));
    try {
      await editor.server.upload(known.begin, data);
      announce(t("comments.sent"));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      editor.tell(error.answer.detail ?? t("problem.failed"));
    }
    await load();
  };

  return {
    place, load, extension: address ? marked : [], begin: address ? begin : null,
    /** Others may have said something since. */
    soon: () => { if (address) timer ||= setTimeout(load, PAUSE_MS); },
  };
}

function goTo(view, id) {
  view.state.field(marked).between(0, view.state.doc.length, (from, to, { spec }) => {
    if (spec.thread !== id) return true;
    view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
    return false;
  });
  view.focus();
}
