"""Giving all texts out with their pictures: as a folder, or as a ZIP that comes back the same."""

from __future__ import annotations

import tempfile
import zipfile
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import IO

import sqlalchemy as sa

from app.journal.services import record
from app.kernel.actors import Actor
from app.kernel.database import session, write_transaction
from app.kernel.permissions import require
from app.language.corpus import Corpus, write_corpus
from app.language.document import parse_document
from app.language.pictures import PICTURES, picture_names
from standards.documents.models import Document, Draft
from standards.documents.policies import DocumentPermission
from standards.documents.queries import newest_texts
from standards.pictures.files import picture_file
from standards.pictures.queries import shown_pictures

DAY_ZERO = (1980, 1, 1, 0, 0, 0)
"""The date of all entries, so that the same texts give the same bytes."""


class Choice(StrEnum):
    """Say which text of a document goes out."""

    KEPT = "kept"
    WRITTEN = "written"


def export_folder(folder: Path, actor: Actor, choice: Choice = Choice.KEPT) -> int:
    """Write the lists, a text of every document and their pictures into a folder; return how many texts.

    Importing the folder again gives the same digests, of texts and of pictures; `company.yaml` is, byte for
    byte, what was loaded.

    Raises:
        NotAllowed: the actor may not export.
        OSError: the folder cannot be written, or the file of a picture is lost.

    """
    require(actor, DocumentPermission.EXPORT)
    corpus = newest_texts() if choice is Choice.KEPT else _with_drafts(newest_texts())
    write_corpus(corpus, folder)
    names = {name for text in corpus.documents.values() for name in picture_names(text.body)}
    for name, shown in shown_pictures(names).items():
        target = folder / PICTURES / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(picture_file(shown.digest).read_bytes())
    with write_transaction():
        record(actor, "corpus.exported", ("corpus", ""), documents=len(corpus.documents), texts=choice.value)
    return len(corpus.documents)


def export_zip(target: IO[bytes], actor: Actor, choice: Choice = Choice.KEPT) -> int:
    """Write the same as `export_folder` as a ZIP; the same texts give the same bytes.

    Raises: what `export_folder` raises.

    """
    with tempfile.TemporaryDirectory(prefix="export-") as place:
        folder = Path(place) / "texts"
        count = export_folder(folder, actor, choice)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), DAY_ZERO)
                    entry.external_attr = 0o644 << 16
                    entry.compress_type = zipfile.ZIP_DEFLATED
                    archive.writestr(entry, path.read_bytes())
    return count


def _with_drafts(corpus: Corpus) -> Corpus:
    """Return the corpus with every open draft in place of what was kept last."""
    rows = session().execute(
        sa.select(Document.slug, Document.path, Draft.header_text, Draft.body)
        .join(Draft, Draft.document_id == Document.id)
        .where(Draft.is_open, Document.retired_at.is_(None))
        .order_by(Document.position, Document.slug)
    )
    documents, files = dict(corpus.documents), dict(corpus.files)
    for row in rows:
        documents[row.slug] = parse_document(row.header_text, row.body, slug=row.slug)
        files[row.slug] = row.path
    return replace(corpus, documents=documents, files=files)
