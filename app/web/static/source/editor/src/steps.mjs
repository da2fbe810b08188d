// Reading an algorithm into steps that can be edited one by one. Pure. Each part knows the lines it was read from,
// so that what nobody changed is written back letter by letter.
import { algorithmIn, codeLines, indentOf, isBlank, lastArrow, LIST_ITEM, NUMBERED, readAttributes, readFence, readTarget, splitAttributes } from "./language.mjs";

const MARK = /^\[!(\w+)([^\]]*)\][ \t]*/;
const KINDS = new Set(["say", "avoid", "why"]);
const CALL_OUTS = new Set(["note", "tip", "warning", "legal"]);

/**
 * Return the first algorithm of a document, null without one:
 * `{first, last, otherwise, isClosed, lead, entries}`. `lead` are the lines before the first step; an entry is a step or a
 * fence of a passage with the lines that follow it. Targets of steps hold the step itself.
 */
export function readAlgorithm(lines) {
  const block = algorithmIn(lines);
  if (!block) return null;
  const isClosed = Boolean(readFence(lines[block.last])?.closes) && block.last > block.first;
  const inner = lines.slice(block.first + 1, isClosed ? block.last : block.last + 1);
  const { lead, entries } = readEntries(inner, codeLines(inner));
  const brace = /\{(.*)\}\s*$/.exec(block.rest);
  const otherwise = (brace && readAttributes(brace[1])?.values.otherwise) || "";
  resolve(entries.filter((entry) => entry.type === "step"));
  return { first: block.first, last: isClosed ? block.last : block.last + 1, otherwise, isClosed, head: lines[block.first], lead, entries };
}

export const stepsOf = (algorithm) => algorithm.entries.filter((entry) => entry.type === "step");

function readEntries(lines, isCode) {
  const lead = [];
  const entries = [];
  let base = -1;
  const holder = () => entries.at(-1)?.lines ?? lead;
  lines.forEach((line, index) => {
    const number = isCode[index] ? null : NUMBERED.exec(line);
    if (number && (base < 0 || number[1].length < base + 2)) {
      if (base < 0) base = number[1].length;
      entries.push({ type: "step", lines: [line] });
    } else if (!isCode[index] && readFence(line) && (base < 0 || indentOf(line) < base + 2)) {
      entries.push({ type: "fence", lines: [line], variant: readFence(line).opens ?? "" });
    } else holder().push(line);
  });
  let count = 0;
  return { lead, entries: entries.map((entry) => (entry.type === "step" ? readStep(entry.lines, ++count) : entry)) };
}

function readStep(lines, number) {
  const [, indent, digits, dot, gap] = NUMBERED.exec(lines[0]);
  const start = indent.length + digits.length + dot.length + gap.length;
  const { text, attributes } = splitAttributes(lines[0].slice(start));
  const step = {
    type: "step", number, head: lines[0], mark: { indent, digits, dot, gap }, text, id: attributes?.id ?? "",
    attributes: attributes ?? { id: "", marks: [], values: {}, words: [] },
    parts: readParts(lines.slice(1)),
  };
  step.was = { text, id: step.id, number, attributes: JSON.stringify(step.attributes) };
  return step;
}

/** Cut the lines under a step into parts: choice, target, wording, and other lines kept as they are. */
export function readParts(lines) {
  const isCode = codeLines(lines);
  const parts = [];
  let at = 0;
  while (at < lines.length) {
    const part = isCode[at] ? null : passageAt(lines, at) ?? wordingAt(lines, at, isCode) ?? choiceAt(lines, at, isCode) ?? targetAt(lines[at]);
    const taken = part?.lines.length ?? 1;
    const last = parts.at(-1);
    if (part) parts.push({ ...part, was: JSON.stringify(part) });
    else if (last?.type === "other") last.lines.push(lines[at]);
    else parts.push({ type: "other", lines: [lines[at]] });
    at += taken;
  }
  return parts;
}

