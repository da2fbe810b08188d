"""Terms that the company's glossary replaces by others (000-14): whole words, whatever the capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.language.company import Term

_WORD = re.compile(r"\w++")


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """Hold a term met in a text, its place from 0, and what to write instead."""

    start: int
    term: str
    wanted: str


class ForbiddenTerms:
    """Look for the forbidden terms of one language; each word of a text is looked up once."""

    def __init__(self, glossary: Iterable[Term], language: str) -> None:
        self._by_word: dict[str, list[tuple[re.Pattern[str], str, str]]] = {}
        for entry in glossary:
            if entry.language not in ("", language):
                continue
            for term in entry.instead_of:
                words = _WORD.search(term)
                if words:
                    body = r"\s+".join(re.escape(piece) for piece in term[words.start() :].split())
                    pattern = re.compile(rf"{body}(?!\w)", re.IGNORECASE)
                    rest = pattern, term, entry.term
                    self._by_word.setdefault(words[0].lower(), []).append(rest)

    def __bool__(self) -> bool:
        return bool(self._by_word)

    def find(self, text: str) -> Iterator[FoundTerm]:
        """Yield the forbidden terms of a text in their order; of several that begin together the longest."""
        for word in _WORD.finditer(text):
            longest: FoundTerm | None = None
            for pattern, term, wanted in self._by_word.get(word[0].lower(), ()):
                if pattern.match(text, word.start()) and (longest is None or len(term) > len(longest.term)):
                    longest = FoundTerm(word.start(), term, wanted)
            if longest is not None:
                yield longest
