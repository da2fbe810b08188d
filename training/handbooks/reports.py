"""What came out of printing, and what was lost on the way, each loss as a sentence."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from app.kernel.messages import N_

Translate = Callable[[str], str]

SENTENCES: Mapping[str, str] = {
    "picture": N_("“%(title)s”: a picture is not in the book, only its description: %(text)s"),
    "link": N_("“%(title)s”: a link leads to nothing in this book; its words stay: %(text)s"),
    "passage": N_("“%(title)s”: %(text)s"),
    "place": N_("A link leads to a place that the book does not have: %(address)s"),
    "file": N_("A link leads to a file outside the book; its words stay: %(address)s"),
    "letter": N_("No font of ours has the character %(letter)s; its name stands instead (%(count)s times)."),
    "language": N_("“%(title)s” is not in the book: it exists only in the language “%(language)s”."),
    "refused": N_("The text asked for something outside the book and did not get it: %(address)s"),
    "typesetter": N_("The typesetter reports: %(text)s"),
}


@dataclass(frozen=True, slots=True)
class Loss:
    """Hold one thing that the book does not show as it was written, by kind and facts."""

    kind: str
    facts: Mapping[str, str] = field(default_factory=dict)

    def sentence(self, translate: Translate) -> str:
        """Return what was lost in words."""
        return translate(SENTENCES[self.kind]) % self.facts


@dataclass(frozen=True, slots=True)
class PrintReport:
    """Hold the number of pages, the checksum of the file (hex) and every loss as a sentence, each once."""

    pages: int
    sha256: str
    warnings: tuple[str, ...] = ()


def sentences(losses: Iterable[Loss], translate: Translate) -> tuple[str, ...]:
    """Return each sentence once, in the order of its first loss, with its count where it came more often."""
    counts = Counter(loss.sentence(translate) for loss in losses)
    return tuple(sentence if count == 1 else f"{sentence} (×{count})" for sentence, count in counts.items())
