"""The texts that the editor in the browser speaks, translated by the page around it."""

import json
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import BinaryIO, Final

import app.web
from app.web.i18n import _

FILE: Final = Path(app.web.__path__[0]) / "static" / "source" / "editor" / "texts.json"


def editor_texts() -> Mapping[str, str]:
    """Return the editor's texts by key in the reader's language."""
    return {key: _(text) for key, text in _texts().items()}


def extract(
    file: BinaryIO, _keywords: Collection[str], _tags: Collection[str], **_options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield the editor's texts for Babel, which collects what is to be translated."""
    for place, text in enumerate(json.load(file).values(), 1):
        yield place, "gettext", text, []


@cache
def _texts() -> Mapping[str, str]:
    texts: dict[str, str] = json.loads(FILE.read_text("utf-8"))
    return texts
