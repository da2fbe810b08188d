// What has become of the text: one quiet line while all is well, a panel that stays while it is not.
import { announce, button, copyText, el } from "./dom.mjs";
import { t } from "./texts.mjs";

const CALM = new Set(["saved", "stored", "unchanged", "offline", "reading"]);

/** Make the line and the panel; `deeds` are what their buttons do: `retry`, `decide`, `text`. */
export function makeStatus(form, deeds) {
  const line = form.querySelector("[data-status]") ?? el("p", { "data-status": "" });
  line.classList.add("editor-status");
  const panel = el("div", { class: "notice notice--error editor-problem", role: "alert", hidden: true });
  const notice = el("div", { class: "notice editor-notice", hidden: true });
  const aside = el("p", { class: "quiet editor-aside", hidden: true });
  let shown = "";

  const show = (state, facts = {}) => {
    line.dataset.state = state;
    line.textContent = lineFor(state, facts);
    const kind = state === "failed" ? facts.problem.kind + (facts.problem.detail ?? "") : CALM.has(state) ? "" : shown;
    if (kind === shown) return;
    if (["saved", "stored"].includes(state)) announce(t("saving.saved_again"));
    shown = kind;
    panel.hidden = !kind;
    panel.replaceChildren(...(kind ? panelFor(facts.problem, form, deeds) : []));
  };

  /** Tell something once, with buttons by label; it stays until it is closed. */
  const tell = (text, actions = {}) => {
    const close = button(t("notice.close"), () => { notice.hidden = true; });
    const more = Object.entries(actions).map(([label, deed]) => button(label, () => { notice.hidden = true; deed(); }));
    notice.replaceChildren(el("p", {}, text), el("div", { class: "editor-buttons" }, more, close));
    notice.hidden = false;
    announce(text);
  };

  /** Say something beside the line that nobody needs to do anything about; "" takes it away. */
  const hint = (text) => {
    aside.textContent = text;
    aside.hidden = !text;
  };

  return { line, panel, notice, aside, show, tell, hint };
}

function lineFor(state, { at }) {
  if (state !== "saved") return t(`saving.${state}`);
  const time = at.toLocaleTimeString(document.documentElement.lang || undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return t("saving.saved", { time });
}

function panelFor(problem, form, deeds) {
  const { kind, detail } = problem;
  const key = kind === "refused" && !detail ? "problem.failed" : `problem.${kind}`;
  const signIn = ["signed-out", "other"].includes(kind) && el("a", { class: "button", href: form.dataset.signInUrl, target: "_blank", rel: "noopener" }, t("problem.sign_in"));
  const decide = kind === "conflict" && button(t("problem.decide"), deeds.decide, { class: "button" });
  const retry = kind !== "conflict" && button(t("problem.retry"), deeds.retry, { class: signIn ? "button button--quiet" : "button" });
  const copy = button(t("problem.copy"), async (event) => {
    const isDone = await copyText(deeds.text());
    event.target.textContent = t(isDone ? "problem.copied" : "problem.not_copied");
    announce(event.target.textContent);
  }, { class: "button button--quiet" });
  return [el("h2", { text: t(`${key}.title`) }), el("p", { text: t(key, { detail }) }), el("div", { class: "actions" }, signIn, decide, retry, copy)];
}
