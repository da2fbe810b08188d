"""Texts on their way into the store, judged before anything is kept."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class DraftText:
    """What somebody wrote; `class_reason` says why the class of a situation changes, None leaves it alone."""

    header_text: str
    body: str
    class_reason: str | None = None


class ConflictTexts(NamedTuple):
    """What two people wrote; `was` is None where nobody knows any more what both came from."""

    was: DraftText | None
    mine: DraftText
    theirs: DraftText


@dataclass(frozen=True, slots=True)
class RevisionText:
    """What is to become a revision; `note` says in a sentence what changed and why."""

    slug: str
    header_text: str
    body: str
    note: str = ""
