"""Whether the words are right: the company's own terms, and sentences that can be understood at once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from app.language.company import Company
from app.language.document import Document
from app.language.findings import Findings
from app.language.readability import is_hard
from app.language.source import Source, indent_of
from app.language.terms import ForbiddenTerms
from app.language.words import WordingKind

_NOT_READ = re.compile(r"\[\[[^\[\]|\n]*+|\]\([^()\s]*+|\{#[^\s{}]++|https?://[^\s<>]++|<[^<>\n]*+>")


def note_forbidden(document: Document, company: Company, source: Source, findings: Findings) -> None:
    """Note terms that the glossary replaces, but not in code, in addresses, or in what is to be avoided."""
    terms = ForbiddenTerms(company.glossary, document.header.language)
    if not terms:
        return
    for field, text in (("title", document.header.title), ("summary", document.header.summary)):
        for term in terms.find(text):
            line, column = document.places.get(field, (1, 1))
            findings.warning("term.forbidden", line, column, term=term.term, wanted=term.wanted)
    lines = list(source.plain)
    for first, last in _avoided(document):
        for index in range(first - source.first_line, last + 1 - source.first_line):
            lines[index] = ""
    starts = [0]
    for text in lines:
        starts.append(starts[-1] + len(text) + 1)
    for term in terms.find(_NOT_READ.sub(lambda found: "\0" * len(found[0]), "\n".join(lines))):
        index = bisect_right(starts, term.start) - 1
        place = source.number(index), term.start - starts[index] + 1
        findings.warning("term.forbidden", *place, term=term.term, wanted=term.wanted)


def _avoided(document: Document) -> Iterator[tuple[int, int]]:
    for wording in document.wordings:
        if wording.kind is WordingKind.AVOID:
            yield wording.line, wording.end_line
    for dialogue in document.dialogues:
        if not dialogue.is_good:
            yield dialogue.line, dialogue.end_line


def note_hard_to_read(document: Document, company: Company, source: Source, findings: Findings) -> None:
    """Note what is to be said or done in words far above the readability set for the document's language."""
    for text, line in _to_be_understood(document):
        found = is_hard(text, document.header.language, company.readability)
        if found is not None:
            index = line - source.first_line
            column = source.column(index, indent_of(source.lines[index]))
            facts = {"index": f"{found[0]:.0f}", "limit": f"{found[1]:.0f}"}
            findings.warning("text.hard-to-read", line, column, **facts)


def _to_be_understood(document: Document) -> Iterator[tuple[str, int]]:
    for wording in document.wordings:
        if wording.kind is WordingKind.SAY:
            yield wording.text, wording.line
    if document.algorithm is not None:
        for step in document.algorithm.steps:
            yield step.text, step.line
