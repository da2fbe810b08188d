"""Changing single fields of a header's YAML text: what is not named stays as typed, letter by letter."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import yaml

from app.language.limits import MAX_HEADER
from app.language.yaml_text import Value, YamlProblem, read_yaml

ORDER: Final = (
    "kind", "title", "slug", "language", "summary", "variants", "review_on", "translation_of", "class",
    "contact_point", "stage", "concern", "channels", "departments", "hardest", "standards", "section", "aims",
    "owner", "wording", "imported",
)  # fmt: skip
PLAIN: Final = frozenset({"review_on", "hardest"})
"""Fields that people write without quotes although other programs read a day or a yes in them."""

FieldValue = str | Sequence[str]


@dataclass(frozen=True, slots=True)
class HeaderField:
    """One field of a header: its value, and the lines that it was typed in, comments below it left out."""

    name: str
    value: Value
    lines: tuple[str, ...]


def fields_of(header_text: str) -> Mapping[str, HeaderField] | None:
    """Return the fields of a header in their order; None if it is not YAML with one field a line or more."""
    root = _read(header_text)
    if root is None or (root.fields is None and not root.is_nothing):
        return None
    lines = header_text.split("\n")
    starts = [line - 1 for line, column in root.keys.values() if column == 1]
    if len(starts) < len(root.keys) or len(set(starts)) < len(starts):
        return None
    ends = [*starts[1:], len(lines)][: len(starts)]
    return {
        name: HeaderField(name, value, tuple(_without_rest(lines[start:end])))
        for (name, value), start, end in zip((root.fields or {}).items(), starts, ends, strict=True)
    }


def can_be_written(header_text: str) -> bool:
    """Say whether fields of this header can be changed; an empty one gets its first."""
    root = _read(header_text)
    return root is not None and (root.fields is not None or root.is_nothing)


def write_fields(header_text: str, changes: Mapping[str, FieldValue]) -> str:
    """Return the header with these fields changed; an empty value removes its field.

    A header that is no plain list of fields is written anew; one that cannot be read stays as it is.
    """
    return put_fields(
        header_text, {name: written_field(name, value) if value else () for name, value in changes.items()}
    )


def put_fields(header_text: str, changes: Mapping[str, Sequence[str]]) -> str:
    """Return the header with the lines of these fields replaced; no lines remove the field."""
    present = fields_of(header_text)
    if present is None:
        root = _read(header_text)
        if root is None or root.fields is None:
            return header_text
        header_text = _written_anew(root)
        present = fields_of(header_text) or {}
    lines = header_text.split("\n") if header_text.strip() else []
    for name, new in changes.items():
        field = present.get(name)
        start = _start(lines, field) if field else _place_for(name, lines, present)
        lines[start : start + (len(field.lines) if field else 0)] = new
        present = fields_of("\n".join(lines)) or {}
    return "\n".join(lines)


def written_field(name: str, value: FieldValue) -> tuple[str, ...]:
    """Return the lines of a field with this value."""
    if isinstance(value, str):
        return (f"{name}: {value if name in PLAIN else _scalar(value)}",)
    return (f"{name}: [{', '.join(_scalar(item, is_inside=True) for item in value)}]",)


def _read(header_text: str) -> Value | None:
    try:
        return read_yaml(header_text, MAX_HEADER)
    except YamlProblem:
        return None


def _without_rest(lines: list[str]) -> list[str]:
    """Leave out blank lines and comments at the end: they belong to what follows."""
    end = len(lines)
    while end > 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return lines[:end]


def _start(lines: Sequence[str], field: HeaderField) -> int:
    return next(
        place for place in range(len(lines)) if tuple(lines[place : place + len(field.lines)]) == field.lines
    )


def _place_for(name: str, lines: Sequence[str], present: Mapping[str, HeaderField]) -> int:
    """Return the line for a new field: behind those that usually stand before it."""
    before = ORDER[: ORDER.index(name)] if name in ORDER else ORDER
    for earlier in reversed(before):
        if earlier in present:
            return _start(lines, present[earlier]) + len(present[earlier].lines)
    return 0 if name in ORDER else len(lines)


def _scalar(text: str, *, is_inside: bool = False) -> str:
    """Return a text as YAML: plain where every reader finds the same text in it, else in quotes."""
    sample = f"[{text}]" if is_inside else text
    try:
        plain = yaml.safe_load(sample)
    except (yaml.YAMLError, ValueError):
        return _quoted(text)
    is_same = plain == ([text] if is_inside else text)
    return text if is_same and "\n" not in text and not text.startswith("---") else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7F").replace("\x85", "\\N")


def _written_anew(root: Value) -> str:
    return yaml.safe_dump(root.plain(), allow_unicode=True, sort_keys=False, width=10_000).removesuffix("\n")
