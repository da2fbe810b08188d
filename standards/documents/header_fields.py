"""A header as the values of a form: each field a list of texts, written back only where something changed."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from app.language.headers import Header, read_header
from app.language.words import BOTH, Kind, ScriptWording
from standards.documents.header_editing import FieldValue, fields_of, write_fields

Values = Mapping[str, Sequence[str]]

COMMON: Final = ("title", "summary", "language", "variants", "review_on", "translation_of")
FORM_FIELDS: Final[Mapping[Kind, tuple[str, ...]]] = MappingProxyType(
    {
        Kind.STANDARD: (*COMMON, "section", "departments", "aims", "owner"),
        Kind.SITUATION: (
            *COMMON,
            *("class", "contact_point", "stage", "concern", "channels", "departments", "hardest"),
            *("standards", "owner"),
        ),
        Kind.SCRIPT: (*COMMON, "wording", "channels"),
    }
)
LISTS: Final = frozenset({"variants", "channels", "departments", "aims", "standards"})
TICKED: Final = LISTS - {"standards"}
"""Lists whose order says nothing."""
WHOLE: Final = "header_text"
"""The name of the field that holds the whole header where it cannot be shown as a form."""
SHOWN: Final = "fields"
"""The name of the field that says which fields the form showed, so that others stay as they are."""


def is_shown_as_form(header_text: str) -> bool:
    """Say whether a header can be changed field by field."""
    return fields_of(header_text) is not None


def form_values(header_text: str) -> dict[str, list[str]]:
    """Return the header's values by field as a form shows them, and which fields these are."""
    fields = fields_of(header_text)
    if fields is None:
        return {WHOLE: [header_text], SHOWN: [WHOLE]}
    header, _ = read_header(header_text)
    names = FORM_FIELDS[header.kind]
    typed = {name: _typed(field.value.plain()) for name, field in fields.items()}
    values = {name: _shown(name, header, typed.get(name, [])) for name in names}
    return {name: found for name, found in values.items() if found} | {SHOWN: [",".join(names)]}


def with_values(header_text: str, values: Values) -> str:
    """Return the header with what a form says; fields that the form did not show stay letter by letter."""
    if WHOLE in values:
        return "\n".join(values[WHOLE])
    before = form_values(header_text)
    shown = set(",".join(values.get(SHOWN, ())).split(",")) & set(",".join(before[SHOWN]).split(","))
    changes: dict[str, FieldValue] = {}
    for name in before[SHOWN][0].split(","):
        old, new = _cleaned(name, before.get(name, ())), _cleaned(name, values.get(name, ()))
        if name in TICKED:
            # Browsers send what is ticked in the order of the page, not in that of the text.
            new = [*(value for value in old if value in new), *(value for value in new if value not in old)]
        if name in shown and new != old:
            changes[name] = _written(name, new)
    return write_fields(header_text, changes) if changes else header_text


def _typed(value: object) -> list[str]:
    if isinstance(value, list):
        return [str(item) for item in value if isinstance(item, str) and item.strip()]
    return [value] if isinstance(value, str) and value.strip() else []


def _shown(name: str, header: Header, typed: list[str]) -> list[str]:
    """Return what the form shows: the text as typed, so that a mistake is seen, else what holds without."""
    if name == "variants":
        return typed or [variant.value for variant in BOTH]
    if name == "language":
        return typed or [header.language]
    if name == "hardest":
        return ["true"] if header.hardest else []
    if name == "wording":
        return typed or [ScriptWording.VERBATIM.value]
    return typed if name in LISTS else [" ".join(text.split()) for text in typed[:1]]


def _cleaned(name: str, values: Sequence[str]) -> list[str]:
    if name in LISTS:
        values = [part for value in values for part in value.split(",")]
    found = [" ".join(value.split()) for value in values]
    return list(dict.fromkeys(value for value in found if value))


def _written(name: str, values: list[str]) -> FieldValue:
    if name == "variants" and set(values) == {variant.value for variant in BOTH}:
        return ""
    if name in LISTS:
        return values
    if name == "wording" and values == [ScriptWording.VERBATIM.value]:
        return ""
    return values[0] if values else ""
