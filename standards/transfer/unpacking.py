"""Archives that strangers made: judged by their list, then read with a count, never trusted."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Final

from standards.transfer.errors import (
    EncryptedArchive,
    NotAnArchive,
    TooManyEntries,
    TooMuchUnpacked,
    UnsafeArchive,
)

MIB: Final = 1024 * 1024
LONGEST_PART: Final = 180
"""Bytes of one name in a path; folders on disk take 255."""

MOST_PARTS: Final = 20
CHUNK: Final = 256 * 1024
ENCRYPTED: Final = 0x1
_TAKEN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    struct.error,
    ValueError,
    OSError,
    RuntimeError,
    LookupError,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bound an archive: files, bytes of one file and of all, and how often larger it may become."""

    entries: int = 2000
    entry_bytes: int = 30 * MIB
    total_bytes: int = 200 * MIB
    ratio: int = 100
    ratio_from: int = 4 * MIB


FOLDER: Final = Limits()
WORD: Final = Limits(total_bytes=80 * MIB)


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold a file of an archive with its safe path."""

    path: PurePosixPath
    info: zipfile.ZipInfo


class Archive:
    """Read files of an archive, counting all bytes that come out."""

    def __init__(self, archive: zipfile.ZipFile, file: str, limits: Limits) -> None:
        self._archive, self._file, self._limits = archive, file, limits
        self._read = 0
        self.entries = tuple(self._judged())

    def _judged(self) -> Iterator[Entry]:
        infos = [info for info in self._archive.infolist() if not info.is_dir()]
        if len(self._archive.infolist()) > self._limits.entries:
            raise TooManyEntries(
                file=self._file, count=len(self._archive.infolist()), limit=self._limits.entries
            )
        seen: set[str] = set()
        for info in infos:
            path = self._safe_path(info)
            if str(path) in seen:
                raise UnsafeArchive(file=self._file, entry=info.filename[:100])
            seen.add(str(path))
            yield Entry(path, info)
        if sum(info.file_size for info in infos) > self._limits.total_bytes:
            self._refuse_size()

    def _safe_path(self, info: zipfile.ZipInfo) -> PurePosixPath:
        if info.flag_bits & ENCRYPTED:
            raise EncryptedArchive(file=self._file)
        if info.compress_type not in _TAKEN:
            raise NotAnArchive(file=self._file)
        name = info.filename.replace("\\", "/")
        parts = name.split("/")
        mode = info.external_attr >> 16
        is_safe = (
            all(_is_safe_part(part) for part in parts)
            and len(parts) <= MOST_PARTS
            and (stat.S_IFMT(mode) in {0, stat.S_IFREG})
        )
        if not is_safe:
            raise UnsafeArchive(file=self._file, entry=info.filename[:100])
        return PurePosixPath(*parts)

    def _refuse_size(self) -> None:
        raise TooMuchUnpacked(file=self._file, limit=self._limits.total_bytes // MIB)

    def chunks(self, entry: Entry) -> Iterator[bytes]:
        """Yield the bytes of a file.

        Raises:
            TooMuchUnpacked: there are more than allowed, whatever the list says.

        """
        own = 0
        most = max(self._limits.ratio_from, entry.info.compress_size * self._limits.ratio)
        for chunk in self._raw_chunks(entry):
            own += len(chunk)
            self._read += len(chunk)
            if own > min(most, self._limits.entry_bytes) or self._read > self._limits.total_bytes:
                self._refuse_size()
            yield chunk

    def _raw_chunks(self, entry: Entry) -> Iterator[bytes]:
        try:
            with self._archive.open(entry.info) as source:
                while chunk := source.read(CHUNK):
                    yield chunk
        except _BROKEN as error:
            raise NotAnArchive(file=self._file) from error

    def read(self, entry: Entry) -> bytes:
        """Return the bytes of a file."""
        return b"".join(self.chunks(entry))

    def unpack(self, folder: Path) -> None:
        """Write all files below the folder."""
        for entry in self.entries:
            target = folder / entry.path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as out:
                out.writelines(self.chunks(entry))


@contextmanager
def opened_archive(source: Path | IO[bytes], file: str, limits: Limits) -> Iterator[Archive]:
    """Open an archive that `file` names to people.

    Raises:
        NotAnArchive, EncryptedArchive, UnsafeArchive: it cannot or must not be read.
        TooManyEntries, TooMuchUnpacked: it holds more than allowed.

    """
    try:
        archive = zipfile.ZipFile(source)
    except _BROKEN as error:
        raise NotAnArchive(file=file) from error
    with archive:
        yield Archive(archive, file, limits)


def _is_safe_part(part: str) -> bool:
    return (
        part not in {"", ".", ".."}
        and ":" not in part
        and part.isprintable()
        and len(part.encode("utf-8", "surrogatepass")) <= LONGEST_PART
    )
