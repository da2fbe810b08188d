"""The list of answers below a question with many ends: side by side they would need a wider page."""

from __future__ import annotations

import math
from typing import Final
from xml.etree import ElementTree as ET

from app.rendering.chart_drawing import (
    ACCENT,
    ANSWER_WRAP,
    ARROW,
    LEADING,
    MUTED,
    OUT,
    PAPER,
    SAY,
    SIDE,
    SIZE,
    SMALL,
    SMALL_LEADING,
    TOP,
    at,
    draw_way_out,
    head,
    rect,
    widest,
    wrapped,
    write,
)
from app.rendering.chart_layout import Box, Point
from app.rendering.chart_shapes import ChartNode, Row, Shape

_BETWEEN: Final = 40.0
"""Between the two columns, where the arrow runs."""
_GAP: Final = 14.0


def measured_list(node: ChartNode) -> Box:
    """Return the room that a list needs."""
    answers, texts = _columns(node)
    return Box(answers + _BETWEEN + texts + 2 * SIDE, sum(_row_height(row) for row in node.rows) + _GAP)


def _columns(node: ChartNode) -> tuple[float, float]:
    """Return the widths of the answers and of what they lead to."""
    answers = max(widest(wrapped(row.answer, ANSWER_WRAP), SMALL, is_bold=True) for row in node.rows)
    texts = max(widest(wrapped(row.text), SIZE) + 2 * SIDE + _out(row) for row in node.rows)
    return math.ceil(answers), math.ceil(texts)


def _out(row: Row) -> float:
    return OUT if row.shape is Shape.HAND_OVER else 0.0


def _row_height(row: Row) -> float:
    answer, text = wrapped(row.answer, ANSWER_WRAP), wrapped(row.text)
    return max(len(answer) * SMALL_LEADING, len(text) * LEADING + 2 * TOP - 4) + _GAP


def draw_list(parent: ET.Element, node: ChartNode, middle: Point) -> None:
    """Draw answers one under the other, each with an arrow to its end or hand-over."""
    group = ET.SubElement(parent, "g", {"class": "chart-node chart-list"})
    box = measured_list(node)
    left, top = middle[0] - box.width / 2, middle[1] - box.height / 2
    line = {"class": "chart-line", "fill": "none", "stroke": MUTED, "stroke-width": "1.4"}
    ET.SubElement(group, "path", {**line, "d": f"M{at((left, top))} L{at((left + box.width, top))}"})
    top += _GAP / 2
    for row in node.rows:
        height = _row_height(row)
        row_group = ET.SubElement(group, "g", {"class": f"chart-{row.shape.value}"})
        _draw_row(row_group, row, node, (left, top + height / 2))
        top += height


def _draw_row(group: ET.Element, row: Row, node: ChartNode, start: Point) -> None:
    lines = wrapped(row.answer, ANSWER_WRAP)
    first = (start[0] + SIDE, start[1] - (len(lines) - 1) * SMALL_LEADING / 2)
    write(group, lines, first, "chart-answer", size=SMALL, leading=SMALL_LEADING, is_bold=True)
    frame = start[0] + SIDE + _columns(node)[0] + _BETWEEN
    shaft = f"M{at((frame - _BETWEEN + 8, start[1]))} L{at((frame - ARROW, start[1]))}"
    ET.SubElement(
        group,
        "path",
        {"class": "chart-line", "d": shaft, "fill": "none", "stroke": MUTED, "stroke-width": "1.4"},
    )
    ET.SubElement(
        group, "path", {"class": "chart-head", "d": head((frame, start[1]), (1.0, 0.0)), "fill": MUTED}
    )
    texts = wrapped(row.text)
    width, height = widest(texts, SIZE) + 2 * SIDE, len(texts) * LEADING + 2 * TOP - 4
    radius = height / 2 if row.shape is Shape.END else 2.0
    fill = SAY if row.shape is Shape.END else PAPER
    rect(group, (frame, start[1] - height / 2), Box(width, height), min(radius, 24.0), fill, ACCENT)
    if row.shape is Shape.HAND_OVER:
        draw_way_out(group, (frame + width, start[1]))
    middle = (frame + width / 2, start[1] - (len(texts) - 1) * LEADING / 2)
    write(group, texts, middle, "chart-words", anchor="middle")
