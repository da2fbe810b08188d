"""One step cut out of the kept page of a situation, for the walk-through.

The edition keeps the page as a whole. Cutting at the borders of elements keeps the text that was approved and
published, with the scripts embedded in it, and needs no second road from text to HTML.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from markupsafe import Markup, escape

from app.rendering.sanitising import kept

_VOID = frozenset({"br", "hr", "img", "wbr"})
_CONTAINERS = frozenset({"step-margin", "step-body"})
_SHOWN_OTHERWISE = frozenset({"step-number", "step-text", "choices", "step-next"})
_CHART = re.compile(r'<figure class="chart">.*?</figure>', re.DOTALL)
_PICTURE = re.compile(r"<img\b[^>]*>")
_PICTURE_ADDRESS = re.compile(r'(\bsrc="|\bsrcset="|(?<=[0-9]w), )pictures/')
_RELATIVE = re.compile(r'(<a\b[^>]*?\bhref=")(?![a-z]+:|/)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StepText:
    """Hold what a step says: its first line, its limits, and all that stands under it, choices left out."""

    first_line: Markup
    limits: tuple[Markup, ...]
    under_it: Markup


@dataclass(frozen=True, slots=True)
class _Part:
    """Hold an element of the margin or the body of a step."""

    container: str
    classes: frozenset[str]
    markup: str
    inner: str


class _Cutter(HTMLParser):
    """Find the elements in the margin and in the body of one step of a kept page."""

    def __init__(self, html: str, anchor: str) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[_Part] = []
        self._html = html
        self._anchor = anchor
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._is_sought = True
        self._depth = 0
        self._step_depth = 0
        self._container_depth = 0
        self._container = ""
        self._classes: frozenset[str] = frozenset()
        self._start = 0
        self._inner_start = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        self._depth += 1
        values = dict(attrs)
        classes = frozenset((values.get("class") or "").split())
        if self._is_sought and tag == "li" and values.get("id") == self._anchor:
            self._is_sought = False
            self._step_depth = self._depth
        elif self._depth == self._step_depth + 1 and self._step_depth and classes & _CONTAINERS:
            self._container_depth = self._depth
            self._container = next(iter(classes & _CONTAINERS))
        elif self._container_depth and self._depth == self._container_depth + 1:
            self._classes = classes
            self._start = self._place()
            self._inner_start = self._start + len(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._container_depth and self._depth == self._container_depth + 1:
            self._keep(tag)
        if self._depth == self._container_depth:
            self._container_depth = 0
        if self._depth == self._step_depth:
            self._step_depth = 0
        self._depth -= 1

    def _keep(self, tag: str) -> None:
        end = self._place()
        whole = self._html[self._start : end + len(f"</{tag}>")]
        self.parts.append(_Part(self._container, self._classes, whole, self._html[self._inner_start : end]))

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


def step_text(html: str, anchor: str, page: str) -> StepText | None:
    """Return the text of the step with this anchor in a kept page; None where the page has no such step.

    Links are changed to be right one folder further down; `page` is the page's own address from there.
    """
    parts = _Cutter(html, anchor).parts
    if not parts:
        return None
    shown = [part for part in parts if not part.classes & _SHOWN_OTHERWISE]
    return StepText(
        first_line=_moved("".join(part.inner for part in parts if "step-text" in part.classes), page),
        limits=tuple(_moved(part.inner, page) for part in shown if part.container == "step-margin"),
        under_it=_moved("".join(part.markup for part in shown if part.container == "step-body"), page),
    )


def chart_at(html: str, step_id: str) -> Markup:
    """Return the charts of a kept page, the node of this step marked as current; empty without chart."""
    charts = "".join(_CHART.findall(html))
    node = f'data-step="{escape(step_id)}"'
    return kept(charts.replace(node, f'{node} data-current="true"'))


def _moved(markup: str, page: str) -> Markup:
    moved = _RELATIVE.sub(r"\1../", markup).replace('href="../#', f'href="{page}#')
    return kept(_PICTURE.sub(_moved_picture, moved))


def _moved_picture(picture: re.Match[str]) -> str:
    return _PICTURE_ADDRESS.sub(r"\1../pictures/", picture[0])
