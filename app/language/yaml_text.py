"""YAML as a tree of texts with places: no aliases, no tags, no dates, no surprises.

Values stay the text that was typed (`language: no` is the text `no`, `title: 2024` the text `2024`); who
reads them decides what they mean. Built from libyaml's events, so that depth and size are bounded before
anything grows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from app.language.limits import MAX_YAML_DEPTH
from app.language.messages import N_

_PLAIN_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_FORBIDDEN = N_("a character that YAML does not allow")
_IN_PLAIN_WORDS = {
    "mapping values are not allowed in this context": N_(
        "a second colon in the line; put the value into quotation marks"
    ),
    "found unexpected end of stream": N_("a quotation mark that is not closed"),
    "did not find expected ',' or ']'": N_("a list that is not closed with ]"),
    "found character that cannot start any token": N_(
        "a value that begins with a special character; put it into quotation marks"
    ),
    "could not find expected ':'": N_("a line without a colon"),
}
"""What libyaml complains of most, by its own words; the rest is told in those."""
_TAGS = frozenset({None, "!", "tag:yaml.org,2002:str"})


@dataclass(frozen=True, slots=True)
class YamlProblem(Exception):
    """Say where (from 1) a YAML text cannot be read, and why."""

    line: int
    column: int
    reason: str


@dataclass(slots=True)
class Value:
    """Hold one value with its place; exactly one of text, items and fields is not None."""

    line: int
    column: int
    text: str | None = None
    items: list[Value] | None = None
    fields: dict[str, Value] | None = None
    is_nothing: bool = False
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)

    def plain(self) -> object:
        """Return the value as text, list and dict."""
        if self.fields is not None:
            return {key: value.plain() for key, value in self.fields.items()}
        if self.items is not None:
            return [value.plain() for value in self.items]
        return self.text


def read_yaml(text: str, limit: int) -> Value:
    """Return the one value of a YAML text of at most `limit` characters.

    Raises: YamlProblem for anything that is not plain YAML.
    """
    if len(text) > limit:
        raise YamlProblem(1, 1, f"more than {limit} characters")
    try:
        return _build(iter(yaml.parse(text, Loader=yaml.CSafeLoader)))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = error.problem or N_("not readable")
        raise YamlProblem(*place, _IN_PLAIN_WORDS.get(problem, problem)) from error
    except yaml.reader.ReaderError as error:
        raise YamlProblem(*_place_of(text, error.position), _FORBIDDEN) from error
    except (yaml.YAMLError, UnicodeError) as error:
        raise YamlProblem(1, 1, _FORBIDDEN) from error


def _place_of(text: str, position: object) -> tuple[int, int]:
    before = text[:position] if isinstance(position, int) else ""
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def _build(events: Iterator[yaml.Event]) -> Value:
    root = Value(1, 1, items=[])
    stack: list[tuple[Value, Value | None]] = [(root, None)]
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            _refuse(event, documents > 1, N_("more than one document"))
        elif isinstance(event, yaml.AliasEvent):
            _refuse(event, is_bad=True, reason=N_("an alias (*)"))
        elif isinstance(event, yaml.NodeEvent):
            _take(event, stack)
        elif isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
    items = root.items or []
    return items[0] if items else Value(1, 1, text="", is_nothing=True)


def _refuse(event: yaml.Event, is_bad: bool, reason: str) -> None:  # noqa: FBT001 (a guard)
    if is_bad:
        raise YamlProblem(*_place(event), reason)


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _take(event: yaml.NodeEvent, stack: list[tuple[Value, Value | None]]) -> None:
    _refuse(event, event.anchor is not None, N_("an anchor (&)"))
    _refuse(event, getattr(event, "tag", None) not in _TAGS, N_("a tag (!)"))
    value = Value(*_place(event))
    holder, key = stack[-1]
    if isinstance(event, yaml.ScalarEvent):
        value.text = event.value
        value.is_nothing = event.style is None and event.value in _PLAIN_NOTHING
    elif isinstance(event, yaml.SequenceStartEvent):
        value.items = []
    else:
        value.fields = {}
    if holder.items is not None:
        holder.items.append(value)
    elif key is None:
        _refuse(event, value.text is None, N_("a key that is not a text"))
        stack[-1] = (holder, value)
        return
    else:
        _put(holder, key, value)
        stack[-1] = (holder, None)
    if value.text is None:
        _refuse(event, len(stack) > MAX_YAML_DEPTH, N_("lists nested too deeply"))
        stack.append((value, None))


def _put(holder: Value, key: Value, value: Value) -> None:
    name, fields = key.text or "", holder.fields
    if fields is None or name in fields:
        raise YamlProblem(key.line, key.column, f"{name} is there twice")
    fields[name] = value
    holder.keys[name] = (key.line, key.column)
