"""Finding a passage again in a text that has changed since: by what stayed, else by words and surroundings.

Places are counted in characters from 0. Two texts are compared once, however many passages are looked for:
lines are paired first, then the words inside what changed, as when two texts are compared for people.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher

CONTEXT = 32
"""How many characters before and after a passage are kept with it."""

LINE = re.compile(r"[^\n]*\n|[^\n]+$")
WORD = re.compile(r"\s+|\w+(?:['’-]\w+)*|[^\w\s]")
LONGEST_FOR_WORDS = 20_000
MOSTLY_KEPT = 0.75
PARTLY_KEPT = 0.4
KEPT_IF_MOVED = 0.6
SHORTEST_TELLING = 40
SHORTEST_CHOSEN = 12
SHORTEST_MOVED = 25
SHORTEST_CONTEXT = 8


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` up to, but not with, `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage as somebody saw it: its words, what stood around it, and where it began."""

    quote: str
    before: str
    after: str
    start: int


@dataclass(frozen=True, slots=True)
class _Kept:
    """A stretch that both texts have; its two ends may differ in white space only, and so in length."""

    old: Span
    new: Span


def anchor_at(text: str, span: Span) -> Anchor:
    """Return the anchor of a passage of a text."""
    return Anchor(
        text[span.start : span.end],
        text[max(0, span.start - CONTEXT) : span.start],
        text[span.end : span.end + CONTEXT],
        span.start,
    )


def narrowed(anchor: Anchor, words: str) -> Anchor:
    """Return the anchor of these words inside a passage, of the first if they stand there twice.

    Words that are not in the passage keep its surroundings, and so are only found where these tell enough.
    """
    inside = next(_occurrences(words, anchor.quote), None)
    if inside is None:
        return Anchor(words, anchor.before, anchor.after, anchor.start)
    return Anchor(
        anchor.quote[inside.start : inside.end],
        (anchor.before + anchor.quote[: inside.start])[-CONTEXT:],
        (anchor.quote[inside.end :] + anchor.after)[:CONTEXT],
        anchor.start + inside.start,
    )


def find(anchor: Anchor, text: str) -> Span | None:
    """Return where the anchor's words stand: where they stood, else where most around them is the same.

    White space may differ. A short passage whose surroundings are all different is not found.
    """
    as_it_was = Span(anchor.start, anchor.start + len(anchor.quote))
    if anchor_at(text, as_it_was) == anchor:
        return as_it_was
    return _nearest(anchor, text, list(_occurrences(anchor.quote, text)), SHORTEST_CHOSEN)


def follow(passages: Sequence[Span], old: str, new: str) -> tuple[Span | None, ...]:
    """Return where each passage of the old text stands in the new one, None where it is gone.

    It is gone when less than about half of it is left where it stood, and it stands nowhere else either.
    """
    if old == new:
        return tuple(passages)
    follower = _Follower(old, new)
    return tuple(follower.place(passage) for passage in passages)


