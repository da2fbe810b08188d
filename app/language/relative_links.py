"""Relative links between files become links between documents (section 10)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from app.language.source import Source

_INLINE = re.compile(
    r"(?<![!\\])\[(?P<words>[^\[\]]{1,400}+)\](?:\((?P<href><[^<>\n]{0,500}+>|[^\s()<>]{0,500}+)"
    r"(?:[ \t]+(?:\"[^\"\n]{0,200}+\"|'[^'\n]{0,200}+'))?[ \t]*\)|\[(?P<ref>[^\[\]]{0,100}+)\])"
)
_DEFINITION = re.compile(r" {0,3}\[([^\[\]^]{1,100}+)\]:[ \t]*(<[^<>]*+>|\S++)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


@dataclass(frozen=True, slots=True)
class RelativeLink:
    """Hold a Markdown link to an address of our own kind, neither on the web nor absolute; places from 0."""

    index: int
    start: int
    end: int
    words: str
    href: str


def relative_links(source: Source) -> Iterator[RelativeLink]:
    """Yield the relative links of a body, code passed over; only links within one line, as nearly all are."""
    definitions = definitions_of(source)
    for index, plain in enumerate(source.plain):
        if "](" not in plain and "][" not in plain:
            continue
        typed = source.raw[index]
        for found in _INLINE.finditer(plain):
            href = found["href"]
            if href is None:
                href = definitions.get((found["ref"] or found["words"]).casefold(), "")
            href = href.removeprefix("<").removesuffix(">")
            if href and not _SCHEME.match(href) and not href.startswith(("/", "{")):
                yield RelativeLink(
                    index, found.start(), found.end(), typed[slice(*found.span("words"))], href
                )


def definitions_of(source: Source) -> dict[str, str]:
    """Return the addresses that lines such as `[words]: address` define, by their words in lower case."""
    return {
        found[1].casefold(): found[2]
        for line in source.plain
        if "]:" in line and (found := _DEFINITION.match(line))
    }


@dataclass(frozen=True, slots=True)
class Resolved:
    """Hold where a relative link leads.

    A file's path from the top, empty for the file itself, and an anchor.
    """

    file: str
    anchor: str


def resolve(href: str, file: str) -> Resolved | None:
    """Return where an address in a file leads, None where it leaves the folder or is no path."""
    path, _, anchor = href.partition("#")
    path = unquote(path.partition("?")[0])
    if not path:
        return Resolved(file, unquote(anchor))
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
    if joined.startswith(".."):
        return None
    return Resolved(joined, unquote(anchor))


def as_document_links(body: str, file: str, slugs: Mapping[str, str]) -> str:
    """Return the body with its relative links to known files written as `[[slug#anchor|words]]`.

    `slugs` maps paths from the top to slugs. Everything else stays as it is.
    """
    source = Source(body)
    lines = list(source.raw)
    for link in reversed(list(relative_links(source))):
        slug = _slug_for(link.href, file, slugs)
        if slug:
            line = lines[link.index]
            lines[link.index] = (
                line[: link.start] + _written(link, slug, source.raw[link.index]) + line[link.end :]
            )
    return "\n".join(lines)


def _slug_for(href: str, file: str, slugs: Mapping[str, str]) -> str:
    found = resolve(href, file)
    if found is None:
        return ""
    for path in _candidates(found.file):
        if path in slugs:
            anchor = re.sub(r"[\[\]|#\\\s]+", "-", found.anchor)
            return f"{slugs[path]}#{anchor}" if anchor else slugs[path]
    return ""


def _candidates(path: str) -> Iterator[str]:
    folder = "" if path == "." else f"{path}/"
    yield path
    if not PurePosixPath(path).suffix:
        yield f"{path}.md"
    for name in ("index.md", "README.md", "readme.md"):
        yield f"{folder}{name}"


def _written(link: RelativeLink, slug: str, line: str) -> str:
    """Return the link in our way.

    In a line of a table its bar is escaped, so that it does not end the cell.
    """
    outside = line[: link.start] + line[link.end :]
    bar = "\\|" if "|" in outside else "|"
    return f"[[{slug}{bar}{link.words}]]"
