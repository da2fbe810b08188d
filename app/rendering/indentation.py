"""Lists indented by two or three columns, as most people have it, for a library that wants four."""

from __future__ import annotations

import re

from markdown.preprocessors import Preprocessor

_ITEM = re.compile(r"( *)([-+*]|\d{1,9}\.)( +)(?=\S)")
_FENCE = re.compile(r" *(`{3,}|~{3,})")
_STEP = 4


class Indentation(Preprocessor):
    """Set nested list items, and what belongs to them, in by four columns for each level."""

    def run(self, lines: list[str]) -> list[str]:
        levels: list[int] = []
        fence, after_gap = "", True
        result = []
        for line in lines:
            mark = _FENCE.match(line)
            if mark and (not fence or mark[1].startswith(fence)):
                fence = "" if fence else mark[1]
            if fence or mark or not line.strip():
                after_gap = after_gap if fence else not line.strip()
                result.append(line)
                continue
            result.append(_set_in(line, levels, is_new_block=after_gap))
            after_gap = False
        return result


def _set_in(line: str, levels: list[int], *, is_new_block: bool) -> str:
    """Return the line set in for its level; opens and closes levels on the way."""
    columns = len(line) - len(line.lstrip(" "))
    item = _ITEM.match(line)
    if item is None and not is_new_block:
        return line
    while levels and columns < levels[-1]:
        levels.pop()
    depth = len(levels)
    if item is None:
        return line if columns >= _STEP * depth else " " * (_STEP * depth) + line.lstrip(" ")
    if not depth and columns >= _STEP:
        return line
    levels.append(len(item[0]))
    return " " * (_STEP * depth) + line.lstrip(" ")
