// What Word, Outlook, Excel, Google Docs and web pages put on the clipboard, brought back to plain HTML of headings, lists, tables and links.

const DROPPED = "style, script, meta, link, title, template, noscript, svg, iframe, object, button, input, select, textarea, o\\:p, del, [hidden]";
const BLOCKS = new Set(["P", "DIV", "LI", "UL", "OL", "TABLE", "H1", "H2", "H3", "H4", "H5", "H6", "BLOCKQUOTE", "PRE", "TR", "TD", "TH", "SECTION", "ARTICLE"]);

/** Return the clean body of a clipboard text and how many pictures were left out. */
export function cleaned(html) {
  const { body } = new DOMParser().parseFromString(withoutStyles(html), "text/html");
  removeComments(body);
  body.querySelectorAll(DROPPED).forEach((node) => node.remove());
  body.querySelectorAll("[data-style]").forEach((node) => { if (/(?:^|;)\s*(?:display:\s*none|mso-hide:\s*all)/i.test(styleOf(node))) node.remove(); });
  const pictures = dropPictures(body);
  makeFootnotes(body);
  makeWordHeadings(body);
  makeWordLists(body);
  makeMarks(body);
  mendLinks(body);
  nestLists(body);
  flattenLists(body);
  demoteHeadings(body);
  return { body, pictures };
}

