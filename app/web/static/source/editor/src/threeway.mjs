// Where two texts that come from one differ in the same place. Pure. Used only when the server does not say it itself.
import { hunks } from "./edits.mjs";

const splitLines = (text) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Return the text in pieces: strings where at most one side changed something, `{was, mine, theirs}` where both did. */
export function piecesOf(was, mine, theirs) {
  const [base, own, other] = [was, mine, theirs].map(splitLines);
  const regions = joinedRegions(hunks(base, own), hunks(base, other));
  const pieces = [];
  const add = (piece) => {
    if (typeof piece === "string" && typeof pieces.at(-1) === "string") pieces[pieces.length - 1] += piece;
    else if (piece !== "") pieces.push(piece);
  };
  let at = 0;
  for (const region of regions) {
    add(base.slice(at, region.from).join(""));
    add(decide(region, base, own, other));
    at = region.to;
  }
  add(base.slice(at).join(""));
  return pieces;
}

function decide({ from, to, mine, theirs }, base, own, other) {
  const was = base.slice(from, to).join("");
  const one = sideText(base, own, from, to, mine);
  const two = sideText(base, other, from, to, theirs);
  if (!theirs.length || one === two) return one;
  if (!mine.length) return two;
  return { was, mine: one, theirs: two };
}

/** Return what one side has in place of the base's lines `from` to `to`. */
function sideText(base, side, from, to, changes) {
  const lines = [];
  let at = from;
  for (const { a1, a2, b1, b2 } of changes) {
    lines.push(...base.slice(at, a1), ...side.slice(b1, b2));
    at = a2;
  }
  return [...lines, ...base.slice(at, to)].join("");
}

function joinedRegions(mine, theirs) {
  const all = [...mine.map((change) => ({ change, side: "mine" })), ...theirs.map((change) => ({ change, side: "theirs" }))]
    .sort((one, other) => one.change.a1 - other.change.a1 || one.change.a2 - other.change.a2);
  const regions = [];
  for (const { change, side } of all) {
    const last = regions.at(-1);
    const region = last && change.a1 <= last.to ? last : { from: change.a1, to: change.a2, mine: [], theirs: [] };
    if (region !== last) regions.push(region);
    region.to = Math.max(region.to, change.a2);
    region[side].push(change);
  }
  return regions;
}
