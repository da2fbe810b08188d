"""From words to terms: stems with umlauts folded, so that one word written differently stays one term.

The order was measured: lower case, stem, fold ß and umlauts to two letters, stem again, then to one letter.
Text and question take the same road; nobody sees a term.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

STEMMERS = {"de": "german", "en": "english", "nb": "norwegian"}
LANGUAGES = tuple(STEMMERS)
_WORD = re.compile(r"[^\W_]+(?:[-‑’'][^\W_]+)*")
_PIECE = re.compile(r"[^\W_]+")
_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa"})
_ONE_LETTER = re.compile(r"ae|oe|aa|(?<!q)ue")

_STOP_WORDS = """
aber als am an auch auf aus bei bin bis da das dass dem den der des die dies doch du ein eine einem
einen einer er es für hat ich ihm ihn ihr im in ist ja kann man mein mich mir mit nach nicht noch nur
oder sein sich sie sind so soll um und uns vom von vor was wegen wenn wer wie will wir wird wo zu zum
zur

a an and are as at be but by can do does for from has have he her him his how i if is it its me my no
not of on or our she so that the their them they this to was we what when who why will with you your

av da de dem den der det du eller en er et for fra ha han har hun hva hvem hvis hvor hvordan ikke jeg
kan man med meg men når og om på seg sin skal som så til under vi vil å
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words of the three languages that say nothing about what is looked for."""

_local = threading.local()


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each piece of a word begins and ends in the text; a hyphen parts pieces."""
    for match in _PIECE.finditer(text):
        yield match.span()


def words(text: str) -> Iterator[str]:
    """Yield the words in lower case: the pieces, and of hyphenated words also the whole without hyphens."""
    for match in _WORD.finditer(text):
        found = _PIECE.findall(match.group().lower())
        yield from found
        if len(found) > 1:
            yield "".join(found)


@lru_cache(200_000)
def term(word: str, language: str) -> str:
    """Return the term of a word in lower case; a language without stemmer is only folded."""
    stem = _stem(word, language)
    stem = _stem(_without_accents(stem.translate(_TWO_LETTERS)), language)
    return stem if language == "en" else _ONE_LETTER.sub(lambda pair: pair.group()[0], stem)


def _stem(word: str, language: str) -> str:
    if language not in STEMMERS:
        return word
    stemmers = _local.__dict__.setdefault("stemmers", {})
    if language not in stemmers:
        # A stemmer keeps the word it works on in itself: one for each thread.
        stemmers[language] = snowballstemmer.stemmer(STEMMERS[language])
    return str(stemmers[language].stemWord(word))


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    return "".join(mark for mark in unicodedata.normalize("NFKD", word) if not unicodedata.combining(mark))
