"""Archives that mean harm: each ends in a sentence, and nothing lies outside its folder."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from app.kernel.errors import AppError
from standards.transfer.errors import (
    EncryptedArchive,
    NotAnArchive,
    TooManyEntries,
    TooMuchUnpacked,
    UnsafeArchive,
)
from standards.transfer.unpacking import FOLDER, MIB, Limits, opened_archive
from tests.uploads import packed


def unpack(data: bytes, folder: Path, limits: Limits = FOLDER) -> None:
    with opened_archive(io.BytesIO(data), "a.zip", limits) as archive:
        archive.unpack(folder)


def with_password(data: bytes) -> bytes:
    """Return a ZIP that says of its file that it asks for a password."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        changed[data.index(mark) + offset] |= 1
    return bytes(changed)


def test_files_are_unpacked_in_their_folders(tmp_path: Path) -> None:
    unpack(packed({"a.md": "A", "deep/er/b.md": "B", "win\\dows.md": "C", "ä ö.md": "D"}), tmp_path)
    found = {path.relative_to(tmp_path).as_posix(): path.read_text() for path in tmp_path.rglob("*.md")}
    assert found == {"a.md": "A", "deep/er/b.md": "B", "win/dows.md": "C", "ä ö.md": "D"}


@pytest.mark.parametrize(
    "name",
    [
        "../out.md",
        "a/../../out.md",
        "/etc/out.md",
        "..\\out.md",
        "C:\\out.md",
        "a/./b.md",
        "a//b.md",
        "a\nb.md",
        "x" * 200 + ".md",
        "/".join("abcdefghijklmnopqrstuvwxyz"),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in"
    with pytest.raises(UnsafeArchive) as caught:
        unpack(packed({"good.md": "G", name: "evil"}), folder)
    assert "a.zip" in caught.value.text()
    assert not list(tmp_path.rglob("*.md"))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFBLK, stat.S_IFSOCK])
def test_links_and_devices_are_refused(tmp_path: Path, kind: int) -> None:
    with pytest.raises(UnsafeArchive):
        unpack(packed({"a.md": "/etc/passwd"}, external_attr=(kind | 0o777) << 16), tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.md", "one")
        archive.writestr("a.md", "two")
    with pytest.raises(UnsafeArchive):
        unpack(target.getvalue(), tmp_path)


@pytest.mark.parametrize(
    ("data", "limits", "error"),
    [
        (packed({f"{number}.md": "" for number in range(11)}), Limits(entries=10), TooManyEntries),
        (packed({"a.md": b"\0" * (6 * MIB)}), FOLDER, TooMuchUnpacked),
        (packed({"a.md": "x" * 3000}), Limits(entry_bytes=2000), TooMuchUnpacked),
        (packed({"a.md": "x" * 600, "b.md": "y" * 600}), Limits(total_bytes=1000), TooMuchUnpacked),
        (with_password(packed({"a.md": "x"})), FOLDER, EncryptedArchive),
        (b"PK\x03\x04 nonsense", FOLDER, NotAnArchive),
        (b"", FOLDER, NotAnArchive),
    ],
    ids=range(7),
)
def test_what_is_too_much_or_broken_is_refused(
    tmp_path: Path, data: bytes, limits: Limits, error: type[AppError]
) -> None:
    with pytest.raises(error):
        unpack(data, tmp_path, limits)


def test_a_list_that_lies_about_sizes_does_not_help(tmp_path: Path) -> None:
    data = bytearray(packed({"a.md": b"\0" * (40 * MIB)}))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = data.index(mark) + offset
        data[place : place + 4] = struct.pack("<I", 10)
    with pytest.raises((NotAnArchive, TooMuchUnpacked)):
        unpack(bytes(data), tmp_path)
    assert sum(path.stat().st_size for path in tmp_path.rglob("*")) < 5 * MIB


def test_other_ways_of_packing_are_refused_before_they_run(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.md", "x")
    with pytest.raises(NotAnArchive):
        unpack(target.getvalue(), tmp_path)
