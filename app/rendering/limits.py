"""What a passage may be and how long it may take; beyond that a sentence stands in its place."""

from __future__ import annotations

import re
from typing import Final

MAX_CHARACTERS: Final = 200_000
"""Of one passage."""

MAX_REQUEST_CHARACTERS: Final = 2_000_000
"""Of all passages of one document with everything it embeds."""

MAX_NESTING: Final = 24
"""Of quotes and lists in one another; people write three."""

MAX_BRACKETS: Final = 24
"""Of brackets in one another in one paragraph; Python-Markdown takes quadratic time for them."""

MAX_OPEN_TAGS: Final = 60
"""Of raw HTML tags in one another; the sanitiser takes quadratic time for them."""

MAX_DEFINITIONS: Final = 500
"""Of footnotes, abbreviations and references each."""

PASSAGE_SECONDS: Final = 2.0
"""Of processor time for one passage."""

HURRIED_SECONDS: Final = 0.25
"""The same once a document has had `PATIENCE` slow passages."""

PATIENCE: Final = 3

DOCUMENT_SECONDS: Final = 10.0
"""Of processor time for all passages of one document."""

SILENCE_SECONDS: Final = 15.0
"""On the clock: a worker that says nothing for so long is stopped, whatever it does."""

WORKER_MEMORY: Final = 768 * 1024 * 1024
"""Of address space, in bytes."""

_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_QUOTE_MARKS = re.compile(r"^[ \t]*((?:>[ \t]?)+)", re.MULTILINE)
_INDENT = re.compile(r"^([ \t]+)(?:[-+*]|\d{1,9}\.)[ \t]", re.MULTILINE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "col"})


def is_too_much(text: str) -> bool:
    """Say whether a passage is too long or nested too deeply to be tried at all; takes linear time."""
    return (
        len(text) > MAX_CHARACTERS
        or _quote_depth(text) > MAX_NESTING
        or _list_depth(text) > MAX_NESTING
        or _tag_depth(text) > MAX_OPEN_TAGS
        or any(_bracket_depth(paragraph) > MAX_BRACKETS for paragraph in _PARAGRAPH.split(text))
    )


def _quote_depth(text: str) -> int:
    return max((match[1].count(">") for match in _QUOTE_MARKS.finditer(text)), default=0)


def _list_depth(text: str) -> int:
    return max((len(match[1].expandtabs(4)) // 4 for match in _INDENT.finditer(text)), default=0)


def _tag_depth(text: str) -> int:
    depth = deepest = 0
    for match in _TAG.finditer(text):
        if match[2].lower() in _VOID:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _bracket_depth(paragraph: str) -> int:
    """Count brackets that stay open: `[a [b [c` costs as much as nested ones."""
    depth = deepest = 0
    for character in paragraph:
        if character == "[":
            depth += 1
            deepest = max(deepest, depth)
        elif character == "]" and depth:
            depth -= 1
    return deepest
