"""The approved texts that an edition can be made of."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.accounts.queries import names_of
from app.company.queries import current_company, current_company_text
from app.kernel.database import session
from app.language.corpus import Corpus
from app.language.document import parse_document
from standards.documents.following import followed, ways
from standards.documents.models import Document, Revision
from standards.reviews.choosing import Chosen, choose
from standards.reviews.models import Approval
from standards.reviews.queries import Divergence, Newest, divergences, newest_of_all
from standards.reviews.wholes import Whole, restored


@dataclass(frozen=True, slots=True)
class Source:
    """Where an approved text comes from; `approvers` are names, in the order in which they approved.

    `overridden_by` is the administrator who let it pass although rules were not met, and why ("" otherwise).
    """

    revision_id: int
    revision_number: int
    approvers: tuple[str, ...]
    overridden_by: str = ""
    override_reason: str = ""


@dataclass(frozen=True, slots=True)
class Unapproved:
    """A document of which no revision was approved yet, or none that goes together with the others."""

    slug: str
    title: str
    is_contradicted: bool = False


@dataclass(frozen=True, slots=True)
class Behind:
    """A document that goes in as it was approved, though it or what it embeds has changed since."""

    slug: str
    title: str
    number: int
    changed: tuple[Divergence, ...]


@dataclass(frozen=True, slots=True)
class ApprovedTexts:
    """The newest approved texts that go together, by slug in reading order, with their sources."""

    corpus: Corpus
    sources: Mapping[str, Source]
    unapproved: tuple[Unapproved, ...]
    behind: tuple[Behind, ...] = ()


def approved_texts(published: Collection[str] = ()) -> ApprovedTexts:
    """Return what an edition can be made of now; where texts exclude one another, `published` slugs stay."""
    newest = newest_of_all()
    approvals = _approvals()
    present = frozenset(published)
    kept = [key for key, document in newest.items() if document.slug in present]
    chosen = choose((restored(approval.parts) for approval in approvals), kept)
    chosen = Chosen(
        {key: whole for key, whole in chosen.wholes.items() if not newest[key].is_retired},
        chosen.contradicted,
    )
    return _assembled(chosen, newest, approvals)


def _assembled(chosen: Chosen, newest: Mapping[int, Newest], approvals: Sequence[Approval]) -> ApprovedTexts:
    texts, files, sources, behind = {}, {}, {}, []
    names = names_of(_everybody(approvals))
    for row in session().execute(_texts(chosen.wholes)):
        # The slug that the approved text itself says: a new one counts once it is approved.
        text = parse_document(row.header_text, row.body, slug=row.slug)
        whole = chosen.wholes[row.document_id]
        texts[text.slug], files[text.slug] = text, row.path
        sources[text.slug] = _source(whole, approvals, names)
        changed = divergences(whole, newest)
        if changed:
            behind.append(Behind(text.slug, text.title, row.number, changed))
    corpus = Corpus(current_company(), followed(texts, ways()), files, current_company_text())
    return ApprovedTexts(corpus, sources, tuple(_left(chosen, newest)), tuple(behind))


def _left(chosen: Chosen, newest: Mapping[int, Newest]) -> list[Unapproved]:
    return [
        Unapproved(document.slug, document.title, key in chosen.contradicted)
        for key, document in newest.items()
        if key not in chosen.wholes and not document.is_retired
    ]


def _approvals() -> Sequence[Approval]:
    return (
        session()
        .scalars(
            sa.select(Approval)
            .join(Document, Document.id == Approval.document_id)
            .where(Document.retired_at.is_(None))
            .order_by(Approval.id)
        )
        .all()
    )


def _texts(wholes: Mapping[int, Whole]) -> sa.Select[int, int, str, str, str, str]:
    chosen = [whole.own.revision_id for whole in wholes.values()]
    return (
        sa.select(
            Revision.document_id,
            Revision.number,
            Revision.header_text,
            Revision.body,
            Document.slug,
            Document.path,
        )
        .join(Document, Document.id == Revision.document_id)
        .where(Revision.id.in_(chosen))
        .order_by(Document.position, Document.slug)
    )


def _everybody(approvals: Sequence[Approval]) -> list[int]:
    found = [person.user_id for approval in approvals for person in approval.people]
    return found + [approval.granted_by for approval in approvals if approval.granted_by is not None]


def _source(whole: Whole, approvals: Sequence[Approval], names: Mapping[int, str]) -> Source:
    """Return the source of a text: its own approval, else one of a document that embeds it."""
    own = [
        approval
        for approval in approvals
        if approval.document_id == whole.own.document_id and approval.whole_digest == whole.digest
    ]
    found = own or [
        approval
        for approval in approvals
        if any(part["digest"] == whole.own.digest for part in approval.parts)
    ]
    approval = found[-1]
    people = dict.fromkeys(person.user_id for entry in found for person in entry.people)
    return Source(
        whole.own.revision_id,
        whole.own.number,
        tuple(names[user_id] for user_id in people if user_id in names),
        names.get(approval.granted_by or 0, "") if approval.override_reason else "",
        approval.override_reason,
    )
