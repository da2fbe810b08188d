"""The raw HTML that people may write, and what of it the checker says will not be shown (section 2).

Scripts, event handlers, forms, frames, styles and addresses that run something never survive; nor does
anything that browsers read twice (svg, math, noscript, textarea, title, template).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from app.language.findings import Findings
from app.language.source import Source

_BLOCKS = "aside blockquote details div dl hr ol p pre table ul h1 h2 h3 h4 h5 h6"
_INNER = "caption dd dt li summary tbody td tfoot th thead tr"
_INLINE = "a abbr b br cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var"
TAGS: Final = frozenset(f"{_BLOCKS} {_INNER} {_INLINE}".split())
"""The tags that survive."""

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*+)(?=[\s/>]|$)([^<>]*+)>?")
_BAD_ATTRIBUTE = re.compile(
    r"(?:^|[\s/])(on[a-z]++|style|srcdoc|formaction)\s*+=|(?:href|src)\s*+=\s*+[\"']?+\s*+(javascript|data|vbscript):",
    re.IGNORECASE,
)


def note_removed(source: Source, findings: Findings) -> None:
    """Note every tag, handler, style and address that the sanitiser takes out; comments are nobody's loss."""
    for index, column, tag in _removed(source):
        findings.warning("html.removed", source.number(index), column + 1, tag=tag)


def _removed(source: Source) -> Iterator[tuple[int, int, str]]:
    in_comment = False
    for index, line in enumerate(source.plain):
        if "<" not in line and not in_comment:
            continue
        text, in_comment = _without_comments(line, in_comment=in_comment)
        for found in _TAG.finditer(text):
            tag = found[2].lower()
            if found[1]:
                continue
            if tag not in TAGS:
                yield index, found.start(), tag
            elif bad := _BAD_ATTRIBUTE.search(found[3]):
                yield index, found.start(), f"{tag} {(bad[1] or bad[2]).lower()}"


def _without_comments(line: str, *, in_comment: bool) -> tuple[str, bool]:
    """Return the line with comments blanked out, and whether one goes on."""
    pieces, position = [], 0
    while position < len(line):
        mark = "-->" if in_comment else "<!--"
        found = line.find(mark, position)
        end = len(line) if found < 0 else found + (len(mark) if in_comment else 0)
        pieces.append("\0" * (end - position) if in_comment else line[position:end])
        position = end
        if found >= 0:
            in_comment = not in_comment
        if found >= 0 and in_comment:
            pieces.append("\0" * len(mark))
            position += len(mark)
    return "".join(pieces), in_comment
