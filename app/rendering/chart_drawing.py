"""Boxes, pills, arrows and words of a chart as SVG elements, measured with the widths of the real face."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import Final
from xml.etree import ElementTree as ET

from app.rendering.chart_layout import Box, Line, Point
from app.rendering.chart_shapes import ChartNode, Shape
from app.rendering.font_widths import text_width

INK: Final = "#1D2430"
MUTED: Final = "#566070"
PAPER: Final = "#FFFFFF"
PANEL: Final = "#F1EEE7"
ACCENT: Final = "#0B5A6B"
SAY: Final = "#E8F1F2"

SIZE: Final = 15.0
SMALL: Final = 13.0
LEADING: Final = 19.0
SMALL_LEADING: Final = 17.0
_WRAP: Final = 24
_WIDE_WRAP: Final = 32
_LONG: Final = 150
"""Characters from which on a text is wrapped more widely."""
_LONGEST_WORD: Final = 34
_MOST_LINES: Final = 12
ANSWER_WRAP: Final = 20
SIDE: Final = 15.0
TOP: Final = 10.0
_GUTTER: Final = 10.0
_SLACK: Final = 1.04
"""Room for a substitute face that runs wider."""
_HARD: Final = 4.0
"""Between the two lines around a hard step."""
OUT: Final = 20.0
"""How far the arrow of a hand-over reaches out of its frame."""
ARROW: Final = 9.0


def wrapped(text: str, width: int = _WRAP) -> list[str]:
    """Return the text in lines; words longer than any line are divided, texts without end are cut."""
    words = [piece for word in text.split(" ") for piece in _divided(word)]
    lines = textwrap.wrap(" ".join(words), width, break_long_words=False, break_on_hyphens=True) or [""]
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1].rstrip(' .,;')} …"]
    return lines


def _divided(word: str) -> list[str]:
    if len(word) <= _LONGEST_WORD:
        return [word]
    step = _LONGEST_WORD - 2
    pieces = [word[start : start + step] for start in range(0, len(word), step)]
    return [f"{piece}-" for piece in pieces[:-1]] + pieces[-1:]


def _lines(node: ChartNode) -> list[str]:
    return wrapped(node.text, _WIDE_WRAP if len(node.text) > _LONG else _WRAP)


def widest(lines: Sequence[str], size: float, *, is_bold: bool = False) -> float:
    """Return the width of the widest line, with room for a substitute face."""
    return max(text_width(line, size, is_bold=is_bold) for line in lines) * _SLACK


def measured(node: ChartNode) -> Box:
    """Return the room that a node needs."""
    if node.shape is Shape.START:
        return Box(12, 12)
    lines = _lines(node)
    width = widest(lines, SIZE) + _gutter(node)
    height = len(lines) * LEADING
    if node.limit:
        limits = wrapped(node.limit)
        width = max(width, widest(limits, SMALL) + _gutter(node))
        height += len(limits) * SMALL_LEADING + 3
    around = 2 * _HARD if node.is_hard else 0
    extra = {Shape.END: 14.0, Shape.HAND_OVER: 2 * OUT, Shape.CONNECTOR: 6.0}.get(node.shape, 0.0)
    below = 12.0 if node.shape is Shape.CONNECTOR else 0.0
    return Box(math.ceil(width + 2 * SIDE + around + extra), math.ceil(height + 2 * TOP + around + below))


def _gutter(node: ChartNode) -> float:
    return text_width(node.number, SIZE, is_bold=True) + _GUTTER if node.number else 0.0


def measured_answer(answer: str, *, side: float = 7.0) -> Box | None:
    """Return the room that the words on an arrow need with that much on either side; none for no words."""
    if not answer:
        return None
    lines = wrapped(answer, ANSWER_WRAP)
    return Box(
        math.ceil(widest(lines, SMALL, is_bold=True) + 2 * side), math.ceil(len(lines) * SMALL_LEADING + 8)
    )


def draw_arrow(parent: ET.Element, line: Line, answer: str) -> None:
    """Draw an arrow and the answer beside it."""
    group = ET.SubElement(parent, "g", {"class": "chart-arrow"})
    first, *rest = line.points
    ahead = line.points[-1]
    length = math.dist(ahead, line.tip) or 1.0
    along = ((line.tip[0] - ahead[0]) / length, (line.tip[1] - ahead[1]) / length)
    neck = (line.tip[0] - along[0] * ARROW * 0.8, line.tip[1] - along[1] * ARROW * 0.8)
    curve = f"M{at(first)} C{' '.join(at(point) for point in rest)} L{at(neck)}"
    ET.SubElement(
        group,
        "path",
        {"class": "chart-line", "d": curve, "fill": "none", "stroke": MUTED, "stroke-width": "1.4"},
    )
    ET.SubElement(group, "path", {"class": "chart-head", "d": head(line.tip, along), "fill": MUTED})
    if line.label is not None:
        lines = wrapped(answer, ANSWER_WRAP)
        top = line.label[1] - (len(lines) - 1) * SMALL_LEADING / 2
        write(
            group,
            lines,
            (line.label[0], top),
            "chart-answer",
            size=SMALL,
            leading=SMALL_LEADING,
            is_bold=True,
            anchor="middle",
        )


def head(tip: Point, along: Point) -> str:
    """Return the path of an arrow head at the tip; `along` is the direction, of length one."""
    back = (tip[0] - along[0] * ARROW, tip[1] - along[1] * ARROW)
    across = (-along[1] * ARROW * 0.45, along[0] * ARROW * 0.45)
    left, right = (back[0] + across[0], back[1] + across[1]), (back[0] - across[0], back[1] - across[1])
    return f"M{at(tip)} L{at(left)} L{at(right)} Z"


def at(point: Point) -> str:
    """Return a point as paths write it."""
    return f"{point[0]:.1f},{point[1]:.1f}"


def draw_node(parent: ET.Element, node: ChartNode, middle: Point) -> None:
    """Draw a node around its middle."""
    classes = f"chart-node chart-{node.shape.value}" + (" chart-hard" if node.is_hard else "")
    group = ET.SubElement(parent, "g", {"class": classes})
    if node.number:
        group.set("data-step", node.key)
    if node.shape is Shape.START:
        ET.SubElement(
            group, "circle", {"cx": f"{middle[0]:g}", "cy": f"{middle[1]:g}", "r": "6", "fill": INK}
        )
        return
    box = measured(node)
    _draw_frame(group, node, middle, box)
    _draw_words(group, node, middle, box)


def _draw_frame(group: ET.Element, node: ChartNode, middle: Point, box: Box) -> None:
    width, height = box.width, box.height
    left, top = middle[0] - width / 2, middle[1] - height / 2
    if node.shape is Shape.CONNECTOR:
        points = [
            (left, top),
            (left + width, top),
            (left + width, top + height - 12),
            (middle[0], top + height),
        ]
        path = f"M{' L'.join(at(point) for point in points)} L{at((left, top + height - 12))} Z"
        ET.SubElement(
            group,
            "path",
            {
                "d": path,
                "class": "chart-frame",
                "fill": PAPER,
                "stroke": MUTED,
                "stroke-width": "1.4",
                "stroke-dasharray": "4 3",
            },
        )
        return
    if node.shape is Shape.HAND_OVER:
        left, width = left + OUT, width - 2 * OUT
    radius = {Shape.STEP: 2.0, Shape.QUESTION: 16.0, Shape.HAND_OVER: 2.0, Shape.END: height / 2}[node.shape]
    radius = min(radius, 24.0)
    fill = {Shape.STEP: PAPER, Shape.QUESTION: PANEL, Shape.HAND_OVER: PAPER, Shape.END: SAY}[node.shape]
    stroke = ACCENT if node.shape in {Shape.END, Shape.HAND_OVER} else INK
    if node.is_hard:
        rect(group, (left, top), Box(width, height), radius + _HARD, "none", stroke)
        left, top, width, height = left + _HARD, top + _HARD, width - 2 * _HARD, height - 2 * _HARD
    rect(group, (left, top), Box(width, height), radius, fill, stroke)
    if node.shape is Shape.HAND_OVER:
        draw_way_out(group, (left + width, middle[1]))


def rect(  # noqa: PLR0913, PLR0917 (a frame has as many properties)
    group: ET.Element, corner: Point, box: Box, radius: float, fill: str, stroke: str
) -> None:
    """Draw a frame by its upper left corner."""
    ET.SubElement(
        group,
        "rect",
        {
            "class": "chart-frame",
            "x": f"{corner[0]:g}",
            "y": f"{corner[1]:g}",
            "width": f"{box.width:g}",
            "height": f"{box.height:g}",
            "rx": f"{radius:g}",
            "fill": fill,
            "stroke": stroke,
            "stroke-width": "1.4",
        },
    )


def draw_way_out(group: ET.Element, edge: Point) -> None:
    """Draw the arrow that leaves the right edge of a frame at that point."""
    start, tip = (edge[0] - 9, edge[1]), (edge[0] + OUT - 2, edge[1])
    line = f"M{at(start)} L{at((tip[0] - ARROW * 0.8, tip[1]))}"
    ET.SubElement(
        group,
        "path",
        {"class": "chart-out", "d": line, "fill": "none", "stroke": ACCENT, "stroke-width": "2"},
    )
    ET.SubElement(group, "path", {"class": "chart-out-head", "d": head(tip, (1.0, 0.0)), "fill": ACCENT})


def _draw_words(group: ET.Element, node: ChartNode, middle: Point, box: Box) -> None:
    lines, limits = _lines(node), wrapped(node.limit) if node.limit else []
    around = _HARD if node.is_hard else 0.0
    first = middle[1] - box.height / 2 + around + TOP + LEADING / 2
    left = middle[0] - box.width / 2 + around + SIDE
    if not node.number:
        write(group, lines, (middle[0], first), "chart-words", anchor="middle")
        return
    write(group, [node.number], (left, first), "chart-number", is_bold=True, colour=ACCENT)
    left += _gutter(node)
    write(group, lines, (left, first), "chart-words")
    below = first + len(lines) * LEADING + 2
    write(group, limits, (left, below), "chart-limit", size=SMALL, leading=SMALL_LEADING, colour=MUTED)


def write(  # noqa: PLR0913 (a line of type has as many properties)
    parent: ET.Element,
    lines: Sequence[str],
    first: Point,
    name: str,
    *,
    size: float = SIZE,
    leading: float = LEADING,
    is_bold: bool = False,
    anchor: str = "start",
    colour: str = INK,
) -> None:
    """Write lines of type, the first one with its middle at the point."""
    for number, line in enumerate(lines):
        text = ET.SubElement(
            parent,
            "text",
            {
                "class": name,
                "x": f"{first[0]:.1f}",
                "y": f"{first[1] + number * leading + size * 0.34:.1f}",
                "font-size": f"{size:g}",
                "fill": colour,
            },
        )
        if anchor != "start":
            text.set("text-anchor", anchor)
        if is_bold:
            text.set("font-weight", "600")
        text.text = line
