"""Publishing: from approved texts to an edition, in one transaction."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.exc import IntegrityError

from app.journal.services import Fact, record
from app.kernel import clock
from app.kernel.actors import Actor
from app.kernel.database import session, write_transaction
from app.kernel.permissions import require
from app.language.pictures import picture_names as names_in
from app.language.words import Variant
from app.rendering.context import Context
from app.rendering.pages import Rendered, render_document
from app.search.indexing import SearchRow, index_edition, terms_of
from standards.editions.errors import EditionOvertaken, NothingToPublish, PublicationStopped
from standards.editions.models import Edition, EditionDocument, EditionPicture
from standards.editions.planning import EditionPlan, Entry, plan_from
from standards.editions.policies import EditionPermission
from standards.editions.queries import base_of
from standards.pictures.queries import Shown, picture_names, shown_pictures
from standards.reviews.approved import approved_texts

Progress = Callable[[str, float], None]
RENDERING = (0.05, 0.9)
"""From which share of the work to which rendering takes."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What the person who publishes says about the edition."""

    note: str
    in_force_on: date
    fingerprint: str = ""


def plan_edition(variant: Variant, actor: Actor) -> EditionPlan:
    """Return what publishing this variant would do now.

    Raises:
        NotAllowed: the actor may not see plans.

    """
    require(actor, EditionPermission.SEE_PLAN)
    return _plan(variant)


def publish_edition(
    variant: Variant, publication: Publication, actor: Actor, progress: Progress | None = None
) -> Edition:
    """Publish the newest approved texts as the variant's next edition, wholly or not at all.

    Pages are rendered and their words stemmed before the transaction begins. An empty fingerprint accepts
    whatever the plan is now.

    Raises:
        NotAllowed: the actor may not publish.
        NothingToPublish: the edition would equal the one before.
        PublicationStopped: a check found errors.
        EditionOvertaken: the plan no longer has this fingerprint, or somebody published meanwhile.

    """
    require(actor, EditionPermission.PUBLISH)
    tell = progress or _silently
    tell("plan", 0.0)
    plan = _plan(variant)
    _refuse_what_cannot_be_published(plan, publication.fingerprint)
    pictures = shown_pictures(_picture_names(plan))
    pages = _render(plan, pictures, tell)
    rows = [_row(entry, pages[entry.document.slug], place) for place, entry in enumerate(plan.entries)]
    terms = terms_of([_search_row(row) for row in rows])
    tell("store", 0.9)
    try:
        with write_transaction():
            edition = _store(_edition(plan, publication, rows, actor), plan, rows, pictures)
            index_edition(edition.id, {row.id: found for row, found in zip(rows, terms, strict=True)})
            record(actor, "edition.published", ("edition", edition.id), **_facts(edition, len(rows)))
    except IntegrityError as error:
        raise EditionOvertaken from error
    tell("done", 1.0)
    return edition


def _plan(variant: Variant) -> EditionPlan:
    base = base_of(variant)
    texts = approved_texts(base.text_digests or {})
    corpus = replace(texts.corpus, pictures=picture_names())
    return plan_from(replace(texts, corpus=corpus), base, variant)


def _picture_names(plan: EditionPlan) -> frozenset[str]:
    return frozenset(name for entry in plan.entries for name in names_in(entry.document.body))


def _silently(_stage: str, _share: float) -> None:
    pass


def _refuse_what_cannot_be_published(plan: EditionPlan, fingerprint: str) -> None:
    if fingerprint and fingerprint != plan.fingerprint:
        raise EditionOvertaken
    if plan.errors:
        raise PublicationStopped(count=len(plan.errors))
    if not plan.entries or not plan.is_new:
        raise NothingToPublish