class _Follower:
    """Two texts with what both have, in order."""

    def __init__(self, old: str, new: str) -> None:
        self.old = old
        self.new = new
        self.kept: list[_Kept] = []
        self.fresh: list[Span] = []
        self._compare()
        self._olds = [kept.old.start for kept in self.kept]
        self._news = [kept.new.start for kept in self.kept]

    def place(self, passage: Span) -> Span | None:
        """Return where the passage stands now, or None."""
        quote = self.old[passage.start : passage.end]
        there, share = self._where_it_stood(passage)
        if there and share >= MOSTLY_KEPT:
            return there
        elsewhere = [
            span for span in _occurrences(quote, self.new) if not self._comes_from_elsewhere(span, passage)
        ]
        found = _nearest(anchor_at(self.old, passage), self.new, elsewhere, SHORTEST_TELLING)
        if found or (there and share >= PARTLY_KEPT):
            return found or there
        return self._moved(quote)

    def _where_it_stood(self, passage: Span) -> tuple[Span | None, float]:
        """Return where what is left of the passage stands, and how much of it is left, from 0 to 1."""
        left = list(self._left_of(passage))
        solid = _solid(self.old[passage.start : passage.end])
        if not left or not solid:
            return None, 0.0
        share = sum(_solid(self.old[kept.old.start : kept.old.end]) for kept in left) / solid
        start, end = left[0].new.start, left[-1].new.end
        if left[0].old.start > passage.start:
            start = self._new_end_at(passage.start, start)
        if left[-1].old.end < passage.end:
            end = self._new_start_at(passage.end, end)
        return Span(start, end), share

    def _left_of(self, passage: Span) -> Iterator[_Kept]:
        """Return the kept stretches inside the passage, cut to it, without those of white space only."""
        at = max(0, bisect_right(self._olds, passage.start) - 1)
        for kept in self.kept[at:]:
            if kept.old.start >= passage.end:
                return
            start, end = max(kept.old.start, passage.start), min(kept.old.end, passage.end)
            if start < end and self.old[start:end].strip():
                new_start = kept.new.start + start - kept.old.start
                yield _Kept(Span(start, end), Span(new_start, new_start + end - start))

    def _new_end_at(self, old_place: int, otherwise: int) -> int:
        """Return where the stretch that ends right before this old place ends now, if there is one."""
        at = bisect_right(self._olds, old_place - 1) - 1
        if at < 0 or self.kept[at].old.end < old_place:
            return otherwise
        kept = self.kept[at]
        return min(otherwise, kept.new.end - (kept.old.end - old_place))

    def _new_start_at(self, old_place: int, otherwise: int) -> int:
        """Return where the stretch that begins right at this old place begins now, if there is one."""
        at = bisect_right(self._olds, old_place) - 1
        if at < 0 or self.kept[at].old.end <= old_place:
            return otherwise
        kept = self.kept[at]
        return max(otherwise, kept.new.start + old_place - kept.old.start)

    def _comes_from_elsewhere(self, span: Span, passage: Span) -> bool:
        """Say whether these words of the new text stood outside of the passage before."""
        at = max(0, bisect_right(self._news, span.start) - 1)
        foreign = 0
        for kept in self.kept[at:]:
            if kept.new.start >= span.end:
                break
            start, end = max(kept.new.start, span.start), min(kept.new.end, span.end)
            is_inside = kept.old.start < passage.end and kept.old.end > passage.start
            if start < end and not is_inside:
                foreign += _solid(self.new[start:end])
        return foreign * 2 > _solid(self.new[span.start : span.end])

    def _moved(self, quote: str) -> Span | None:
        """Return where most words of the quote stand in lines that are new: moved and edited at once."""
        if len(quote) < SHORTEST_MOVED:
            return None
        best, best_share = None, KEPT_IF_MOVED
        for region in self.fresh:
            found, share = _words_in(quote, self.new[region.start : region.end])
            if found and share > best_share:
                best, best_share = Span(region.start + found.start, region.start + found.end), share
        return best

    def _compare(self) -> None:
        before, after = LINE.findall(self.old), LINE.findall(self.new)
        old_places, new_places = _places(before), _places(after)
        # In long texts, lines that occur again and again only lengthen the matches of others (autojunk):
        # trying for each blank line all the others would take the square of the text.
        matcher = SequenceMatcher(None, before, after, autojunk=True)
        for kind, i, j, k, m in matcher.get_opcodes():
            was, now = Span(old_places[i], old_places[j]), Span(new_places[k], new_places[m])
            if kind == "equal":
                self.kept.append(_Kept(was, now))
            elif max(was.end - was.start, now.end - now.start) <= LONGEST_FOR_WORDS:
                self.kept += _kept_words(self.old, self.new, was, now)
                self.fresh.append(now)


def _kept_words(old: str, new: str, was: Span, now: Span) -> Iterator[_Kept]:
    before, after = WORD.findall(old[was.start : was.end]), WORD.findall(new[now.start : now.end])
    old_places, new_places = _places(before, was.start), _places(after, now.start)
    for i, k, length in _same_words(before, after):
        for step in range(length):
            yield _Kept(
                Span(old_places[i + step], old_places[i + step + 1]),
                Span(new_places[k + step], new_places[k + step + 1]),
            )


def _words_in(quote: str, text: str) -> tuple[Span | None, float]:
    """Return where the words of the quote stand in a text, and how much of the quote that is."""
    wanted, there = WORD.findall(quote), WORD.findall(text)
    places = _places(there)
    blocks = [
        block for block in _same_words(wanted, there) if _solid("".join(wanted[block.a :][: block.size]))
    ]
    if not blocks:
        return None, 0.0
    found = sum(_solid("".join(wanted[block.a : block.a + block.size])) for block in blocks)
    return Span(places[blocks[0].b], places[blocks[-1].b + blocks[-1].size]), found / _solid(quote)


def _same_words(before: Sequence[str], after: Sequence[str]) -> list[Match]:
    was, now = ([word if word.strip() else " " for word in words] for words in (before, after))
    return SequenceMatcher(_is_blank, was, now, autojunk=False).get_matching_blocks()


def _occurrences(quote: str, text: str) -> Iterator[Span]:
    words = quote.split()
    if words:
        for found in re.finditer(r"\s+".join(re.escape(word) for word in words), text):
            yield Span(found.start(), found.end())


def _nearest(anchor: Anchor, text: str, occurrences: Sequence[Span], shortest: int) -> Span | None:
    """Return the occurrence with the most of the same around it; None if that tells nothing.

    Words that stand there once tell enough by themselves from the shortest telling length on.
    """

    def likeness(span: Span) -> tuple[int, int]:
        around = anchor_at(text, span)
        same = _same_end(anchor.before, around.before) + _same_start(anchor.after, around.after)
        return same, -abs(span.start - anchor.start)

    best = max(occurrences, key=likeness, default=None)
    if best is None:
        return None
    is_telling = len(anchor.quote) >= shortest and len(occurrences) == 1
    return best if is_telling or likeness(best)[0] >= SHORTEST_CONTEXT else None


def _same_end(left: str, right: str) -> int:
    return _same_start(left[::-1], right[::-1])


def _same_start(left: str, right: str) -> int:
    count = 0
    for mine, theirs in zip(left, right, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _places(parts: Sequence[str], start: int = 0) -> list[int]:
    places = [start]
    for part in parts:
        places.append(places[-1] + len(part))
    return places


def _is_blank(text: str) -> bool:
    return not text.strip()


def _solid(text: str) -> int:
    return sum(not character.isspace() for character in text)
