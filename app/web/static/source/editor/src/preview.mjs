// The text as it will look, beside what is written, and what the checker says to it; both come in one answer.
import { el, freshId } from "./dom.mjs";
import { headerValue, readHeader } from "./fields.mjs";
import { t } from "./texts.mjs";

const PAUSE_MS = 400;
const LONGEST_MS = 2500;
const VARIANTS = ["both", "b2c", "b2b"];

/** Make the preview of a form; `onAnswer` gets each answer, with the state of the text it was made of. */
export function makePreview({ form, server, buffer, onAnswer }) {
  const place = form.querySelector("[data-preview]") ?? el("section", { "data-preview": "" });
  const title = freshId("preview");
  const page = el("div", { class: "editor-preview-page", tabindex: "0", role: "group", "aria-labelledby": title, lang: headerValue(form, "language") || null });
  const note = el("p", { class: "quiet", hidden: true });
  const variants = makeVariants(() => refresh());
  let timer = 0;
  let asked = 0;
  let running = null;
  let lastDuration = 0;
  let lastHtml = null;

  place.classList.add("editor-preview");
  place.setAttribute("aria-labelledby", title);
  place.replaceChildren(el("div", { class: "editor-preview-head" }, el("h2", { id: title, text: t("preview.title") }), variants.node), note, page);
  keepInside(page);

  const refresh = async () => {
    clearTimeout(timer);
    asked = 0;
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    const state = buffer.mark();
    const begun = performance.now();
    try {
      const text = { slug: form.dataset.slug ?? "", header: readHeader(form), body: state.doc.toString(), variant: variants.value() };
      const answer = await server.post(form.dataset.previewUrl, text, { signal });
      lastDuration = performance.now() - begun;
      if (signal.aborted) return;
      draw(answer.html ?? "");
      note.hidden = true;
      onAnswer(answer, state);
    } catch (error) {
      if (error.name === "AbortError") return;
      note.textContent = t("preview.failed");
      note.hidden = false;
    } finally {
      buffer.forget(state);
    }
  };

  const draw = (html) => {
    if (html === lastHtml) return;
    lastHtml = html;
    const { scrollTop } = page;
    const opened = [...page.querySelectorAll("details")].map((each) => each.open);
    // The server's text has gone through its sanitiser; nothing of ours is added to it.
    page.innerHTML = html;
    page.querySelectorAll("details").forEach((each, index) => { each.open = opened[index] ?? false; });
    page.scrollTop = scrollTop;
  };

  return {
    place,
    refresh,
    /** After a pause in writing, but not never where somebody always writes. */
    soon: () => {
      asked ||= Date.now();
      const longest = asked + Math.max(LONGEST_MS, 10 * lastDuration) - Date.now();
      clearTimeout(timer);
      timer = setTimeout(refresh, Math.max(Math.min(Math.max(PAUSE_MS, 2 * lastDuration), longest), 0));
    },
  };
}

function makeVariants(onChange) {
  const name = freshId("variant");
  const boxes = VARIANTS.map((value) => {
    const box = el("input", { type: "radio", name, value, onchange: onChange });
    box.checked = value === "both";
    return el("label", {}, box, el("span", { text: t(`preview.${value}`) }));
  });
  const node = el("fieldset", { class: "editor-variants" }, el("legend", { class: "visually-hidden", text: t("preview.variant") }), boxes);
  return { node, value: () => node.querySelector("input:checked").value };
}

/** Let a link in the preview never take the writer away from the text. */
function keepInside(page) {
  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link) return;
    event.preventDefault();
    const anchor = link.getAttribute("href").split("#")[1];
    const aim = link.getAttribute("href").startsWith("#") && [...page.querySelectorAll("[id]")].find((each) => each.id === decodeURIComponent(anchor));
    if (aim) aim.scrollIntoView({ block: "nearest" });
    else window.open(link.href, "_blank", "noopener");
  });
  page.addEventListener("submit", (event) => event.preventDefault());
}
