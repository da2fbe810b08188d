"""One text of a staged import as it would look here, and what it would change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from app.company.queries import current_company
from app.kernel.errors import AppError
from app.language.document import Document as Text
from app.language.pictures import PICTURES, picture_names
from app.rendering.context import Context, PictureSize
from app.rendering.pages import render_document
from standards.documents.draft_rows import revision_of, text_of_revision
from standards.documents.queries import document_by_slug
from standards.documents.texts import DraftText
from standards.pictures.encoding import measured
from standards.pictures.errors import NoSuchPicture
from standards.pictures.queries import shown_pictures
from standards.transfer.errors import NoSuchText
from standards.transfer.planning import Fate, IncomingPlan, PlannedText
from standards.transfer.staging import Staged


@dataclass(frozen=True, slots=True)
class Look:
    """Hold the page of a text, and the text of the document that it would change, if there is one."""

    planned: PlannedText
    page: Markup
    before: DraftText | None = None

    @property
    def after(self) -> DraftText:
        """Return the text as a draft would have it."""
        return DraftText(self.planned.text.header_text, self.planned.text.body)


def look_at(
    plan: IncomingPlan, slug: str, address: Callable[[str, str], str], picture: Callable[[str], str]
) -> Look:
    """Return one text as it would look; `address` and `picture` say where links and pictures of it lead.

    Raises:
        NoSuchText: the import has no such text.
        WorkerUnavailable: nothing can be set at the moment.

    """
    planned = next((text for text in plan.texts if text.slug == slug), None)
    if planned is None:
        raise NoSuchText
    context = Context(
        company=current_company(),
        documents=plan.corpus.documents,
        address=address,
        with_charts=False,
        pictures=_sizes(plan.staged, planned.text),
        address_of_picture=picture,
    )
    page = render_document(planned.text, context).html
    if planned.fate is not Fate.CHANGED:
        return Look(planned, page)
    document = document_by_slug(slug)
    return Look(planned, page, text_of_revision(revision_of(document.id, document.number)))


def staged_picture(staged: Staged, name: str) -> bytes:
    """Return the bytes of a picture that came with an upload.

    Raises:
        NoSuchPicture: none of this name did.

    """
    folder = staged.folder / PICTURES
    names = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if name not in names:
        raise NoSuchPicture(name=name)
    return (folder / name).read_bytes()


def _sizes(staged: Staged, text: Text) -> Mapping[str, PictureSize]:
    """Return the pictures that a text shows: of those that came along, and of those that are here."""
    names = picture_names(text.body)
    sizes = {name: shown.size for name, shown in shown_pictures(names).items()}
    for name in names:
        try:
            width, height = measured(staged_picture(staged, name), name)
        except AppError:
            continue
        sizes[name] = PictureSize(width, height)
    return sizes
