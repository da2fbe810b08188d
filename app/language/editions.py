"""Each edition is checked on its own (section 8).

What the cut does to algorithms, classes, links and wording.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from app.language.algorithms import note_unsound
from app.language.completeness import note_incomplete
from app.language.corpus import Corpus
from app.language.document import Document
from app.language.errors import Finding
from app.language.findings import Findings
from app.language.presence import Reason
from app.language.selecting import Selection
from app.language.tree import SituationTarget, StepTarget, Target, UnknownTarget
from app.language.words import Variant, WordingKind


def note_edition(corpus: Corpus, selection: Selection, found: Mapping[str, Findings]) -> None:
    """Note what is wrong in one edition and not already noted of the whole, at the places of the whole."""
    variant = selection.variant
    for left in selection.left_out:
        document = corpus.documents[left.slug]
        if left.reason in (Reason.EMPTY, Reason.WORDING):
            place = document.places.get("variants", (1, 1))
            found[left.slug].warning("variant.empty", *place, variant=variant.upper())
    present = {document.slug for document in selection.documents}
    for cut in selection.documents:
        lines = selection.places[cut.slug]
        whole = corpus.documents[cut.slug]
        _note_cut(whole, cut, lines, variant, found[cut.slug])
        _note_links(whole, frozenset(lines), present, corpus, variant, found[cut.slug])


def _note_cut(
    whole: Document, cut: Document, lines: Sequence[int], variant: Variant, findings: Findings
) -> None:
    of_cut = Findings()
    for finding in cut.findings:
        if finding.code.startswith("algorithm."):
            of_cut.add(finding)
    if cut.algorithm is not None:
        note_unsound(cut.algorithm, of_cut, (variant,))
    known = findings.places()
    for finding in of_cut.sorted():
        line = lines[finding.line - 1]
        if (finding.code, line) not in known:
            findings.add(_in_edition(finding, line, whole, variant))
    of_class = Findings()
    note_incomplete(_with_places(cut, whole), of_class, variant)
    for finding in of_class.sorted():
        if (finding.code, finding.line) not in known:
            findings.add(_in_edition(finding, finding.line, whole, variant))


def _with_places(cut: Document, whole: Document) -> Document:
    return Document(
        cut.header, cut.header_text, cut.body, algorithm=cut.algorithm, wordings=cut.wordings,
        dialogues=cut.dialogues, embeds=cut.embeds, places=whole.places,
    )  # fmt: skip


def _in_edition(finding: Finding, line: int, whole: Document, variant: Variant) -> Finding:
    facts = {**finding.facts, "edition": variant.upper()}
    if finding.code == "algorithm.unknown-target":
        facts["target"] = _typed_target(whole, line, facts.get("target", ""))
    return Finding(line, finding.column, finding.severity, finding.code, facts)


def _typed_target(whole: Document, line: int, fallback: str) -> str:
    """Return what the author typed behind the arrow, for the cut text has no word of what is not there."""
    if whole.algorithm is None:
        return fallback
    for step in whole.algorithm.steps:
        for choice in step.choices:
            if choice.target_line == line:
                return _shown(choice.target)
        if step.target is not None and step.target_line == line:
            return _shown(step.target)
    return fallback


def _shown(target: Target) -> str:
    match target:
        case StepTarget(step_id):
            return f"#{step_id}"
        case SituationTarget(slug, _):
            return f"[[{slug}]]"
        case UnknownTarget(text):
            return text[:80]
        case _:
            return "end"


def _note_links(  # noqa: PLR0913, PLR0917 (two texts, one edition)
    whole: Document,
    lines: frozenset[int],
    present: Collection[str],
    corpus: Corpus,
    variant: Variant,
    findings: Findings,
) -> None:
    for link in whole.links:
        is_absent = link.slug in corpus.documents and link.slug not in present
        if is_absent and not link.words and link.line in lines:
            facts = {"slug": link.slug, "variant": variant.upper()}
            findings.warning("link.not-in-variant", link.line, link.column, **facts)


def note_nowhere(corpus: Corpus, selections: Sequence[Selection], found: Mapping[str, Findings]) -> None:
    """Note wording that no edition contains, though its document is in one."""
    shown: dict[str, set[int]] = {}
    for selection in selections:
        for slug, lines in selection.places.items():
            shown.setdefault(slug, set()).update(lines)
    for slug, known in shown.items():
        for wording in corpus.documents[slug].wordings:
            is_reason = wording.kind is WordingKind.WHY
            if not is_reason and wording.line not in known:
                found[slug].warning("variant.nowhere", wording.line, 1)
