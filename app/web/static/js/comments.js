// Commenting on selected words. Without this file every passage has a link to a page that does the same.
(() => {
  const passages = document.querySelector("[data-passages]");
  const template = document.querySelector("template[data-comment-form]");
  if (!passages || !template) return;
  const context = 32;

  const offer = document.createElement("button");
  offer.type = "button";
  offer.className = "button button--small comment-offer";
  offer.textContent = passages.dataset.comment;
  offer.hidden = true;
  document.body.append(offer);
  let chosen = null;
  let open = null;

  const textOf = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest(".passage-text");

  const before = (text, node, offset) => {
    const range = document.createRange();
    range.setStart(text, 0);
    range.setEnd(node, offset);
    return range.toString().length;
  };

  // Passages as one text: what lies between them is blank lines, which the server does not mind.
  const whole = () => {
    const places = new Map();
    let text = "";
    passages.querySelectorAll(".passage-text").forEach((passage) => {
      places.set(passage, text.length);
      text += `${passage.textContent}\n\n`;
    });
    return { text, places };
  };

  const selected = () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const [first, last] = [textOf(range.startContainer), textOf(range.endContainer)];
    if (!first || !last || !passages.contains(first) || !passages.contains(last)) return null;
    const { text, places } = whole();
    let start = places.get(first) + before(first, range.startContainer, range.startOffset);
    let end = places.get(last) + before(last, range.endContainer, range.endOffset);
    while (start < end && /\s/.test(text[start])) start += 1;
    while (end > start && /\s/.test(text[end - 1])) end -= 1;
    if (start === end) return null;
    return {
      quote: text.slice(start, end),
      before: text.slice(Math.max(0, start - context), start),
      after: text.slice(end, end + context),
      start: Number(first.dataset.start) + start - places.get(first),
      passage: last.closest(".passage"),
      place: range.getBoundingClientRect(),
    };
  };

  const show = () => {
    chosen = selected();
    offer.hidden = !chosen;
    if (!chosen) return;
    offer.style.top = `${window.scrollY + chosen.place.bottom + 6}px`;
    offer.style.left = `${Math.max(8, Math.min(window.scrollX + chosen.place.left, document.documentElement.clientWidth - offer.offsetWidth - 8))}px`;
  };

  const close = () => {
    open?.remove();
    open = null;
  };

  const write = () => {
    if (!chosen) return;
    const typed = open ? Object.fromEntries(new FormData(open)) : {};
    close();
    open = template.content.firstElementChild.cloneNode(true);
    ["quote", "before", "after", "start"].forEach((name) => { open.elements[name].value = chosen[name]; });
    open.elements.text.value = typed.text ?? "";
    open.elements.replacement.value = typed.replacement ?? "";
    open.querySelector("blockquote").textContent = chosen.quote;
    open.querySelector("[data-cancel]").addEventListener("click", close);
    chosen.passage.after(open);
    offer.hidden = true;
    open.elements.text.focus();
  };

  document.addEventListener("selectionchange", () => setTimeout(show, 0));
  offer.addEventListener("mousedown", (event) => event.preventDefault());
  offer.addEventListener("click", write);
})();
