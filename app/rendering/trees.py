"""Our changes to the tree that Markdown made: call-outs, criteria, tables, ids; in the worker only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from app.language.pictures import picture_name
from app.rendering.anchors import own, slug_of
from app.rendering.passages import NOTE, SetPicture
from app.rendering.sanitising import PICTURE_SIZES
from app.rendering.setting import Setting

_MARK = re.compile(
    r"\[!(note|tip|warning|legal|why|say|avoid)((?:[ \t]+[\w-]{1,40}){0,2})\][ \t]*\n?", re.IGNORECASE
)
_ATTRIBUTES = re.compile(r"[ \t]+\{:?[ ]*([^{}\n]{1,400})\}[ \t]*(?=\n|$)")
_WORDINGS = frozenset({"say", "avoid", "why"})
_BLOCK_TAGS = frozenset({"ul", "ol", "p", "blockquote", "aside", "pre", "table", "div", "dl"})


class _OurTree(Treeprocessor):
    """Know the setting."""

    def __init__(self, md: Markdown, setting: Setting) -> None:
        super().__init__(md)
        self.setting = setting


class MarkedQuotes(_OurTree):
    """Turn `> [!note]` quotes into call-outs and `> [!say]` quotes into wording, nested ones too."""

    def run(self, root: Element) -> None:
        for child in list(root):
            self.run(child)
        for position, child in reversed(list(enumerate(list(root)))):
            if child.tag == "blockquote":
                root[position : position + 1] = list(self._split(child))

    def _split(self, quote: Element) -> Iterator[Element]:
        """Yield the quote in pieces, a new one beginning at each mark that begins a line of a paragraph."""
        piece, tail = Element("blockquote"), quote.tail
        pieces = []
        for child in list(quote):
            if child.tag != "p":
                piece.append(child)
                continue
            for number, (mark, text) in enumerate(_marked_texts(child.text or "")):
                if mark is not None:
                    pieces.append(piece)
                    piece = self._begin(mark)
                if text.strip() or (not number and len(child)):
                    paragraph = SubElement(_inside(piece), "p")
                    paragraph.text = text.rstrip("\n") if len(child) == 0 else text
            for inner in list(child):
                _inside(piece)[-1].append(inner)
        pieces.append(piece)
        filled = [each for each in pieces if len(each)]
        if filled:
            filled[-1].tail = tail
        yield from filled

    def _begin(self, mark: re.Match[str]) -> Element:
        kind, details = mark[1].lower(), mark[2].lower().split()
        family = "wording" if kind in _WORDINGS else "callout"
        aside = Element("aside", {"class": f"{family} {family}--{kind}"})
        label = SubElement(aside, "p", {"class": f"{family}-label"})
        label.text = AtomicString(" · ".join(self._label_parts(kind, details)))
        if family == "wording":
            SubElement(aside, "blockquote", {"class": "wording-text"})
        return aside

    def _label_parts(self, kind: str, details: list[str]) -> Iterator[str]:
        yield self.setting.label(kind)
        if kind == "say" and not {"own-words", "verbatim"} & set(details):
            details = [*details, "verbatim"]
        for detail in details:
            is_manner = detail in {"own-words", "verbatim"}
            yield self.setting.label(detail if is_manner else f"channel:{detail}").removeprefix("channel:")


def _marked_texts(text: str) -> Iterator[tuple[re.Match[str] | None, str]]:
    """Yield the pieces of a quoted paragraph, each with the mark it begins with."""
    mark: re.Match[str] | None = None
    begin = 0
    for found in _MARK.finditer(text):
        if found.start() and text[found.start() - 1] != "\n":
            continue
        if found.start() > begin or mark is not None:
            yield mark, text[begin : found.start()]
        mark, begin = found, found.end()
    yield mark, text[begin:]


def _inside(piece: Element) -> Element:
    inner = piece.find("blockquote") if piece.get("class", "").startswith("wording") else None
    return piece if inner is None else inner


class ItemAttributes(_OurTree):
    """Read `{#id .criterion impact=high area=style}` at the end of a list item's own line."""

    def run(self, root: Element) -> None:
        for parent in root.iter():
            if parent.tag not in {"ul", "ol"}:
                continue
            items = [self._read(item) for item in parent if item.tag == "li"]
            if items and all(items):
                parent.set("class", "criteria")

    def _read(self, item: Element) -> bool:
        """Set the attributes of one item and say whether it is a criterion."""
        holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
        found = _cut_attributes(holder)
        if not found:
            return False
        item_id = found.get("id")
        if item_id:
            item.set("id", item_id)
        if "criterion" not in found.get(".", "").split():
            return False
        item.set("class", "criterion")
        for name in ("impact", "area"):
            if found.get(name):
                fact = Element("span", {"class": f"criterion-{name}"})
                fact.text = AtomicString(self.setting.label(f"{name} {found[name]}").removeprefix(f"{name} "))
                _insert_before_blocks(holder, fact)
        return True


