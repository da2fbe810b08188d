"""Finding words as a page shows them in the text as it is written; marks of the language do not count."""

import re
from collections.abc import Iterator

from standards.comments.anchoring import Span

_MARKS = re.compile(
    r"""
      (?<!\{)\{(?!\{)[^{}\n]{0,300}\}   # attributes, but no placeholder
    | \[![^\]\n]{0,300}\]               # [!say phone]
    | \]\([^()\s]{0,500}\)              # the address of a link or picture
    | \[\[[^\]|\n]{0,300}\|             # the slug before the words of a link
    | ^[ \t]*:::[^\n]*                  # the fence of a block
    | →[ \t]*\#[\w-]{1,200}             # the step that follows
    | ^[ \t]*\d{1,4}\.[ \t]             # the number of a step
    """,
    re.MULTILINE | re.VERBOSE,
)
_PAIRS = (("{{", "}}"), ("[[", "]]"), ("**", "**"))
_WORD = re.compile(r"[^\W_]+")


def passage_shown(body: str, shown: str, nth: int = 0) -> Span | None:
    """Return where these words stand in a text; `nth` counts from 0 where they stand there several times."""
    wanted = [found.group().casefold() for found in _WORD.finditer(shown)]
    if not wanted:
        return None
    places = list(_places(body, wanted))
    if not places:
        return None
    place = _with_both_marks(body, places[max(0, min(nth, len(places) - 1))])
    last = shown.rstrip()[-1]
    return Span(place.start, place.end + (body[place.end : place.end + 1] == last))


def _with_both_marks(body: str, place: Span) -> Span:
    """Return the place with the mark before or behind it whose other half it holds."""
    start, end = place.start, place.end
    for opening, closing in _PAIRS:
        said = body[start:end]
        marks = said.count(opening) + (said.count(closing) if opening != closing else 0)
        if marks % 2 and body[:start].endswith(opening):
            start -= len(opening)
        elif marks % 2 and body[end:].startswith(closing):
            end += len(closing)
    return Span(start, end)


def _places(body: str, wanted: list[str]) -> Iterator[Span]:
    plain = _MARKS.sub(lambda mark: " " * len(mark.group()), body)
    words = list(_WORD.finditer(plain))
    said = [word.group().casefold() for word in words]
    for index in range(len(words) - len(wanted) + 1):
        if said[index] == wanted[0] and said[index : index + len(wanted)] == wanted:
            yield Span(words[index].start(), words[index + len(wanted) - 1].end())
