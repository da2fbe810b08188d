"""The typed header of a document: YAML front matter in a file, a form in the editor.

The exact text is kept beside the values (`Document.header_text`), so that export gives back what was typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeVar

from app.language.errors import Finding
from app.language.findings import Findings
from app.language.front_matter import is_closing_line, split_front_matter
from app.language.limits import MAX_HEADER, MAX_TITLE
from app.language.slugs import can_name_document, is_slug
from app.language.words import (
    BOTH,
    LANGUAGES,
    Concern,
    Kind,
    ScriptWording,
    SituationClass,
    Variant,
)
from app.language.yaml_text import Value, YamlProblem, read_yaml

__all__ = ["Header", "ReadHeader", "read_header", "read_header_with_places", "split_front_matter"]

Place = tuple[int, int]
AnyEnum = TypeVar("AnyEnum", bound=StrEnum)

_COMMON: Final = frozenset(
    {
        "kind",
        "title",
        "slug",
        "language",
        "summary",
        "variants",
        "review_on",
        "translation_of",
        "imported",
        "edition",
    }
)
FIELDS: Final[Mapping[Kind, frozenset[str]]] = MappingProxyType(
    {
        Kind.STANDARD: _COMMON | {"section", "departments", "aims", "owner"},
        Kind.SITUATION: _COMMON
        | {"class", "contact_point", "stage", "concern", "channels", "departments", "hardest"}
        | {"standards", "owner"},
        Kind.SCRIPT: _COMMON | {"wording", "channels"},
    }
)
_YES = frozenset({"true", "True", "TRUE", "yes", "Yes", "on"})
_NO = frozenset({"false", "False", "FALSE", "no", "No", "off"})


@dataclass(frozen=True, slots=True)
class Header:
    """Hold the header's values; an empty text or tuple means that the field is absent.

    `edition` is set by selecting only: the text is already cut for that variant and is not cut again.
    """

    kind: Kind = Kind.STANDARD
    title: str = ""
    slug: str = ""
    language: str = "en"
    summary: str = ""
    variants: tuple[Variant, ...] = BOTH
    review_on: date | None = None
    translation_of: str = ""
    situation_class: SituationClass | None = None
    contact_point: str = ""
    stage: str = ""
    concern: Concern | None = None
    channels: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    hardest: bool = False
    standards: tuple[str, ...] = ()
    section: str = ""
    aims: tuple[str, ...] = ()
    owner: str = ""
    wording: ScriptWording = ScriptWording.VERBATIM
    imported: Mapping[str, object] = field(default_factory=dict)
    edition: Variant | None = None


@dataclass(frozen=True, slots=True)
class ReadHeader:
    """Hold the values, what is wrong with them, and where each field's value stands."""

    header: Header
    findings: tuple[Finding, ...]
    places: Mapping[str, Place]


def read_header(
    header_text: str, *, slug: str = "", first_line: int = 1
) -> tuple[Header, tuple[Finding, ...]]:
    """Return the header of a YAML text and what is wrong with it; `slug` holds where the header names none.

    Never raises; `first_line` is the line of the file that the text begins on.
    """
    found = read_header_with_places(header_text, slug=slug, first_line=first_line)
    return found.header, found.findings


def read_header_with_places(header_text: str, *, slug: str = "", first_line: int = 1) -> ReadHeader:
    """Return the same as `read_header`, and by field where its value stands."""
    reader = _Reader(first_line)
    try:
        value = _value_of(header_text)
    except YamlProblem as problem:
        line, column = problem.line + first_line - 1, problem.column
        reader.findings.error("header.invalid", line, column, case="yaml", field="", value=problem.reason)
        return ReadHeader(Header(slug=slug), reader.findings.sorted(), {})
    if value.fields is None and not value.is_nothing:
        reader.invalid("header", value, "field: value")
        return ReadHeader(Header(slug=slug), reader.findings.sorted(), {})
    header = reader.header(value, slug)
    return ReadHeader(header, reader.findings.sorted(), reader.places)


def _value_of(header_text: str) -> Value:
    if is_closing_line(header_text):
        raise YamlProblem(1, 1, "a line of ---")
    return read_yaml(header_text, MAX_HEADER)


