"""How hard a text is to read: LIX, which holds for German, English and Norwegian alike.

Source: C. H. Björnsson, *Läsbarhet*, Stockholm 1968: the mean number of words in a sentence plus the
percentage of words of more than six letters. Below 30 is a children's book, 40 plain prose, 50 a report,
above 60 law. Short texts give chance values, so that nothing is said about fewer than `MIN_WORDS` words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

MIN_WORDS: Final = 15
LIMITS: Final[Mapping[str, float]] = MappingProxyType({"de": 65.0, "en": 58.0, "nb": 58.0})
"""What is wanted at most unless the company sets something else; German has longer words."""

_LONG: Final = 6
_WORD = re.compile(r"[^\W\d_]++")
_END = re.compile(r"[.!?…:;]+(?=\s|$|[\"“”»«)])|\n\s*\n")
_NOT_TEXT = re.compile(r"\{\{[^{}]*\}\}|\[\[(?:[^\[\]|]*\|)?|\]\]|\]\([^()\s]*\)|\{[^{}]*\}|\0+|<[^<>]*>")


def lix(text: str) -> tuple[float, int]:
    """Return the index of a text, and its number of words.

    Markdown's signs and placeholders count for nothing.
    """
    plain = _NOT_TEXT.sub(" ", text)
    words = _WORD.findall(plain)
    if not words:
        return 0.0, 0
    sentences = sum(1 for piece in _END.split(plain) if _WORD.search(piece))
    long = sum(1 for word in words if len(word) > _LONG)
    return len(words) / max(sentences, 1) + 100 * long / len(words), len(words)


def is_hard(text: str, language: str, limits: Mapping[str, float]) -> tuple[float, float] | None:
    """Return index and limit of a text that is far above what is wanted, None for one that is not."""
    limit = limits.get(language) or LIMITS.get(language) or LIMITS["en"]
    index, words = lix(text)
    return (index, limit) if words >= MIN_WORDS and index > limit else None
