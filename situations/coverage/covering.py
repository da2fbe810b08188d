"""Which cells the situations cover, and what is missing: a function of the lists and the texts.

Translations of one situation count as one: it is named in the language asked for, if there is a text in it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.language.company import Company, ContactPoint, Entry
from app.language.document import Document
from app.language.words import Kind

ANY = "any"
"""The department of a contact point for which the lists name none, and the channel where there are none."""


class CellState(StrEnum):
    """Say whether somebody who stands there is told what to do."""

    COVERED = "covered"
    IN_WORK = "in-work"
    EXEMPT = "exempt"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Named:
    """A document as lists name it."""

    slug: str
    title: str
    situation_class: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """One contact point, one department, one channel, by their ids."""

    contact_point: str
    department: str
    channel: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What there is for one place: approved situations, those still in work, or why none is needed."""

    place: Place
    approved: tuple[Named, ...]
    in_work: tuple[Named, ...]
    exemption: str

    @property
    def state(self) -> CellState:
        """Return what this amounts to; an approved situation counts before an exemption."""
        if self.approved:
            return CellState.COVERED
        if self.exemption:
            return CellState.EXEMPT
        return CellState.IN_WORK if self.in_work else CellState.EMPTY


@dataclass(frozen=True, slots=True)
class Row:
    """One department at one contact point, with a cell for each channel."""

    point: ContactPoint
    department: Entry
    cells: tuple[Cell, ...]

    def channels_in(self, state: CellState) -> tuple[str, ...]:
        """Return the channels whose cells are in this state."""
        return tuple(cell.place.channel for cell in self.cells if cell.state is state)


@dataclass(frozen=True, slots=True)
class StageRows:
    """The rows of the contact points of one stage."""

    stage: Entry
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Contact point by department by channel, ordered by stage."""

    stages: tuple[StageRows, ...]
    channels: tuple[Entry, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return the rows of all stages."""
        return tuple(row for stage in self.stages for row in stage.rows)

    def count(self, state: CellState) -> int:
        """Return how many cells are in this state."""
        return sum(len(row.channels_in(state)) for row in self.rows)

    @property
    def points_left_alone(self) -> tuple[ContactPoint, ...]:
        """Return contact points without an approved situation, unless nothing is needed there (002-05)."""
        by_point: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            by_point[row.point.id].append(row)
        return tuple(rows[0].point for rows in by_point.values() if _is_left_alone(rows))


def matrix(
    company: Company,
    approved: Iterable[Document],
    newest: Iterable[Document],
    exemptions: Mapping[Place, str],
    language: str,
) -> Matrix:
    """Return what covers each cell; `newest` are the texts of all documents, approved or not."""
    done, begun = _situations(approved, language), _situations(newest, language)
    channels = company.channels or _mentioned(
        (channel for text, _ in begun for channel in text.header.channels), "channel"
    )
    points = company.contact_points or tuple(
        ContactPoint(entry.id) for entry in _mentioned((text.header.contact_point for text, _ in begun), "")
    )
    stages: dict[str, list[Row]] = {stage.id: [] for stage in company.stages}
    for point in points:
        here = [
            [found for found in texts if found[0].header.contact_point == point.id] for texts in (done, begun)
        ]
        for department in _departments(point, company):
            cells = tuple(
                _cell(Place(point.id, department.id, channel.id), here[0], here[1], exemptions)
                for channel in channels
            )
            stages.setdefault(point.stage, []).append(Row(point, department, cells))
    named = {stage.id: stage for stage in company.stages}
    return Matrix(
        tuple(StageRows(named.get(key, Entry(key)), tuple(rows)) for key, rows in stages.items() if rows),
        channels,
    )


def without_contact_point(company: Company, newest: Iterable[Document], language: str) -> tuple[Named, ...]:
    """Return the situations that name no contact point of the lists (002-06)."""
    known = {point.id for point in company.contact_points}
    found = _situations(newest, language)
    return tuple(
        named
        for text, named in found
        if not text.header.contact_point or (known and text.header.contact_point not in known)
    )


def departments_left_alone(company: Company, approved: Iterable[Document]) -> tuple[Entry, ...]:
    """Return the departments that meet customers and that no approved standard names (003-07, 002-08)."""
    meeting = {department for point in company.contact_points for department in point.departments}
    governed = {
        department
        for text in approved
        if text.header.kind is Kind.STANDARD
        for department in text.header.departments
    }
    return tuple(entry for entry in company.departments if entry.id in meeting - governed)


def named_once(texts: Iterable[Document], language: str) -> tuple[tuple[Document, Named], ...]:
    """Return each text with its name, of translations of one another only the one to be shown."""
    groups: dict[str, list[Document]] = {}
    for text in texts:
        groups.setdefault(text.header.translation_of or text.slug, []).append(text)
    shown = (_chosen(group, language) for group in groups.values())
    return tuple((text, _named(text)) for text in shown)


def _situations(texts: Iterable[Document], language: str) -> tuple[tuple[Document, Named], ...]:
    return named_once((text for text in texts if text.header.kind is Kind.SITUATION), language)


def _chosen(group: Sequence[Document], language: str) -> Document:
    originals = [text for text in group if not text.header.translation_of]
    return next((text for text in group if text.header.language == language), (originals or group)[0])


def _named(text: Document) -> Named:
    situation_class = text.header.situation_class
    return Named(text.slug, text.title, situation_class.value if situation_class else "")


def _mentioned(ids: Iterable[str], otherwise: str) -> tuple[Entry, ...]:
    """Return what the texts mention, for companies without lists."""
    found = tuple(Entry(name) for name in dict.fromkeys(ids) if name)
    return found or ((Entry(ANY),) if otherwise else ())


def _departments(point: ContactPoint, company: Company) -> tuple[Entry, ...]:
    named = {entry.id: entry for entry in company.departments}
    return tuple(named.get(name, Entry(name)) for name in point.departments) or (Entry(ANY),)


def _cell(
    place: Place,
    approved: Sequence[tuple[Document, Named]],
    newest: Sequence[tuple[Document, Named]],
    exemptions: Mapping[Place, str],
) -> Cell:
    done = tuple(named for text, named in approved if _covers(text, place))
    slugs = {named.slug for named in done}
    begun = tuple(named for text, named in newest if _covers(text, place) and named.slug not in slugs)
    return Cell(place, done, begun, exemptions.get(place, ""))


def _covers(text: Document, place: Place) -> bool:
    """Say whether a situation speaks of this place; one that names no department or channel speaks of all."""
    return _names(text.header.departments, place.department) and _names(text.header.channels, place.channel)


def _names(named: Collection[str], wanted: str) -> bool:
    return not named or wanted == ANY or wanted in named


def _is_left_alone(rows: Sequence[Row]) -> bool:
    states = {cell.state for row in rows for cell in row.cells}
    return CellState.COVERED not in states and states != {CellState.EXEMPT}
