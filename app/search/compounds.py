"""Parting compounds by the corpus' own vocabulary, so that "Reklamation" finds "Kundenreklamation"."""

from collections.abc import Iterable

from app.search.terms import term, words

COMPOUNDING = frozenset({"de", "nb"})
SHORTEST_PART = 4
SHORTEST_COMPOUND = 9
_LINKS = ("", "s", "n", "es", "en", "e")


class Vocabulary:
    """Know the words of a corpus in one language."""

    def __init__(self, language: str, texts: Iterable[str]) -> None:
        self.language = language
        self._parts: dict[str, tuple[str, ...]] = {}
        self._terms = frozenset(
            term(word, language) for text in texts for word in words(text) if len(word) >= SHORTEST_PART
        )

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the terms of both parts of a compound if they occur as words of their own; else nothing."""
        if self.language not in COMPOUNDING or len(word) < SHORTEST_COMPOUND:
            return ()
        if word not in self._parts:
            self._parts[word] = self._split(word)
        return self._parts[word]

    def _split(self, word: str) -> tuple[str, ...]:
        for place in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            tail = term(word[place:], self.language)
            if tail not in self._terms:
                continue
            head = self._head(word[:place])
            if head:
                return (head, tail)
        return ()

    def _head(self, start: str) -> str:
        for link in _LINKS:
            bare = start.removesuffix(link) if link else start
            if len(bare) >= SHORTEST_PART and (found := term(bare, self.language)) in self._terms:
                return found
        return ""
