"""Taking a staged import in: its pictures first, then each text as a draft."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from app.company.services import load_company
from app.journal.services import record
from app.kernel.actors import Actor
from app.kernel.database import session, write_transaction
from app.kernel.errors import AppError
from app.kernel.permissions import require
from app.language.document import Document as Text
from app.language.pictures import PICTURES, placed_pictures
from app.language.source import Source
from standards.documents.creating import NewDocument, create_document
from standards.documents.drafting import open_draft, save_draft
from standards.documents.models import Document
from standards.documents.texts import DraftText
from standards.pictures.services import take_in_picture
from standards.transfer.errors import NothingChosen
from standards.transfer.planning import Fate, IncomingPlan, PlannedText, fate_of, plan_of
from standards.transfer.policies import TransferPermission
from standards.transfer.staging import discard_import, staged_import


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Hold a text that did not come in, and why."""

    title: str
    reason: AppError


@dataclass(frozen=True, slots=True)
class TakenIn:
    """Hold what came in as a draft, by slug, and what did not; then the upload is still there."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    not_taken: tuple[NotTaken, ...]


def take_in(token: str, slugs: Collection[str], actor: Actor, *, with_lists: bool = False) -> TakenIn:
    """Make drafts of the chosen texts of a staged import, and keep their pictures.

    Each text comes in by itself: one that cannot leaves the others alone, and the upload stays until all that
    was chosen is in. Doing it twice does it once.

    Raises:
        NotAllowed, NoSuchImport, NothingChosen: nothing was changed.

    """
    require(actor, TransferPermission.BRING_IN)
    plan = plan_of(staged_import(token, actor), actor)
    chosen = [text for text in plan.texts if text.slug in slugs and text.fate in {Fate.NEW, Fate.CHANGED}]
    if not chosen and not with_lists:
        raise NothingChosen
    if with_lists and plan.has_new_lists:
        load_company(plan.corpus.company, actor, plan.corpus.company_text)
    _keep_pictures(plan, chosen, actor)
    outcomes = {planned.slug: _taken(planned, actor) for planned in chosen}
    done = TakenIn(
        new=tuple(slug for slug, outcome in outcomes.items() if outcome is Fate.NEW),
        changed=tuple(slug for slug, outcome in outcomes.items() if outcome is Fate.CHANGED),
        not_taken=tuple(
            NotTaken(planned.text.title, outcome)
            for planned in chosen
            if isinstance(outcome := outcomes[planned.slug], AppError)
        ),
    )
    with write_transaction():
        record(
            actor,
            "import.taken_in",
            ("import", token),
            new=len(done.new),
            changed=len(done.changed),
            refused=len(done.not_taken),
        )
    if not done.not_taken:
        discard_import(token, actor)
    return done


def _taken(planned: PlannedText, actor: Actor) -> Fate | AppError:
    try:
        return _as_draft(planned.text, planned.path, actor)
    except AppError as reason:
        return reason


def _as_draft(text: Text, path: str, actor: Actor) -> Fate:
    document = session().scalar(sa.select(Document).where(Document.slug == text.slug))
    fate = fate_of(text, document)
    written = DraftText(text.header_text, text.body)
    if document is None:
        header = text.header
        new = NewDocument(
            header.kind, text.title, header.language, header.situation_class, text.slug, written
        )
        with write_transaction():
            create_document(new, actor).path = path
    elif fate is Fate.CHANGED:
        draft = open_draft(document, actor)
        save_draft(document.id, written, draft.version, actor)
    return fate


def _keep_pictures(plan: IncomingPlan, chosen: Collection[PlannedText], actor: Actor) -> None:
    words = _words_of_pictures(chosen)
    for name in sorted((plan.corpus.pictures or frozenset()) & words.keys()):
        take_in_picture((plan.staged.folder / PICTURES / name).read_bytes(), name, words[name], actor)


def _words_of_pictures(chosen: Collection[PlannedText]) -> Mapping[str, str]:
    """Return the pictures that the texts name, each with the first words that say what it shows."""
    words: dict[str, str] = {}
    for name, said in _named_pictures(chosen):
        words[name] = words.get(name) or said
    return words


def _named_pictures(chosen: Collection[PlannedText]) -> Iterator[tuple[str, str]]:
    for planned in chosen:
        for picture in placed_pictures(Source(planned.text.body)):
            if picture.name:
                yield picture.name, picture.words.strip()
