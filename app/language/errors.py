"""Findings: what the checker has to say, where, how bad, and in which words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.language.messages import IN_EDITION, MESSAGES


class Severity(StrEnum):
    """Say whether a finding stops review and publication (error) or not (warning)."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Hold one remark; lines and columns count from 1, facts fill the sentence."""

    line: int
    column: int
    severity: Severity
    code: str
    facts: Mapping[str, str] = field(default_factory=dict, compare=False)


def _as_it_is(text: str) -> str:
    return text


def message(finding: Finding, translate: Callable[[str], str] = _as_it_is) -> str:
    """Return the sentence of a finding, translated, with its facts filled in.

    Unknown codes speak for themselves.
    """
    case = f"{finding.code}:{finding.facts.get('case', '')}"
    template = MESSAGES.get(case) or MESSAGES.get(finding.code)
    if template is None:
        return finding.code
    sentence = translate(template) % _Facts(finding.facts)
    if "edition" not in finding.facts:
        return sentence
    return translate(IN_EDITION) % {"edition": finding.facts["edition"], "sentence": sentence}


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"
