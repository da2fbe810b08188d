"""The texts that people comment on: the draft while one is open, else the newest revision or a chosen one."""

from dataclasses import dataclass

from standards.documents.draft_rows import draft_to_show, revision_of
from standards.documents.errors import NoSuchRevision
from standards.documents.models import Document


@dataclass(frozen=True, slots=True)
class TextShown:
    """A text as people see it; `draft_version` is None where it is a revision.

    `revision_number` is that of the revision, for a draft that of the one it began on.
    """

    header_text: str
    body: str
    revision_number: int
    draft_version: int | None = None

    @property
    def is_draft(self) -> bool:
        """Whether this text still moves."""
        return self.draft_version is not None


def text_shown(document: Document, revision_number: int | None = None) -> TextShown:
    """Return the text of a revision, or, without a number, the text that is worked on now.

    Raises:
        NoSuchRevision: the document has none with this number, or none at all.

    """
    if revision_number is None:
        draft = draft_to_show(document)
        if draft is not None and (draft.is_open or not document.number):
            return TextShown(draft.header_text, draft.body, draft.base_number, draft.version)
    number = document.number if revision_number is None else revision_number
    revision = revision_of(document.id, number)
    if revision is None:
        raise NoSuchRevision
    return TextShown(revision.header_text, revision.body, revision.number)
