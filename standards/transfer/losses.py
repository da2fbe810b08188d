"""What an import could not keep: counted by kind, with one example for each."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from app.kernel.messages import N_

LONGEST_EXAMPLE = 120

SENTENCES: Final = {
    "active": N_("Programs and forms in the page (%(count)s) were left out."),
    "attachment": N_(
        "Links to files that are no documents (%(count)s) became plain words, such as “%(example)s”."
    ),
    "chart": N_("Charts and diagrams (%(count)s) were left out. Save them as pictures and upload these."),
    "comment": N_("Comments in the margin (%(count)s) were left out."),
    "deep_list": N_("Lists in cells of tables (%(count)s) became lines with a dot."),
    "encoding": N_("Some letters could not be read (%(count)s); look for “�” in the text."),
    "equation": N_("Formulas (%(count)s) were left out."),
    "header_footer": N_(
        "Header and footer lines of the pages (%(count)s) were left out, such as “%(example)s”."
    ),
    "inner_link": N_("Links within the text (%(count)s) became plain words, such as “%(example)s”."),
    "link": N_("Links that lead nowhere from here (%(count)s) became plain words, such as “%(example)s”."),
    "media": N_("Sounds, films and embedded pages (%(count)s) were left out."),
    "merged_cells": N_("Cells that reached over several columns or rows (%(count)s) became single ones."),
    "nested_table": N_("Tables inside tables (%(count)s) became plain lines."),
    "no_description": N_(
        "Pictures without a description (%(count)s): say between the brackets what they show."
    ),
    "object": N_("Embedded files (%(count)s) were left out."),
    "overview": N_("The overview page of the exported space was left out."),
    "picture_elsewhere": N_(
        "Pictures on other computers (%(count)s) were not fetched; their words stayed, such as “%(example)s”."
    ),
    "picture_missing": N_("Pictures that are not in the upload (%(count)s), such as “%(example)s”."),
    "picture_refused": N_("Pictures that cannot be shown (%(count)s), such as “%(example)s”."),
    "style": N_("Formats without a counterpart (%(count)s) became plain text, such as “%(example)s”."),
    "tracked": N_("Tracked changes (%(count)s) were taken as accepted; what was deleted is not there."),
    "underline": N_("Underlining and highlighting (%(count)s) was left out."),
    "unread": N_("Files of other kinds (%(count)s) were left out, such as “%(example)s”."),
}
"""What people read about each kind of loss."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Hold how often something of one kind was lost, and an example where one helps."""

    code: str
    count: int
    example: str = ""

    def text(self, translate: Callable[[str], str]) -> str:
        """Return the sentence in the reader's language."""
        return translate(SENTENCES[self.code]) % {"count": self.count, "example": self.example}


@dataclass(slots=True)
class Losses:
    """Count losses by kind; the first example of each stays."""

    counts: dict[str, int] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)

    def note(self, code: str, example: str = "", count: int = 1) -> None:
        """Count a loss."""
        if count:
            self.counts[code] = self.counts.get(code, 0) + count
            if example.strip():
                self.examples.setdefault(code, " ".join(example.split())[:LONGEST_EXAMPLE])

    def all(self) -> tuple[Loss, ...]:
        """Return the losses in the order in which each kind first came up."""
        return tuple(Loss(code, count, self.examples.get(code, "")) for code, count in self.counts.items())

    def add(self, losses: Iterable[Loss]) -> None:
        """Count the losses of another list too."""
        for loss in losses:
            self.note(loss.code, loss.example, loss.count)


def as_facts(losses: Iterable[Loss]) -> list[dict[str, object]]:
    """Return losses as JSON takes them."""
    return [{"code": loss.code, "count": loss.count, "example": loss.example} for loss in losses]


def from_facts(facts: Iterable[Mapping[str, object]]) -> tuple[Loss, ...]:
    """Return the losses that `as_facts` wrote; unknown kinds are left out."""
    return tuple(
        Loss(str(fact["code"]), int(str(fact["count"])), str(fact["example"]))
        for fact in facts
        if fact["code"] in SENTENCES
    )
