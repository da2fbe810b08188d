"""The pictures that come with texts: taken into our form, and named in the texts as we name them."""

from __future__ import annotations

import hashlib
import posixpath
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from app.kernel.errors import AppError
from app.language.front_matter import split_front_matter
from app.language.pictures import PICTURES, PlacedPicture, picture_address, placed_pictures
from app.language.source import Source
from standards.pictures.encoding import LARGEST_FILE, whole_form
from standards.pictures.naming import is_name_of, name_for
from standards.transfer.losses import Losses

MOST_PICTURES = 400
"""Pictures of one upload; each takes up to a second."""

_ELSEWHERE = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|//)")


@dataclass(slots=True)
class PictureTray:
    """Take pictures of an upload into a folder of ours; its files lie in `roots`, looked at in order."""

    roots: tuple[Path, ...]
    target: Path
    names: dict[str, str | AppError | None] = field(default_factory=dict)

    def rewritten(self, source: str, path: str, losses: Losses) -> str:
        """Return a file of Markdown with its pictures named as they are named here.

        Pictures that bear our own names stay as they are written, to the letter.
        """
        parts = split_front_matter(source)
        body = Source(parts.body)
        lines = list(body.raw)
        for picture in reversed(list(placed_pictures(body))):
            name = self._name(picture, path, losses)
            if name and picture.address_start >= 0:
                line, start = lines[picture.index], picture.address_start
                end = start + len(picture.address)
                lines[picture.index] = line[:start] + _address(name, path) + line[end:]
        changed = "\n".join(lines)
        if changed == parts.body:
            return source
        normal = source.replace("\r\n", "\n").replace("\r", "\n")
        return normal[: len(normal) - len(parts.body)] + changed

    def _name(self, picture: PlacedPicture, path: str, losses: Losses) -> str:
        """Return the new name of a picture, empty where the text stays as it is."""
        own = f"{PICTURES}/{picture.name}" if picture.name else ""
        if own and self._taken(own) is not None:
            found = own
        elif _ELSEWHERE.match(picture.address):
            losses.note("picture_elsewhere", picture.words or picture.address)
            return ""
        else:
            found = _resolved(picture.address, path)
        name = self._taken(found)
        if isinstance(name, str):
            return "" if name == picture.name else name
        if not own or name is not None:
            losses.note("picture_missing" if name is None else "picture_refused", picture.address)
        return ""

    def _taken(self, path: str) -> str | AppError | None:
        """Return the name that the picture at a path gets, why it gets none, or None where nothing lies."""
        if path not in self.names:
            self.names[path] = self._take(path)
        return self.names[path]

    def _take(self, path: str) -> str | AppError | None:
        if not path or path.startswith(("..", "/")):
            return None
        file = next((root / path for root in self.roots if (root / path).is_file()), None)
        if file is None or file.stat().st_size > LARGEST_FILE or len(self.names) > MOST_PICTURES:
            return None
        before = posixpath.basename(path)
        try:
            whole = whole_form(file.read_bytes(), before)
        except AppError as refusal:
            return refusal
        digest = hashlib.sha256(whole).hexdigest()
        name = before if is_name_of(before, digest) else name_for(before, digest)
        self.target.mkdir(parents=True, exist_ok=True)
        (self.target / name).write_bytes(whole)
        return name


def _resolved(address: str, path: str) -> str:
    plain = unquote(address.partition("#")[0].partition("?")[0]).replace("\\", "/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), plain)) if plain else ""


def _address(name: str, path: str) -> str:
    return "../" * path.count("/") + picture_address(name)
