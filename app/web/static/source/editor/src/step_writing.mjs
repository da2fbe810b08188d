// Writing an edited algorithm back: parts that nobody changed keep their lines, the rest is set anew. Pure.
import { idFrom, oneLine, writeAttributes } from "./language.mjs";
import { stepsOf } from "./steps.mjs";

export const newStep = (text = "") => ({
  type: "step", number: 0, text: oneLine(text), id: "", attributes: { id: "", marks: [], values: {}, words: [] }, parts: [],
});
export const newChoice = (text, target, marks = []) => ({ type: "choice", text: oneLine(text), target, marks });
export const newTarget = (target) => ({ type: "target", target });
export const newWording = (kind, text, channel = "", manner = "") => ({ type: "wording", kind, text, channel, manner });
export const newAlgorithm = (otherwise = "") => ({ otherwise, lead: [], entries: [], isClosed: true });

/** Return the lines of an algorithm, its fences included. Steps are numbered anew; what leads to a step follows it. */
export function writeAlgorithm(algorithm, taken = new Set()) {
  const steps = stepsOf(algorithm);
  nameTargets(steps, taken);
  steps.forEach((step, index) => { step.number = index + 1; });
  const lines = [writeHead(algorithm), ...algorithm.lead];
  algorithm.entries.forEach((entry) => lines.push(...(entry.type === "step" ? writeStep(entry) : entry.lines)));
  return [...lines, ":::"];
}

function writeHead(algorithm) {
  const { head, otherwise } = algorithm;
  const said = writeAttributes({ values: { otherwise } });
  if (!head) return `::: algorithm ${said}`.trimEnd();
  const found = /otherwise=("[^"]*"|'[^']*'|[^\s}]+)/.exec(head);
  if (found && found[1].replace(/^["']|["']$/g, "") === otherwise) return head;
  if (found) return head.replace(found[0], () => `otherwise="${oneLine(otherwise).replaceAll('"', "”")}"`);
  return otherwise ? `${head.trimEnd()} ${said}` : head;
}

/** Give an id to each step that something leads to by new words, so that moving steps never leads astray. */
function nameTargets(steps, taken) {
  const ids = new Set([...taken, ...steps.map((step) => step.id)]);
  steps.flatMap((step) => step.parts).forEach((part) => {
    const aim = part.target?.type === "step" ? part.target.step : null;
    if (!aim || aim.id || (part.target.byNumber && part.wasTarget === part.target)) return;
    aim.id = idFrom(aim.text, ids);
    ids.add(aim.id);
  });
}

function writeStep(step) {
  const lines = [writeStepHead(step)];
  const indent = " ".repeat(contentIndent(step));
  let previous = null;
  for (const part of step.parts) {
    const own = writePart(part, indent);
    if (!isVerbatim(part) && previous?.type === "other" && part.type !== "target" && !/^\s*$/.test(lines.at(-1)) && needsAir(lines.at(-1), part)) lines.push("");
    lines.push(...own);
    previous = part;
  }
  return lines;
}

// A quote or a list directly under a line of text would be read as going on with it.
const needsAir = (line, part) => (part.type === "wording" || part.type === "choice") && !/^\s*([>|]|[-*+] |!\[\[|→|->|:::)/.test(line);

/** Return how far the text under a step stands in; taken from its own lines where it has some. */
function contentIndent(step) {
  const known = step.parts.find((part) => part.lines?.some((line) => line.trim()));
  const line = known?.lines.find((each) => each.trim());
  if (line) return line.length - line.trimStart().length;
  const { indent = "", digits = "", dot = ".", gap = " " } = step.mark ?? {};
  return Math.max(indent.length + (digits.length || String(step.number).length) + dot.length + gap.length, 3);
}

function writeStepHead(step) {
  step.attributes.id = step.id;
  const isSame = step.was && step.was.text === step.text && step.was.id === step.id && step.was.attributes === JSON.stringify(step.attributes);
  if (isSame && step.was.number === step.number) return step.head;
  const { indent = "", dot = ".", gap = " " } = step.mark ?? {};
  const mark = `${indent}${step.number}${dot}${gap || " "}`;
  if (isSame) return mark + step.head.slice(indent.length + step.mark.digits.length + dot.length + gap.length);
  return `${mark}${oneLine(step.text)} ${writeAttributes(step.attributes)}`.trimEnd();
}

/** Return the lines of a part, set in by `indent` where they are new. */
export function writePart(part, indent) {
  if (isVerbatim(part)) return part.lines;
  if (part.type === "wording") return writeWording(part, indent);
  if (part.type === "choice") return [`${indent}- ${oneLine(part.text)} → ${writeTarget(part.target)} ${writeAttributes({ marks: part.marks })}`.trimEnd()];
  if (part.type === "target") return [`${indent}→ ${writeTarget(part.target)}`];
  if (part.type === "embed") return [`${indent}![[${part.slug}]]`];
  return part.lines;
}

/** Return a piece of wording as a marked quote. */
export function writeWording({ kind, channel = "", manner = "", text }, indent = "") {
  const mark = [kind, channel, manner].filter(Boolean).join(" ");
  const [first, ...rest] = text.replace(/\r/g, "").trim().split("\n");
  return [`${indent}> [!${mark}] ${first}`.trimEnd(), ...rest.map((line) => `${indent}> ${line}`.trimEnd())];
}

/** Return a target as it is written after the arrow. */
export function writeTarget(target) {
  switch (target.type) {
    case "step": return target.step.id ? `#${target.step.id}` : String(target.step.number);
    case "end": return target.reached ? `end: ${oneLine(target.reached)}` : "end";
    case "situation": return target.words ? `[[${target.slug}|${target.words}]]` : `[[${target.slug}]]`;
    default: return target.text;
  }
}

function isVerbatim(part) {
  if (!part.lines) return false;
  if (part.type === "other" || part.type === "passage") return true;
  const { was, wasTarget, ...now } = part;
  const before = JSON.parse(was);
  const isSame = ["text", "kind", "channel", "manner"].every((name) => before[name] === now[name]) && String(before.marks) === String(now.marks);
  return isSame && (!part.target || (part.target === wasTarget && leadsToTheSame(part.target, before.target)));
}

function leadsToTheSame(target, written) {
  if (target.type !== "step") return true;
  return written.type === "number" ? written.number === target.step.number : written.ref === (target.step.id || String(target.step.number));
}
