"""Put titles into the order in which a reader of the language looks for them."""

import re
import unicodedata

NORDIC = {"æ": "{a", "ä": "{a", "ø": "{b", "ö": "{b", "å": "{c"}
"""`{` follows `z` in ASCII, so that these letters stand at the end of the alphabet, in their order."""

LIGATURES = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ð": "d", "þ": "th"}


def sort_key(text: str, language: str) -> tuple[str, str]:
    """Return the key of a title in the order of its language.

    Umlauts stand with their vowel in German and English (DIN 5007-1), æ ø å last in Norwegian. Case,
    punctuation and quotation marks do not count; they only break ties.
    """
    words = " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).casefold()))
    if language == "nb":
        words = "".join(NORDIC.get(letter, letter) for letter in words.replace("aa", "å"))
    words = "".join(LIGATURES.get(letter, letter) for letter in words)
    plain = "".join(mark for mark in unicodedata.normalize("NFD", words) if not unicodedata.combining(mark))
    return plain, text


def initial(text: str, language: str) -> str:
    """Return the capital letter under which a title stands; digits and signs stand under `0–9`."""
    first = sort_key(text, language)[0][:2]
    nordic = {"{a": "Æ", "{b": "Ø", "{c": "Å"}
    return nordic.get(first) or (first[:1].upper() if first[:1].isalpha() else "0–9")
