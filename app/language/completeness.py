"""Whether a document says what its kind and class must say (003-16, 001-04, 002-09)."""

from __future__ import annotations

from app.language.document import Document
from app.language.errors import Finding, Severity
from app.language.findings import Findings
from app.language.tree import Prose, Wording
from app.language.words import Kind, SituationClass, Variant, WordingKind


def note_no_opening(document: Document, findings: Findings) -> None:
    """Note a document that begins with a heading or block instead of saying what it is.

    A script may begin with its wording, which is what it is.
    """
    first = document.blocks[0] if document.blocks else None
    is_script = document.header.kind is Kind.SCRIPT
    if document.opening.strip() or (is_script and isinstance(first, Wording)):
        return
    severity = Severity.WARNING if document.header.kind is Kind.STANDARD else Severity.ERROR
    line = first.line if first is not None else document.first_line
    if isinstance(first, Prose) and document.headings:
        line = document.headings[0].line
    findings.add(Finding(line, 1, severity, "text.no-opening"))


def note_incomplete(document: Document, findings: Findings, variant: Variant | None = None) -> None:
    """Note what a situation of its class lacks: as a whole, or (with a variant) in that edition.

    B2B leaves wording out on purpose, so that there only the algorithm is asked for.
    """
    header = document.header
    if header.kind is not Kind.SITUATION or header.situation_class is None:
        return
    has_wording = says_something(document) or variant is Variant.B2B
    has_algorithm = document.algorithm is not None
    missing = []
    if header.situation_class is SituationClass.TYPICAL:
        missing += [] if has_wording or has_algorithm else ["either"]
    elif not has_algorithm:
        missing.append("algorithm")
    if header.situation_class is SituationClass.CONFLICT and not has_wording:
        missing.append("wording")
    line, column = document.places.get("class", (1, 1))
    for case in missing:
        findings.error("class.incomplete", line, column, case=case, **{"class": header.situation_class.value})


def says_something(document: Document) -> bool:
    """Say whether there is anything to say: a quote, a good example, or an embedded script."""
    has_quote = any(wording.kind is WordingKind.SAY for wording in document.wordings)
    return has_quote or any(dialogue.is_good for dialogue in document.dialogues) or bool(document.embeds)


def says_what_to_avoid(document: Document) -> bool:
    """Say whether there is a quote or an example of what not to say."""
    has_quote = any(wording.kind is WordingKind.AVOID for wording in document.wordings)
    return has_quote or any(not dialogue.is_good for dialogue in document.dialogues)


def note_no_avoid(document: Document, findings: Findings) -> None:
    """Note a conflict situation that never says what to avoid."""
    header = document.header
    is_conflict = header.kind is Kind.SITUATION and header.situation_class is SituationClass.CONFLICT
    if is_conflict and not says_what_to_avoid(document):
        findings.warning("class.no-avoid", *document.places.get("class", (1, 1)))
