"""Whether the ids that a document names are in the company's lists; an open company has every id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.language.company import Company, Entry
from app.language.document import Document
from app.language.findings import Findings
from app.language.source import Source, indent_of
from app.language.tree import Block, ChannelWording, Passage


def note_not_listed(document: Document, company: Company, source: Source, findings: Findings) -> None:
    """Note every id that is in none of the company's lists.

    A list that the company does not keep allows anything.
    """
    if company.is_open:
        return
    header = document.header
    for field, ids, entries in (
        ("stage", (header.stage,), company.stages),
        ("contact_point", (header.contact_point,), company.contact_points),
        ("channels", header.channels, company.channels),
        ("departments", header.departments, company.departments),
        ("section", (header.section,), company.sections),
        ("aims", header.aims, company.aims),
    ):
        for value in _not_in(ids, entries):
            line, column = document.places.get(field, (1, 1))
            allowed = ", ".join(entry.id for entry in entries)[:200]
            findings.error("header.invalid", line, column, field=field, value=value[:80], allowed=allowed)
    for channel, line in _channels(document):
        if any(True for _ in _not_in((channel,), company.channels)):
            index = line - source.first_line
            column = source.column(index, indent_of(source.lines[index]))
            findings.error("channel.unknown", line, column, channel=channel[:40])


def _not_in(ids: Iterable[str], entries: tuple[Entry, ...]) -> Iterator[str]:
    known = {entry.id for entry in entries}
    return (value for value in ids if value and known and value not in known)


def _channels(document: Document) -> Iterator[tuple[str, int]]:
    for wording in document.wordings:
        yield wording.channel, wording.line
    waiting: list[Block] = list(document.blocks)
    while waiting:
        block = waiting.pop()
        if isinstance(block, ChannelWording):
            yield block.channel, block.line
        if isinstance(block, ChannelWording | Passage):
            waiting += block.blocks
