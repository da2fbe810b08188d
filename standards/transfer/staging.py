"""Uploads on their way in: unpacked, converted, listed, and kept for a day until somebody takes them in."""

from __future__ import annotations

import json
import re
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final

from app.kernel.actors import Actor
from app.kernel.errors import AppError, Invalid
from app.kernel.permissions import require
from app.kernel.settings import current_settings
from app.language.corpus import COMPANY_FILE
from app.language.naming import reading_order, to_slug
from app.language.pictures import PICTURES
from standards.transfer.converting import Converted, Job, convert_documents
from standards.transfer.errors import (
    NoRoomForImport,
    NoSuchImport,
    NothingToImport,
    UnknownKind,
    UploadTooLarge,
)
from standards.transfer.losses import Loss, Losses, as_facts, from_facts
from standards.transfer.picturing import PictureTray
from standards.transfer.policies import TransferPermission
from standards.transfer.unpacking import FOLDER, MIB, opened_archive

LARGEST_UPLOAD: Final = 60 * MIB
LARGEST_DOCUMENT: Final = 20 * MIB
KEPT_SECONDS: Final = 24 * 3600
IMPORTS: Final = "imports"
MARKDOWN: Final = frozenset({".md", ".markdown"})
CONVERTED: Final = frozenset({".docx", ".html", ".htm"})
DOCUMENTS: Final = MARKDOWN | CONVERTED
_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,40}")
_PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".bmp", ".tif", ".tiff"})
_PASSED_OVER: Final = frozenset({"__MACOSX", "node_modules", "__pycache__"})
_STYLES: Final = frozenset({".css", ".js", ".ico"})


