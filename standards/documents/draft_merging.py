"""Merging two people's drafts over the one that both began with: the header field by field, then the body."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.language.yaml_text import Value
from standards.documents.header_editing import HeaderField, fields_of, put_fields, written_field
from standards.documents.merging import Conflict, Merge, merge
from standards.documents.texts import DraftText

REASON = "class_reason"
"""The name under which the reason for another class is told apart; it is not part of the header."""
WHOLE_HEADER = "header_text"
"""The name under which a header that cannot be read is merged as a whole."""
SENTENCES = frozenset({"summary"})
"""Fields that people write sentences in, so that two changes of one may be joined word by word."""


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that both changed in ways that exclude each other; an empty text means that it was removed."""

    name: str
    was: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class DraftMerge:
    """Two drafts joined: the header and reason with theirs where it conflicts, and the body in pieces."""

    header_text: str
    class_reason: str
    fields: tuple[FieldConflict, ...]
    body: Merge
    touched: tuple[str, ...]

    @property
    def has_conflicts(self) -> bool:
        """Say whether somebody must decide something."""
        return bool(self.fields or self.body.conflicts)

    def text(self) -> DraftText:
        """Return the merged text; call it when there are no conflicts."""
        return DraftText(self.header_text, self.body.text(), self.class_reason)


class Decision(StrEnum):
    """Say what holds where two changes exclude each other."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


def decided(
    merge_: DraftMerge, mine: DraftText, fields: Mapping[str, Decision], passages: Sequence[Decision]
) -> DraftText:
    """Return the merged text with each conflict decided: fields by name, passages in the order of the text.

    Of a field only one of both can hold; what is not decided stays theirs.
    """
    own = {conflict.name for conflict in merge_.fields if fields.get(conflict.name) is Decision.MINE}
    header_text = mine.header_text if WHOLE_HEADER in own else merge_.header_text
    present = fields_of(mine.header_text) or {}
    lines = {name: present[name].lines if name in present else () for name in own - {REASON, WHOLE_HEADER}}
    reason = mine.class_reason if REASON in own else merge_.class_reason
    rest = iter(passages)
    body = merge_.body.text(lambda conflict: _held(conflict, next(rest, Decision.THEIRS)))
    return DraftText(put_fields(header_text, lines) if lines else header_text, body, reason)


def _held(conflict: Conflict, decision: Decision) -> str:
    if decision is Decision.MINE:
        return conflict.mine
    if decision is Decision.THEIRS or not conflict.mine:
        return conflict.theirs
    is_whole = conflict.theirs.endswith("\n") or not conflict.theirs
    return conflict.theirs + ("" if is_whole else "\n\n") + conflict.mine


@dataclass(slots=True)
class _Fields:
    changes: dict[str, Sequence[str]]
    conflicts: list[FieldConflict]
    touched: list[str]


def merge_drafts(base: DraftText | None, mine: DraftText, theirs: DraftText) -> DraftMerge:
    """Merge two drafts that both come from `base`; where a reason is None it was not touched.

    Where nobody knows the base any more, whatever differs must be decided.
    """
    if base is None:
        return _undecided(mine, theirs)
    header_text, found = _merged_header(base.header_text, mine.header_text, theirs.header_text)
    reason = _merged_reason(base.class_reason or "", mine.class_reason, theirs.class_reason, found)
    body = merge(base.body, mine.body, theirs.body)
    return DraftMerge(header_text, reason, tuple(found.conflicts), body, (*found.touched, *body.touched))


def _undecided(mine: DraftText, theirs: DraftText) -> DraftMerge:
    header = FieldConflict(WHOLE_HEADER, "", mine.header_text, theirs.header_text)
    fields = () if mine.header_text == theirs.header_text else (header,)
    body = theirs.body if mine.body == theirs.body else Conflict("", mine.body, theirs.body)
    reason = theirs.class_reason if mine.class_reason is None else mine.class_reason
    return DraftMerge(theirs.header_text, reason or "", fields, Merge((body,), ()), ())


def _merged_header(base: str, mine: str, theirs: str) -> tuple[str, _Fields]:
    found = _Fields({}, [], [])
    if mine in (base, theirs):
        return theirs, found
    if theirs == base:
        return mine, found
    fields = [fields_of(text) for text in (base, mine, theirs)]
    if fields[0] is None or fields[1] is None or fields[2] is None:
        return _merged_whole(base, mine, theirs, found), found
    for name in dict.fromkeys([*fields[2], *fields[1], *fields[0]]):
        _merge_field(name, *(side.get(name) for side in fields if side is not None), found=found)
    return put_fields(theirs, found.changes), found


def _merged_whole(base: str, mine: str, theirs: str, found: _Fields) -> str:
    merged = merge(base, mine, theirs)
    if merged.conflicts:
        found.conflicts.append(FieldConflict(WHOLE_HEADER, base, mine, theirs))
        return theirs
    found.touched += merged.touched
    return merged.text()


def _merge_field(
    name: str,
    base: HeaderField | None,
    mine: HeaderField | None,
    theirs: HeaderField | None,
    *,
    found: _Fields,
) -> None:
    was, own, other = (_plain(field) for field in (base, mine, theirs))
    if own in (was, other):
        return
    if other == was:
        found.changes[name] = mine.lines if mine else ()
    elif isinstance(own, list) and isinstance(other, list) and isinstance(was, list | None):
        found.changes[name] = _both_lists(name, was or [], own, other)
    else:
        _merge_texts(name, [_shown(value) for value in (was, own, other)], found)


def _both_lists(name: str, was: list[object], own: list[object], other: list[object]) -> Sequence[str]:
    kept = [item for item in other if item in own or item not in was]
    items = [*kept, *(item for item in own if item not in was and item not in other)]
    return written_field(name, [str(item) for item in items]) if items else ()


def _merge_texts(name: str, texts: Sequence[str], found: _Fields) -> None:
    was, own, other = texts
    merged = merge(was, own, other) if name in SENTENCES and was and own and other else None
    if merged is None or merged.conflicts:
        found.conflicts.append(FieldConflict(name, was, own, other))
        return
    found.changes[name] = written_field(name, merged.text())
    found.touched.append(merged.text())


def _merged_reason(base: str, mine: str | None, theirs: str | None, found: _Fields) -> str:
    own, other = (base if text is None else text for text in (mine, theirs))
    if own in (base, other):
        return other
    if other == base:
        return own
    found.conflicts.append(FieldConflict(REASON, base, own, other))
    return other


def _plain(field: HeaderField | None) -> object:
    """Return a field's value as it counts: white space in a text is no change."""
    value: Value | None = field.value if field else None
    if value is None or value.is_nothing:
        return None
    if value.text is not None:
        return " ".join(value.text.split())
    return value.plain()


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_shown(item)}" for name, item in value.items())
    return str(value)
