"""Finding links `[[slug#anchor|words]]` (section 5), never in code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.language.source import Segment, Source
from app.language.tree import Link

LINK = re.compile(r"\[\[([^\[\]|#\n\0\\]*+)(?:#([^\[\]|\n\0\\]*+))?(?:\\?\|([^\[\]]*+))?\]\]")
_BREAK = re.compile(r"[ \t]*\n[ \t>]*")


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """Hold a link with the index of its line, its column and length as typed, all from 0.

    `has_mark` says that an exclamation mark stands before it, as if it were to be embedded.
    """

    link: Link
    index: int
    column: int
    length: int
    has_mark: bool


def links_of(source: Source) -> Iterator[PlacedLink]:
    """Yield every link of a body in its order, hand-overs and embeds included."""
    for segment in source.segments:
        if "[[" in segment.text:
            yield from _links_of(segment, source)


def _links_of(segment: Segment, source: Source) -> Iterator[PlacedLink]:
    plain = segment.text
    typed = "\n".join(source.raw[segment.first : segment.first + plain.count("\n") + 1])
    index, line_start, seen = segment.first, 0, 0
    for found in LINK.finditer(plain):
        slug, anchor = found[1].strip(), (found[2] or "").strip()
        start = found.start()
        is_escaped = start > 0 and plain[start - 1] == "\\"
        if is_escaped or not (slug or anchor):
            continue
        breaks = typed.count("\n", seen, start)
        if breaks:
            index += breaks
            line_start = typed.rfind("\n", seen, start) + 1
        seen = start
        words = "" if found[3] is None else _BREAK.sub(" ", typed[found.start(3) : found.end(3)]).strip()
        column = start - line_start
        link = Link(slug, anchor, words, source.number(index), column + 1)
        has_mark = column > 0 and plain[start - 1] == "!"
        yield PlacedLink(link, index, column, found.end() - start, has_mark)


@dataclass(frozen=True, slots=True)
class FoundLink:
    """Hold a link in a text with its place from 0: `text[start:end]` is the link as typed."""

    start: int
    end: int
    slug: str
    anchor: str
    words: str


def find_links(markdown: str) -> tuple[FoundLink, ...]:
    """Return the links of any Markdown text.

    For whoever turns them into something else, from the last to the first.
    """
    if "[[" not in markdown:
        return ()
    source = Source(markdown)
    starts = [0]
    for line in source.raw:
        starts.append(starts[-1] + len(line) + 1)
    found = []
    for placed in links_of(source):
        start = starts[placed.index] + placed.column
        link = placed.link
        found.append(FoundLink(start, start + placed.length, link.slug, link.anchor, link.words))
    return tuple(found)
