// The smallest edits that turn one text into another, so that cursor, undo and marks stay where they are. Pure.

const LONGEST_SEARCH = 4000;

/** Return edits `{from, to, insert}` in rising order, none overlapping, that turn `before` into `after`. */
export function smallestEdits(before, after) {
  if (before === after) return [];
  const [one, other] = [splitLines(before), splitLines(after)];
  const starts = placesOf(one);
  return hunks(one, other).flatMap(({ a1, a2, b1, b2 }) => {
    const edit = { from: starts[a1], to: starts[a2], insert: other.slice(b1, b2).join("") };
    return trimmed(edit, before.slice(edit.from, edit.to));
  });
}

const splitLines = (text) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function placesOf(lines) {
  const places = [0];
  lines.forEach((line) => places.push(places.at(-1) + line.length));
  return places;
}

/** Leave out what both ends have in common, never cutting a character in two. */
function trimmed({ from, to, insert }, was) {
  let head = 0;
  while (head < was.length && head < insert.length && was[head] === insert[head]) head += 1;
  if (head && isHigh(was, head - 1)) head -= 1;
  let tail = 0;
  while (tail < was.length - head && tail < insert.length - head && was.at(-1 - tail) === insert.at(-1 - tail)) tail += 1;
  if (tail && isLow(was, was.length - tail)) tail -= 1;
  const edit = { from: from + head, to: to - tail, insert: insert.slice(head, insert.length - tail) };
  return edit.from === edit.to && !edit.insert ? [] : [edit];
}

const isHigh = (text, at) => /[\ud800-\udbff]/.test(text[at]);
const isLow = (text, at) => at < text.length && /[\udc00-\udfff]/.test(text[at]);

/** Return the places where two lists of lines differ, by the algorithm of Myers; one place for the whole where it would take long. */
export function hunks(one, other) {
  let head = 0;
  while (head < one.length && head < other.length && one[head] === other[head]) head += 1;
  let tail = 0;
  while (tail < one.length - head && tail < other.length - head && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1;
  const pairs = commonPairs(one.slice(head, one.length - tail), other.slice(head, other.length - tail));
  return gaps(pairs.map(([a, b]) => [a + head, b + head]), head, one.length - tail, other.length - tail);
}

function gaps(pairs, head, endOne, endOther) {
  const found = [];
  let [a, b] = [head, head];
  for (const [nextA, nextB] of [...pairs, [endOne, endOther]]) {
    if (nextA > a || nextB > b) found.push({ a1: a, a2: nextA, b1: b, b2: nextB });
    [a, b] = [nextA + 1, nextB + 1];
  }
  return found;
}

function commonPairs(one, other) {
  if (!one.length || !other.length) return [];
  const trail = [];
  let reach = new Map([[1, 0]]);
  const most = Math.min(one.length + other.length, LONGEST_SEARCH);
  for (let cost = 0; cost <= most; cost += 1) {
    trail.push(new Map(reach));
    for (let k = -cost; k <= cost; k += 2) {
      const isDown = k === -cost || (k !== cost && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
      let x = isDown ? reach.get(k + 1) ?? 0 : (reach.get(k - 1) ?? 0) + 1;
      while (x < one.length && x - k < other.length && one[x] === other[x - k]) x += 1;
      reach.set(k, x);
      if (x >= one.length && x - k >= other.length) return backtrack(trail, one.length, other.length);
    }
    if (cost > 200 && cost * trail.length > 400_000) return [];
  }
  return [];
}

function backtrack(trail, endX, endY) {
  const pairs = [];
  let [x, y] = [endX, endY];
  for (let cost = trail.length - 1; cost >= 0; cost -= 1) {
    const reach = trail[cost];
    const k = x - y;
    const isDown = k === -cost || (k !== cost && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
    const before = isDown ? k + 1 : k - 1;
    const fromX = cost ? reach.get(before) ?? 0 : 0;
    const fromY = cost ? fromX - before : 0;
    const startX = cost ? (isDown ? fromX : fromX + 1) : 0;
    while (x > startX && y > startX - k) {
      x -= 1;
      y -= 1;
      pairs.push([x, y]);
    }
    [x, y] = [fromX, fromY];
  }
  return pairs.reverse();
}
