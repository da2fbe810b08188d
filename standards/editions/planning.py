"""Planning an edition: what goes in, what stays out and why, and what stops it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.language.checking import check_variant
from app.language.corpus import Corpus
from app.language.document import Document, digest
from app.language.errors import Finding, Severity
from app.language.selecting import LeftOut, Selection, select
from app.language.words import Variant
from standards.reviews.approved import ApprovedTexts, Behind, Source, Unapproved


class Change(StrEnum):
    """Say how a document stands to the edition before."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Entry:
    """One document that goes in."""

    document: Document
    source: Source
    text_digest: str
    change: Change


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding with the document it belongs to."""

    slug: str
    title: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Base:
    """The edition that a plan stands on: its number (0 for none), its lists and the digests of its texts."""

    number: int = 0
    company_text: str = ""
    text_digests: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class EditionPlan:
    """What publishing would do now; `fingerprint` changes with anything that the plan shows."""

    selection: Selection
    corpus: Corpus
    base: Base
    entries: tuple[Entry, ...]
    gone: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    errors: tuple[Remark, ...]
    warnings: tuple[Remark, ...]
    behind: tuple[Behind, ...] = ()

    @property
    def variant(self) -> Variant:
        """Return the variant planned."""
        return self.selection.variant

    @property
    def number(self) -> int:
        """Return the number that the edition will carry."""
        return self.base.number + 1

    @property
    def is_new(self) -> bool:
        """Say whether anything would differ from the edition before."""
        return (
            bool(self.gone)
            or self.base.company_text != self.corpus.company_text
            or any(entry.change is not Change.SAME for entry in self.entries)
        )

    @property
    def fingerprint(self) -> str:
        """Return a checksum over base, lists and texts: who publishes sends it back."""
        parts = [f"{self.variant} {self.base.number}", self.corpus.company_text]
        parts += [
            f"{entry.document.slug} {entry.text_digest} {entry.source.revision_id}" for entry in self.entries
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def entries_that_are(self, change: Change) -> tuple[Entry, ...]:
        """Return the entries of one kind of change."""
        return tuple(entry for entry in self.entries if entry.change is change)


def plan_from(texts: ApprovedTexts, base: Base, variant: Variant) -> EditionPlan:
    """Return the plan of a variant from approved texts and the edition before."""
    selection = select(texts.corpus, variant)
    entries = tuple(_entry(document, texts.sources, base) for document in selection.documents)
    errors, warnings = _remarks(texts, selection)
    present = {entry.document.slug for entry in entries}
    gone = tuple(sorted(set(base.text_digests or {}) - present))
    left_out = selection.left_out + tuple(_left_out(text) for text in texts.unapproved)
    behind = tuple(text for text in texts.behind if text.slug in present)
    return EditionPlan(selection, texts.corpus, base, entries, gone, left_out, errors, warnings, behind)


def _left_out(text: Unapproved) -> LeftOut:
    return LeftOut(text.slug, text.title, "contradicted" if text.is_contradicted else "not-approved")


def _entry(document: Document, sources: Mapping[str, Source], base: Base) -> Entry:
    text_digest = digest(document.header_text, document.body)
    before = (base.text_digests or {}).get(document.slug)
    change = Change.NEW if before is None else Change.SAME if before == text_digest else Change.CHANGED
    return Entry(document, sources[document.slug], text_digest, change)


def _remarks(texts: ApprovedTexts, selection: Selection) -> tuple[tuple[Remark, ...], tuple[Remark, ...]]:
    corpus = texts.corpus
    found = check_variant(corpus, selection, [draft.slug for draft in texts.unapproved])
    return _of(corpus, found, Severity.ERROR), _of(corpus, found, Severity.WARNING)


def _of(corpus: Corpus, found: Mapping[str, Sequence[Finding]], severity: Severity) -> tuple[Remark, ...]:
    def remarks() -> Iterable[Remark]:
        for slug, findings in found.items():
            for finding in findings:
                if finding.severity is severity:
                    yield Remark(slug, corpus.documents[slug].title, finding)

    return tuple(remarks())
