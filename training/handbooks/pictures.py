"""The pictures of a book: of an edition from the store, of a folder from its own `pictures`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.kernel.errors import AppError
from app.language.corpus import Corpus
from app.language.pictures import PICTURES, picture_names
from app.rendering.context import PictureSize
from standards.editions.queries import edition_pictures
from standards.pictures.encoding import measured
from standards.pictures.files import Form, picture_file
from training.handbooks.supplies import Asset

SIGNATURES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"RIFF": "image/webp"}


@dataclass(frozen=True, slots=True)
class BookPicture:
    """Hold the file of a picture and how large the picture is."""

    asset: Asset
    size: PictureSize


def pictures_of_edition(edition_id: int) -> Mapping[str, BookPicture]:
    """Return the pictures of an edition in the form for print; of a lost file the book shows the words."""
    found = {}
    for name, shown in edition_pictures(edition_id).items():
        forms = (picture_file(shown.digest, form) for form in (Form.PRINT, Form.WHOLE))
        path = next((file for file in forms if file.is_file()), None)
        if path is not None:
            found[name] = BookPicture(_asset(path), shown.size)
    return found


def pictures_of_folders(folders: Collection[Path], corpus: Corpus) -> Mapping[str, BookPicture]:
    """Return the pictures that the texts name and the folders hold; what is no picture is left out."""
    names = {name for document in corpus.documents.values() for name in picture_names(document.body)}
    found = {}
    for name in sorted(names):
        path = next((file for folder in folders if (file := folder / PICTURES / name).is_file()), None)
        if path is None:
            continue
        try:
            width, height = measured(path.read_bytes(), name)
        except AppError:
            continue
        found[name] = BookPicture(_asset(path), PictureSize(width, height))
    return found


def _asset(path: Path) -> Asset:
    with path.open("rb") as file:
        beginning = file.read(4)
    kind = next((kind for sign, kind in SIGNATURES.items() if beginning.startswith(sign)), "image/webp")
    return Asset(path, kind)
