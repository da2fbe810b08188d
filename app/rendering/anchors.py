"""Ids of headings as they will stand on a page, so that links lead to them however they were meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from app.language.document import Document
from app.rendering.passages import EMBEDDED, NOTE

STEPS_ID: Final = "the-steps"
CRITERIA_ID: Final = "the-criteria"
QUIZ_ID: Final = "the-quiz"
"""Ids of sections of ours, which no heading of the text may take."""

_OWN_ID = re.compile(r"\{[^{}\n]{0,300}?#([\w.:-]{1,100})")
_NOT_WORD = re.compile(r"[^\w\s-]")
_GAPS = re.compile(r"[-\s]+")


def placed_ids(document: Document) -> tuple[str, ...]:
    """Return the ids that stand outside the texts: those of steps and of sections of ours."""
    steps = tuple(step.id for step in document.algorithm.steps) if document.algorithm else ()
    return (*steps, STEPS_ID, CRITERIA_ID, QUIZ_ID)


def reserved_ids(document: Document) -> tuple[str, ...]:
    """Return the ids that people wrote somewhere in the text."""
    return tuple(dict.fromkeys(_OWN_ID.findall(document.body)))


def slug_of(words: str) -> str:
    """Return the id that a heading gets for its words."""
    slug = _GAPS.sub("-", _NOT_WORD.sub("", words).strip().lower()) or "section"
    return own(slug)


def own(wanted: str) -> str:
    """Return an id that cannot be taken for one of ours."""
    return f"section-{wanted}" if wanted.startswith((NOTE, EMBEDDED)) else wanted


def resolved(document: Document, anchor: str) -> str:
    """Return the id that an anchor means: a step, a criterion, or a heading by its id or its words.

    Words count with accents or without, and a repeated heading with `_1` or `-1`; what is unknown stays.
    """
    if anchor in placed_ids(document) or anchor in reserved_ids(document):
        return anchor
    return _aliases(document).get(anchor, anchor)


@lru_cache(maxsize=256)
def _aliases_of(headings: tuple[tuple[str, str], ...], taken: frozenset[str]) -> Mapping[str, str]:
    used, counts = set(taken), dict[str, int]()
    aliases: dict[str, str] = {}
    for words, anchor in headings:
        if anchor:
            continue
        slug = slug_of(words)
        real, number = slug, 0
        while real in used:
            number += 1
            real = f"{slug}_{number}"
        used.add(real)
        count = counts[slug] = counts.get(slug, -1) + 1
        for name in (slug, _folded(slug)):
            for alias in (f"{name}_{count}", f"{name}-{count}") if count else (name,):
                aliases.setdefault(alias, real)
    return aliases


def _aliases(document: Document) -> Mapping[str, str]:
    headings = tuple((heading.text, heading.anchor) for heading in document.headings)
    return _aliases_of(headings, frozenset({*placed_ids(document), *reserved_ids(document)}))


def _folded(slug: str) -> str:
    return unicodedata.normalize("NFKD", slug).encode("ascii", "ignore").decode("ascii")
