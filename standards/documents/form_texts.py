"""From what a form says to the text of a draft: on top of the version that the form was made of."""

from collections.abc import Mapping, Sequence

from app.language.front_matter import normalise
from standards.documents.draft_merging import REASON, Decision, decided, merge_drafts
from standards.documents.draft_rows import text_at, text_of
from standards.documents.header_fields import Values, with_values
from standards.documents.models import Draft
from standards.documents.texts import DraftText


def text_from_form(draft: Draft, values: Values, body: str | None, version: int) -> DraftText:
    """Return what somebody wrote in a form that was filled with this version of the draft.

    What they did not touch is as it was in that version, so that merging keeps what others changed since. A
    body of None was not touched either.
    """
    base = text_at(draft, version) or text_of(draft)
    reason = "\n".join(values[REASON]) if REASON in values else None
    header_text = with_values(base.header_text, values)
    return DraftText(normalise(header_text), base.body if body is None else normalise(body), reason)


def text_decided(
    draft: Draft,
    mine: DraftText,
    version: int,
    fields: Mapping[str, Decision],
    passages: Sequence[Decision],
) -> DraftText | None:
    """Return my text joined with the present draft as somebody decided; None if not all is decided."""
    merge = merge_drafts(text_at(draft, version), mine, text_of(draft))
    if len(passages) < len(merge.body.conflicts):
        return None
    if any(conflict.name not in fields for conflict in merge.fields):
        return None
    return decided(merge, mine, fields, passages)
