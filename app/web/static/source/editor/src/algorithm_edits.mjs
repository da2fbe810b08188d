// Changing the algorithm of the text under the cursor: read it, change a step, write only the lines concerned.
import { idsIn, linesOf } from "./language.mjs";
import { readAlgorithm, stepsOf } from "./steps.mjs";
import { newAlgorithm, writeAlgorithm } from "./step_writing.mjs";
import { insertBlock, replaceLines } from "./placing.mjs";

/** Return the algorithm of the text with the text that it was read from, null without one. */
export function algorithmOf(state) {
  const algorithm = readAlgorithm(linesOf(state.doc.toString()));
  return algorithm && Object.assign(algorithm, { doc: state.doc });
}

/** Return the index of the step that the cursor stands in, -1 where it stands in none. */
export function stepAtCursor(state, algorithm) {
  if (!algorithm) return -1;
  const line = state.doc.lineAt(state.selection.main.head).number - 1;
  if (line <= algorithm.first || line >= algorithm.last) return -1;
  let at = algorithm.first + 1 + algorithm.lead.length;
  let index = -1;
  for (const entry of algorithm.entries) {
    const length = entryLines(entry).length;
    if (entry.type === "step") index += 1;
    if (line < at + length) return entry.type === "step" ? index : -1;
    at += length;
  }
  return index;
}

const entryLines = (entry) => (entry.type === "step" ? [entry.head, ...entry.parts.flatMap((part) => part.lines)] : entry.lines);

/** Put an algorithm back into the text, or a new one in at the cursor; the cursor goes to the end of `step`. */
export function writeBack(view, algorithm, step = null) {
  const lines = linesOf(view.state.doc.toString());
  const written = writeAlgorithm(algorithm, idsIn(lines));
  const index = step ? lastLineOf(algorithm, step) : null;
  if (algorithm.head) replaceLines(view, algorithm.doc, { first: algorithm.first, count: algorithm.last - algorithm.first + (algorithm.isClosed ? 1 : 0) }, written, index);
  else {
    const start = insertBlock(view, written);
    const anchor = start + written.slice(0, (index ?? 0) + 1).join("\n").length;
    view.dispatch({ selection: { anchor } });
  }
}

function lastLineOf(algorithm, step) {
  const upTo = { ...algorithm, entries: algorithm.entries.slice(0, algorithm.entries.indexOf(step) + 1) };
  // Written alone to count its lines; without the closing fence, without blank lines at its end.
  const lines = writeAlgorithm({ ...upTo }, new Set()).slice(0, -1);
  stepsOf(algorithm).forEach((each, index) => { each.number = index + 1; });
  while (lines.length && !lines.at(-1).trim()) lines.pop();
  return lines.length - 1;
}

/** Return the algorithm of the text, or a new empty one. */
export const algorithmOrNew = (state) => algorithmOf(state) ?? newAlgorithm();

/** Put a step in after the one at `index` of the steps, -1 for the first place. */
export function addStep(algorithm, step, index) {
  const before = stepsOf(algorithm)[index];
  const at = before ? algorithm.entries.indexOf(before) + 1 : 0;
  if (before) moveBlankEnd(before, step);
  algorithm.entries.splice(at, 0, step);
}

/** Let blank lines between steps stay between steps. */
function moveBlankEnd(before, step) {
  const last = before.parts.at(-1);
  if (last?.type === "other" && last.lines.every((line) => !line.trim())) step.parts.push({ type: "other", lines: [...last.lines] });
}

const isBlankPart = (part) => part.type === "other" && part.lines.every((line) => !line.trim());

/** Put wording or an embedded script into a step: behind what stands there, before its choices. */
export function addToStep(step, part) {
  const isWay = (each) => each.type === "choice" || each.type === "target" || isBlankPart(each);
  let at = step.parts.findIndex((each, index) => step.parts.slice(index).every(isWay));
  if (at < 0) at = step.parts.length;
  step.parts.splice(at, 0, part);
}

/** Add an answer to a step; where it only led on before, that way becomes an answer too, in the words of `otherwise`. */
export function addChoice(step, choice, otherwise) {
  const last = step.parts.findLastIndex((part) => part.type === "choice");
  const target = step.parts.findIndex((part) => part.type === "target");
  if (last >= 0) step.parts.splice(last + 1, 0, choice);
  else if (target >= 0) step.parts.splice(target, 1, choice, { type: "choice", text: otherwise, target: step.parts[target].target, marks: [] });
  else {
    const blank = step.parts.findLastIndex((part) => !isBlankPart(part));
    step.parts.splice(blank + 1, 0, choice);
  }
}

/** Let a step lead to a target, null for the step below. Answers stay as they are. */
export function setTarget(step, target) {
  const at = step.parts.findIndex((part) => part.type === "target");
  if (at >= 0 && !target) step.parts.splice(at, 1);
  else if (at >= 0) step.parts[at].target = target;
  else if (target) {
    const behind = step.parts.findLastIndex((part) => !isBlankPart(part));
    step.parts.splice(behind + 1, 0, { type: "target", target });
  }
}

/** Take a step out; what led to it leads to where it led itself, where that is one place, else it must be chosen anew. */
export function removeStep(algorithm, step) {
  const ways = step.parts.filter((part) => part.type === "choice" || part.type === "target");
  const only = ways.length === 1 && ways[0].target.step !== step ? ways[0].target : null;
  const steps = stepsOf(algorithm);
  const below = ways.length === 0 ? steps[steps.indexOf(step) + 1] : null;
  algorithm.entries.splice(algorithm.entries.indexOf(step), 1);
  const orphans = stepsOf(algorithm).flatMap((each) => each.parts).filter((part) => part.target?.step === step);
  orphans.forEach((part) => { part.target = only ? { ...only } : below ? { type: "step", step: below } : { type: "unknown", text: "" }; });
  return only || below ? 0 : orphans.length;
}
