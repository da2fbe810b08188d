// Finding a passage in a text by its words and what stood around them. Pure.

/** Return `{from, to}` of the occurrence with the most of the same around it, null where the words do not stand there. */
export function findPassage(text, { quote, before, after }) {
  let best = null;
  for (let from = text.indexOf(quote); quote && from >= 0; from = text.indexOf(quote, from + 1)) {
    const to = from + quote.length;
    const likeness = sameEnd(before, text.slice(Math.max(0, from - before.length), from)) + sameStart(after, text.slice(to, to + after.length));
    if (!best || likeness > best.likeness) best = { from, to, likeness };
  }
  return best && { from: best.from, to: best.to };
}

const CONTEXT = 32;

/** Return what tells a passage of a text again: its words, what stands around, and its first character's number. */
export function passageAt(text, from, to) {
  return { quote: text.slice(from, to), before: [...text.slice(0, from)].slice(-CONTEXT).join(""), after: [...text.slice(to)].slice(0, CONTEXT).join(""), start: [...text.slice(0, from)].length };
}

function sameStart(one, other) {
  let same = 0;
  while (same < Math.min(one.length, other.length) && one[same] === other[same]) same += 1;
  return same;
}

const sameEnd = (one, other) => sameStart([...one].reverse(), [...other].reverse());
