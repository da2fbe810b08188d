"""Merging two people's texts over the one that both began with: paragraphs, then lines, then words.

White space inside a paragraph is no change, so that re-wrapping never conflicts; numbers of list items are
none either, and are counted anew afterwards. What cannot be decided becomes a conflict that keeps all three.
"""

import re
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from standards.documents.matching import matching_blocks
from standards.documents.moves import Key, names_of, with_moves_made
from standards.documents.threeway import Region, Side, regions, who_changed

PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*\n?)+|(?:[ \t]*\n)+|[ \t]+$")
UNIT = re.compile(r"\n+|(?:[^\n]*\S[^\n]*\n?)+(?:[ \t]*\n)*|[^\n]+")
STRUCTURED = re.compile(r"[ \t]*(?:[-*+>|#]|\d+[.)]|:::|!\[\[)")
LINE = re.compile(r"[^\n]*\n|[^\n]+$")
NUMBER = re.compile(r"^([ \t]*)(\d+)([.)])(?=[ \t])")
WORD = re.compile(r"[ \t]*\n[ \t]*|[ \t]+|\w+(?:['’-]\w+)*|[^\w\s]")
LONGEST_FOR_WORDS = 20_000
SHORT = 400
LEAST_LEFT = 0.3
KEYS_KEPT = 4096

