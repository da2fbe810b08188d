"""Setting passages with Python-Markdown, inside the worker and nowhere else."""

from __future__ import annotations

import html as entities
import signal
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

from markdown import Markdown
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension

from app.rendering.extensions import Ours
from app.rendering.limits import (
    DOCUMENT_SECONDS,
    HURRIED_SECONDS,
    MAX_REQUEST_CHARACTERS,
    PASSAGE_SECONDS,
    PATIENCE,
    is_too_much,
)
from app.rendering.passages import Scope, TextPassage
from app.rendering.sanitising import sanitise
from app.rendering.setting import Setting, note_ids

_BLOCK_NAMES = ("indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote", "reference")
"""What a line knows nothing of."""

Answer = dict[str, Any]
"""What is sent back for one passage: `html` and `headings`, or `refused`."""


class TooSlow(BaseException):
    """The passage has used up its time; not an Exception, so that no library swallows it."""


class Typesetter:
    """Set the passages of requests with two instances of Markdown, one for blocks and one for lines."""

    def __init__(self) -> None:
        self._setting = Setting()
        self._blocks = self._make_blocks()
        self._lines = self._make_lines()
        self._used: list[set[str]] = []
        self._placed: list[set[str]] = []
        self._counts: list[dict[str, int]] = []
        self._slow = 0
        self._spent = 0.0
        self._characters = 0

    def _make_blocks(self) -> Markdown:
        self._abbreviations = AbbrExtension()
        # `extra` without its footnotes: ours number through all passages of a document.
        return Markdown(
            extensions=[
                "fenced_code", "attr_list", "def_list", "md_in_html", "sane_lists", self._abbreviations,
                TableExtension(use_align_attribute=True), TocExtension(marker=""), Ours(self._setting),
            ],
            output_format="html",
        )  # fmt: skip

    def _make_lines(self) -> Markdown:
        lines = Markdown(extensions=["attr_list", Ours(self._setting)], output_format="html")
        for name in _BLOCK_NAMES:
            lines.parser.blockprocessors.deregister(name)
        lines.preprocessors.deregister("html_block")
        return lines

    def answers(
        self,
        passages: list[TextPassage],
        scopes: list[Scope],
        labels: dict[str, str],
        refused: frozenset[int],
    ) -> Iterator[Answer]:
        """Yield an answer for each passage in order, then one for each note that they refer to.

        `refused` are passages, by position, that stopped a worker before.
        """
        self._used = [{*scope.placed, *scope.reserved} for scope in scopes]
        self._placed = [set(scope.placed) for scope in scopes]
        self._counts = [{} for _ in scopes]
        self._setting.labels, self._setting.notes = labels, {}
        self._setting.root_prefix = scopes[0].id_prefix if scopes else ""
        self._slow, self._spent, self._characters = 0, 0.0, 0
        for position, passage in enumerate(passages):
            self._enter(scopes, passage.scope)
            yield {"refused": True} if position in refused else self._set(passage)
        yield from self._notes(scopes, refused, len(passages))

    def _enter(self, scopes: list[Scope], number: int) -> None:
        self._setting.scope, self._setting.scope_number = scopes[number], number
        self._setting.used_ids, self._setting.placed_ids = self._used[number], self._placed[number]
        self._setting.id_counts = self._counts[number]

    def _notes(self, scopes: list[Scope], refused: frozenset[int], position: int) -> Iterator[Answer]:
        done = 0
        while done < len(self._setting.notes):
            number, name = list(self._setting.notes)[done]
            self._enter(scopes, number)
            text = scopes[number].notes[name]
            answer = (
                {"refused": True}
                if position + done in refused
                else self._set(TextPassage(text, scope=number))
            )
            done += 1
            own, back = (self._setting.root_prefix + each for each in note_ids(done))
            yield {"note": done, "id": own, "back_id": back, **answer}

    def _set(self, passage: TextPassage) -> Answer:
        self._characters += len(passage.text)
        left = DOCUMENT_SECONDS - self._spent
        if is_too_much(passage.text) or left <= 0 or self._characters > MAX_REQUEST_CHARACTERS:
            return {"refused": True}
        allowed = min(left, HURRIED_SECONDS if self._slow >= PATIENCE else PASSAGE_SECONDS)
        try:
            return within_time(allowed, lambda: self._convert(passage))
        except (TooSlow, RecursionError, MemoryError):
            self._slow += 1
            self._spent += allowed
            # A parser stopped half-way remembers where it was: the next passage would begin inside a list.
            self._blocks, self._lines = self._make_blocks(), self._make_lines()
            return {"refused": True}

    def _convert(self, passage: TextPassage) -> Answer:
        setting = self._setting
        setting.heading_shift = passage.heading_shift
        engine = self._lines if passage.is_inline else self._blocks
        self._abbreviations.reset_glossary()
        self._abbreviations.load_glossary(dict(setting.scope.abbreviations))
        engine.reset()
        engine.references.update(setting.scope.references)
        text = " ".join(passage.text.split()) if passage.is_inline else passage.text
        raw = engine.convert(text)
        if passage.is_inline:
            raw = raw.removeprefix("<p>").removesuffix("</p>")
        # Sanitised here so that text which makes the sanitiser slow stops this process and not the caller's.
        # What counts is that the caller sanitises again.
        addresses = frozenset(link.address for link in setting.scope.links.values())
        pictures = setting.scope.picture_addresses
        headings = [] if passage.is_inline else list(_headings(engine.toc_tokens, setting))  # type: ignore[attr-defined]
        return {
            "html": str(sanitise(raw, id_prefix=setting.root_prefix, addresses=addresses, pictures=pictures)),
            "headings": headings,
        }


def _headings(tokens: list[dict[str, Any]], setting: Setting) -> Iterator[tuple[int, str, str]]:
    for token in tokens:
        text = " ".join(entities.unescape(token["name"]).split())
        yield token["level"], setting.scope.id_prefix + token["id"], text
        yield from _headings(token["children"], setting)


def within_time(seconds: float, work: Callable[[], Answer]) -> Answer:
    """Return what the work returns.

    Raises:
        TooSlow: it took more processor time.
    """

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        return work()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
