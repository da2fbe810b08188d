"""What WeasyPrint leaves out of a tagged PDF, added before the file is written.

Running heads become artifacts, head cells get their scope, the groups of a definition list become its items,
and a link becomes one thing that also prints. Only dictionaries and marked-content operators change; the same
input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf  # type: ignore[import-untyped]
from weasyprint.formatting_structure import boxes

Pdf = Any
Element = Any
"""WeasyPrint and pydyf carry no types."""

PRINT_FLAG = 4
"""Bit 3 of an annotation's flags: print it when the page is printed (ISO 32000-1, 12.5.3)."""


def finish_tags(document: Pdf, pdf: Pdf) -> None:
    """Complete tags and annotations of a PDF about to be written."""
    for page in document.pages:
        scope_head_cells(page._page_box)  # noqa: SLF001 (the boxes carry the tags and have no public door)
    tags = Tags(pdf)
    tags.mark_running_heads()
    tags.join_definitions()
    tags.fill_items()
    tags.join_links()
    for thing in tags.dictionaries("Subtype", "/Link"):
        thing["F"] = PRINT_FLAG


def scope_head_cells(page_box: Element) -> None:
    """Say of every head cell whether it heads a column or a row."""
    for box in page_box.descendants():
        element: Element = getattr(box, "mark", None)
        is_tagged = isinstance(box, boxes.TableCellBox) and isinstance(element, pydyf.Dictionary)
        if is_tagged and element["S"] == "/TH":
            element["A"]["Scope"] = "/Row" if box.element.get("scope") == "row" else "/Column"


class Tags:
    """Work on the structure tree of one PDF."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.objects = pdf.objects
        self.root = _number(pdf.catalog["StructTreeRoot"])
        self.parents = self.objects[_number(self.objects[self.root]["ParentTree"])]["Nums"]

    def dictionaries(self, key: str, value: str) -> list[Element]:
        """Return all dictionaries of the file with this value."""
        return [
            thing for thing in self.objects if isinstance(thing, pydyf.Dictionary) and thing.get(key) == value
        ]

    def mark_running_heads(self) -> None:
        """Turn content that no structure element reaches (margin boxes) into pagination artifacts."""
        reached = set(self._reachable())
        owners = dict(zip(self.parents[::2], self.parents[1::2], strict=True))
        for page in self.dictionaries("Type", "/Page"):
            nums = owners[page["StructParents"]]
            lost = {mcid for mcid, owner in enumerate(nums) if _number(owner) not in reached}
            _make_artifacts(self.objects[_number(page["Contents"])].stream, lost)
            nums[:] = ["null" if mcid in lost else owner for mcid, owner in enumerate(nums)]
        for element in self.dictionaries("Type", "/StructElem"):
            if element.number not in reached:
                element.clear()

    def join_definitions(self) -> None:
        """Make each `div` of a definition list one list item: its terms labels, its last meaning the body."""
        for group in self.dictionaries("S", "/Div"):
            if self.objects[_number(group["P"])].get("S") == "/L":
                group["S"] = "/LI"
                items = [item for item in self._kids(group) if item["S"] == "/LI"]
                for place, item in enumerate(items):
                    item["S"] = "/LBody" if place == len(items) - 1 else "/Lbl"
                    for body in self._kids(item):
                        body["S"] = "/NonStruct"

    def fill_items(self) -> None:
        """Give a body to what stands of a list item on its second page, and drop what holds nothing."""
        for item in self.dictionaries("S", "/LI"):
            kids = self._kids(item)
            if not item["K"]:
                above = self.objects[_number(item["P"])]
                above["K"][:] = [kid for kid in above["K"] if kid != item.reference]
                item.clear()
            elif kids and not any(kid["S"] == "/LBody" for kid in kids):
                body = pydyf.Dictionary(
                    {"Type": "/StructElem", "S": "/LBody", "Pg": item["Pg"], "P": item.reference}
                )
                self.pdf.add_object(body)
                labels = [kid.reference for kid in kids if kid["S"] == "/Lbl"]
                body["K"] = pydyf.Array([kid for kid in item["K"] if kid not in labels])
                item["K"] = pydyf.Array([*labels, body.reference])
                for kid in self._kids(body):
                    kid["P"] = body.reference

    def join_links(self) -> None:
        """Leave one annotation to each link: WeasyPrint makes another for every box inside it."""
        dropped: set[int] = set()
        waiting = [(self.objects[self.root], False)]
        while waiting:
            element, is_inside = waiting.pop()
            if is_inside:
                element["S"] = "/Span" if element["S"] == "/Link" else element["S"]
                dropped |= self._drop_annotations(element)
            is_link = is_inside or element.get("S") == "/Link"
            waiting += [(kid, is_link) for kid in self._kids(element)]
        self._forget_annotations(dropped)

    def _drop_annotations(self, element: Element) -> set[int]:
        references = [kid for kid in element["K"] if isinstance(kid, bytes) and not self._is_element(kid)]
        element["K"][:] = [kid for kid in element["K"] if kid not in references]
        dropped = {_number(self.objects[_number(kid)]["Obj"]) for kid in references}
        for kid in references:
            self.objects[_number(kid)].clear()
        return dropped

    def _forget_annotations(self, dropped: set[int]) -> None:
        parents = {self.objects[number]["StructParent"] for number in dropped}
        for page in self.dictionaries("Type", "/Page"):
            if "Annots" in page:
                page["Annots"][:] = [kid for kid in page["Annots"] if _number(kid) not in dropped]
        for number in dropped:
            self.objects[number].clear()
        pairs = zip(self.parents[::2], self.parents[1::2], strict=True)
        self.parents[:] = [part for pair in pairs if pair[0] not in parents for part in pair]

    def _reachable(self) -> Iterator[int]:
        waiting = [self.objects[self.root]]
        while waiting:
            element = waiting.pop()
            yield element.number
            waiting += self._kids(element)

    def _kids(self, element: Element) -> list[Element]:
        return [self.objects[_number(kid)] for kid in element.get("K", ()) if self._is_element(kid)]

    def _is_element(self, kid: object) -> bool:
        return isinstance(kid, bytes) and self.objects[_number(kid)].get("Type") == "/StructElem"


def _make_artifacts(stream: list[Any], lost: set[int]) -> None:
    for place, operand in enumerate(stream):
        if isinstance(operand, pydyf.Dictionary) and operand.get("MCID") in lost:
            stream[place - 1] = "/Artifact"
            stream[place] = pydyf.Dictionary({"Type": "/Pagination"})


def _number(reference: bytes) -> int:
    return int(reference.split()[0])