def _cut_attributes(holder: Element) -> dict[str, str]:
    """Take the attribute list off the end of the holder's first own line."""
    last = None
    for child in holder:
        if child.tag in _BLOCK_TAGS:
            break
        last = child
    text = (holder.text if last is None else last.tail) or ""
    match = _ATTRIBUTES.search(text)
    if not match:
        return {}
    pairs, rest = get_attrs_and_remainder(match[1])
    if rest or not any(name in {".", "id"} for name, _ in pairs):
        return {}
    remaining = text[: match.start()] + text[match.end() :]
    if last is None:
        holder.text = remaining
    else:
        last.tail = remaining
    found: dict[str, str] = {}
    for name, value in pairs:
        found[name] = f"{found[name]} {value}" if name == "." and name in found else str(value or "")
    return found


def _insert_before_blocks(holder: Element, fact: Element) -> None:
    position = next((number for number, child in enumerate(holder) if child.tag in _BLOCK_TAGS), len(holder))
    if position:
        holder[position - 1].tail = (holder[position - 1].tail or "").rstrip() + " "
    else:
        holder.text = (holder.text or "").rstrip() + " "
    holder.insert(position, fact)


class Pictures(_OurTree):
    """Show our own pictures, with a line below one that stands alone; of others show the words."""

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for element in [child for child in parent if child.tag == "img"]:
                picture = self.setting.scope.pictures.get(picture_name(str(element.get("src") or "")))
                words, title = str(element.get("alt") or ""), str(element.get("title") or "")
                tail = element.tail
                element.clear()
                element.tail = tail
                if picture is None:
                    _show_words(element, words or title)
                    continue
                _show_picture(element, picture, words)
                if parent.tag == "p" and len(parent) == 1 and not f"{parent.text or ''}{tail or ''}".strip():
                    _set_apart(parent, title)


def _show_words(element: Element, words: str) -> None:
    element.tag = "span"
    element.set("class", "image-text")
    element.text = AtomicString(words)


def _show_picture(element: Element, picture: SetPicture, words: str) -> None:
    element.set("src", picture.address)
    if picture.sources:
        element.set("srcset", picture.sources)
        element.set("sizes", PICTURE_SIZES)
    element.set("alt", words)
    element.set("width", str(picture.width))
    element.set("height", str(picture.height))


def _set_apart(paragraph: Element, caption: str) -> None:
    paragraph.set("class", "picture")
    if caption:
        line = SubElement(paragraph, "span", {"class": "picture-caption"})
        line.text = AtomicString(caption)


class Tables(_OurTree):
    """Give each table a frame that scrolls on its own, and its cells classes in place of styles."""

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for position, child in enumerate(list(parent)):
                if child.tag == "table" and "table-scroll" not in parent.get("class", ""):
                    parent[position] = self._framed(child)

    def _framed(self, table: Element) -> Element:
        for cell in table.iter():
            align = cell.attrib.pop("align", None)
            if align:
                cell.set("class", f"align-{align}")
            if cell.tag == "th":
                cell.set("scope", "col")
        frame = Element("div", {"class": "table-scroll", "role": "region", "tabindex": "0"})
        frame.set("aria-label", self.setting.label("table"))
        frame.tail, table.tail = table.tail, None
        frame.append(table)
        return frame


class Ids(_OurTree):
    """Let each id stand once in the document, name the headings that have none, and lower them under ours."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            is_heading = re.fullmatch("h[1-6]", str(element.tag)) is not None
            if is_heading:
                element.tag = f"h{min(6, int(element.tag[1]) + self.setting.heading_shift)}"
            if element.get("id"):
                self._place(element, str(element.get("id")))
            elif is_heading:
                name = slug_of("".join(element.itertext()))
                element.set("id", self.setting.free_id(name))

    def _place(self, element: Element, wanted: str) -> None:
        if element.tag != "sup":
            wanted = own(wanted)
        if wanted in self.setting.placed_ids:
            wanted = self.setting.free_id(wanted)
        self.setting.placed_ids.add(wanted)
        self.setting.used_ids.add(wanted)
        element.set("id", wanted)


class Prefixes(_OurTree):
    """Put the document's prefix before each id and each address within the document."""

    def run(self, root: Element) -> None:
        prefix = self.setting.scope.id_prefix
        for element in root.iter():
            own_id, href = element.get("id"), element.get("href")
            is_note = (own_id or href or "").lstrip("#").startswith(NOTE)
            before = self.setting.root_prefix if is_note else prefix
            if own_id:
                element.set("id", before + own_id)
            is_whole = element.get("class") == "document-link"
            if href and href.startswith("#") and not is_whole:
                element.set("href", f"#{before}{href[1:]}")
