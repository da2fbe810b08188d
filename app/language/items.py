"""Ordered lists line by line: the steps of an algorithm, the questions of a quiz."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.language.blocks import Line
from app.language.source import LIST_MARK, indent_of

_NUMBER = re.compile(r"\d{1,9}[.)](?=[ \t]|$)[ \t]*+")


@dataclass(slots=True)
class Item:
    """Hold one item.

    Its first line, what stands there after the number (from position `start`), and the rest.
    """

    first: Line
    start: int
    rest: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the first line without its number."""
        return self.first.text[self.start :]

    @property
    def last(self) -> int:
        """Return the index of the last line that is not blank."""
        return next((line.index for line in reversed(self.rest) if not line.is_blank), self.first.index)


@dataclass(frozen=True, slots=True)
class Items:
    """Hold the items, and the lines that belong to none or stand where only items may."""

    items: tuple[Item, ...]
    stray: tuple[Line, ...]


def split_items(lines: Iterable[Line]) -> Items:
    """Return the items of one ordered list.

    A stray line after an item is in its rest too, so that nothing is lost.
    """
    items: list[Item] = []
    stray: list[Line] = []
    base, was_text = 0, False
    for line in lines:
        indent = indent_of(line.text)
        number = None if line.is_code or line.is_blank else _NUMBER.match(line.text, indent)
        if number and (not items or indent < base + 2):
            base = indent if not items else base
            items.append(Item(line, number.end()))
            was_text = bool(line.text[number.end() :])
            continue
        if not line.is_blank and (not items or (indent < base + 2 and not (was_text and _is_lazy(line)))):
            stray.append(line)
        if items:
            items[-1].rest.append(line)
        was_text = not line.is_blank and not line.is_code and _is_lazy(line)
    return Items(tuple(items), tuple(stray))


def _is_lazy(line: Line) -> bool:
    """Say whether a line can go on with the paragraph above it though it is not indented."""
    text = line.text.lstrip(" ")
    return not (line.is_code or text[:1] in ("#", ">", ":", "|") or LIST_MARK.match(text))
