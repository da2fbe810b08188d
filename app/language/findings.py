"""Collecting findings, so many of one code and no more."""

from collections import Counter

from app.language.errors import Finding, Severity
from app.language.limits import MAX_FINDINGS_PER_CODE


class Findings:
    """Collect what is found; beyond the limit of one code a last finding says that there are more."""

    __slots__ = ("_counts", "_items")

    def __init__(self) -> None:
        self._items: list[Finding] = []
        self._counts: Counter[str] = Counter()

    def error(self, code: str, line: int, column: int = 1, **facts: str) -> None:
        """Note an error."""
        if self._counts[code] <= MAX_FINDINGS_PER_CODE:
            self.add(Finding(line, column, Severity.ERROR, code, facts))

    def warning(self, code: str, line: int, column: int = 1, **facts: str) -> None:
        """Note a warning."""
        if self._counts[code] <= MAX_FINDINGS_PER_CODE:
            self.add(Finding(line, column, Severity.WARNING, code, facts))

    def add(self, finding: Finding) -> None:
        """Note a finding unless there are too many of its code."""
        self._counts[finding.code] += 1
        count = self._counts[finding.code]
        if count <= MAX_FINDINGS_PER_CODE:
            self._items.append(finding)
        elif count == MAX_FINDINGS_PER_CODE + 1:
            facts = {"code": finding.code, "limit": str(MAX_FINDINGS_PER_CODE)}
            self._items.append(
                Finding(finding.line, finding.column, finding.severity, "text.more-findings", facts)
            )

    def places(self) -> frozenset[tuple[str, int]]:
        """Return code and line of everything noted."""
        return frozenset((finding.code, finding.line) for finding in self._items)

    def sorted(self) -> tuple[Finding, ...]:
        """Return everything by place."""
        return tuple(sorted(self._items))
