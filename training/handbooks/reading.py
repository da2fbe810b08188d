"""Read in rendered documents what the book needs: criteria as plain text, and what rendering gave up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from training.handbooks.reports import Loss

VOID = frozenset({"br", "hr", "img", "wbr", "input"})
LOST = {"image-text": "picture", "unknown-link": "link", "refused": "passage", "displayed-not": "passage"}
"""Classes that `app.rendering` puts where it could not show what was written, and the kind of the loss."""


FACTS = frozenset({"criterion-facts", "criterion-impact", "criterion-area"})
"""Words of ours beside a criterion; the list has columns for them."""


@dataclass(slots=True)
class Reading:
    """Hold the plain text of every criterion by its id, and the losses of one document."""

    criteria: dict[str, str] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    tag: str
    kind: str = ""
    id: str = ""
    text: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, title: str) -> None:
        super().__init__(convert_charrefs=True)
        self.title = title
        self.reading = Reading()
        self._open: list[_Open] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            values = {name: value or "" for name, value in attrs}
            self._open.append(_Open(tag, self._kind(tag, values), values.get("id", "")))

    def _kind(self, tag: str, values: Mapping[str, str]) -> str:
        classes = values.get("class", "").split()
        if tag == "li" and "criterion" in classes and values.get("id"):
            return "criterion"
        if FACTS.intersection(classes):
            return "skip"
        if tag == "a" and "href" not in values:
            return "link"
        return next((kind for name, kind in LOST.items() if name in classes), "")

    def handle_data(self, data: str) -> None:
        if not any(element.kind == "skip" for element in self._open):
            for element in self._open:
                if element.kind:
                    element.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        while any(element.tag == tag for element in self._open):
            element = self._open.pop()
            self._close(element)
            if element.tag == tag:
                break

    def _close(self, element: _Open) -> None:
        text = " ".join("".join(element.text).split())
        if element.kind == "criterion":
            self.reading.criteria[element.id] = text
        elif element.kind in LOST.values():
            self.reading.losses.append(Loss(element.kind, {"title": self.title, "text": text}))


def read_rendered(html: str, title: str) -> Reading:
    """Return what the lists need of one rendered document."""
    reader = _Reader(title)
    reader.feed(html)
    reader.close()
    return reader.reading
