"""Attribute lists: `{#id .class key="value"}` at the end of a line or of a block's first line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.language.words import BOTH, Variant

_TOKEN = re.compile(
    r"""\s*+(?:\#(?P<id>[^\s#{}"'=]++)|\.(?P<mark>[\w-]++)|"""
    r"""(?P<key>[\w-]++)=(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s"'{}]++))|(?P<word>[\w-]++))"""
)


@dataclass(frozen=True, slots=True)
class Attributes:
    """Hold one attribute list; `column` is that of its brace, counted from 1, 0 where there is none."""

    id: str = ""
    marks: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    column: int = 0

    @property
    def variants(self) -> tuple[Variant, ...]:
        """Return the variants that the list names, both where it names none."""
        named = tuple(variant for variant in BOTH if variant.value in self.marks)
        return named or BOTH


NONE = Attributes()


def split_attributes(text: str) -> tuple[str, Attributes]:
    """Return the text without the attribute list at its end, and the list; a placeholder is none."""
    stripped = text.rstrip()
    if not stripped.endswith("}") or stripped.endswith("}}"):
        return stripped, NONE
    start = _opening(stripped)
    if start < 0:
        return stripped, NONE
    found = read_attributes(stripped[start + 1 : -1], start + 1)
    if found is None or not (found.id or found.marks or found.values or "pass" in found.words):
        return stripped, NONE
    return stripped[:start].rstrip(), found


def _opening(text: str) -> int:
    """Return where the last list opens: the last brace outside quotes, not doubled."""
    end, in_quotes = len(text) - 1, ""
    for position in range(end - 1, -1, -1):
        sign = text[position]
        if in_quotes:
            in_quotes = "" if sign == in_quotes else in_quotes
        elif sign in "\"'":
            in_quotes = sign
        elif sign == "{":
            return -1 if position and text[position - 1] == "{" else position
        elif sign == "}":
            return -1
    return -1


def read_attributes(inner: str, column: int = 1) -> Attributes | None:
    """Return what stands between the braces, None where it is not an attribute list."""
    text = inner.removeprefix(":").rstrip()
    marks: list[str] = []
    words: list[str] = []
    values: dict[str, str] = {}
    name, position = "", 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            return None
        position = token.end()
        match token.lastgroup:
            case "id":
                name = token["id"]
            case "mark":
                marks.append(token["mark"].lower())
            case "word":
                words.append(token["word"].lower())
            case _:
                values[token["key"].lower()] = token[token.lastgroup or "bare"]
    return Attributes(name, tuple(marks), values, tuple(words), column)
