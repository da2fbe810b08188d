"""Footnotes, abbreviations and link references: defined once, used in every passage of the document."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from app.rendering.limits import MAX_DEFINITIONS

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_NOTE = re.compile(r" {0,3}\[\^([^\]\s]{1,60})\]:[ \t]*(.*)")
_ABBREVIATION = re.compile(r" {0,3}\*\[([^\]\n]{1,60})\]:[ \t]*(.{1,300})")
_REFERENCE = re.compile(
    r" {0,3}\[([^\]\^\[\n][^\]\[\n]{0,100})\]:[ \t]*<?([^\s>]{1,2000})>?"
    r"(?:[ \t]+[\"'(](.{0,300})[\"')])?[ \t]*$"
)


@dataclass(slots=True)
class Definitions:
    """Collect what passages define; the first definition of a name counts."""

    notes: dict[str, str] = field(default_factory=dict)
    abbreviations: dict[str, str] = field(default_factory=dict)
    references: dict[str, tuple[str, str]] = field(default_factory=dict)

    def take_from(self, text: str) -> str:
        """Return the text with its definitions turned into empty lines, so that line numbers stay."""
        source = text.split("\n")
        lines = list(source)
        fence, open_note = "", ""
        for position, line in enumerate(source):
            mark = _FENCE.match(line)
            if fence:
                fence = "" if mark and mark[1].startswith(fence) else fence
                open_note = ""
                continue
            if mark:
                fence = mark[1]
                continue
            note = self._open_note(line)
            if note:
                open_note, lines[position] = note, ""
            elif open_note and _continues(source, position):
                self.notes[open_note] += "\n" + line.strip()
                lines[position] = ""
            else:
                open_note = ""
                if self._take_line(line):
                    lines[position] = ""
        return "\n".join(lines)

    def _open_note(self, line: str) -> str:
        match = _NOTE.match(line)
        if not match or len(self.notes) >= MAX_DEFINITIONS:
            return ""
        name = match[1] if match[1] not in self.notes else f"{match[1]}\n"
        self.notes[name] = match[2]
        return name

    def _take_line(self, line: str) -> bool:
        if match := _ABBREVIATION.match(line):
            if len(self.abbreviations) < MAX_DEFINITIONS:
                self.abbreviations.setdefault(match[1].strip(), match[2].strip())
            return True
        if match := _REFERENCE.match(line):
            if len(self.references) < MAX_DEFINITIONS:
                self.references.setdefault(match[1].strip().lower(), (match[2], match[3] or ""))
            return True
        return False


def _continues(lines: list[str], position: int) -> bool:
    """Say whether the line belongs to the note above: indented, unbroken, or a gap before an indented one."""
    line = lines[position]
    if line.startswith(("    ", "\t")):
        return True
    if line.strip():
        return bool(lines[position - 1].strip()) and not _starts_block(line)
    following = lines[position + 1] if position + 1 < len(lines) else ""
    return following.startswith(("    ", "\t")) and bool(following.strip())


def _starts_block(line: str) -> bool:
    return line.startswith(("#", ">", "- ", "* ", ":::")) or bool(
        _NOTE.match(line) or _ABBREVIATION.match(line)
    )
