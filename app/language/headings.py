"""Finding headings, and the anchors by which links reach them."""

import re
import unicodedata

from app.language.attributes import split_attributes
from app.language.findings import Findings
from app.language.source import Source
from app.language.tree import Heading

_HASHES = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*))?$", re.DOTALL)
_UNDERLINE = re.compile(r" {0,3}(?:(=+)|(-+))[ \t]*$")
_NOT_WORD = re.compile(r"[^\w\s-]+")
_NO_PARAGRAPH = frozenset(" >|-*+:#<→`")
_GAPS = re.compile(r"[-\s]+")


def find_headings(source: Source) -> tuple[Heading, ...]:
    """Return the headings at the text's own level (not in quotes or lists), in their order."""
    headings = []
    above = ""
    for index, line in enumerate(source.lines):
        if not line or source.is_code[index]:
            above = ""
            continue
        number = source.number(index)
        if line.lstrip(" ")[:1] == "#" and (found := _HASHES.match(line)):
            headings.append(_heading(len(found[1]), found[2] or "", number))
            above = ""
            continue
        if above and (under := _UNDERLINE.match(line)):
            headings.append(_heading(1 if under[1] else 2, above, number - 1))
            above = ""
            continue
        is_first = index == 0 or not source.lines[index - 1].strip()
        above = line if is_first and _is_paragraph(line) else ""
    return tuple(headings)


def _is_paragraph(line: str) -> bool:
    return line[0] not in _NO_PARAGRAPH and not line.isspace()


def _heading(level: int, words: str, line: int) -> Heading:
    text, attributes = split_attributes(words.strip())
    bare = text.rstrip("#")
    if bare != text and (not bare or bare.endswith((" ", "\t"))):
        text, attributes = (
            split_attributes(bare.rstrip()) if not attributes.column else (bare.rstrip(), attributes)
        )
    return Heading(level, text, attributes.id, line)


def note_skipped(headings: tuple[Heading, ...], findings: Findings) -> None:
    """Note every heading that leaves a level out; the document's title counts as the first level."""
    level = 1
    for heading in headings:
        if heading.level > level + 1:
            facts = {"title": heading.text[:80], "level": str(heading.level), "expected": str(level + 1)}
            findings.warning("heading.skipped", heading.line, 1, **facts)
        level = heading.level


def slugify_heading(text: str) -> str:
    """Return the anchor of a heading without an id: lower case, letters and digits, the rest as one `-`.

    Accents are folded away first (NFKD), as Python-Markdown's `toc` does.
    """
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return _GAPS.sub("-", _NOT_WORD.sub("", folded).strip().lower())


def anchors_of(headings: tuple[Heading, ...]) -> frozenset[str]:
    """Return every anchor by which a heading may be meant.

    Its id, its words folded or not, counted when repeated.
    """
    anchors: set[str] = set()
    counts: dict[str, int] = {}
    for heading in headings:
        if heading.anchor:
            anchors.add(heading.anchor)
        plain = _GAPS.sub("-", _NOT_WORD.sub("", heading.text).strip().lower())
        for anchor in {slugify_heading(heading.text), plain}:
            count = counts.get(anchor, 0)
            counts[anchor] = count + 1
            anchors |= {anchor, *({f"{anchor}_{count}", f"{anchor}-{count}"} if count else set())}
    return frozenset(anchors)
