"""The checks of section 9: one document, all together, and each edition on its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from app.language.algorithms import note_unsound
from app.language.allowed_html import note_removed
from app.language.belonging import note_not_listed
from app.language.company import Company
from app.language.completeness import note_incomplete, note_no_avoid, note_no_opening
from app.language.corpus import Corpus
from app.language.document import Document
from app.language.editions import note_edition, note_nowhere
from app.language.errors import Finding
from app.language.findings import Findings
from app.language.headings import note_skipped
from app.language.limits import is_too_large
from app.language.pictures import note_pictures
from app.language.plain_words import note_forbidden, note_hard_to_read
from app.language.references import References
from app.language.relative_links import relative_links
from app.language.selecting import Selection, select
from app.language.source import Source
from app.language.words import BOTH


def check_document(
    document: Document, company: Company, pictures: Collection[str] | None = None
) -> tuple[Finding, ...]:
    """Return what one document shows by itself, sorted by place; never raises, linear in the text.

    `pictures` are the names of those there are; with None any name will do.
    """
    return _own(document, company, pictures).sorted()


def check_corpus(corpus: Corpus, unapproved: Collection[str] = ()) -> Mapping[str, tuple[Finding, ...]]:
    """Return by slug all findings: each document's own, those across documents, those of each edition.

    `unapproved` are the slugs of documents without an approved revision, in the corpus or not.
    """
    found = _together(corpus, unapproved)
    selections = [select(corpus, variant) for variant in BOTH]
    for selection in selections:
        note_edition(corpus, selection, found)
    note_nowhere(corpus, selections, found)
    return {slug: findings.sorted() for slug, findings in found.items()}


def check_variant(
    corpus: Corpus, selection: Selection, unapproved: Collection[str] = ()
) -> Mapping[str, tuple[Finding, ...]]:
    """Return by slug what concerns one edition.

    All findings of the documents it holds, and those of the cut itself.

    Documents that the edition leaves out stop nothing.
    """
    found = _together(corpus, unapproved)
    present = {document.slug for document in selection.documents}
    kept = {slug: findings if slug in present else Findings() for slug, findings in found.items()}
    note_edition(corpus, selection, kept)
    return {slug: findings.sorted() for slug, findings in kept.items()}


def _together(corpus: Corpus, unapproved: Collection[str]) -> dict[str, Findings]:
    references = References(corpus.documents, unapproved)
    found = {}
    for slug, document in corpus.documents.items():
        findings = _own(document, corpus.company, corpus.pictures)
        references.note(slug, document, findings)
        found[slug] = findings
    return found


def _own(document: Document, company: Company, pictures: Collection[str] | None) -> Findings:
    findings = Findings()
    for finding in document.findings:
        findings.add(finding)
    if is_too_large(document.body):
        return findings
    source = Source(document.body, document.first_line)
    _note_header(document, findings)
    note_no_opening(document, findings)
    note_incomplete(document, findings)
    if not document.embeds:
        note_no_avoid(document, findings)
    if document.algorithm is not None:
        note_unsound(document.algorithm, findings, document.header.variants)
    note_skipped(document.headings, findings)
    note_not_listed(document, company, source, findings)
    note_forbidden(document, company, source, findings)
    note_hard_to_read(document, company, source, findings)
    note_removed(source, findings)
    note_pictures(source, pictures, findings)
    for link in relative_links(source):
        if not link.href.startswith("#"):
            findings.warning(
                "link.outside", source.number(link.index), link.start + 1, target=link.href[:200]
            )
    return findings


def _note_header(document: Document, findings: Findings) -> None:
    """Note the field that only an edition's own texts have."""
    if document.header.edition is not None:
        place = document.places.get("edition", (1, 1))
        findings.error(
            "header.invalid", *place, field="edition", value=document.header.edition.value, allowed="–"
        )
