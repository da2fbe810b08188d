"""A document as a whole: header, body and the parsed tree. Everything here takes time linear in the text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from threading import Lock

from cachetools import LRUCache, cached

from app.language.blocks import Box, BoxKind, Line, read_boxes
from app.language.criteria import find_criteria
from app.language.dialogues import read_dialogue
from app.language.errors import Finding
from app.language.findings import Findings
from app.language.front_matter import normalise, split_front_matter
from app.language.headers import Header, Place, read_header_with_places
from app.language.headings import find_headings
from app.language.limits import MAX_BODY, MAX_LINES, MAX_NESTING, is_too_large
from app.language.links import PlacedLink, links_of
from app.language.quizzes import read_quiz
from app.language.scripts import Quoted, TextReader
from app.language.source import Source
from app.language.steps import read_algorithm
from app.language.tree import (
    Algorithm,
    Answer,
    Block,
    ChannelWording,
    Choice,
    Criterion,
    Dialogue,
    Embed,
    EndTarget,
    Heading,
    Link,
    Part,
    Passage,
    Prose,
    Question,
    Quiz,
    SituationTarget,
    Step,
    StepTarget,
    Target,
    UnknownTarget,
    Utterance,
    Wording,
)

__all__ = [
    "Algorithm", "Answer", "Block", "ChannelWording", "Choice", "Criterion", "Dialogue", "Document", "Embed",
    "EndTarget", "Heading", "Link", "Part", "Passage", "Prose", "Question", "Quiz", "SituationTarget", "Step",
    "StepTarget", "Target", "UnknownTarget", "Utterance", "Wording", "digest", "parse_document",
    "parse_source",
]  # fmt: skip


_DEEP = (">", "-", "*", "+", *"0123456789")


@dataclass(frozen=True, slots=True)
class Document:
    """Hold one parsed document; header_text and body are kept exactly as they were given, line ends apart.

    `algorithm`, `dialogues`, `quizzes`, `wordings` and `embeds` hold what stands anywhere in the
    document, passages of one variant included; `links` leaves hand-overs and embeds out.
    """

    header: Header
    header_text: str
    body: str
    first_line: int = 1
    blocks: tuple[Block, ...] = ()
    findings: tuple[Finding, ...] = ()
    algorithm: Algorithm | None = None
    criteria: tuple[Criterion, ...] = ()
    quizzes: tuple[Quiz, ...] = ()
    dialogues: tuple[Dialogue, ...] = ()
    wordings: tuple[Wording, ...] = ()
    links: tuple[Link, ...] = ()
    embeds: tuple[Embed, ...] = ()
    headings: tuple[Heading, ...] = ()
    opening: str = ""
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)

    @property
    def slug(self) -> str:
        """Return the name by which others link to the document."""
        return self.header.slug

    @property
    def title(self) -> str:
        """Return the title, or the slug where there is none."""
        return self.header.title or self.header.slug


@dataclass(frozen=True, slots=True)
class Parsed:
    """Hold a document with what only this room needs to know.

    Its source, boxes, and where wording and links are.
    """

    document: Document
    source: Source
    boxes: tuple[Box, ...]
    algorithms: tuple[tuple[Box, Algorithm], ...]
    quoted: tuple[Quoted, ...]
    links: tuple[PlacedLink, ...]


LEAST_WEIGHT = 500
KEPT = 2_000_000
"""Counted in characters; what is kept of one takes ten bytes for each, eighty at the worst."""


def parse_document(header_text: str, body: str, *, slug: str = "", first_line: int = 1) -> Document:
    """Return the parsed document; never raises, takes time linear in the text.

    `first_line` is the line of the file that the body begins on; every place counts from there. A body
    from a file with front matter begins after line 1, and the header then begins on line 2.
    """
    return parse(header_text, body, slug=slug, first_line=first_line).document


def parse_source(source: str, *, slug: str = "") -> Document:
    """Return the parsed document of a file, its header standing as front matter between lines of `---`."""
    parts = split_front_matter(source)
    return parse_document(parts.header_text, parts.body, slug=slug, first_line=parts.first_line)


def digest(header_text: str, body: str) -> str:
    """Return `sha256:` and the checksum in hex over header and body as they are stored."""
    text = f"{normalise(header_text)}\n---\n{normalise(body)}"
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _weight(parsed: Parsed) -> int:
    return len(parsed.document.header_text) + len(parsed.document.body) + LEAST_WEIGHT


@cached(LRUCache(KEPT, getsizeof=_weight), lock=Lock())
def parse(header_text: str, body: str, *, slug: str = "", first_line: int = 1) -> Parsed:
    """Return the document with its source, for those in this room who cut or check it.

    What was read last is kept for a while: one page often asks for the same text several times.
    """
    header_text, body = normalise(header_text), normalise(body)
    read = read_header_with_places(header_text, slug=slug, first_line=2 if first_line > 1 else 1)
    return _Assembly(read.header, header_text, body, first_line, read.places, read.findings).parsed()


class _Assembly:
    """Put a document together from what each module reads."""

    def __init__(  # noqa: PLR0913, PLR0917 (what a document is made of)
        self,
        header: Header,
        header_text: str,
        body: str,
        first_line: int,
        places: Mapping[str, Place],
        findings: Iterable[Finding],
    ) -> None:
        self._header, self._header_text, self._body = header, header_text, body
        self._first_line, self._places = first_line, places
        self._findings = Findings()
        for finding in findings:
            self._findings.add(finding)
        is_refused = is_too_large(body)
        if is_refused:
            facts = {"size": str(len(body)), "lines": str(body.count("\n") + 1)}
            limits = {"limit": str(MAX_BODY), "line_limit": str(MAX_LINES)}
            self._findings.error("text.too-large", first_line, 1, **facts, **limits)
        self._source = Source("" if is_refused else body, first_line)
        self._texts = TextReader(self._source, self._findings)
        self._algorithms: list[tuple[Box, Algorithm]] = []
        self._dialogues: list[Dialogue] = []
        self._quizzes: list[Quiz] = []
        self._embeds: list[Embed] = []

    def parsed(self) -> Parsed:
        boxes = read_boxes(self._source, self._header.kind, self._findings)
        blocks = self._blocks(boxes.root)
        self._note_depth()
        every = tuple(links_of(self._source))
        document = Document(
            header=self._header,
            header_text=self._header_text,
            body=self._body,
            first_line=self._first_line,
            blocks=blocks,
            algorithm=next((found for box, found in self._algorithms if not box.is_misplaced), None),
            criteria=find_criteria(self._source, self._findings),
            quizzes=tuple(self._quizzes),
            dialogues=tuple(self._dialogues),
            wordings=tuple(quoted.wording for quoted in self._texts.quoted),
            links=self._links(every),
            embeds=tuple(self._embeds),
            headings=find_headings(self._source),
            opening=_opening(blocks),
            places=self._places,
            findings=self._findings.sorted(),
        )
        return Parsed(
            document, self._source, boxes.every, tuple(self._algorithms), tuple(self._texts.quoted), every
        )

    def _blocks(self, box: Box) -> tuple[Block, ...]:
        """Return the blocks of a box of text; boxes are nested no deeper than the limit allows."""
        blocks: list[Block] = []
        run: list[Line] = []
        indent = self._indent(box)
        for item in box.content:
            if isinstance(item, Box):
                blocks += self._text(run, indent)
                run = []
                blocks += self._block(item)
            else:
                run.append(Line(item, self._source.lines[item], self._source.is_code[item], box.variants))
        return (*blocks, *self._text(run, indent))

    def _indent(self, box: Box) -> int:
        first = self._source.lines[box.first] if box.kind is not BoxKind.TEXT else ""
        return len(first) - len(first.lstrip(" "))

    def _text(self, run: list[Line], indent: int) -> tuple[Part, ...]:
        if not run:
            return ()
        parts = self._texts.read(run, indent=indent)
        self._embeds += [part for part in parts if isinstance(part, Embed)]
        return parts

    def _block(self, box: Box) -> Iterator[Block]:
        first, last = self._source.number(box.first), self._source.number(box.last)
        match box.kind:
            case BoxKind.B2C | BoxKind.B2B:
                yield Passage(box.variant, self._blocks(box), first, last)
            case BoxKind.CHANNEL:
                yield ChannelWording("".join(box.attributes.words), self._blocks(box), first, last)
            case BoxKind.ALGORITHM:
                algorithm = read_algorithm(box, self._source, self._texts)
                self._algorithms.append((box, algorithm))
                self._embeds += [p for step in algorithm.steps for p in step.parts if isinstance(p, Embed)]
                yield algorithm
            case BoxKind.DIALOGUE:
                dialogue = read_dialogue(box, self._source, self._findings)
                self._dialogues.append(dialogue)
                yield dialogue
            case BoxKind.QUIZ:
                quiz = read_quiz(box, self._source, self._findings)
                self._quizzes.append(quiz)
                yield quiz
            case _:
                yield from self._blocks(box)

    def _links(self, every: tuple[PlacedLink, ...]) -> tuple[Link, ...]:
        taken = {(embed.line, embed.column + 1) for embed in self._embeds}
        for _, algorithm in self._algorithms:
            for step in algorithm.steps:
                taken.add((step.target_line, step.target_column))
                taken |= {(choice.target_line, choice.column) for choice in step.choices}
        links = []
        for placed in every:
            link = placed.link
            if (link.line, link.column) in taken:
                continue
            if placed.has_mark:
                self._findings.warning("embed.not-alone", link.line, link.column - 1, slug=link.slug)
            links.append(link)
        return tuple(links)

    def _note_depth(self) -> None:
        source = self._source
        for index, line in enumerate(source.lines):
            may_be_deep = len(line) > MAX_NESTING and not source.is_code[index] and line.lstrip()[:1] in _DEEP
            if may_be_deep and source.prefix(index).is_too_deep:
                self._findings.error("text.too-deep", source.number(index), 1, limit=str(MAX_NESTING))


def _opening(blocks: tuple[Block, ...]) -> str:
    """Return the Markdown before the first heading or block."""
    first = blocks[0] if blocks else None
    if not isinstance(first, Prose):
        return ""
    headings = find_headings(Source(first.text))
    if not headings:
        return first.text.strip("\n")
    return "\n".join(first.text.split("\n")[: headings[0].line - 1]).strip("\n")
