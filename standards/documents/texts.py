"""Texts on their way into the store, judged before anything is kept."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DraftText:
    """What somebody wrote; `class_reason` says why the class of a situation changes, None leaves it alone."""

    header_text: str
    body: str
    class_reason: str | None = None


@dataclass(frozen=True, slots=True)
class RevisionText:
    """What is to become a revision; `note` says in a sentence what changed and why."""

    slug: str
    header_text: str
    body: str
    note: str = ""
