"""Finding criteria: list items marked `.criterion` that an audit can check (section 6)."""

from typing import Final

from app.language.attributes import Attributes, split_attributes
from app.language.findings import Findings
from app.language.source import Source
from app.language.tree import Criterion

IMPACTS: Final = ("high", "low")
AREAS: Final = ("handling", "style")
MAX_ITEM_LINES: Final = 10


def find_criteria(source: Source, findings: Findings) -> tuple[Criterion, ...]:
    """Return the criteria of a body in their order; ids are theirs for good and unique in the document."""
    criteria: list[Criterion] = []
    seen: set[str] = set()
    for index, line in enumerate(source.plain):
        if ".criterion" not in line:
            continue
        _, attributes = split_attributes(source.lines[index])
        if "criterion" not in attributes.marks:
            continue
        criterion = _criterion(source, index, attributes)
        _check(criterion, attributes, seen, source.column(index, attributes.column - 1), findings)
        seen.add(criterion.id)
        criteria.append(criterion)
    return tuple(criteria)


def _criterion(source: Source, index: int, attributes: Attributes) -> Criterion:
    """Return the criterion whose attribute list ends the line at an index.

    Its item may begin some lines above.
    """
    first = index
    lowest = max(index - MAX_ITEM_LINES, 0)
    while first > lowest and not source.prefix(first).marks and source.lines[first - 1].strip():
        first -= 1
    if not source.prefix(first).marks:
        first = index
    lines = [source.lines[at][source.prefix(at).start :].strip() for at in range(first, index + 1)]
    lines[-1], _ = split_attributes(lines[-1])
    text = " ".join(lines).strip()
    values = attributes.values
    return Criterion(
        attributes.id, text, values.get("impact", ""), values.get("area", ""), source.number(first)
    )


def _check(
    criterion: Criterion, attributes: Attributes, seen: set[str], column: int, findings: Findings
) -> None:
    line = criterion.line
    if not criterion.id:
        findings.error("criterion.no-id", line, column)
    elif criterion.id in seen:
        findings.error("criterion.invalid", line, column, field="id", value=criterion.id, allowed="1 ×")
    for name, allowed in (("impact", IMPACTS), ("area", AREAS)):
        value = attributes.values.get(name, "")
        if value not in allowed:
            findings.error(
                "criterion.invalid", line, column, field=name, value=value, allowed=", ".join(allowed)
            )
