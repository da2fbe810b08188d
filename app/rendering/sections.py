"""Long prose in sections, so that one that cannot be displayed does not take the others with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEADING = re.compile(r"#{1,6}[ \t]")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def sections(text: str, line: int) -> Iterator[tuple[str, int]]:
    """Yield the text cut before headings that follow an empty line, with the line each piece begins on."""
    lines = text.split("\n")
    begin, fence, after_gap = 0, "", False
    for position, each in enumerate(lines):
        mark = _FENCE.match(each)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        if not fence and after_gap and _HEADING.match(each):
            yield "\n".join(lines[begin:position]), line + begin
            begin = position
        after_gap = not each.strip()
    yield "\n".join(lines[begin:]), line + begin
