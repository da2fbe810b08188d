// How the text looks while one writes: Markdown by its grammar, our constructions by line. Classes only; editor.css sets them.
import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { syntaxHighlighting } from "@codemirror/language";
import { Decoration, ViewPlugin } from "@codemirror/view";
import { tagHighlighter, tags } from "@lezer/highlight";
import { lastArrow, LIST_ITEM, NUMBERED, readFence, splitAttributes } from "./language.mjs";

const FURTHEST_BACK = 400;

const grammar = tagHighlighter([
  { tag: tags.heading1, class: "tok-heading tok-heading-1" },
  { tag: tags.heading2, class: "tok-heading tok-heading-2" },
  { tag: [tags.heading3, tags.heading4, tags.heading5, tags.heading6], class: "tok-heading" },
  { tag: tags.strong, class: "tok-strong" },
  { tag: tags.emphasis, class: "tok-emphasis" },
  { tag: tags.strikethrough, class: "tok-strike" },
  { tag: tags.monospace, class: "tok-code" },
  { tag: [tags.link, tags.url], class: "tok-link" },
  { tag: tags.processingInstruction, class: "tok-mark" },
  { tag: tags.contentSeparator, class: "tok-mark" },
]);

const line = (name) => Decoration.line({ class: name });
const mark = (name) => Decoration.mark({ class: name });
const LINES = Object.fromEntries(["fence", "step", "say", "avoid", "why", "callout", "criterion", "choice", "embed", "table"].map((name) => [name, line(`cm-our cm-our-${name}`)]));
const MARKS = Object.fromEntries(["attributes", "tag", "arrow", "target", "link", "placeholder", "number"].map((name) => [name, mark(`our-${name}`)]));

const INLINE = /(\{\{[^{}\n]+\}\})|(!?\[\[[^[\]\n]*\]\])/g;

const ours = ViewPlugin.fromClass(class {
  constructor(view) {
    this.decorations = decorate(view);
  }

  update(update) {
    if (update.docChanged || update.viewportChanged) this.decorations = decorate(update.view);
  }
}, { decorations: (plugin) => plugin.decorations });

/** Everything that shows what the text means. */
export const highlighting = [markdown({ base: markdownLanguage, addKeymap: true, completeHTMLTags: false }), syntaxHighlighting(grammar), ours];

function decorate(view) {
  const { doc } = view.state;
  const ranges = [];
  for (const { from, to } of view.visibleRanges) {
    const first = doc.lineAt(from).number;
    const last = doc.lineAt(to).number;
    const context = contextBefore(doc, first);
    for (let number = first; number <= last; number += 1) decorateLine(doc.line(number), context, ranges);
  }
  return Decoration.set(ranges, true);
}

/** Say what the lines above a line leave open: a quote of a kind, an algorithm, code. */
function contextBefore(doc, number) {
  const context = { quote: "", inAlgorithm: false, inCode: false };
  for (let at = Math.max(number - FURTHEST_BACK, 1); at < number; at += 1) decorateLine(doc.line(at), context, null);
  return context;
}

function decorateLine({ from, to, text }, context, ranges) {
  const put = (decoration, start, end = start) => ranges?.push(decoration.range(from + start, from + end));
  if (/^[ >]*(```|~~~)/.test(text)) context.inCode = !context.inCode;
  if (context.inCode) return;
  const fence = readFence(text);
  if (fence) {
    context.inAlgorithm = fence.opens ? fence.opens === "algorithm" || (context.inAlgorithm && /^b2[bc]$/.test(fence.opens)) : context.inAlgorithm && /^\s/.test(text);
    context.quote = "";
    put(LINES.fence, 0);
    return;
  }
  decorateQuote(text, context, put);
  if (ranges) decorateInside(text, context, put, to - from);
}

function decorateQuote(text, context, put) {
  const quote = /^([ \t]*(?:[-*+] +|\d+[.)] +)?)>\s*(?:\[!(\w+)[^\]]*\])?/.exec(text);
  if (!quote) {
    if (!text.trim()) context.quote = "";
    return;
  }
  if (quote[2]) context.quote = ["say", "avoid", "why"].includes(quote[2].toLowerCase()) ? quote[2].toLowerCase() : "callout";
  else if (!context.quote) context.quote = context.inAlgorithm ? "say" : "callout";
  put(LINES[context.quote], 0);
  if (quote[2]) put(MARKS.tag, text.indexOf("[!"), text.indexOf("]") + 1);
}

function decorateInside(text, context, put, length) {
  for (const found of text.matchAll(INLINE)) put(found[1] ? MARKS.placeholder : MARKS.link, found.index, found.index + found[0].length);
  if (/^\s*!\[\[[^\]]*\]\]\s*$/.test(text)) put(LINES.embed, 0);
  if (/^\s*\|/.test(text)) put(LINES.table, 0);
  const { text: words, attributes } = splitAttributes(text);
  if (attributes) {
    const start = text.indexOf("{", words.length);
    put(MARKS.attributes, start, length);
    if (attributes.marks.includes("criterion")) put(LINES.criterion, 0);
  }
  const number = context.inAlgorithm && NUMBERED.exec(text);
  if (number && number[1].length < 2) put(LINES.step, 0);
  decorateArrow(words, context, put);
}

function decorateArrow(words, context, put) {
  if (!context.inAlgorithm || !/→|->/.test(words)) return;
  if (!LIST_ITEM.test(words) && !/^\s*(→|-{1,2}>)/.test(words)) return;
  const arrow = lastArrow(words);
  if (!arrow) return;
  put(LINES.choice, 0);
  put(MARKS.arrow, arrow.column, arrow.end);
  if (arrow.end < words.length) put(MARKS.target, arrow.end, words.length);
}
