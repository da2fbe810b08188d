"""The kinds of notices, named by the rooms that send them, with the sentence that each is told in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask, current_app

from app.kernel.messages import N_

UNKNOWN = N_("Something changed in “%(title)s”.")
SOMEBODY = N_("Somebody")
EXTENSION = "notice_kinds"


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A sort of notice; its sentence has places for `name` (who did it), `title` and facts of its own."""

    code: str
    sentence: str
    needs_you: bool = False


def name_kinds(app: Flask, *kinds: NoticeKind) -> None:
    """Let the application tell notices of these kinds."""
    app.extensions.setdefault(EXTENSION, {}).update({kind.code: kind.sentence for kind in kinds})


def told(
    code: str,
    facts: Mapping[str, Any],
    name: str,
    translate: Callable[[str], str],
    written: Callable[[date], str],
) -> str:
    """Return the sentence of a notice; days in its facts are written by `written`."""
    sentences: Mapping[str, str] = current_app.extensions.get(EXTENSION, {})
    sentence = translate(sentences.get(code, UNKNOWN))
    values = {key: _shown(key, value, written) for key, value in facts.items()}
    return sentence % ({"title": "", "name": name or translate(SOMEBODY)} | values)


def _shown(key: str, value: object, written: Callable[[date], str]) -> object:
    return written(date.fromisoformat(str(value))) if key.endswith("day") else value
