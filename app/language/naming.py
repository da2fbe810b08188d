"""Which slug a file gets (section 10).

Its name, its folder's name for an index, the folder in front if taken.
"""

import re
import unicodedata
from collections.abc import Collection
from pathlib import PurePosixPath
from typing import Final

from app.language.slugs import RESERVED, can_name_document

_INDEX: Final = frozenset({"index", "readme"})
_OTHER = re.compile(r"\W+")
_REPEATED = re.compile(r"_{2,}")


def slug_of(file: str, root_name: str, taken: Collection[str]) -> str:
    """Return a slug for a file, given by its path from the folder's top, that no other document has."""
    path = PurePosixPath(file)
    names = [root_name, *path.parent.parts]
    if path.stem.lower() not in _INDEX:
        names.append(path.stem)
    parts = [to_slug(name) for name in names]
    for count in range(1, len(parts) + 1):
        slug = "-".join(part for part in parts[-count:] if part)[:120].strip("-_")
        if can_name_document(slug) and slug not in taken:
            return slug
    return _numbered(to_slug(path.stem) or "document", taken)


def _numbered(slug: str, taken: Collection[str]) -> str:
    number = 2
    while f"{slug[:110]}-{number}" in taken:
        number += 1
    return f"{slug[:110]}-{number}" if slug in taken or slug in RESERVED else slug


def to_slug(name: str) -> str:
    """Return the nearest text that can be a slug; capitals and letters of all languages stay as they are."""
    text = unicodedata.normalize("NFC", name)
    return _REPEATED.sub("_", _OTHER.sub("-", text)).strip("-_")


def is_index(file: str) -> bool:
    """Say whether a file stands for its folder."""
    return PurePosixPath(file).stem.lower() in _INDEX


def reading_order(file: str) -> tuple[tuple[int, str], ...]:
    """Return the key that sorts files as one reads them: a folder's index, its files, then its folders."""
    path = PurePosixPath(file)
    folders = tuple((2, part.casefold()) for part in path.parent.parts)
    return (*folders, (0 if is_index(file) else 1, path.name.casefold()))
