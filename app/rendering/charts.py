"""Flow charts: laid out by Graphviz, drawn by us, the same picture on screen and on paper.

Colours stand as attributes, so that the picture is right where no style sheet reaches it (WeasyPrint, a file
of its own); on screen the classes `chart-…` let the style sheet set them from the design values.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final
from xml.etree import ElementTree as ET

from markupsafe import Markup

from app.language.algorithms import graph_of
from app.language.tree import Algorithm
from app.rendering.chart_drawing import draw_arrow, draw_node, measured, measured_answer
from app.rendering.chart_layout import KEEPER, Arrow, Layout, LayoutKeeper, Sketch
from app.rendering.chart_lists import draw_list, measured_list
from app.rendering.chart_shapes import Chart, ChartEdge, chart_of, clean, described, parts_of, with_lists
from app.rendering.plain_text import unmarked
from app.rendering.sanitising import drawn
from app.rendering.wording_labels import Labels

MARGIN: Final = 8.0
PRINT_SCALE: Final = 0.8
"""On paper 15 px of type become 9 pt."""
WIDTH: Final = 640.0
"""From which on a picture would be too small on a page or a telephone."""
_MOST_ROUNDS: Final = 4
_TOLERANCE: Final = 1.25
"""How much too tall a picture may be to be made smaller rather than cut."""
_STRAIGHT: Final = 6
_LOOP_SIDE: Final = 14.0


@dataclass(frozen=True, slots=True)
class Paper:
    """Hold how tall a picture may be before it is cut into parts; zero means without end."""

    height: float = 0.0
    scale: float = 1.0


SCREEN: Final = Paper()


def printed(height: float) -> Paper:
    """Return paper on which pictures are cut where they are taller than this."""
    return Paper(height, PRINT_SCALE)


@dataclass(frozen=True, slots=True)
class ChartRequest:
    """Hold an algorithm to be drawn and the title of its document.

    `words` turns a line of Markdown into plain words, `titles` maps slugs to titles of situations.
    """

    algorithm: Algorithm
    title: str = ""
    words: Callable[[str], str] = unmarked
    titles: Mapping[str, str] = field(default_factory=dict)


def chart_svgs(
    requests: Sequence[ChartRequest], labels: Labels, *, paper: Paper = SCREEN, keeper: LayoutKeeper = KEEPER
) -> list[tuple[Markup, ...]]:
    """Return the pictures of each algorithm: one, or several that each fit the paper.

    An algorithm without steps has none, nor has one that is too large to be drawn. All are laid out
    together, which costs little more than one.

    Raises:
        ChartsUnavailable: Graphviz is not installed, or fails.
    """
    charts = [chart_of(graph_of(each.algorithm), labels, each.words, each.titles) for each in requests]
    groups = _narrowed([[chart] if chart.nodes else [] for chart in charts], keeper)
    groups = _fitting(groups, labels, paper, keeper)
    layouts = iter(_laid_out([chart for group in groups for chart in group], keeper))
    return [
        tuple(drawn(picture) for picture in _pictures(group, layouts, labels, request.title, paper))
        for group, request in zip(groups, requests, strict=True)
    ]


def _pictures(
    charts: list[Chart], layouts: Iterator[Layout | None], labels: Labels, title: str, paper: Paper
) -> Iterator[ET.Element]:
    named = labels.chart_of.format(title=clean(title)) if title else labels.chart
    for number, chart in enumerate(charts, 1):
        name = named if len(charts) == 1 else f"{named} ({number}/{len(charts)})"
        layout = next(layouts)
        if layout is None:
            continue
        yield _draw(chart, layout, name, described(chart, labels), _scale(layout, paper))


def _scale(layout: Layout, paper: Paper) -> float:
    return paper.scale * min(1.0, paper.height / layout.height) if paper.height else paper.scale


def _fitting(
    groups: list[list[Chart]], labels: Labels, paper: Paper, keeper: LayoutKeeper
) -> list[list[Chart]]:
    """Cut charts that are too tall between ranks, as long as that helps."""
    limit = paper.height * _TOLERANCE
    for _ in range(_MOST_ROUNDS if paper.height else 0):
        layouts = iter(_laid_out([chart for group in groups for chart in group], keeper))
        cut: list[list[Chart]] = []
        for group in groups:
            parts: list[Chart] = []
            for chart in group:
                layout = next(layouts)
                if layout and layout.height > limit:
                    parts += _cut(chart, layout, labels, paper.height)
                else:
                    parts.append(chart)
            cut.append(parts)
        if [len(group) for group in cut] == [len(group) for group in groups]:
            break
        groups = cut
    return groups


def _cut(chart: Chart, layout: Layout, labels: Labels, height: float) -> list[Chart]:
    tops = {node.key: middle[1] for node, middle in zip(chart.nodes, layout.middles, strict=True)}
    steps = sorted((node.key for node in chart.nodes if node.number), key=lambda key: tops[key])
    count = min(len(steps), math.ceil(layout.height / height))
    if count < 2:  # noqa: PLR2004 (a cut makes two)
        return [chart]
    bounds = [round(number * len(steps) / count) for number in range(count + 1)]
    cuts = [set(steps[low:high]) for low, high in pairwise(bounds)]
    for node in chart.nodes:
        if not node.number:
            near = {
                key
                for edge in chart.edges
                for key in (edge.source, edge.target)
                if node.key in (edge.source, edge.target)
            }
            next((keys for keys in cuts if keys & near), cuts[0]).add(node.key)
    return list(parts_of(chart, cuts, labels))


def _laid_out(charts: Sequence[Chart], keeper: LayoutKeeper) -> list[Layout | None]:
    return keeper.layouts([_sketch(chart) for chart in charts])


def _narrowed(groups: list[list[Chart]], keeper: LayoutKeeper) -> list[list[Chart]]:
    """Gather the answers of wide fans in lists, where that makes a chart narrower."""
    flat = [chart for group in groups for chart in group]
    layouts = _laid_out(flat, keeper)
    wide = [chart for chart, layout in zip(flat, layouts, strict=True) if layout and layout.width > WIDTH]
    gathered = [with_lists(chart) for chart in wide]
    pairs = zip(wide, gathered, _laid_out(wide, keeper), _laid_out(gathered, keeper), strict=True)
    better = {before: after for before, after, old, new in pairs if new and old and new.width < old.width}
    return [[better.get(chart, chart) for chart in group] for group in groups]


def _sketch(chart: Chart) -> Sketch:
    positions = {node.key: number for number, node in enumerate(chart.nodes)}
    boxes = tuple(measured_list(node) if node.rows else measured(node) for node in chart.nodes)
    arrows = [
        Arrow(
            positions[edge.source],
            positions[edge.target],
            measured_answer(edge.answer),
            _STRAIGHT if _is_onward(positions, edge) else 1,
        )
        for edge in chart.edges
    ]
    loops = [
        Arrow(positions[node.key], positions[node.key], measured_answer(node.repeat, side=_LOOP_SIDE))
        for node in chart.nodes
        if node.repeat
    ]
    return Sketch(boxes, (*arrows, *loops))


def _is_onward(positions: Mapping[str, int], edge: ChartEdge) -> bool:
    return positions[edge.target] == positions[edge.source] + 1


def _draw(chart: Chart, layout: Layout, name: str, description: str, scale: float) -> ET.Element:
    width, height = layout.width + 2 * MARGIN, layout.height + 2 * MARGIN
    picture = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "chart-picture",
            "role": "img",
            "viewBox": f"{-MARGIN:g} {-MARGIN:g} {width:g} {height:g}",
            "width": f"{width * scale:.0f}",
            "height": f"{height * scale:.0f}",
            "font-family": "'Source Sans 3', 'Source Sans Pro', 'Segoe UI', Arial, sans-serif",
        },
    )
    ET.SubElement(picture, "title").text = name
    ET.SubElement(picture, "desc").text = description
    answers = [edge.answer for edge in chart.edges] + [node.repeat for node in chart.nodes if node.repeat]
    lines = ET.SubElement(picture, "g", {"class": "chart-lines"})
    for line, answer in zip(layout.lines, answers, strict=True):
        draw_arrow(lines, line, answer)
    for node, middle in zip(chart.nodes, layout.middles, strict=True):
        draw = draw_list if node.rows else draw_node
        draw(picture, node, middle)
    return picture


def standalone_svg(svg: Markup) -> str:
    """Return a picture as a file of its own: on white ground, with the XML declaration."""
    picture = ET.fromstring(svg)  # noqa: S314 (drawn by us a moment ago)
    namespace = "{http://www.w3.org/2000/svg}"
    left, top, width, height = picture.attrib["viewBox"].split()
    ground = ET.Element(
        f"{namespace}rect", {"x": left, "y": top, "width": width, "height": height, "fill": "#FFFFFF"}
    )
    picture.insert(2, ground)
    ET.register_namespace("", namespace.strip("{}"))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(picture, encoding="unicode")}\n'
