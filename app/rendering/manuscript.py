"""The texts of one page, collected first and set in one go."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from app.language.document import Document
from app.language.pictures import picture_names
from app.rendering.anchors import placed_ids, reserved_ids, resolved
from app.rendering.context import SMALL_WIDTH, Context, Medium
from app.rendering.definitions import Definitions
from app.rendering.markdown import KEEPER, WorkerKeeper, render_passages
from app.rendering.parts import Slot
from app.rendering.passages import LINK, Link, Scope, SetPicture, SetTexts, TextPassage

_LINK = re.compile(LINK)


@dataclass(slots=True)
class Manuscript:
    """Collect texts with their scopes; a text's slot is its place in the list."""

    context: Context
    passages: list[TextPassage] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)
    definitions: list[Definitions] = field(default_factory=list)

    def open_scope(self, document: Document, id_prefix: str) -> int:
        """Begin the texts of a document and return the number of its scope."""
        definitions = Definitions()
        self.definitions.append(definitions)
        self.scopes.append(
            Scope(
                id_prefix=id_prefix,
                links=self._links(document, id_prefix),
                placed=placed_ids(document),
                reserved=reserved_ids(document),
                notes=definitions.notes,
                abbreviations=definitions.abbreviations,
                references=definitions.references,
                pictures=self._pictures(document),
            )
        )
        return len(self.scopes) - 1

    def _links(self, document: Document, id_prefix: str) -> dict[str, Link]:
        links: dict[str, Link] = {}
        for match in _LINK.finditer(document.body):
            slug, anchor = match[1].strip(), (match[2] or "").strip()
            target = self.context.documents.get(slug) if slug else document
            if target is None:
                continue
            own = resolved(target, anchor) if anchor else ""
            address = self.context.link(slug, own) if slug else f"#{id_prefix}{own}"
            links[f"{slug}#{anchor}" if anchor else slug] = Link(address, target.title)
        return links

    def _pictures(self, document: Document) -> dict[str, SetPicture]:
        pictures: dict[str, SetPicture] = {}
        for name in picture_names(document.body) if self.context.pictures else ():
            size = self.context.pictures.get(name)
            if size is None:
                continue
            address, sources = self.context.address_of_picture(name), ""
            if size.has_small and self.context.medium is Medium.SCREEN:
                sources = f"{address}?size=small {SMALL_WIDTH}w, {address} {size.width}w"
            pictures[name] = SetPicture(address, sources, size.width, size.height)
        return pictures

    def add(
        self, text: str, line: int, scope: int, *, is_inline: bool = False, heading_shift: int = 0
    ) -> Slot:
        """Take a text and return its slot."""
        own = text if is_inline else self.definitions[scope].take_from(text)
        self.passages.append(TextPassage(own, line, is_inline, heading_shift, scope))
        return len(self.passages) - 1

    def set(self, labels: dict[str, str], keeper: WorkerKeeper = KEEPER) -> SetTexts:
        """Return all texts set."""
        return render_passages(self.passages, self.scopes or [Scope()], labels, keeper=keeper)