/** Take styles and handlers out of the text before it is parsed: our pages forbid them, and the browser would complain of each. */
function withoutStyles(html) {
  return html.replace(/<style[\s\S]*?<\/style\s*>/gi, "").replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/([\s"'])style(?=\s*=)/gi, "$1data-style").replace(/([\s"'])on[a-z]+(?=\s*=)/gi, "$1data-on"));
}

const styleOf = (node) => node.getAttribute("data-style") ?? "";

function removeComments(body) {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  found.forEach((node) => node.remove());
}

function dropPictures(body) {
  const pictures = [...body.querySelectorAll("img, v\\:shape, v\\:imagedata")];
  pictures.forEach((node) => node.remove());
  return pictures.filter((node) => node.tagName === "IMG" && node.getAttribute("width") !== "1").length;
}

function rename(node, name) {
  const fresh = document.createElement(name);
  fresh.append(...node.childNodes);
  node.replaceWith(fresh);
  return fresh;
}

const unwrap = (node) => node.replaceWith(...node.childNodes);

/** Word's footnotes: a link to `_ftn1` in the text, a paragraph that begins with one to `_ftnref1` at the end. */
function makeFootnotes(body) {
  body.querySelectorAll("[data-style*='footnote-list'] > hr, [data-style*='endnote-list'] > hr").forEach((node) => node.remove());
  body.querySelectorAll("a[href*='#_ftnref'], a[href*='#_ednref']").forEach((node) => {
    node.replaceWith(document.createTextNode(`\uE000^${/\d+$/.exec(node.getAttribute("href"))?.[0] ?? ""}\uE001: `));
  });
  body.querySelectorAll("a[href*='#_ftn'], a[href*='#_edn']").forEach((node) => {
    node.replaceWith(document.createTextNode(`\uE000^${/\d+$/.exec(node.getAttribute("href"))?.[0] ?? ""}\uE001`));
  });
}

function makeWordHeadings(body) {
  body.querySelectorAll("p.MsoTitle").forEach((node) => rename(node, "h1"));
  body.querySelectorAll("p.MsoSubtitle").forEach((node) => rename(node, "h2"));
  body.querySelectorAll("p[data-style*='mso-outline-level'], p[data-style*='mso-style-name']").forEach((node) => {
    const level = /mso-outline-level:\s*([1-6])/i.exec(styleOf(node))?.[1];
    if (level && /heading|überschrift|overskrift/i.test(node.className + styleOf(node))) rename(node, `h${level}`);
  });
}

/** Word writes list items as paragraphs with a mark of their own in front; make them lists again. Numbered headings stay headings. */
function makeWordLists(body) {
  body.querySelectorAll("h1, h2, h3, h4, h5, h6").forEach((node) => { if (isWordItem(node)) takeMark(node); });
  let open = [];
  for (const node of [...body.querySelectorAll("p, div")].filter(isWordItem)) {
    const level = Number(/level(\d)/.exec(styleOf(node))?.[1] ?? 1);
    if (node.previousElementSibling !== open[0]?.list) open = [];
    open = putItem(node, level, takeMark(node), open);
  }
}

const MARK = /^[\s\u00a0]*([·•§▪●○■□◦o–-]|\(?(?:\d+|[a-zA-Z]|[ivxlc]+)[.)])[\s\u00a0]/;

const isWordItem = (node) => /mso-list:\s*(?!none|skip)\S*\s*level\d/i.test(styleOf(node)) || (/MsoListParagraph/.test(node.className) && MARK.test(node.textContent));

/** Remove the mark in front of an item and return it. */
function takeMark(node) {
  const mark = [...node.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/i.test(styleOf(span)));
  if (mark) {
    const text = mark.textContent.trim();
    mark.remove();
    return text;
  }
  const found = MARK.exec(node.textContent);
  if (found) removeStart(node, /^[\s\u00a0]*\S+[\s\u00a0]+/.exec(node.textContent)[0].length);
  return found?.[1] ?? "";
}

function removeStart(node, length) {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  for (let left = length; left > 0 && walker.nextNode();) {
    const text = walker.currentNode;
    const taken = Math.min(left, text.data.length);
    text.data = text.data.slice(taken);
    left -= taken;
  }
}

/** Put an item into the list of its level; `open` holds the open lists from the outermost, and is returned as it is then. */
function putItem(node, level, mark, open) {
  const name = /^\(?(\d+|[a-zA-Z]|[ivxlcIVXLC]+)[.)]/.test(mark) ? "OL" : "UL";
  const lists = open.filter((each) => each.level < level || (each.level === level && each.list.tagName === name));
  if (lists.at(-1)?.level !== level) lists.push({ level, list: newList(node, name, mark, lists.at(-1)?.list) });
  const item = document.createElement("li");
  item.append(...node.childNodes);
  lists.at(-1).list.append(item);
  node.remove();
  return lists;
}

function newList(node, name, mark, outer) {
  const list = document.createElement(name);
  const number = /\d+/.exec(mark)?.[0];
  if (name === "OL" && number > 1) list.setAttribute("start", number);
  if (outer) outer.lastElementChild.append(list);
  else node.before(list);
  return list;
}

/** Bold and italics that are said by style become elements; those that are said but not meant go. */
function makeMarks(body) {
  body.querySelectorAll("b, strong").forEach((node) => { if (/(?:^|;)\s*font-weight:\s*(normal|400)/i.test(styleOf(node))) unwrap(node); });
  body.querySelectorAll("h1, h2, h3, h4, h5, h6").forEach((heading) => heading.querySelectorAll("b, strong, span").forEach(unwrap));
  body.querySelectorAll("span, font").forEach((node) => {
    const style = styleOf(node);
    if (!node.textContent.trim()) return unwrap(node);
    if (/(?:^|;)\s*font-style:\s*italic/i.test(style)) wrapInside(node, "em");
    if (/(?:^|;)\s*font-weight:\s*(bold|[6-9]00)/i.test(style)) wrapInside(node, "strong");
    return unwrap(node);
  });
  body.querySelectorAll("u, ins, mark, small, big").forEach(unwrap);
  [...body.querySelectorAll("b, strong, i, em")].reverse().forEach((node) => {
    const isEmpty = !node.textContent.trim() || [...node.children].some((child) => BLOCKS.has(child.tagName));
    if (isEmpty) unwrap(node);
    else moveBreaksOut(node);
  });
}

function moveBreaksOut(node) {
  const isBreak = (child) => child && (child.nodeName === "BR" || (child.nodeType === Node.TEXT_NODE && !child.data.trim()));
  while (isBreak(node.firstChild)) node.before(node.firstChild);
  while (isBreak(node.lastChild)) node.after(node.lastChild);
}

function wrapInside(node, name) {
  const inner = document.createElement(name);
  inner.append(...node.childNodes);
  node.append(inner);
}

/** Keep links that lead somewhere for everybody; take Outlook's wrapping off. */
function mendLinks(body) {
  body.querySelectorAll("a").forEach((node) => {
    const address = realAddress(node.getAttribute("href") ?? "");
    if (/^(https?:|mailto:|tel:)/i.test(address) && node.textContent.trim()) node.setAttribute("href", address);
    else unwrap(node);
    node.removeAttribute("title");
    node.querySelectorAll("br").forEach((each) => each.replaceWith(" "));
  });
}

function realAddress(address) {
  if (!/^https:\/\/[^/]*safelinks\.protection\.outlook\.com\//i.test(address)) return address;
  try {
    return new URL(address).searchParams.get("url") ?? address;
  } catch {
    return address;
  }
}

/** A list directly inside a list (Google Docs, old Word) belongs into the item above it. */
function nestLists(body) {
  body.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol").forEach((node) => {
    const above = node.previousElementSibling;
    if (above?.tagName === "LI") above.append(node);
    else unwrap(node);
  });
}

/** An item that holds nothing but a list only sets it in: bring the items up. Last ones first, so that inner ones come before outer ones. */
function flattenLists(body) {
  [...body.querySelectorAll("li")].reverse().forEach((item) => {
    const [list] = item.children;
    const isOnlyList = item.children.length === 1 && /^[UO]L$/.test(list.tagName) && item.textContent.trim() === list.textContent.trim();
    if (isOnlyList) item.replaceWith(...list.children);
  });
}

/** The title of a document is not part of its text: headings begin at the second level. */
function demoteHeadings(body) {
  if (!body.querySelector("h1")) return;
  for (let level = 5; level >= 1; level -= 1) body.querySelectorAll(`h${level}`).forEach((node) => rename(node, `h${level + 1}`));
}
