"""Selecting a variant: what an edition contains (section 8); what is left out is nowhere.

Each document is cut (`cutting.py`), then it is decided which are there at all (`presence.py`), then links,
embeds and targets are fitted to those that are (`fitting.py`), and what is left is parsed anew.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from app.language.company import Company
from app.language.corpus import Corpus
from app.language.cutting import cut_document
from app.language.document import Document, parse, parse_document
from app.language.fitting import fit
from app.language.messages import N_
from app.language.presence import Reason, decide
from app.language.words import Kind, Variant

REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Reason.VARIANT: N_("Its header leaves this edition out."),
        Reason.WORDING: N_("It has no algorithm, and all its wording is left out of this edition."),
        Reason.NOT_EMBEDDED: N_("Nothing in this edition embeds it."),
        Reason.EMPTY: N_("Nothing of its text belongs into this edition."),
        Reason.TOO_LARGE: N_("Its text is too large to be read."),
    }
)
"""What each reason of `LeftOut` means, for translation."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Hold one document that the variant does not contain, and the code of the reason (`REASONS`)."""

    slug: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class StageState:
    """Hold a stage with its situations in this variant; without an algorithm it says "none yet"."""

    stage_id: str
    slugs: tuple[str, ...]
    has_algorithm: bool


@dataclass(frozen=True, slots=True)
class Selection:
    """Hold the documents of one variant: situations by stage and title, standards by section, scripts last.

    `places` has for each document, by slug, the line each line of its body had before the cut.
    """

    variant: Variant
    documents: tuple[Document, ...]
    left_out: tuple[LeftOut, ...]
    stages: tuple[StageState, ...]
    places: Mapping[str, tuple[int, ...]] = field(default_factory=dict, compare=False, repr=False)


def select(corpus: Corpus, variant: Variant) -> Selection:
    """Return what the variant contains, each text cut and parsed anew; linear in the text, never raises.

    Selecting from documents that were selected for the variant before cuts nothing more out of their
    texts; only links to documents that are not in this corpus become words.
    """
    cuts = {}
    for slug, document in corpus.documents.items():
        parsed = parse(
            document.header_text, document.body, slug=document.slug or slug, first_line=document.first_line
        )
        cuts[slug] = cut_document(parsed, variant, corpus.company)
    reasons = decide(cuts, variant)
    present = {slug: cut for slug, cut in cuts.items() if slug not in reasons}
    documents: dict[str, Document] = {}
    places: dict[str, tuple[int, ...]] = {}
    for slug, cut in present.items():
        fitted = fit(cut, slug, present, cuts)
        documents[slug] = parse_document(fitted.header_text, fitted.body, slug=slug)
        places[slug] = fitted.lines
    ordered = _in_order(documents, corpus.company)
    left_out = tuple(
        LeftOut(slug, corpus.documents[slug].title, reason.value) for slug, reason in reasons.items()
    )
    return Selection(variant, ordered, left_out, _stages(ordered, corpus.company), places)


def _in_order(documents: Mapping[str, Document], company: Company) -> tuple[Document, ...]:
    stages = {stage.id: position for position, stage in enumerate(company.stages)}
    sections = {section.id: position for position, section in enumerate(company.sections)}
    reading = {slug: position for position, slug in enumerate(documents)}

    def key(document: Document) -> tuple[int, int, str, int, str]:
        header = document.header
        title = _folded(header.title)
        place = reading[document.slug]
        match header.kind:
            case Kind.SITUATION:
                return 0, stages.get(header.stage, len(stages)), "", 0, title
            case Kind.STANDARD if header.section:
                return 1, sections.get(header.section, len(sections)), header.section, 0, title
            case Kind.STANDARD:
                return 1, len(sections) + 1, "", place, title
            case _:
                return 2, 0, "", 0, title

    return tuple(sorted(documents.values(), key=key))


def _folded(title: str) -> str:
    """Return a title as it is sorted: accents and capitals do not count."""
    letters = unicodedata.normalize("NFKD", title)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def _stages(documents: tuple[Document, ...], company: Company) -> tuple[StageState, ...]:
    slugs: dict[str, list[str]] = {stage.id: [] for stage in company.stages}
    with_algorithm: set[str] = set()
    for document in documents:
        stage = document.header.stage
        if document.header.kind is not Kind.SITUATION or not stage:
            continue
        slugs.setdefault(stage, []).append(document.slug)
        if document.algorithm is not None:
            with_algorithm.add(stage)
    return tuple(StageState(stage, tuple(found), stage in with_algorithm) for stage, found in slugs.items())
