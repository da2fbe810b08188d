"""Our inline things as extensions of Python-Markdown: links, placeholders, notes; in the worker only."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from app.rendering.indentation import Indentation
from app.rendering.limits import MAX_DEFINITIONS
from app.rendering.passages import LINK
from app.rendering.setting import Setting, note_ids
from app.rendering.trees import Ids, ItemAttributes, MarkedQuotes, Pictures, Prefixes, Tables

_PLACEHOLDER = r"\{\{([^{}\n]{1,120})\}\}"
_NOTE_MARK = r"\[\^([^\]\s]{1,60})\]"


class _OurInline(InlineProcessor):
    """Know the setting."""

    def __init__(self, pattern: str, md: Markdown, setting: Setting) -> None:
        super().__init__(pattern, md)
        self.setting = setting


class DocumentLinks(_OurInline):
    """Turn `[[slug|words]]` into a link, or into its words where it leads nowhere."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the library's name)
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element, int, int]:
        slug, anchor, words = m[1].strip(), (m[2] or "").strip(), " ".join((m[3] or "").split())
        link = self.setting.scope.links.get(f"{slug}#{anchor}" if anchor else slug)
        if link is None:
            element = Element("span", {"class": "unknown-link"})
            element.text = AtomicString(words or self.setting.label("another document"))
        else:
            element = Element("a", {"class": "document-link", "href": AtomicString(link.address)})
            element.text = AtomicString(words or link.title)
        return element, m.start(0), m.end(0)


class Placeholders(_OurInline):
    """Turn `{{customer name}}` into a field with that label."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the library's name)
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element, int, int]:
        element = Element("span", {"class": "placeholder"})
        element.text = AtomicString(m[1].strip())
        return element, m.start(0), m.end(0)


class NoteMarks(_OurInline):
    """Turn `[^name]` into a raised number; numbers run through the whole document."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the library's name)
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | None, int | None, int | None]:
        setting = self.setting
        if m[1] not in setting.scope.notes:
            return None, None, None
        key = (setting.scope_number, m[1])
        is_first = key not in setting.notes
        if is_first and len(setting.notes) >= MAX_DEFINITIONS:
            return None, None, None
        number = setting.notes.setdefault(key, len(setting.notes) + 1)
        raised = Element("sup", {"class": "footnote"})
        if is_first:
            raised.set("id", note_ids(number)[1])
        mark = SubElement(raised, "a", {"class": "footnote-ref", "href": f"#{note_ids(number)[0]}"})
        mark.set("aria-label", f"{setting.label('footnote')} {number}")
        mark.text = AtomicString(str(number))
        return raised, m.start(0), m.end(0)


class Ours(Extension):
    """Register all of the above, with the headings and criteria only where blocks are allowed."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.setting = setting

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        setting = self.setting
        md.preprocessors.register(Indentation(md), "indentation", 28)
        md.inlinePatterns.register(DocumentLinks(LINK, md, setting), "document-link", 185)
        md.inlinePatterns.register(Placeholders(_PLACEHOLDER, md, setting), "placeholder", 184)
        md.inlinePatterns.register(NoteMarks(_NOTE_MARK, md, setting), "note-mark", 175)
        md.treeprocessors.register(MarkedQuotes(md, setting), "marked-quotes", 30)
        md.treeprocessors.register(ItemAttributes(md, setting), "item-attributes", 9)
        md.treeprocessors.register(Pictures(md, setting), "pictures", 7.5)
        md.treeprocessors.register(Tables(md, setting), "table-frames", 7.4)
        md.treeprocessors.register(Ids(md, setting), "ids", 6)
        md.treeprocessors.register(Prefixes(md, setting), "prefixes", 4)
