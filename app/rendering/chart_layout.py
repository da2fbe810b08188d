"""Where the boxes and arrows of charts stand: Graphviz computes, nothing of what people wrote reaches it."""

from __future__ import annotations

import json
import subprocess
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.rendering.errors import ChartsUnavailable

Point = tuple[float, float]
_SECONDS: Final = 6.0
"""On the clock, for all sketches that are laid out at once; half of it for one of them that is slow."""
_PATIENCE: Final = 2
MOST_ARROWS: Final = 160
"""Of one picture: nobody follows more, and Graphviz takes minutes for tangles."""
_KEPT: Final = 512
_PER_INCH: Final = 72
_BETWEEN_RANKS: Final = 30
_BETWEEN_NODES: Final = 26


@dataclass(frozen=True, slots=True)
class Box:
    """Hold the size of a node, in pixels."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Arrow:
    """Hold an edge between two boxes and the size of its label; the heavier, the straighter it runs."""

    source: int
    target: int
    label: Box | None = None
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Sketch:
    """Hold what is to be laid out; it is the key under which a layout is kept."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Hold a laid-out arrow: points of Bézier curves (one, then three by three), tip, middle of its label."""

    points: tuple[Point, ...]
    tip: Point
    label: Point | None


@dataclass(frozen=True, slots=True)
class Layout:
    """Hold the middles of the boxes and the lines, as the sketch has them; pixels, y counts downwards."""

    width: float
    height: float
    middles: tuple[Point, ...]
    lines: tuple[Line, ...]


class TooSlow(Exception):
    """Graphviz needs more time than a picture is worth."""


class LayoutKeeper:
    """Keep the layouts used last, and ask Graphviz for many missing ones at once."""

    def __init__(self, program: str = "dot", seconds: float = _SECONDS) -> None:
        self._program = program
        self._seconds = seconds
        self._kept: OrderedDict[Sketch, Layout | None] = OrderedDict()
        self._lock = threading.Lock()

    def layouts(self, sketches: Sequence[Sketch]) -> list[Layout | None]:
        """Return a layout for each sketch; None for one that would take too long.

        Raises:
            ChartsUnavailable: Graphviz is not installed, or fails.
        """
        with self._lock:
            known = {sketch: self._kept[sketch] for sketch in sketches if sketch in self._kept}
        missing = list(dict.fromkeys(sketch for sketch in sketches if sketch not in known))
        if missing:
            made = self._made(missing)
            known |= made
            with self._lock:
                self._kept.update(made)
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        return [known[sketch] for sketch in sketches]

    def _made(self, sketches: Sequence[Sketch]) -> dict[Sketch, Layout | None]:
        possible = [sketch for sketch in sketches if len(sketch.arrows) <= MOST_ARROWS]
        made: dict[Sketch, Layout | None] = dict.fromkeys(sketches)
        try:
            made.update(zip(possible, _run(self._program, possible, self._seconds), strict=True))
        except TooSlow:
            made.update(self._one_by_one(possible))
        return made

    def _one_by_one(self, sketches: Sequence[Sketch]) -> Iterator[tuple[Sketch, Layout]]:
        patience = _PATIENCE
        for sketch in sketches:
            try:
                yield sketch, next(iter(_run(self._program, [sketch], self._seconds / 2)))
            except TooSlow:
                patience -= 1
                if not patience:
                    return


KEEPER = LayoutKeeper()


def _run(program: str, sketches: Sequence[Sketch], seconds: float) -> Iterator[Layout]:
    if not sketches:
        return
    source = "\n".join(_source(sketch) for sketch in sketches)
    try:
        done = subprocess.run(  # noqa: S603 (a fixed program; numbers only go in)
            [program, "-Tjson0"], input=source, capture_output=True, text=True, timeout=seconds, check=True
        )
    except subprocess.TimeoutExpired as error:
        raise TooSlow from error
    except (OSError, subprocess.SubprocessError) as error:
        raise ChartsUnavailable from error
    decoder, position, text = json.JSONDecoder(), 0, done.stdout
    for sketch in sketches:
        while text[position].isspace():
            position += 1
        drawn, position = decoder.raw_decode(text, position)
        yield _layout(sketch, drawn)


def _source(sketch: Sketch) -> str:
    nodes = (
        f"n{number} [width={box.width / _PER_INCH:.3f},height={box.height / _PER_INCH:.3f}];"
        for number, box in enumerate(sketch.boxes)
    )
    edges = (_edge_source(number, arrow) for number, arrow in enumerate(sketch.arrows))
    return (
        f"digraph g {{graph [rankdir=TB,ranksep={_BETWEEN_RANKS / _PER_INCH:.3f},"
        f"nodesep={_BETWEEN_NODES / _PER_INCH:.3f},pad=0,nslimit=4,nslimit1=4];"
        'node [shape=box,fixedsize=true,label=""];'
        f"edge [arrowsize=0.8];{''.join(nodes)}{''.join(edges)}}}"
    )


def _edge_source(number: int, arrow: Arrow) -> str:
    details = f"id=e{number},weight={arrow.weight}{_label(arrow.label)}"
    return f"n{arrow.source}->n{arrow.target} [{details}];"


def _label(box: Box | None) -> str:
    if box is None:
        return ""
    size = f'width="{box.width:.0f}" height="{box.height:.0f}" fixedsize="true" border="0"'
    return f",label=<<table {size}><tr><td></td></tr></table>>"


def _layout(sketch: Sketch, drawn: dict[str, Any]) -> Layout:
    width, height = (float(each) for each in drawn["bb"].split(",")[2:])

    def point(text: str) -> Point:
        x, y = text.split(",")
        return round(float(x), 1), round(height - float(y), 1)

    objects = {each["name"]: each for each in drawn["objects"]}
    edges = {each["id"]: each for each in drawn.get("edges", ())}
    middles = tuple(point(objects[f"n{number}"]["pos"]) for number in range(len(sketch.boxes)))
    lines = tuple(_line(edges[f"e{number}"], point) for number in range(len(sketch.arrows)))
    return Layout(width, height, middles, lines)


def _line(edge: dict[str, Any], point: Any) -> Line:  # noqa: ANN401
    parts = edge["pos"].split()
    tip = next(point(part[2:]) for part in parts if part.startswith("e,"))
    points = tuple(point(part) for part in parts if not part.startswith(("e,", "s,")))
    label = point(edge["lp"]) if "lp" in edge else None
    return Line(points, tip, label)