Join = Callable[..., None]
Stretch = tuple[Sequence[str], Sequence[str], Sequence[str]]
Names = tuple[Sequence[str], Sequence[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A passage that both changed in ways that exclude each other; an empty text means: taken out."""

    was: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merge:
    """The merged text in pieces; `touched` holds the passages that were joined word by word and want a look.

    `is_counted` says that both texts numbered their lists rising by one, so that the merged one shall too.
    """

    pieces: tuple[str | Conflict, ...]
    touched: tuple[str, ...]
    is_counted: bool = False

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Return what somebody must decide, in the order of the text."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Conflict))

    def text(self, decide: Callable[[Conflict], str] = lambda conflict: conflict.mine) -> str:
        """Return the whole text with each conflict decided; mine unless said otherwise."""
        joined = "".join(piece if isinstance(piece, str) else decide(piece) for piece in self.pieces)
        return _counted_anew(joined) if self.is_counted else joined


@dataclass(slots=True)
class _Work:
    """What is merged so far: texts, each followed by the conflict behind it."""

    done: list[str | Conflict] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        if text:
            self.waiting.append(text)

    def disagree(self, conflict: Conflict) -> None:
        self._settle()
        self.done.append(conflict)

    @property
    def pieces(self) -> tuple[str | Conflict, ...]:
        self._settle()
        return tuple(self.done)

    def _settle(self) -> None:
        # Joined once: adding to a long text again and again would take time with the square of its length.
        if self.waiting:
            self.done.append("".join(self.waiting))
            self.waiting = []


def merge(base: str, mine: str, theirs: str) -> Merge:
    """Merge two texts that both come from `base`; line ends must be plain line feeds."""
    if theirs in (mine, base):
        return Merge((mine,), ())
    if mine == base:
        return Merge((theirs,), ())
    work = _Work()
    _merge_paragraphs(_with_moves_made((base, mine, theirs)), work)
    is_counted = all(_counted_anew(text) == text for text in (mine, theirs))
    return Merge(work.pieces, tuple(work.touched), is_counted)


@lru_cache(KEYS_KEPT)
def _paragraph_key(text: str) -> str:
    if not text.strip():
        return "\n"
    if STRUCTURED.match(text):
        return "\n".join(_line_key(line) for line in text.splitlines())
    return " ".join(text.split())


@lru_cache(KEYS_KEPT)
def _line_key(line: str) -> str:
    indent = len(line) - len(line.lstrip())
    return " " * indent + NUMBER.sub(r"\g<1>#\g<3>", " ".join(line.split()))


def _word_key(token: str) -> str:
    return " " if not token.strip() else token


def _merge_paragraphs(texts: Sequence[str], work: _Work) -> None:
    def join(passage: Sequence[str], *, is_joint: bool) -> None:
        if any(STRUCTURED.match(line) for text in passage for line in text.splitlines()):
            _merge_lines(passage, work)
        else:
            _merge_words(passage, work, is_joint=is_joint)

    _merge_parts([PARAGRAPH.findall(text) for text in texts], _paragraph_key, join, work)


def _merge_lines(texts: Sequence[str], work: _Work) -> None:
    def join(passage: Sequence[str], *, is_joint: bool) -> None:
        _merge_words(passage, work, is_joint=is_joint)

    parts = [LINE.findall(text) for text in texts]
    _merge_parts(with_moves_made(parts, _line_key) or parts, _line_key, join, work)


def _merge_parts(parts: Sequence[Sequence[str]], key: Key, join: Join, work: _Work) -> None:
    """Merge what is there, and in which order, by names; then what each part says."""
    base, mine, theirs = parts
    names = [key(part) for part in base], names_of(base, mine, key), names_of(base, theirs, key)
    for region in regions(*names):
        stretch = base[region.base], mine[region.mine], theirs[region.theirs]
        if region.side is Side.NOBODY:
            for was, own, other in zip(*stretch, strict=True):
                _merge_stretch(([was], [own], [other]), key, join, work)
        elif region.side is Side.BOTH and _only_one_adds(stretch, names, region):
            _merge_parts_apart(stretch, names, region, key, join, work)
        else:
            _merge_stretch(stretch, key, join, work)


def _only_one_adds(stretch: Stretch, names: Names, region: Region) -> bool:
    """Say whether, of two who changed neighbouring parts, one only took out others than the other one did."""
    kept, added = _kept_and_added(names, region)
    gone = [set(range(len(stretch[0]))) - set(side) for side in kept]
    if added[0] and added[1]:
        return False
    return not (gone[0] & gone[1]) or not (added[0] or added[1])


def _kept_and_added(names: Names, region: Region) -> tuple[list[dict[int, int]], list[list[int]]]:
    """Return for mine and theirs which parts of the base they keep, by their places, and what they add."""
    base, mine, theirs = names[0][region.base], names[1][region.mine], names[2][region.theirs]
    kept, added = [], []
    for side in (mine, theirs):
        blocks = matching_blocks(base, side)
        places = {block.old + step: block.new + step for block in blocks for step in range(block.size)}
        kept.append(places)
        taken = set(places.values())
        added.append([place for place in range(len(side)) if place not in taken])
    return kept, added


def _merge_parts_apart(  # noqa: PLR0913, PLR0917 - a region with all that is known of it
    stretch: Stretch, names: Names, region: Region, key: Key, join: Join, work: _Work
) -> None:
    """Merge part by part: what both keep stays, what one added comes where they put it."""
    (mine_kept, theirs_kept), (mine_added, theirs_added) = _kept_and_added(names, region)
    base, mine, theirs = stretch
    added, places, adder = (
        (mine_added, mine_kept, mine) if mine_added else (theirs_added, theirs_kept, theirs)
    )
    waiting = deque(added)
    for at in range(len(base) + 1):
        place = places.get(at, len(adder)) if at < len(base) else len(adder)
        if at in places or at == len(base):
            while waiting and waiting[0] < place:
                work.add(adder[waiting.popleft()])
        if at in mine_kept and at in theirs_kept:
            _merge_stretch(([base[at]], [mine[mine_kept[at]]], [theirs[theirs_kept[at]]]), key, join, work)
        elif at in mine_kept:
            _take_out(base[at], mine[mine_kept[at]], key, work, is_mine_gone=False)
        elif at in theirs_kept:
            _take_out(base[at], theirs[theirs_kept[at]], key, work, is_mine_gone=True)


def _take_out(was: str, kept: str, key: Key, work: _Work, *, is_mine_gone: bool) -> None:
    """Leave out what one side took out, unless the other side changed it."""
    if key(was) != key(kept):
        work.disagree(Conflict(was, "", kept) if is_mine_gone else Conflict(was, kept, ""))


def _merge_stretch(stretch: Sequence[Sequence[str]], key: Key, join: Join, work: _Work) -> None:
    side = who_changed(*([key(part) for part in parts] for parts in stretch))
    was, own, other = texts = ["".join(parts) for parts in stretch]
    if side is Side.NOBODY:
        work.add(other if own == was else own)
    elif side is Side.BOTH or _is_set_anew(side, texts):
        join(texts, is_joint=side is Side.BOTH)
    else:
        work.add(other if side is Side.THEIRS else own)


def _is_set_anew(side: Side, texts: Sequence[str]) -> bool:
    """Say whether one side only wrapped or spaced anew what the other changed a little."""
    was, own, other = texts
    quiet, loud = (own, other) if side is Side.THEIRS else (other, own)
    if side not in (Side.MINE, Side.THEIRS) or quiet == was or not loud.strip():
        return False
    before, after = set(was.split()), set(loud.split())
    return 2 * len(before & after) > max(len(before), len(after))


def _merge_words(texts: Sequence[str], work: _Work, *, is_joint: bool = True) -> None:
    was, own, other = texts
    if not was.strip() and own.strip() and other.strip():
        _keep_both(own, other, work)
        return
    if not own.strip() or not other.strip() or _is_beyond_words(texts):
        work.disagree(Conflict(was, own, other))
        return
    inner = _word_by_word(texts)
    if any(isinstance(piece, Conflict) for piece in inner.pieces):
        _disagree(Conflict(was, own, other), work)
        return
    joined = "".join(piece for piece in inner.pieces if isinstance(piece, str))
    if is_joint:
        work.touched.append(joined.strip())
    work.add(joined)


def _word_by_word(texts: Sequence[str]) -> _Work:
    inner = _Work()
    base, mine, theirs = (WORD.findall(text) for text in texts)
    keys = [[_word_key(token) for token in tokens] for tokens in (base, mine, theirs)]
    for region in regions(*keys):
        stretch = base[region.base], mine[region.mine], theirs[region.theirs]
        if region.side is Side.BOTH:
            inner.disagree(Conflict(*("".join(tokens) for tokens in stretch)))
        elif region.side is Side.NOBODY:
            for was_token, own_token, other_token in zip(*stretch, strict=True):
                inner.add(other_token if own_token == was_token else own_token)
        else:
            inner.add("".join(stretch[2] if region.side is Side.THEIRS else stretch[1]))
    return inner


def _disagree(conflict: Conflict, work: _Work) -> None:
    """Report a conflict, unless both made the same change and one only wrote more lines below it."""
    shorter, longer = sorted((conflict.mine, conflict.theirs), key=len)
    if shorter.endswith("\n") and longer.startswith(shorter):
        work.touched.append(longer.strip())
        work.add(longer)
    else:
        work.disagree(conflict)


def _is_beyond_words(texts: Sequence[str]) -> bool:
    """Say whether a passage is too long, or was written anew too much, for a look at its words to help."""
    longest = max(map(len, texts))
    if longest <= SHORT:
        return False
    was, own, other = (set(text.split()) for text in texts)
    shares = (len(was & words) / max(1, min(len(was), len(words))) for words in (own, other))
    return longest > LONGEST_FOR_WORDS or min(shares) < LEAST_LEFT


def _keep_both(own: str, other: str, work: _Work) -> None:
    """Keep two additions at one place, theirs first: it is already in the document."""
    longer, shorter = (own, other) if len(own) > len(other) else (other, own)
    if longer.startswith(shorter) or longer.endswith(shorter):
        work.add(longer)
        return
    glue = "" if other.endswith("\n") else "\n" if "\n" in own or STRUCTURED.match(own) else " "
    work.touched.append((other + glue + own).strip())
    work.add(other + glue + own)


def _with_moves_made(texts: Sequence[str]) -> Sequence[str]:
    """Return the three texts with paragraphs that were moved in one of them moved in all."""
    moved = with_moves_made([UNIT.findall(text) for text in texts], _unit_key)
    if moved is None:
        return texts
    return [_parted(units, text) for units, text in zip(moved, texts, strict=True)]


def _unit_key(unit: str) -> str:
    return _paragraph_key(unit.rstrip("\n"))


def _parted(units: Sequence[str], text: str) -> str:
    """Join paragraphs so that blank lines stand between them, and the text ends as it did."""
    end = text[len(text.rstrip("\n")) :]
    spaced = [unit if unit.endswith("\n\n") else unit.rstrip("\n") + "\n\n" for unit in units]
    return "".join(spaced).rstrip("\n") + end


def _counted_anew(text: str) -> str:
    """Let the numbers of each ordered list rise by one from its first."""
    lines = text.splitlines(keepends=True)
    expected: dict[int, int] = {}
    for place, line in enumerate(lines):
        found = NUMBER.match(line)
        indent = len(line) - len(line.lstrip())
        if found is None:
            if line.strip() and indent == 0:
                expected.clear()
            continue
        number = expected.get(len(found[1]), int(found[2]))
        lines[place] = NUMBER.sub(rf"\g<1>{number}\g<3>", line)
        expected = {depth: count for depth, count in expected.items() if depth < len(found[1])}
        expected[len(found[1])] = number + 1
    return "".join(lines)
