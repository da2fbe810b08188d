"""Whether what a document refers to is there: links, hand-overs, embedded documents (sections 4 and 5)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from app.language.completeness import note_no_avoid, says_what_to_avoid
from app.language.document import Document
from app.language.embedding import cyclic_pairs, embedded_by
from app.language.findings import Findings
from app.language.headings import anchors_of
from app.language.tree import SituationTarget
from app.language.words import Kind


class References:
    """Check the references of a corpus's documents.

    `unapproved` are slugs of documents that are drafts only.
    """

    def __init__(self, documents: Mapping[str, Document], unapproved: Collection[str] = ()) -> None:
        self._documents, self._unapproved = documents, frozenset(unapproved)
        self._anchors: dict[str, frozenset[str]] = {}

    @cached_property
    def _embeds(self) -> dict[str, list[str]]:
        return {slug: [embed.slug for embed in text.embeds] for slug, text in self._documents.items()}

    @cached_property
    def _cycles(self) -> frozenset[tuple[str, str]]:
        return cyclic_pairs(self._embeds)

    @cached_property
    def _avoiding(self) -> frozenset[str]:
        """Return every document that says what to avoid, itself or through what it embeds."""
        return embedded_by(
            self._embeds, (s for s, text in self._documents.items() if says_what_to_avoid(text))
        )

    def note(self, slug: str, document: Document, findings: Findings) -> None:
        """Note what a document refers to and is not there or not of the right kind."""
        self._header(document, findings)
        self._links(slug, document, findings)
        self._embedded(slug, document, findings)
        for target, line, column, step in handed_over(document):
            found = self._documents.get(target.slug)
            if found is None or found.header.kind is not Kind.SITUATION:
                findings.error(
                    "algorithm.unknown-target", line, column, target=f"[[{target.slug}]]", step=step
                )
        if document.embeds and slug not in self._avoiding:
            note_no_avoid(document, findings)

    def _header(self, document: Document, findings: Findings) -> None:
        header = document.header
        for name in header.standards:
            found = self._documents.get(name)
            place = document.places.get("standards", (1, 1))
            if found is None:
                self._absent(name, place, findings)
            elif found.header.kind is not Kind.STANDARD:
                kind = found.header.kind.value
                findings.error(
                    "header.invalid", *place, field="standards", value=f"{name}: {kind}", allowed="standard"
                )
        if header.translation_of and header.translation_of not in self._documents:
            self._absent(header.translation_of, document.places.get("translation_of", (1, 1)), findings)

    def _absent(self, slug: str, place: tuple[int, int], findings: Findings) -> None:
        if slug in self._unapproved:
            findings.warning("link.draft-only", *place, slug=slug)
        else:
            findings.error("link.unknown", *place, slug=slug[:80])

    def _links(self, slug: str, document: Document, findings: Findings) -> None:
        for link in document.links:
            name = link.slug or slug
            if name not in self._documents:
                self._absent(name, (link.line, link.column), findings)
                continue
            if name in self._unapproved and name != slug:
                findings.warning("link.draft-only", link.line, link.column, slug=name)
            if link.anchor and link.anchor not in self._anchors_of(name):
                findings.warning(
                    "link.unknown-anchor", link.line, link.column, slug=name[:80], anchor=link.anchor[:80]
                )

    def _anchors_of(self, slug: str) -> frozenset[str]:
        if slug not in self._anchors:
            document = self._documents[slug]
            anchors = anchors_of(document.headings) | {criterion.id for criterion in document.criteria}
            if document.algorithm is not None:
                anchors |= {step.id for step in document.algorithm.steps}
            self._anchors[slug] = frozenset(anchors)
        return self._anchors[slug]

    def _embedded(self, slug: str, document: Document, findings: Findings) -> None:
        for embed in document.embeds:
            found = self._documents.get(embed.slug)
            place = embed.line, embed.column
            if found is None:
                findings.error("embed.unknown", *place, slug=embed.slug[:80])
            elif not may_embed(document.header.kind, found.header.kind):
                findings.error("embed.kind", *place, slug=embed.slug)
            elif (slug, embed.slug) in self._cycles:
                findings.error("embed.cycle", *place, slug=embed.slug)
            elif embed.slug in self._unapproved:
                findings.warning("link.draft-only", *place, slug=embed.slug)


def may_embed(outer: Kind, inner: Kind) -> bool:
    """Say whether a document of one kind may embed one of another.

    A script anywhere, a situation in a standard.
    """
    return inner is Kind.SCRIPT or (outer is Kind.STANDARD and inner is Kind.SITUATION)


def handed_over(document: Document) -> Iterator[tuple[SituationTarget, int, int, str]]:
    """Yield each hand-over to another situation with its place and the step it is in."""
    if document.algorithm is None:
        return
    for step in document.algorithm.steps:
        for choice in step.choices:
            if isinstance(choice.target, SituationTarget):
                yield choice.target, choice.target_line or choice.line, choice.column, step.id
        if isinstance(step.target, SituationTarget):
            yield step.target, step.target_line, step.target_column, step.id