@dataclass(frozen=True, slots=True)
class Upload:
    """Hold what was uploaded: its name, its bytes, and the language of texts that do not name theirs."""

    file: str
    stream: IO[bytes]
    language: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Hold a file that could not be converted, and why: a sentence with facts to fill it."""

    path: str
    message: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def error(self) -> AppError:
        """Return the reason as an error, which knows how to speak."""
        return Invalid(self.message, **self.facts)  # type: ignore[arg-type]  # facts are named freely


@dataclass(frozen=True, slots=True)
class Staged:
    """Hold a staged import: the folder of its texts, and what was lost, by path of a text and as a whole."""

    token: str
    file: str
    language: str
    folder: Path
    losses: tuple[Loss, ...]
    losses_by_path: Mapping[str, tuple[Loss, ...]]
    refused: tuple[Refused, ...]


def stage_upload(upload: Upload, actor: Actor) -> str:
    """Unpack and convert an upload, and return the token of the staged import; nothing of it is stored yet.

    Raises:
        NotAllowed: the actor may not bring texts in.
        UnknownKind, NotAnArchive, EncryptedArchive, UnsafeArchive, NothingToImport: it cannot be read.
        UploadTooLarge, TooManyEntries, TooMuchUnpacked: it holds more than allowed.
        NoRoomForImport: it cannot be unpacked.

    """
    require(actor, TransferPermission.BRING_IN)
    sweep_imports()
    token = secrets.token_urlsafe(18)
    work = imports_folder() / f"{token}.part"
    try:
        work.mkdir(parents=True)
        top = _receive(upload, work)
        facts = _converted(upload, work)
        facts |= {"user_id": actor.user_id, "file": upload.file, "language": upload.language, "top": top}
        # An index at the top is called like its folder.
        (work / "texts").mkdir()
        (work / "out").mkdir(exist_ok=True)
        (work / "out").rename(work / "texts" / top)
        (work / "import.json").write_text(json.dumps(facts), encoding="utf-8")
        shutil.rmtree(work / "in")
        work.rename(imports_folder() / token)
    except OSError as error:
        raise NoRoomForImport from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return token


def staged_import(token: str, actor: Actor) -> Staged:
    """Return a staged import of the actor's own.

    Raises:
        NotAllowed: the actor may not bring texts in.
        NoSuchImport: there is none with this token, or it is somebody else's.

    """
    require(actor, TransferPermission.BRING_IN)
    folder = imports_folder() / token
    if not _TOKEN.fullmatch(token) or not (folder / "import.json").is_file():
        raise NoSuchImport
    facts: dict[str, Any] = json.loads((folder / "import.json").read_text(encoding="utf-8"))
    if facts["user_id"] != actor.user_id:
        raise NoSuchImport
    return Staged(
        token=token,
        file=facts["file"],
        language=facts["language"],
        folder=folder / "texts" / facts["top"],
        losses=from_facts(facts["losses"]),
        losses_by_path={path: from_facts(losses) for path, losses in facts["by_path"].items()},
        refused=tuple(Refused(**refused) for refused in facts["refused"]),
    )


def discard_import(token: str, actor: Actor) -> None:
    """Remove a staged import of the actor's own.

    Raises:
        NotAllowed, NoSuchImport: nothing was removed.

    """
    staged_import(token, actor)
    shutil.rmtree(imports_folder() / token, ignore_errors=True)


def sweep_imports() -> None:
    """Remove uploads that nobody took in within a day."""
    for folder in imports_folder().glob("*"):
        if folder.is_dir() and folder.stat().st_mtime < time.time() - KEPT_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def imports_folder() -> Path:
    """Return the folder of all staged imports."""
    return current_settings().data_dir.absolute() / IMPORTS


def _receive(upload: Upload, work: Path) -> str:
    """Write the upload below `in`: a ZIP unpacked, anything else as the one file it is; return its name."""
    name = PurePosixPath(upload.file.replace("\\", "/")).name
    ending = PurePosixPath(name).suffix.lower()
    if ending not in DOCUMENTS | {".zip"}:
        raise UnknownKind(file=name, field="file")
    limit = LARGEST_UPLOAD if ending == ".zip" else LARGEST_DOCUMENT
    top = to_slug(PurePosixPath(name).stem)[:80] or "document"
    place = work / "in" / f"{top}{ending}"
    place.parent.mkdir()
    _copy(upload, place, name, limit)
    if ending == ".zip":
        packed = work / "packed.zip"
        place.rename(packed)
        with opened_archive(packed, name, FOLDER) as archive:
            archive.unpack(work / "in")
        packed.unlink()
        return _without_lone_folder(work) or top
    return top


def _copy(upload: Upload, place: Path, name: str, limit: int) -> None:
    size = 0
    with place.open("xb") as out:
        while chunk := upload.stream.read(MIB):
            size += len(chunk)
            if size > limit:
                raise UploadTooLarge(file=name, limit=limit // MIB)
            out.write(chunk)


def _without_lone_folder(work: Path) -> str:
    """Let the upload begin where its files lie, if they all lie in one folder; return its name."""
    inside = [path for path in (work / "in").iterdir() if path.name not in _PASSED_OVER]
    if len(inside) == 1 and inside[0].is_dir() and inside[0].name != PICTURES:
        inside[0].rename(work / "top")
        shutil.rmtree(work / "in")
        (work / "top").rename(work / "in")
        return inside[0].name
    return ""


def _files(folder: Path) -> Iterator[str]:
    names = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    for path in names:
        if not any(part.startswith(".") or part in _PASSED_OVER for part in path.parts):
            yield path.as_posix()


def _converted(upload: Upload, work: Path) -> dict[str, Any]:
    """Make Markdown of all documents below `out`, with their pictures, and return what is to be said."""
    files = sorted(_files(work / "in"), key=reading_order)
    whole = Losses()
    documents = _targets(files, whole)
    if not documents:
        raise NothingToImport(file=upload.file, field="file")
    job = Job(work, documents, frozenset(files))
    outcomes = convert_documents(job, [path for path in documents if _ending(path) in CONVERTED])
    by_path = {documents[outcome.path]: outcome for outcome in outcomes if outcome.refusal is None}
    refused = [_refused(outcome) for outcome in outcomes if outcome.refusal is not None]
    for path, target in documents.items():
        if _ending(path) in MARKDOWN:
            (work / "out" / target).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(work / "in" / path, work / "out" / target)
    losses = _with_pictures(work, by_path)
    if (work / "in" / COMPANY_FILE).is_file():
        shutil.copyfile(work / "in" / COMPANY_FILE, work / "out" / COMPANY_FILE)
    return {
        "losses": as_facts(whole.all()),
        "by_path": {path: as_facts(found.all()) for path, found in losses.items()},
        "refused": refused,
    }


def _refused(outcome: Converted) -> dict[str, object]:
    message = outcome.refusal.message if outcome.refusal else ""
    facts = outcome.refusal.facts if outcome.refusal else {}
    return {"path": outcome.path, "message": message, "facts": facts}


def _targets(files: list[str], whole: Losses) -> dict[str, str]:
    """Return which files are documents, with the names they get; note what is passed over."""
    is_space = "index.html" in files and any(path.startswith("styles/") for path in files)
    documents: dict[str, str] = {}
    taken: set[str] = set()
    for path in sorted(files, key=lambda path: _ending(path) not in MARKDOWN):
        ending = _ending(path)
        if is_space and path == "index.html":
            whole.note("overview")
        elif ending in DOCUMENTS and not path.startswith(f"{PICTURES}/"):
            documents[path] = _free_target(path, taken)
        elif ending not in _PICTURES | _STYLES and path != COMPANY_FILE:
            whole.note("unread", path)
    order = {path: place for place, path in enumerate(files)}
    return dict(sorted(documents.items(), key=lambda pair: order[pair[0]]))


def _free_target(path: str, taken: set[str]) -> str:
    stem = path[: -len(_ending(path))]
    target, number = f"{stem}.md", 2
    while target.casefold() in taken:
        target, number = f"{stem}-{number}.md", number + 1
    taken.add(target.casefold())
    return target


def _ending(path: str) -> str:
    return PurePosixPath(path).suffix.lower()


def _with_pictures(work: Path, converted: Mapping[str, Converted]) -> dict[str, Losses]:
    """Take the pictures of all texts into our form, and return the losses of each text by its path."""
    out = work / "out"
    tray = PictureTray((out, work / "in"), work / "pictures")
    losses: dict[str, Losses] = {}
    for file in sorted(out.rglob("*.md")):
        path = file.relative_to(out).as_posix()
        found = losses[path] = Losses()
        if path in converted:
            found.add(converted[path].losses)
        source = file.read_bytes().decode("utf-8", "surrogateescape")
        changed = tray.rewritten(source, path, found)
        if changed != source:
            file.write_bytes(changed.encode("utf-8", "surrogateescape"))
    for folder in {(out / picture).parent for outcome in converted.values() for picture in outcome.pictures}:
        shutil.rmtree(folder, ignore_errors=True)
    if tray.target.is_dir():
        tray.target.rename(out / PICTURES)
    return losses
