"""Files from elsewhere come in as standards (section 10): nothing of them is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from app.language.front_matter import FrontMatter
from app.language.header_writing import write_header
from app.language.headers import Header
from app.language.headings import find_headings
from app.language.limits import MAX_HEADER, MAX_TITLE
from app.language.source import Source
from app.language.words import Kind
from app.language.yaml_text import YamlProblem, read_yaml

_OURS: Final = frozenset(
    ("class", "contact_point", "stage", "concern", "hardest", "variants", "review_on", "translation_of")
)
_KIND = re.compile(r"^kind[ \t]*:", re.MULTILINE)
_INLINE_MARKS = re.compile(r"[*_`]+|!?\[([^\[\]]*)\]\([^()]*\)|\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")


@dataclass(frozen=True, slots=True)
class Foreign:
    """Hold what a foreign file becomes.

    Its header still without slug, and its body from a line of the file on.
    """

    title: str
    imported: str
    body: str
    first_line: int


def is_ours(parts: FrontMatter) -> bool:
    """Say whether a file's front matter is a header of ours, be it a poor one."""
    if not parts.is_there:
        return False
    try:
        value = read_yaml(parts.header_text, MAX_HEADER)
    except YamlProblem:
        return _KIND.search(parts.header_text) is not None
    if value.fields is None:
        return value.is_nothing
    names = set(value.fields)
    return "kind" in names or bool(names & _OURS) or {"title", "language"} <= names


def read_foreign(parts: FrontMatter, fallback: str) -> Foreign:
    """Return a foreign file's title and body.

    A first-level heading at the very top becomes the title and goes.
    """
    headings = find_headings(Source(parts.body))
    title = _plain(headings[0].text) if headings else ""
    body, first_line = parts.body, parts.first_line
    if headings and title and headings[0].level == 1 and title == headings[0].text:
        lines = parts.body.split("\n")
        top = headings[0].line - 1
        length = 1 if lines[top].lstrip().startswith("#") else 2
        if not any(line.strip() for line in lines[:top]):
            body, first_line = "\n".join(lines[top + length :]), first_line + top + length
    shown = title or _imported_title(parts.header_text) or fallback
    return Foreign(shown[:MAX_TITLE], parts.header_text, body, first_line)


def foreign_header(foreign: Foreign, slug: str, language: str) -> str:
    """Return the header text for a foreign file, its own front matter word for word under `imported`."""
    header = write_header(Header(Kind.STANDARD, foreign.title, slug, language))
    if not foreign.imported.strip():
        return header
    indented = "\n".join(f"  {line}" if line.strip() else "" for line in foreign.imported.split("\n"))
    if _is_mapping(f"imported:\n{indented}"):
        return f"{header}\nimported:\n{indented}"
    return write_header(
        Header(Kind.STANDARD, foreign.title, slug, language, imported={"text": foreign.imported})
    )


def _is_mapping(text: str) -> bool:
    try:
        value = read_yaml(text, MAX_HEADER - 1024)
    except YamlProblem:
        return False
    inner = (value.fields or {}).get("imported")
    return inner is not None and inner.fields is not None


def _imported_title(header_text: str) -> str:
    try:
        found = (read_yaml(header_text, MAX_HEADER).fields or {}).get("title")
    except YamlProblem:
        return ""
    return " ".join((found.text or "").split()) if found else ""


def _plain(text: str) -> str:
    """Return a heading's words without Markdown's marks."""
    return " ".join(_INLINE_MARKS.sub(lambda found: found[1] or found[2] or "", text).split())
