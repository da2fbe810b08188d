"""A whole document as HTML, with its contents, its words for the search, and its steps one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from markupsafe import Markup

from app.language.document import Document
from app.language.tree import Block, Prose
from app.language.words import Kind
from app.rendering.assembling import Assembler, Drawing
from app.rendering.charts import SCREEN, ChartRequest, chart_svgs, printed, standalone_svg
from app.rendering.contents import ContentsEntry, SearchText, contents_of, search_text
from app.rendering.context import Answers, Context, Medium
from app.rendering.facts import badge_of, facts_of
from app.rendering.manuscript import Manuscript
from app.rendering.parts import (
    ChartPart,
    Page,
    Slot,
)
from app.rendering.passages import SetTexts
from app.rendering.plain_text import plain_text, unmarked
from app.rendering.sanitising import assembled
from app.rendering.wording_labels import Labels, labels_for


@dataclass(frozen=True, slots=True)
class Rendered:
    """Hold a rendered document; `html` is the whole `<article>`."""

    html: Markup
    contents: tuple[ContentsEntry, ...]
    search: SearchText


def render_document(document: Document, context: Context) -> Rendered:
    """Return the document as sanitised HTML; any text gives a page, never an error.

    Raises:
        ChartsUnavailable: there is an algorithm, charts are wanted, and Graphviz is missing.
        WorkerUnavailable: no worker process can be started.
    """
    labels = labels_for(context.language or document.header.language)
    manuscript = Manuscript(context)
    assembler = Assembler(document, context, labels, manuscript, context.id_prefix)
    page = _page(document, context, labels, assembler)
    texts = manuscript.set(labels.for_worker(_channel_names(document, context)))
    charts = _charts(assembler.drawings, texts, context, labels)
    html = assembled(
        "document.html",
        page=page,
        texts=texts,
        charts=charts,
        labels=labels,
        title_tag="h2" if context.is_below_title else "h1",
        answers=context.answers,
        Answers=Answers,
    )
    return Rendered(html, tuple(contents_of(page, texts, labels)), search_text(page, texts))


def render_chart(document: Document, context: Context) -> str:
    """Return the flow chart of a document as an SVG file of its own; empty for a document without algorithm.

    Raises:
        ChartsUnavailable: Graphviz is missing.
        WorkerUnavailable: no worker process can be started.
    """
    labels = labels_for(context.language or document.header.language)
    manuscript = Manuscript(context)
    assembler = Assembler(document, context, labels, manuscript, context.id_prefix)
    _page(document, context, labels, assembler)
    texts = manuscript.set({})
    own = [drawing for drawing in assembler.drawings if drawing.algorithm is document.algorithm]
    charts = _charts(own, texts, replace(context, medium=Medium.SCREEN, with_charts=True), labels)
    return "".join(standalone_svg(chart.picture) for parts in charts.values() for chart in parts)


def _page(document: Document, context: Context, labels: Labels, assembler: Assembler) -> Page:
    opening, rest = _divided(document)
    header = document.header
    return Page(
        kind=header.kind.value,
        language=header.language,
        title=document.title,
        summary=header.summary,
        badge=badge_of(document, labels),
        kind_label={Kind.STANDARD: labels.standard, Kind.SCRIPT: labels.script}.get(header.kind, ""),
        facts=facts_of(document, context, labels),
        opening=assembler.parts(opening),
        parts=assembler.parts(rest),
        criteria=assembler.criteria(),
        criteria_id=assembler.criteria_id,
    )


def _divided(document: Document) -> tuple[Sequence[Block], Sequence[Block]]:
    """Return the blocks of the opening and the rest."""
    blocks = document.blocks
    if not blocks or not isinstance(blocks[0], Prose) or not document.opening.strip():
        return (), blocks
    first = blocks[0]
    start = first.text.find(document.opening.strip())
    if start < 0:
        return (), blocks
    end = start + len(document.opening.strip())
    rest = Prose(first.text[end:], first.line + first.text[:end].count("\n"))
    return (Prose(first.text[:end], first.line),), (rest, *blocks[1:])


def _channel_names(document: Document, context: Context) -> dict[str, str]:
    return {channel.id: channel.name(document.header.language) for channel in context.company.channels}


def _charts(
    drawings: Sequence[Drawing], texts: SetTexts, context: Context, labels: Labels
) -> dict[str, tuple[ChartPart, ...]]:
    if not context.with_charts or not drawings:
        return {}
    titles = {slug: document.title for slug, document in context.documents.items()}
    requests = [
        ChartRequest(drawing.algorithm, drawing.title, partial(_words, texts, drawing.slots), titles)
        for drawing in drawings
    ]
    paper = printed(context.chart_height) if context.medium is Medium.PRINT else SCREEN
    drawn = zip(drawings, chart_svgs(requests, labels, paper=paper), strict=True)
    return {
        drawing.id: tuple(
            ChartPart(picture, _caption(labels, number, len(pictures)))
            for number, picture in enumerate(pictures, 1)
        )
        for drawing, pictures in drawn
    }


def _words(texts: SetTexts, slots: Mapping[str, Slot], raw: str) -> str:
    return plain_text(texts.passages[slots[raw]].html) if raw in slots else unmarked(raw)


def _caption(labels: Labels, part: int, parts: int) -> str:
    return labels.chart if parts == 1 else labels.chart_part.format(part=part, parts=parts)