function passageAt(lines, at) {
  if (!readFence(lines[at])?.opens) return null;
  let depth = 0;
  for (let end = at; end < lines.length; end += 1) {
    const fence = readFence(lines[end]);
    if (fence) depth += fence.opens ? 1 : -1;
    if (depth === 0) return { type: "passage", lines: lines.slice(at, end + 1) };
  }
  return null;
}

function wordingAt(lines, at, isCode) {
  const line = lines[at].trimStart();
  if (!line.startsWith(">")) return null;
  const first = line.slice(1).trimStart();
  const mark = MARK.exec(first);
  const name = (mark?.[1] ?? "say").toLowerCase();
  if (CALL_OUTS.has(name) || (mark && !KINDS.has(name))) return null;
  let end = at + 1;
  while (end < lines.length && !isCode[end] && goesOn(lines[end])) end += 1;
  const texts = lines.slice(at + 1, end).map((each) => each.trimStart().replace(/^> ?/, ""));
  const { channel, manner } = readWords(mark?.[2] ?? "");
  return { type: "wording", kind: name, channel, manner, text: [first.slice(mark?.[0].length ?? 0), ...texts].join("\n").trimEnd(), lines: lines.slice(at, end) };
}

function goesOn(line) {
  const text = line.trimStart();
  if (text.startsWith(">")) return !MARK.test(text.slice(1).trimStart());
  return text !== "" && !LIST_ITEM.test(text) && !/^(→|-{1,2}>|!\[\[|:::|#|```|~~~|\|)/.test(text);
}

function readWords(text) {
  const words = text.trim().split(/\s+/).filter(Boolean);
  const isManner = (word) => word === "own-words" || word === "verbatim";
  return { channel: words.find((word) => !isManner(word)) ?? "", manner: words.find(isManner) ?? "" };
}

function choiceAt(lines, at, isCode) {
  const item = LIST_ITEM.exec(lines[at]);
  if (!item) return null;
  let taken = 1;
  while (!arrowOf(lines[at + taken - 1], taken === 1 ? item[0].length : 0)) {
    const next = lines[at + taken];
    if (next === undefined || isBlank(next) || isCode[at + taken] || LIST_ITEM.test(next) || /^\s*[>#|]/.test(next)) return null;
    taken += 1;
  }
  const own = lines.slice(at, at + taken);
  const joined = own.map((line, index) => (index ? line.trim() : line.slice(item[0].length))).join(" ");
  const whole = splitAttributes(joined);
  const arrow = lastArrow(whole.text);
  const answer = splitAttributes(whole.text.slice(0, arrow.column).trim());
  const marks = [...(answer.attributes?.marks ?? []), ...(whole.attributes?.marks ?? [])];
  return { type: "choice", text: answer.text, target: readTarget(whole.text.slice(arrow.end)), marks, lines: own };
}

const arrowOf = (line, from) => {
  const { text } = splitAttributes(line);
  return lastArrow(text, from);
};

function targetAt(line) {
  const text = line.trimStart();
  const arrow = /^(→|-{1,2}>)/.test(text) ? lastArrow(splitAttributes(text).text) : null;
  return arrow && { type: "target", target: readTarget(splitAttributes(text).text.slice(arrow.end)), lines: [line] };
}

/** Let targets that name a step by id or number hold the step; `byNumber` tells how it was written. */
function resolve(steps) {
  const byId = new Map(steps.map((step) => [step.id || String(step.number), step]));
  for (const step of steps) {
    for (const part of step.parts) {
      const { target } = part;
      if (!target) continue;
      const found = target.type === "number" ? steps[target.number - 1] : target.type === "step" ? byId.get(target.ref) : null;
      if (found) part.target = { type: "step", step: found, byNumber: target.type === "number" };
      else if (target.type === "number" || target.type === "step") part.target = { type: "unknown", text: target.type === "step" ? `#${target.ref}` : String(target.number) };
      part.wasTarget = part.target;
    }
  }
}