def _render(plan: EditionPlan, pictures: Mapping[str, Shown], tell: Progress) -> Mapping[str, Rendered]:
    documents = {entry.document.slug: entry.document for entry in plan.entries}
    sizes = {name: shown.size for name, shown in pictures.items()}
    context = Context(plan.corpus.company, plan.variant, documents, pictures=sizes)
    pages: dict[str, Rendered] = {}
    for slug, document in documents.items():
        pages[slug] = render_document(document, context)
        tell("render", RENDERING[0] + (RENDERING[1] - RENDERING[0]) * len(pages) / len(documents))
    return pages


def _store(
    edition: Edition, plan: EditionPlan, rows: Sequence[EditionDocument], pictures: Mapping[str, Shown]
) -> Edition:
    if base_of(plan.variant).number != plan.base.number:
        raise EditionOvertaken
    current = session()
    edition.digest = edition_digest(plan.variant, plan.corpus.company_text, rows, pictures)
    current.add(edition)
    current.flush()
    for row in rows:
        row.edition_id = edition.id
    current.add_all(rows)
    current.add_all(_picture_rows(edition, pictures))
    current.flush()
    return edition


def _search_row(row: EditionDocument) -> SearchRow:
    return SearchRow(row.language, row.search_title, row.search_wording, row.search_text)


def _picture_rows(edition: Edition, pictures: Mapping[str, Shown]) -> list[EditionPicture]:
    return [
        EditionPicture(
            edition_id=edition.id, name=name, digest=shown.digest, width=shown.width, height=shown.height
        )
        for name, shown in sorted(pictures.items())
    ]


def _facts(edition: Edition, documents: int) -> dict[str, Fact]:
    return {
        "variant": edition.variant,
        "number": edition.number,
        "digest": edition.digest,
        "documents": documents,
    }


def _edition(
    plan: EditionPlan, publication: Publication, rows: Sequence[EditionDocument], actor: Actor
) -> Edition:
    return Edition(
        variant=plan.variant.value,
        number=plan.number,
        note=publication.note,
        in_force_on=publication.in_force_on,
        published_at=clock.now(),
        published_by=actor.name,
        approvers=sorted({name for row in rows for name in row.approved_by}),
        company_text=plan.corpus.company_text,
        left_out=[{"slug": left.slug, "title": left.title, "reason": left.reason} for left in plan.left_out],
    )


def edition_digest(
    variant: Variant, company_text: str, rows: Sequence[EditionDocument], pictures: Mapping[str, Shown]
) -> str:
    """Return the checksum of an edition over its lists, its pages in their order, and its pictures."""
    lines = [variant.value, hashlib.sha256(company_text.encode()).hexdigest()]
    lines += [f"{row.slug} {row.text_digest} {row.page_digest}" for row in rows]
    lines += [f"picture {name} {shown.digest}" for name, shown in sorted(pictures.items())]
    return "sha256:" + hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _row(entry: Entry, page: Rendered, place: int) -> EditionDocument:
    document, header = entry.document, entry.document.header
    return EditionDocument(
        position=place,
        slug=header.slug,
        kind=header.kind.value,
        language=header.language,
        title=document.title,
        summary=header.summary,
        situation_class=header.situation_class.value if header.situation_class else "",
        stage=header.stage,
        contact_point=header.contact_point,
        section=header.section,
        departments=list(header.departments),
        translation_of=header.translation_of,
        has_algorithm=document.algorithm is not None,
        header_text=document.header_text,
        body=document.body,
        html=str(page.html),
        contents=[{"level": item.level, "id": item.id, "text": item.text} for item in page.contents],
        search_title=page.search.title,
        search_wording=page.search.wording,
        search_text=page.search.text,
        revision_id=entry.source.revision_id,
        revision_number=entry.source.revision_number,
        approved_by=list(entry.source.approvers),
        overridden_by=entry.source.overridden_by or None,
        override_reason=entry.source.override_reason or None,
        text_digest=entry.text_digest,
        page_digest="sha256:" + hashlib.sha256(page.html.encode()).hexdigest(),
    )
