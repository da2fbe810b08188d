"""Reading `company.yaml` (section 10); findings say what was passed over and why."""

from __future__ import annotations

from collections.abc import Mapping

from app.language.company_lists import Company, Contact, ContactPoint, Entry, Outlet, Stage, Term
from app.language.errors import Finding
from app.language.findings import Findings
from app.language.front_matter import normalise
from app.language.limits import MAX_COMPANY
from app.language.slugs import is_slug
from app.language.words import LANGUAGES
from app.language.yaml_text import Value, YamlProblem, read_yaml

__all__ = ["Company", "Contact", "ContactPoint", "Entry", "Outlet", "Stage", "Term", "read_company"]

_KNOWN = frozenset(
    ("name", "language", "logo", "contact", "stages", "departments", "outlets", "channels")
) | frozenset(("contact_points", "sections", "aims", "glossary", "readability"))
_YES = frozenset({"true", "True", "yes", "Yes", "on"})


def read_company(yaml_text: str) -> tuple[Company, tuple[Finding, ...]]:
    """Return the company's lists and what is wrong with them; never raises.

    What cannot be read at all gives an open company with an error, so that one mistake does not make a
    thousand.
    """
    reader = _Reader()
    try:
        root = read_yaml(normalise(yaml_text.removeprefix("\ufeff")), MAX_COMPANY)
    except YamlProblem as problem:
        reader.findings.error(
            "company.invalid", problem.line, problem.column, case="yaml", field="", value=problem.reason
        )
        return Company.empty(), reader.findings.sorted()
    if root.fields is None:
        if not root.is_nothing:
            reader.invalid("company.yaml", root)
        return Company.empty(), reader.findings.sorted()
    return reader.company(root), reader.findings.sorted()


class _Reader:
    def __init__(self) -> None:
        self.findings = Findings()
        self._language = "en"

    def invalid(self, name: str, value: Value) -> None:
        shown = value.text if value.text is not None else "…"
        self.findings.error("company.invalid", value.line, value.column, field=name, value=shown[:80])

    def company(self, root: Value) -> Company:
        fields = root.fields or {}
        self._unknown(root)
        self._language = self._language_of(fields)
        return Company(
            name=self._text(fields, "name"),
            language=self._language,
            stages=tuple(
                Stage(e.id, e.names, _flag(v, "hardest")) for e, v in self._entries(fields, "stages")
            ),
            departments=self._plain(fields, "departments"),
            outlets=tuple(
                Outlet(e.id, e.names, self._text(v, "address"), self._text(v, "phone"))
                for e, v in self._entries(fields, "outlets")
            ),
            channels=self._plain(fields, "channels"),
            contact_points=tuple(
                ContactPoint(e.id, e.names, self._text(v, "stage"), self._texts(v, "departments"))
                for e, v in self._entries(fields, "contact_points")
            ),
            sections=self._plain(fields, "sections"),
            aims=self._plain(fields, "aims"),
            glossary=self._glossary(fields),
            logo=self._text(fields, "logo"),
            contact=self._contact(fields),
            readability=self._readability(fields),
        )

    def _unknown(self, root: Value) -> None:
        for name, (line, column) in root.keys.items():
            if name not in _KNOWN:
                self.findings.warning("company.unknown", line, column, field=name[:80])

    def _language_of(self, fields: Mapping[str, Value]) -> str:
        language = self._text(fields, "language") or "en"
        if language not in LANGUAGES:
            self.invalid("language", fields["language"])
            return "en"
        return language

    def _text(self, fields: Mapping[str, Value], name: str) -> str:
        value = fields.get(name)
        if value is None or value.is_nothing:
            return ""
        if value.text is None:
            self.invalid(name, value)
            return ""
        return value.text.strip()

    def _texts(self, fields: Mapping[str, Value], name: str) -> tuple[str, ...]:
        value = fields.get(name)
        if value is None or value.is_nothing:
            return ()
        if value.items is None:
            return tuple(text for text in (self._text(fields, name),) if text)
        for item in value.items:
            if not item.text:
                self.invalid(name, item)
        return tuple(item.text.strip() for item in value.items if item.text)

    def _items(self, fields: Mapping[str, Value], name: str) -> list[Value]:
        value = fields.get(name)
        if value is None or value.is_nothing:
            return []
        if value.items is None:
            self.invalid(name, value)
        for item in value.items or []:
            if item.fields is None:
                self.invalid(name, item)
        return [item for item in value.items or [] if item.fields is not None]

    def _entries(self, fields: Mapping[str, Value], name: str) -> list[tuple[Entry, dict[str, Value]]]:
        found: dict[str, tuple[Entry, dict[str, Value]]] = {}
        for item in self._items(fields, name):
            values = item.fields or {}
            entry_id = self._text(values, "id")
            if not is_slug(entry_id) or entry_id in found:
                self.invalid(f"{name}: id", values.get("id", item))
                continue
            found[entry_id] = (Entry(entry_id, self._names(values)), values)
        return list(found.values())

    def _plain(self, fields: Mapping[str, Value], name: str) -> tuple[Entry, ...]:
        return tuple(entry for entry, _ in self._entries(fields, name))

    def _names(self, fields: Mapping[str, Value]) -> dict[str, str]:
        value = fields.get("name") or fields.get("names")
        if value is None or value.is_nothing:
            return {}
        if value.fields is None:
            text = self._text({"name": value}, "name")
            return {self._language: text} if text else {}
        names = {language: self._text(value.fields, language) for language in value.fields}
        own = {self._language: names[self._language]} if self._language in names else {}
        return own | names

    def _glossary(self, fields: Mapping[str, Value]) -> tuple[Term, ...]:
        terms = []
        for item in self._items(fields, "glossary"):
            values = item.fields or {}
            term = self._text(values, "term")
            if not term:
                self.invalid("glossary: term", item)
                continue
            language = self._text(values, "language") or self._language
            terms.append(
                Term(language, term, self._texts(values, "instead_of"), self._text(values, "meaning"))
            )
        return tuple(terms)

    def _contact(self, fields: Mapping[str, Value]) -> Contact:
        value = fields.get("contact")
        if value is None or value.is_nothing:
            return Contact()
        if value.fields is None:
            self.invalid("contact", value)
            return Contact()
        return Contact(*(self._text(value.fields, name) for name in ("phone", "email", "web")))

    def _readability(self, fields: Mapping[str, Value]) -> dict[str, float]:
        value = fields.get("readability")
        if value is None or value.fields is None:
            return {}
        found: dict[str, float] = {}
        for language, limit in value.fields.items():
            if limit.text is not None and limit.text.isdecimal():
                found[language] = float(limit.text)
            else:
                self.invalid("readability", limit)
        return found


def _flag(fields: Mapping[str, Value], name: str) -> bool:
    value = fields.get(name)
    return value is not None and value.text in _YES
