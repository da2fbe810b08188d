"""Wording: quotes marked as what to say, what not to say, and why (sections 4 and 5)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from app.language.blocks import Line
from app.language.findings import Findings
from app.language.source import LIST_MARK, Prefix, Source, indent_of
from app.language.tree import Embed, Part, Prose, Wording
from app.language.words import ScriptWording, WordingKind

MARK: Final = re.compile(r"\[!([A-Za-z]++)([^\]\n]{0,80}+)\][ \t]*+")
EMBED: Final = re.compile(r"!\[\[([^\[\]|#\n]++)(?:#([^\[\]|\n]*+))?(?:\|[^\[\]\n]*+)?\]\]$")
CALL_OUTS: Final = frozenset({"note", "tip", "warning", "legal", "why", "important", "caution"})
_KINDS: Final = {kind.value: kind for kind in WordingKind}


@dataclass(slots=True)
class Quoted:
    """Hold a piece of wording with its place in the source: the range of lines and how deep it is quoted."""

    wording: Wording
    first: int
    last: int
    depth: int
    is_nested: bool


@dataclass(slots=True)
class TextReader:
    """Read runs of lines into prose, wording and embeds; collect the wording and embeds met on the way.

    In a step (`step_id`) an unmarked quote is wording too.
    """

    source: Source
    findings: Findings
    quoted: list[Quoted] = field(default_factory=list)

    def read(self, lines: Sequence[Line], *, indent: int = 0, step_id: str = "") -> tuple[Part, ...]:
        """Return the parts of a run; `indent` is the column from 0 that the run's own text begins at."""
        run = _Run(self, lines, indent, step_id)
        run.read()
        return tuple(run.parts)

    def wording_of(
        self, text: str, mark: re.Match[str] | None, line: int, column: int, step_id: str
    ) -> Wording:
        """Return the wording that a mark announces, its text still to come; no mark means to be said."""
        kind, channel, own = WordingKind.SAY, "", None
        if mark is not None and mark[1].lower() in _KINDS:
            kind = _KINDS[mark[1].lower()]
            for word in mark[2].split():
                if word in set(ScriptWording):
                    own = ScriptWording(word)
                elif not channel:
                    channel = word
                else:
                    self.findings.error("channel.unknown", line, column, channel=word)
        elif mark is not None:
            self.findings.warning("callout.unknown", line, column, name=mark[1][:40])
        return Wording(kind, text, channel, own, line, line, step_id)


def is_wording(mark: re.Match[str] | None, step_id: str) -> bool:
    """Say whether a quote with this mark, or none, is wording in such a place."""
    name = mark[1].lower() if mark else ""
    if name in _KINDS:
        return True
    return bool(step_id) and name not in CALL_OUTS


def continues_lazily(text: str) -> bool:
    """Say whether a line without quote sign goes on with the paragraph of the quote above it."""
    stripped = text.strip(" ")
    if not stripped or stripped[0] in "#>|→" or stripped.startswith((":::", "```", "~~~", "->", "![[")):
        return False
    return LIST_MARK.match(stripped) is None and not re.fullmatch(r"[-=*_][-=*_ ]*", stripped)


