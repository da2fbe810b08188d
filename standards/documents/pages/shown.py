"""What several pages of the workshop show of a document and its draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from app.accounts.queries import names_of
from app.company.queries import current_company
from app.language.words import Kind, Variant
from app.web.i18n import N_, _
from standards.documents.header_fields import form_values
from standards.documents.importing import NOTE
from standards.documents.models import Document, Draft
from standards.documents.pages.header_inputs import Input, header_inputs, shown_fields
from standards.documents.previewing import Addresses, Preview

BOTH = "both"
LEFT_OUT = {
    "variant": N_("The text is meant for the other edition only."),
    "wording": N_(
        "Business customers' edition leaves out wording that is not marked as hardest,"
        " and there is nothing else here."
    ),
    "not-embedded": N_("A script is in the B2B edition only where another text of that edition embeds it."),
    "empty": N_("Nothing is left of the text in this edition."),
    "too-large": N_("The text is too large for an edition."),
}


@dataclass(frozen=True, slots=True)
class HeaderForm:
    """The header of a text as the edit page shows it."""

    usual: tuple[Input, ...]
    rare: tuple[Input, ...]
    fields: str


def header_form(header_text: str, class_reason: str, kind: str) -> HeaderForm:
    """Return the inputs for a header."""
    values = form_values(header_text)
    return form_of_values(values, class_reason, kind)


def form_of_values(values: Mapping[str, Sequence[str]], class_reason: str, kind: str) -> HeaderForm:
    """Return the inputs for values that somebody typed."""
    inputs = header_inputs(Kind(kind), values, class_reason, current_company())
    return HeaderForm(
        tuple(found for found in inputs if not found.is_rare),
        tuple(found for found in inputs if found.is_rare),
        shown_fields(values),
    )


def note_text(note: str) -> str:
    """Return the note of a revision: as somebody wrote it, in the reader's language where we did."""
    return _(note) if note == NOTE else note


def name_of(user_id: int | None) -> str:
    """Return a person's name; the system has its own."""
    if user_id is None:
        return _("the system")
    return names_of([user_id]).get(user_id, "")


def preview_addresses() -> Addresses:
    """Return where links and pictures lead while one writes."""
    return Addresses(_document_address, _picture_address)


def variant_asked(name: str) -> Variant | None:
    """Return the variant of this name; None for both."""
    return Variant(name) if name in list(Variant) else None


def left_out_text(preview: Preview) -> str:
    """Return why a text is not in the edition that was asked for."""
    return _(LEFT_OUT.get(preview.left_out, LEFT_OUT["empty"]))


def state_of(document: Document, draft: Draft | None) -> str:
    """Return in words where a document stands."""
    if document.is_retired:
        return _("Retired")
    if document.number == 0:
        return _("Draft, no revision yet")
    if draft is not None and draft.is_open:
        return _("Draft, begun on revision %(number)s", number=draft.base_number)
    return _("Revision %(number)s", number=document.number)


def _document_address(slug: str, anchor: str) -> str:
    return url_for("workshop.document", slug=slug, _anchor=f"s-{anchor}" if anchor else None)


def _picture_address(name: str) -> str:
    return url_for("pictures.file", name=name)