class _Reader:
    """Read one header field by field and note what is wrong."""

    def __init__(self, first_line: int) -> None:
        self.findings = Findings()
        self.places: dict[str, Place] = {}
        self._fields: Mapping[str, Value] = {}
        self._first_line = first_line

    def header(self, value: Value, slug: str) -> Header:
        self._fields = value.fields or {}
        self.places = {name: self._place(found) for name, found in self._fields.items()}
        kind = self._one_of(Kind, "kind")
        self._unknown(value, kind)
        header = self._common(kind or Kind.STANDARD, slug)
        header = self._own(header)
        self._required(header, kind)
        return header

    def _common(self, kind: Kind, slug: str) -> Header:
        imported = self._fields.get("imported")
        return Header(
            kind=kind,
            title=self._title(),
            slug=self._slug("slug") or slug,
            language=self._language(),
            summary=self._text("summary"),
            variants=self._variants(),
            review_on=self._date("review_on"),
            translation_of=self._slug("translation_of"),
            imported=self._mapping("imported", imported) if imported else {},
            edition=self._one_of(Variant, "edition"),
        )

    def _own(self, header: Header) -> Header:
        return replace(
            header,
            situation_class=self._one_of(SituationClass, "class"),
            contact_point=self._text("contact_point"),
            stage=self._text("stage"),
            concern=self._one_of(Concern, "concern"),
            channels=self._texts("channels"),
            departments=self._texts("departments"),
            hardest=self._flag("hardest"),
            standards=self._texts("standards"),
            section=self._text("section"),
            aims=self._texts("aims"),
            owner=self._text("owner"),
            wording=self._one_of(ScriptWording, "wording") or ScriptWording.VERBATIM,
        )

    def _place(self, value: Value) -> Place:
        return value.line + self._first_line - 1, value.column

    def invalid(self, name: str, value: Value, allowed: str) -> None:
        line, column = self._place(value)
        shown = value.text if value.text is not None else "…"
        self.findings.error("header.invalid", line, column, field=name, value=shown[:80], allowed=allowed)

    def _unknown(self, value: Value, kind: Kind | None) -> None:
        if kind is None:
            return
        for name, (line, column) in value.keys.items():
            if name not in FIELDS[kind]:
                place = line + self._first_line - 1, column
                self.findings.warning("header.unknown", *place, field=name[:80], kind=kind.value)

    def _required(self, header: Header, kind: Kind | None) -> None:
        names = ["kind", "title", "language"]
        if kind is Kind.SITUATION:
            names += ["class", "stage"]
        for name in names:
            found = self._fields.get(name)
            if found is None or found.is_nothing or (found.text is not None and not found.text.strip()):
                line, column = self._place(found) if found else (1, 1)
                self.findings.error("header.missing", line, column, field=name, kind=header.kind.value)

    def _text(self, name: str) -> str:
        value = self._fields.get(name)
        if value is None or value.is_nothing:
            return ""
        if value.text is None:
            self.invalid(name, value, "text")
            return ""
        return " ".join(value.text.split())

    def _title(self) -> str:
        title = self._text("title")
        if len(title) > MAX_TITLE:
            self.invalid("title", self._fields["title"], f"≤ {MAX_TITLE}")
        return title[:MAX_TITLE]

    def _texts(self, name: str) -> tuple[str, ...]:
        value = self._fields.get(name)
        if value is None or value.is_nothing:
            return ()
        if value.items is None:
            return tuple(text for text in (self._text(name),) if text)
        texts = [item.text.strip() for item in value.items if item.text is not None and item.text.strip()]
        if len(texts) < len(value.items):
            self.invalid(name, value, "[a, b]")
        return tuple(dict.fromkeys(texts))

    def _slug(self, name: str) -> str:
        text = self._text(name)
        if text and not is_slug(text):
            self.invalid(name, self._fields[name], "a-z, 0-9, -")
            return ""
        if text and not can_name_document(text):
            self.findings.error("header.reserved", *self._place(self._fields[name]), field=name, value=text)
            return ""
        return text

    def _language(self) -> str:
        text = self._text("language")
        if text and text not in LANGUAGES:
            self.invalid("language", self._fields["language"], ", ".join(LANGUAGES))
            return "en"
        return text or "en"

    def _one_of(self, words: type[AnyEnum], name: str) -> AnyEnum | None:
        text = self._text(name)
        if not text:
            return None
        try:
            return words(text)
        except ValueError:
            self.invalid(name, self._fields[name], ", ".join(words))
            return None

    def _variants(self) -> tuple[Variant, ...]:
        names = self._texts("variants")
        known = tuple(variant for variant in BOTH if variant.value in names)
        if len(known) < len(names):
            self.invalid("variants", self._fields["variants"], ", ".join(BOTH))
        if not names and "variants" in self._fields and not self._fields["variants"].is_nothing:
            self.invalid("variants", self._fields["variants"], ", ".join(BOTH))
        return known or BOTH

    def _date(self, name: str) -> date | None:
        text = self._text(name)
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.invalid(name, self._fields[name], "2027-03-31")
            return None

    def _flag(self, name: str) -> bool:
        text = self._text(name)
        if text and text not in _YES | _NO:
            self.invalid(name, self._fields[name], "true, false")
        return text in _YES

    def _mapping(self, name: str, value: Value) -> Mapping[str, object]:
        if value.fields is None:
            if not value.is_nothing:
                self.invalid(name, value, "field: value")
            return {}
        return {key: item.plain() for key, item in value.fields.items()}
