"""Who is told what about comments; notices name the document, never what was said or what stands in it."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

import sqlalchemy as sa

from app.kernel.actors import Actor
from app.kernel.database import session
from app.kernel.messages import N_
from app.notices.kinds import NoticeKind
from app.notices.services import News, notify, take_back
from app.web.addresses import path_to
from standards.comments.models import Comment, Thread
from standards.comments.queries import document_of
from standards.documents.models import Document, Draft, Revision


class Deed(StrEnum):
    """What somebody did that others want to know of."""

    COMMENTED = "commented"
    PROPOSED = "proposed"
    ANSWERED = "answered"
    RESOLVED = "resolved"
    ACCEPTED = "accepted"
    DECLINED = "declined"


KINDS: Mapping[Deed, NoticeKind] = {
    Deed.COMMENTED: NoticeKind("comments.commented", N_("%(name)s commented on “%(title)s”.")),
    Deed.PROPOSED: NoticeKind(
        "comments.proposed",
        N_("%(name)s proposes other wording in “%(title)s”. Accept or decline it."),
        needs_you=True,
    ),
    Deed.ANSWERED: NoticeKind("comments.answered", N_("%(name)s answered a comment on “%(title)s”.")),
    Deed.RESOLVED: NoticeKind("comments.resolved", N_("%(name)s resolved a comment on “%(title)s”.")),
    Deed.ACCEPTED: NoticeKind("comments.accepted", N_("%(name)s accepted your wording in “%(title)s”.")),
    Deed.DECLINED: NoticeKind("comments.declined", N_("%(name)s declined your wording in “%(title)s”.")),
}


def tell(deed: Deed, thread: Thread, comment: Comment | None, actor: Actor) -> None:
    """Tell those concerned, in the running write transaction, once for each remark.

    Who writes the document is told of comments, who took part in the thread of answers and of its end, who
    proposed wording of what became of it.
    """
    document = document_of(thread)
    if comment is not None and comment.is_waiting:
        deed = Deed.PROPOSED
    news = News(
        KINDS[deed],
        _key(deed, thread, comment),
        f"{path_to('comments.talk', slug=document.slug)}#thread-{thread.id}",
        {"title": document.title},
    )
    notify(_concerned(deed, thread, comment, document), news, actor)


def no_longer_waiting(thread: Thread, comment: Comment) -> None:
    """Ask nobody any more to decide on this wording."""
    take_back(_key(Deed.PROPOSED, thread, comment))


def _key(deed: Deed, thread: Thread, comment: Comment | None) -> str:
    if comment is not None:
        return f"comment-{deed}:{comment.id}"
    moment = thread.resolved_at.isoformat() if thread.resolved_at else ""
    return f"thread-{deed}:{thread.id}:{moment}"


def _concerned(deed: Deed, thread: Thread, comment: Comment | None, document: Document) -> set[int]:
    if deed in (Deed.ACCEPTED, Deed.DECLINED):
        return _known([comment.author_id if comment else None])
    if deed is Deed.RESOLVED:
        return _taking_part(thread)
    if deed is Deed.COMMENTED:
        return writers_of(document)
    return writers_of(document) | _taking_part(thread)


def writers_of(document: Document) -> set[int]:
    """Return who wrote the present text: in the draft, and in the revision that it began on."""
    drafts = session().execute(
        sa.select(Draft.updated_by_id, Draft.contributor_ids).where(
            Draft.document_id == document.id, Draft.is_open.is_(True)
        )
    )
    found = {user_id for by_id, contributors in drafts for user_id in (by_id, *contributors)}
    newest = session().scalar(
        sa.select(Revision).where(Revision.document_id == document.id, Revision.number == document.number)
    )
    return _known([*found, *(newest.contributors if newest else ())])


def _taking_part(thread: Thread) -> set[int]:
    return _known(session().scalars(sa.select(Comment.author_id).where(Comment.thread_id == thread.id)))


def _known(user_ids: Iterable[int | None]) -> set[int]:
    return {user_id for user_id in user_ids if user_id is not None}
