"""A Word file as Markdown, with its pictures; whatever lies outside of the file stays there."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import mammoth

from standards.transfer.errors import UnsafeDocument
from standards.transfer.html_tree import clean_tree
from standards.transfer.inline_writing import Place
from standards.transfer.losses import Losses
from standards.transfer.page_reading import tree_as_markdown
from standards.transfer.unpacking import WORD, Archive, opened_archive

STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='List Paragraph'] => p:fresh
p[style-name='caption'] => p:fresh
p[style-name='HTML Preformatted'] => pre:separator('\\n')
r[style-name='Strong'] => strong
r[style-name='Emphasis'] => em
r[style-name='Intense Emphasis'] => strong
u => u
highlight => mark
"""
PICTURE_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp",
                   "image/bmp": "bmp", "image/tiff": "tiff", "image/svg+xml": "svg"}  # fmt: skip
_STYLE = re.compile(r"Unrecognised \w+ style: (.+?)(?: \(Style ID.*)?$")
_PLAIN_STYLES = re.compile(
    r"(?i)normal|body|default|standard|text|list|toc|table|header|footer|no spacing|web"
)
_WORDS = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)</w:t>")


@dataclass(slots=True)
class WordText:
    """Hold what became of a Word file: Markdown, and its pictures by their path in the upload."""

    markdown: str
    pictures: dict[str, bytes] = field(default_factory=dict)


def word_as_markdown(data: bytes, place: Place, losses: Losses) -> WordText:
    """Return a Word file as Markdown; its pictures lie in a folder beside it.

    Raises:
        NotAnArchive, EncryptedArchive, UnsafeArchive, UnsafeDocument: it must not be read.
        TooManyEntries, TooMuchUnpacked: it holds more than allowed.

    """
    with opened_archive(io.BytesIO(data), place.path, WORD) as archive:
        _judge(archive, place.path, losses)
    folder = re.sub(r"\.[^./]*$", "", place.path) + "-pictures"
    pictures: dict[str, bytes] = {}

    def keep(image: Any) -> Mapping[str, str]:  # noqa: ANN401 (the library has no types)
        ending = PICTURE_ENDINGS.get(image.content_type, "bin")
        path = f"{folder}/{len(pictures) + 1}.{ending}"
        try:
            with image.open() as source:
                pictures[path] = source.read()
        except (OSError, LookupError, ValueError, TypeError):
            return {"src": "https://elsewhere.invalid/"}
        return {"src": place.relative(path)}

    result = mammoth.convert_to_html(
        io.BytesIO(data),
        style_map=STYLES,
        convert_image=mammoth.images.img_element(keep),
        external_file_access=False,
    )
    for said in result.messages:
        _note(said.message, losses)
    place.files |= pictures.keys()
    return WordText(tree_as_markdown(clean_tree(result.value), place, losses), pictures)


def _judge(archive: Archive, file: str, losses: Losses) -> None:
    """Read every part once: refuse what harms parsers, and count what the reader passes over."""
    for entry in archive.entries:
        name = str(entry.path)
        if name.startswith("word/embeddings/"):
            losses.note("object")
        if re.match(r"word/(?:charts/chart|diagrams/data)\d*\.xml$", name):
            losses.note("chart")
        if name.endswith("vbaProject.bin"):
            losses.note("active")
        data = archive.read(entry)
        if not name.endswith((".xml", ".rels")):
            continue
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data or data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            raise UnsafeDocument(file=file)
        _count(name, data, losses)


def _count(name: str, data: bytes, losses: Losses) -> None:
    if re.match(r"word/(?:header|footer)\d*\.xml$", name):
        words = b" ".join(_WORDS.findall(data)).decode("utf-8", "replace")
        losses.note("header_footer", words, count=bool(words.strip()))
    elif name == "word/comments.xml":
        losses.note("comment", count=len(re.findall(rb"<w:comment\b", data)))
    elif name == "word/document.xml":
        losses.note("tracked", count=len(re.findall(rb"<w:(?:ins|del) ", data)))
        losses.note("equation", count=len(re.findall(rb"<m:oMath[ />]", data)))


def _note(message: str, losses: Losses) -> None:
    style = _STYLE.match(message)
    if style and not _PLAIN_STYLES.search(style[1]):
        losses.note("style", style[1])
