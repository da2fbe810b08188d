"""Footnotes, link addresses and abbreviations: what only a left-out passage referred to goes with it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.language.source import Source, indent_of

_FOOTNOTE = re.compile(r"\[(\^[^\[\]]{1,200}+)\]:")
_ADDRESS = re.compile(r"\[([^\[\]^][^\[\]]{0,200}+)\]:")
_ABBREVIATION = re.compile(r"\*\[([^\[\]]{1,200}+)\]:")
_BRACKETS = re.compile(r"\[([^\[\]]{1,200}+)\]")
_MAX_INDENT = 3
_WORDS = re.compile(r"\w++")


@dataclass(slots=True)
class Definition:
    """Hold one definition.

    What it is for, its lines by index from first to last, and what its own text refers to.
    """

    key: str
    first: int
    last: int
    start: int
    used: set[str] = field(default_factory=set)


def orphans(source: Source, is_dropped: Sequence[int]) -> list[tuple[int, int]]:
    """Return the lines of definitions that the whole text refers to and what is left does not, as ranges."""
    definitions = _definitions(source)
    if not definitions:
        return []
    inside = bytearray(len(source.raw))
    for definition in definitions:
        inside[definition.first : definition.last + 1] = b"\1" * (definition.last + 1 - definition.first)
        definition.used = _used(source, range(definition.first, definition.last + 1), definition)
    texts = [index for index in range(len(source.raw)) if not inside[index]]
    everywhere = _live(definitions, _used(source, texts))
    kept = [definition for definition in definitions if not is_dropped[definition.first]]
    left = _live(kept, _used(source, (index for index in texts if not is_dropped[index])))
    return [(item.first, item.last) for item in kept if item.key in everywhere and item.key not in left]


def _definitions(source: Source) -> list[Definition]:
    found = []
    for index, line in enumerate(source.lines):
        if "]:" not in line or source.is_code[index]:
            continue
        if indent_of(line) > _MAX_INDENT:
            continue
        start = source.prefix(index).start if line.lstrip(" ").startswith(">") else indent_of(line)
        for pattern, sign in ((_FOOTNOTE, "["), (_ADDRESS, "["), (_ABBREVIATION, "*")):
            if match := pattern.match(line, start):
                last = _last(source, index) if pattern is not _ABBREVIATION else index
                found.append(Definition(sign + match[1].casefold(), index, last, match.end()))
                break
    return found


def _last(source: Source, first: int) -> int:
    """Return the index of the last line of a definition: what follows indented, blank lines in between."""
    last = first
    for index in range(first + 1, len(source.lines)):
        line = source.lines[index]
        if line.strip():
            is_title = index == first + 1 and line.startswith(" ") and line.lstrip()[0] in "\"'("
            if not is_title and not line.startswith("    "):
                break
            last = index
    return last


def _used(source: Source, indexes: Iterable[int], of: Definition | None = None) -> set[str]:
    """Return the keys that some lines may refer to: everything in brackets, and every word."""
    used: set[str] = set()
    for index in indexes:
        line = source.plain[index]
        if of is not None and index == of.first:
            line = line[of.start :]
        used.update("[" + found.casefold() for found in _BRACKETS.findall(line))
        used.update("*" + found.casefold() for found in _WORDS.findall(line))
    return used


def _live(definitions: Sequence[Definition], used: set[str]) -> set[str]:
    """Return the keys that are referred to, from the text or from a definition that is."""
    by_key: dict[str, list[Definition]] = {}
    for definition in definitions:
        by_key.setdefault(definition.key, []).append(definition)
    known = set(used)
    waiting = deque(key for key in by_key if key in known and key.startswith("["))
    live = set(waiting)
    while waiting:
        for definition in by_key[waiting.popleft()]:
            for key in definition.used - known:
                known.add(key)
                if key in by_key and key.startswith("["):
                    live.add(key)
                    waiting.append(key)
    return live | {key for key in by_key if key.startswith("*") and _has_words(key, known)}


def _has_words(key: str, known: set[str]) -> bool:
    return all(f"*{word}" in known for word in _WORDS.findall(key))
