// What the document language looks like line by line (docs: "The document language"). Pure: lines in, places out, counted from 0.

const FENCE = /^ *(:{3,})[ \t]*(.*?)[ \t:]*$/;
const CODE = /^[ >]*(`{3,}|~{3,})/;
export const LIST_ITEM = /^( *)([-*+]|\d{1,9}[.)])(?:[ \t]+|$)/;
export const NUMBERED = /^( *)(\d{1,9})([.)])([ \t]+|$)/;

export const linesOf = (text) => text.split("\n");
export const indentOf = (line) => line.length - line.trimStart().length;
export const isBlank = (line) => line.trim() === "";

/** Return for each line whether it is code, the fences around it included. A fence never closed is none. */
export function codeLines(lines) {
  const isCode = new Array(lines.length).fill(false);
  let open = -1;
  let sign = "";
  lines.forEach((line, index) => {
    const found = CODE.exec(line);
    if (!found) return;
    if (open < 0) [open, sign] = [index, found[1]];
    else if (found[1].startsWith(sign)) {
      isCode.fill(true, open, index + 1);
      open = -1;
    }
  });
  return isCode;
}

/** Return what a line of colons is: `{opens: "algorithm", rest: "…"}`, `{closes: true}`, or null. */
export function readFence(line) {
  const found = line.includes(":::") ? FENCE.exec(line) : null;
  if (!found) return null;
  const [name] = /^[\w-]*/.exec(found[2]);
  return found[2] ? { opens: name.toLowerCase(), rest: found[2].slice(name.length).trim() } : { closes: true };
}

/** Return all blocks, outer before inner: `{name, rest, first, last, depth}`; one never closed reaches to the end. */
export function readBlocks(lines) {
  const isCode = codeLines(lines);
  const blocks = [];
  const stack = [];
  lines.forEach((line, index) => {
    const fence = isCode[index] ? null : readFence(line);
    if (fence?.closes && stack.length) stack.pop().last = index;
    if (!fence?.opens) return;
    const block = { name: fence.opens, rest: fence.rest, first: index, last: lines.length - 1, depth: stack.length };
    blocks.push(block);
    stack.push(block);
  });
  return blocks;
}

/** Return the blocks that a line stands in, outermost first; its own fences count as outside. */
export const blocksAround = (lines, index) => readBlocks(lines).filter((block) => block.first < index && index < block.last);

export const algorithmIn = (lines) => readBlocks(lines).find((block) => block.name === "algorithm") ?? null;

/** Split a line into its words and the attribute list at its end: `{text, attributes}`, attributes null without one. */
export function splitAttributes(line) {
  const text = line.trimEnd();
  if (!text.endsWith("}") || text.endsWith("}}")) return { text, attributes: null };
  const start = openingBrace(text);
  const attributes = start < 0 ? null : readAttributes(text.slice(start + 1, -1));
  return attributes ? { text: text.slice(0, start).trimEnd(), attributes } : { text, attributes: null };
}

function openingBrace(text) {
  let quote = "";
  for (let at = text.length - 2; at >= 0; at -= 1) {
    const sign = text[at];
    if (quote) quote = sign === quote ? "" : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === "{") return text[at - 1] === "{" ? -1 : at;
    else if (sign === "}") return -1;
  }
  return -1;
}

const TOKEN = /\s*(?:#([^\s#{}"'=]+)|\.([\w-]+)|([\w-]+)=(?:"([^"]*)"|'([^']*)'|([^\s"'{}]+))|([\w-]+))/y;

/** Return `{id, marks, values, words}` of what stands between braces, null where it is no attribute list. */
export function readAttributes(inner) {
  const text = inner.replace(/^:/, "").trimEnd();
  const found = { id: "", marks: [], values: {}, words: [] };
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const token = TOKEN.exec(text);
    if (!token) return null;
    if (token[1]) found.id = token[1];
    else if (token[2]) found.marks.push(token[2].toLowerCase());
    else if (token[3]) found.values[token[3].toLowerCase()] = token[4] ?? token[5] ?? token[6];
    else found.words.push(token[7].toLowerCase());
  }
  const says = found.id || found.marks.length || Object.keys(found.values).length || found.words.includes("pass");
  return says ? found : null;
}

/** Write an attribute list, "" where there is nothing to say. Quotation marks in a value become typographic ones. */
export function writeAttributes({ id = "", marks = [], values = {}, words = [] }) {
  const parts = [id && `#${id}`, ...marks.map((mark) => `.${mark}`)];
  Object.entries(values).forEach(([name, value]) => { if (value) parts.push(`${name}=${quoted(value)}`); });
  const inner = [...parts, ...words].filter(Boolean).join(" ");
  return inner && `{${inner}}`;
}

const quoted = (value) => (/^[\w-]+$/.test(value) && !/\s/.test(value) && value.length < 9 && /^(high|low|handling|style)$/.test(value)
  ? value : `"${oneLine(value).replaceAll('"', "”")}"`);

/** Return a text in one line, so that it cannot begin a construction of its own by accident. */
export const oneLine = (text) => text.replace(/\s+/g, " ").trim();

/** Return a target as data: `{type: "step", ref}`, `{type: "number", number}`, `{type: "end", reached}`,
 * `{type: "situation", slug, words}` or `{type: "unknown", text}`. */
export function readTarget(text) {
  const words = text.trim();
  if (/^#[^\s#[\]{}]+$/.test(words)) return { type: "step", ref: words.slice(1) };
  if (/^\d{1,6}$/.test(words)) return { type: "number", number: Number(words) };
  const end = /^end(?:\s*:\s*(.*))?$/i.exec(words);
  if (end) return { type: "end", reached: (end[1] ?? "").trim() };
  const link = /^\[\[([^[\]|#]+)(?:#[^[\]|]*)?(?:\\?\|([^[\]]*))?\]\]$/.exec(words);
  if (link) return { type: "situation", slug: link[1].trim(), words: (link[2] ?? "").trim() };
  return { type: "unknown", text: words };
}

const ARROWS = /→|-{1,2}>/g;

/** Return the last arrow of a line that stands outside code: `{column, target, end}`, null without one. */
export function lastArrow(line, from = 0) {
  const plain = line.replace(/(`+)(?:(?!\1).)+\1/g, (code) => "\0".repeat(code.length));
  let last = null;
  for (const found of plain.matchAll(ARROWS)) if (found.index >= from) last = found;
  return last && { column: last.index, end: last.index + last[0].length };
}

const FOLDED = { ä: "ae", ö: "oe", ü: "ue", ß: "ss", æ: "ae", ø: "oe", å: "aa" };

/** Make an id of the first words of a text, other than those taken; `fallback` where no letter is left. */
export function idFrom(text, taken = new Set(), fallback = "step") {
  const plain = text.toLowerCase().replace(/\[\[|\]\]|\{\{|\}\}/g, " ").replace(/[äöüßæøå]/g, (letter) => FOLDED[letter])
    .normalize("NFD").replace(/\p{M}/gu, "");
  const words = plain.match(/[a-z0-9]+/g) ?? [];
  let name = words.slice(0, 3).join("-").slice(0, 32).replace(/-+$/, "") || fallback;
  if (/^\d+$/.test(name)) name = `${fallback}-${name}`;
  let free = name;
  for (let count = 2; taken.has(free); count += 1) free = `${name}-${count}`;
  return free;
}

/** Return every id that a document uses for steps and criteria. */
export function idsIn(lines) {
  const ids = new Set();
  lines.forEach((line) => {
    const id = line.includes("{") ? splitAttributes(line).attributes?.id : "";
    if (id) ids.add(id);
  });
  return ids;
}
