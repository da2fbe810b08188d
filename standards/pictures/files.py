"""The files of pictures below the data folder: named by checksum, written whole or not at all."""

import os
import re
import secrets
import time
from collections.abc import Callable, Collection, Iterator
from enum import StrEnum
from pathlib import Path

from app.kernel.settings import current_settings
from app.language.pictures import PICTURES
from standards.pictures.encoding import Encoded
from standards.pictures.errors import NoRoomForPicture

PATIENCE_S = 3600
"""How old a file must be before it is judged to belong to no picture: an upload may still be running."""

_OWN = re.compile(r"([0-9a-f]{64})\.(?:webp|small\.webp|print)")


class Form(StrEnum):
    """The forms of a picture, by the ending of their files."""

    WHOLE = ".webp"
    SMALL = ".small.webp"
    PRINT = ".print"


def pictures_folder() -> Path:
    """Return the folder that holds all pictures."""
    return current_settings().data_dir.absolute() / PICTURES


def picture_file(digest: str, form: Form = Form.WHOLE) -> Path:
    """Return where a form of the picture with this checksum lies."""
    return pictures_folder() / digest[:2] / f"{digest}{form}"


def keep_files(picture: Encoded) -> None:
    """Write the forms of a picture that are not there yet; each file is there wholly or not at all.

    Raises:
        NoRoomForPicture: the disk is full, or the folder cannot be written.

    """
    contents = {Form.SMALL: picture.small, Form.PRINT: picture.print, Form.WHOLE: picture.whole}
    try:
        for form, data in contents.items():
            if data:
                _write(picture_file(picture.digest, form), data)
    except OSError as error:
        raise NoRoomForPicture from error


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file() and path.stat().st_size == len(data):
        # The sweeper must not take what is about to be named again.
        path.touch()
        return
    part = path.with_name(f"{path.name}.{secrets.token_hex(6)}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def is_sweeping_due() -> bool:
    """Say whether the last sweep was long ago, and count this as the next one."""
    mark = pictures_folder() / ".swept"
    if mark.is_file() and mark.stat().st_mtime > time.time() - PATIENCE_S:
        return False
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    return True


def sweep_files(known: Callable[[Collection[str]], Collection[str]]) -> int:
    """Remove what uploads left behind that never ended; return how many files these were.

    `known` returns those of the given checksums that belong to a picture.
    """
    old = list(_old_files(time.time() - PATIENCE_S))
    found = {path: _OWN.fullmatch(path.name) for path in old}
    kept = known({own[1] for own in found.values() if own})
    orphans = [path for path, own in found.items() if own is None or own[1] not in kept]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


def _old_files(before: float) -> Iterator[Path]:
    for path in pictures_folder().glob("??/*"):
        if (_OWN.fullmatch(path.name) or path.suffix == ".part") and path.stat().st_mtime < before:
            yield path
