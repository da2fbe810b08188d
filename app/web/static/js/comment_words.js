// Commenting on words selected in a text as it is shown; the server finds them in the text as it is written.
// Without this file the page of comments does the same.
(() => {
  const shown = document.querySelector("[data-comment-words]");
  const article = shown?.querySelector("article.document");
  if (!article) return;
  const longest = 800;
  const notWritten = ".document-head, svg, .step-margin, .wording-label, .footnotes";

  const offer = document.createElement("a");
  offer.className = "button button--small comment-offer";
  offer.textContent = shown.dataset.comment;
  offer.hidden = true;
  document.body.append(offer);

  const plain = (text) => text.replace(/\s+/g, " ");
  const elementOf = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node);

  const timesBefore = (words, range) => {
    const before = document.createRange();
    before.setStart(article, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const copy = before.cloneContents();
    copy.querySelectorAll(notWritten).forEach((element) => element.remove());
    return plain(copy.textContent).split(words).length - 1;
  };

  const show = () => {
    const selection = document.getSelection();
    const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
    const words = plain(selection?.toString() ?? "").trim();
    // A triple click ends before the first letter of what follows, which is not meant.
    const nodes = range ? [range.startContainer, ...(range.endOffset ? [range.endContainer] : [])] : [];
    const isWritten = (element) => article.contains(element) && !element.closest(notWritten);
    const isInText = nodes.length > 0 && nodes.map(elementOf).every(isWritten);
    offer.hidden = !words || words.length > longest || !isInText;
    if (offer.hidden) return;
    const address = new URL(shown.dataset.commentWords, window.location.href);
    address.searchParams.set("words", words);
    address.searchParams.set("nth", timesBefore(words, range));
    offer.href = address.href;
    const place = range.getBoundingClientRect();
    const rightmost = document.documentElement.clientWidth - offer.offsetWidth - 8;
    offer.style.top = `${window.scrollY + place.bottom + 6}px`;
    offer.style.left = `${Math.max(8, Math.min(window.scrollX + place.left, rightmost))}px`;
  };

  document.addEventListener("selectionchange", () => setTimeout(show, 0));
  offer.addEventListener("mousedown", (event) => event.preventDefault());
})();
