"""The company's own lists: stages, departments, channels, contact points, glossary (`company.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def _pick(names: Mapping[str, str], language: str, fallback: str) -> str:
    return names.get(language) or next((name for name in names.values() if name), fallback)


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one entry of a list; `names` maps a language to a name in the order written."""

    id: str
    names: Mapping[str, str] = field(default_factory=dict)

    def name(self, language: str) -> str:
        """Return the name in that language, else the first one there is, else the id."""
        return _pick(self.names, language, self.id)


@dataclass(frozen=True, slots=True)
class Stage(Entry):
    """Hold a stage of the sale; the wording of a hardest stage belongs into B2B too."""

    is_hardest: bool = False


@dataclass(frozen=True, slots=True)
class Outlet(Entry):
    """Hold one shop or office."""

    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ContactPoint(Entry):
    """Hold one moment of truth: where the customer meets the company (002-02)."""

    stage: str = ""
    departments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """Hold one preferred term and the terms it replaces; an empty language means any."""

    language: str
    term: str
    instead_of: tuple[str, ...] = ()
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Hold how customers and staff reach the company."""

    phone: str = ""
    email: str = ""
    web: str = ""


@dataclass(frozen=True, slots=True)
class Company:
    """Hold the lists; an open company (there is no `company.yaml`) accepts any id."""

    name: str = ""
    language: str = "en"
    stages: tuple[Stage, ...] = ()
    departments: tuple[Entry, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    channels: tuple[Entry, ...] = ()
    contact_points: tuple[ContactPoint, ...] = ()
    sections: tuple[Entry, ...] = ()
    aims: tuple[Entry, ...] = ()
    glossary: tuple[Term, ...] = ()
    logo: str = ""
    contact: Contact = Contact()
    readability: Mapping[str, float] = field(default_factory=dict)
    is_open: bool = False

    @classmethod
    def empty(cls, language: str = "en") -> Company:
        """Return the company of a folder without lists: it accepts any stage, channel and so on."""
        return cls(language=language, is_open=True)