class _Run:
    def __init__(self, reader: TextReader, lines: Sequence[Line], indent: int, step_id: str) -> None:
        self._reader, self._lines, self._indent, self._step = reader, lines, indent, step_id
        self._prose: list[Line] = []
        self._in_item = False
        self.parts: list[Part] = []

    def read(self) -> None:
        position, after_blank = 0, True
        while position < len(self._lines):
            line = self._lines[position]
            if line.is_blank or line.is_code:
                self._prose.append(line)
                after_blank, position = line.is_blank, position + 1
                continue
            self._in_item = self._still_in_item(line, after_blank=after_blank)
            after_blank = False
            stripped = line.text.strip(" ")
            if embed := EMBED.match(stripped):
                self._embed(line, embed)
                position += 1
            elif stripped.startswith(">") and not self._in_item:
                position = self._quote(position)
            elif ">" in stripped:
                position = self._nested(position)
            else:
                self._prose.append(line)
                position += 1
        self._flush()

    def _still_in_item(self, line: Line, *, after_blank: bool) -> bool:
        indent = indent_of(line.text)
        if LIST_MARK.match(line.text, indent) or line.text.startswith("[^", indent):
            return True
        if indent >= self._indent + 2:
            return self._in_item
        return self._in_item and not after_blank and not line.text.startswith(">", indent)

    def _flush(self) -> None:
        filled = [at for at, line in enumerate(self._prose) if not line.is_blank]
        lines = self._prose[filled[0] : filled[-1] + 1] if filled else []
        self._prose = []
        if lines:
            text = "\n".join(_dedent(line.text, self._indent) for line in lines)
            self.parts.append(Prose(text, self._reader.source.number(lines[0].index)))

    def _embed(self, line: Line, found: re.Match[str]) -> None:
        self._flush()
        source = self._reader.source
        column = source.column(line.index, indent_of(line.text))
        slug, anchor = found[1].strip(), (found[2] or "").strip()
        self.parts.append(Embed(slug, anchor, source.number(line.index), column))

    def _quote(self, position: int) -> int:
        """Read a quote of the run's own level, cut where a new mark begins; return the position after it."""
        end = self._end_of_quote(position, 1)
        starts = [position]
        starts += [at for at in range(position + 1, end) if self._mark_at(at, 1) is not None]
        for start, stop in zip(starts, [*starts[1:], end], strict=True):
            mark = self._mark_at(start, 1)
            if is_wording(mark, self._step):
                self._flush()
                self.parts.append(self._wording(start, stop, mark, 1, is_nested=False))
            else:
                self._call_out(start, stop, mark)
        return end

    def _call_out(self, start: int, stop: int, mark: re.Match[str] | None) -> None:
        if mark and mark[1].lower() not in CALL_OUTS:
            self._unknown_mark(start, mark)
        if self._prose and self._prose[-1].text.lstrip(" ").startswith(">"):
            self._flush()
        for at in range(start, stop):
            self._prose.append(self._lines[at])
        self._inner(start, stop, 1)

    def _unknown_mark(self, at: int, mark: re.Match[str]) -> None:
        line, source = self._lines[at], self._reader.source
        column = source.column(line.index, mark.start())
        self._reader.findings.warning("callout.unknown", source.number(line.index), column, name=mark[1][:40])

    def _nested(self, position: int) -> int:
        """Read a line whose quote stands in a list item; it stays in the prose, its wording is noted."""
        prefix = self._reader.source.prefix(self._lines[position].index)
        if not prefix.quotes:
            self._prose.append(self._lines[position])
            return position + 1
        end = self._end_of_quote(position, 1)
        self._prose += self._lines[position:end]
        self._inner(position, end, 0)
        return end

    def _inner(self, start: int, stop: int, depth: int) -> None:
        """Note the wording in quotes deeper than `depth` between two positions."""
        at = start
        while at < stop:
            line = self._lines[at]
            prefix = self._prefix(at)
            if prefix is None or len(prefix.quotes) <= depth or not self._begins_quote(at, prefix, start):
                at += 1
                continue
            mark = MARK.match(line.text, prefix.start) if prefix.is_quoted else None
            if not is_wording(mark, self._step) or (mark and mark[1].lower() == "why" and not self._step):
                at += 1
                continue
            level = len(prefix.quotes)
            end = min(self._end_of_quote(at, level, at_mark=True), stop)
            self._wording(at, end, mark, level, is_nested=True)
            at = end

    def _begins_quote(self, at: int, prefix: Prefix, start: int) -> bool:
        if MARK.match(self._lines[at].text, prefix.start):
            return prefix.is_quoted
        above = self._prefix(at - 1) if at > start else None
        return prefix.is_quoted and (above is None or len(above.quotes) < len(prefix.quotes))

    def _prefix(self, at: int) -> Prefix | None:
        line = self._lines[at]
        return None if line.is_code else self._reader.source.prefix(line.index)

    def _mark_at(self, at: int, depth: int) -> re.Match[str] | None:
        prefix = self._prefix(at)
        if prefix is None or len(prefix.quotes) != depth or not prefix.is_quoted:
            return None
        return MARK.match(self._lines[at].text, prefix.start)

    def _end_of_quote(self, position: int, depth: int, *, at_mark: bool = False) -> int:
        """Return the position after the last line of a quote; a line without sign may go on with it.

        With `at_mark` a new mark of the same depth ends it too.
        """
        at, is_paragraph = position, False
        while at < len(self._lines):
            line = self._lines[at]
            quotes = len(self._reader.source.prefix(line.index).quotes) if ">" in line.text else 0
            if at_mark and at > position and quotes == depth and self._mark_at(at, depth):
                break
            if quotes >= depth:
                prefix = self._reader.source.prefix(line.index)
                if at > position and prefix.marks and prefix.quotes[0] > prefix.marks[0]:
                    break
                is_paragraph = bool(line.text[prefix.start :].strip()) and not line.is_code
            elif not is_paragraph or line.is_code or not continues_lazily(line.text):
                break
            at += 1
        return max(at, position + 1)

    def _wording(
        self, start: int, stop: int, mark: re.Match[str] | None, depth: int, *, is_nested: bool
    ) -> Wording:
        reader, first, last = self._reader, self._lines[start], self._lines[stop - 1]
        source = reader.source
        line = source.number(first.index)
        prefix = source.prefix(first.index)
        column = source.column(first.index, prefix.start)
        text = "\n".join(
            self._quoted_text(at, depth, mark if at == start else None) for at in range(start, stop)
        )
        begun = reader.wording_of(text.strip("\n"), mark, line, column, self._step)
        wording = Wording(
            begun.kind, begun.text, begun.channel, begun.wording, line, source.number(last.index), self._step
        )
        reader.quoted.append(Quoted(wording, first.index, last.index, depth, is_nested))
        return wording

    def _quoted_text(self, at: int, depth: int, mark: re.Match[str] | None) -> str:
        text = self._lines[at].text
        if mark is not None:
            return text[mark.end() :]
        quotes = self._reader.source.prefix(self._lines[at].index).quotes if ">" in text else ()
        return text[quotes[depth - 1] + 1 :].removeprefix(" ") if len(quotes) >= depth else text.lstrip(" ")


def _dedent(text: str, indent: int) -> str:
    return text[min(indent, indent_of(text)) :]
