"""What the pages of comments show."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template

from app.kernel.errors import Conflict
from app.kernel.permissions import can
from app.web.actors import current_actor
from app.web.forms import Form
from app.web.i18n import _
from standards.comments.errors import WordingOvertaken
from standards.comments.forms import AnswerForm, CommentForm, DeclineForm, EditForm
from standards.comments.lines import Passage, passages_of
from standards.comments.models import Comment
from standards.comments.policies import CommentPermission, can_decide, is_own
from standards.comments.queries import PlacedThread, Talk, talk_about
from standards.comments.texts import TextShown, text_shown
from standards.documents.addresses import document_at
from standards.documents.comparing import Piece, compare
from standards.documents.models import Document

FORMS: Mapping[str, type[Form]] = {"answer": AnswerForm, "edit": EditForm, "decline": DeclineForm}


@dataclass(frozen=True, slots=True)
class ShownForm:
    """A form that was sent and is shown again: what for, in which thread or comment, and what was typed."""

    deed: str
    id: int
    form: Form


@dataclass(frozen=True, slots=True)
class TalkPage:
    """A text with the threads on it, as one person sees them."""

    document: Document
    text: TextShown
    talk: Talk
    passages: tuple[Passage, ...]
    shown: ShownForm | None
    refused: tuple[int, Conflict] | None
    may_write: bool
    may_decide: bool

    @property
    def by_id(self) -> Mapping[int, PlacedThread]:
        """Return the threads by id."""
        return {placed.thread.id: placed for placed in self.talk.threads}

    @property
    def general(self) -> tuple[PlacedThread, ...]:
        """Return what is said about the whole document."""
        return tuple(placed for placed in self.talk.threads if placed.thread.is_general)

    @property
    def gone(self) -> tuple[PlacedThread, ...]:
        """Return the threads whose passage is not in this text."""
        return tuple(placed for placed in self.talk.threads if placed.is_gone)

    def may_edit(self, placed: PlacedThread, comment: Comment) -> bool:
        """Say whether this is one's own comment that nobody has answered or decided on."""
        is_last = placed.comments[-1] is comment
        return self.may_write and is_last and not comment.decision and is_own(current_actor(), comment)

    def form(self, deed: str, thing_id: int, comment: Comment | None = None) -> Form:
        """Return the form for a deed: the one that was sent, else a fresh one."""
        if self.shown and (self.shown.deed, self.shown.id) == (deed, thing_id):
            return self.shown.form
        return FORMS[deed](
            formdata=None,
            prefix=prefix(deed, thing_id),
            key=secrets.token_urlsafe(16),
            text=comment.text if comment else "",
        )

    def is_open(self, deed: str, thing_id: int) -> bool:
        """Say whether this form was just sent and must be looked at again."""
        return self.shown is not None and (self.shown.deed, self.shown.id) == (deed, thing_id)

    def refusal(self, comment: Comment) -> str:
        """Return why the wording in this comment could not be taken over just now, "" if it was not tried."""
        return self.refused[1].text(_) if self.refused and self.refused[0] == comment.id else ""

    def overtaken(self, comment: Comment) -> WordingOvertaken | None:
        """Return the three texts between which somebody must decide, if it comes to that."""
        error = self.refused[1] if self.refused and self.refused[0] == comment.id else None
        return error if isinstance(error, WordingOvertaken) else None


def prefix(deed: str, thing_id: int) -> str:
    """Return what the names of a form's fields begin with, so that many forms stand on one page."""
    return f"{deed}-{thing_id}-"


def talk_page(
    slug: str,
    revision_number: int | None,
    shown: ShownForm | None = None,
    refused: tuple[int, Conflict] | None = None,
) -> str:
    """Return the page of a document's comments on its present text, or on a revision."""
    document = document_at(slug)
    text = text_shown(document, revision_number)
    talk = talk_about(document, text.body)
    places = {
        placed.thread.id: placed.place
        for placed in talk.threads
        if placed.place is not None and not placed.thread.is_resolved
    }
    actor = current_actor()
    page = TalkPage(
        document,
        text,
        talk,
        passages_of(text.body, places),
        shown,
        refused,
        may_write=can(actor, CommentPermission.WRITE) and not document.is_retired,
        may_decide=can_decide(actor) and not document.is_retired,
    )
    blank = CommentForm(formdata=None, key=secrets.token_urlsafe(16), revision=str(revision_number or ""))
    return render_template(
        "comments/talk.html", page=page, blank=blank, revision=revision_number, wording=wording
    )


def new_comment_page(document: Document, form: CommentForm) -> str:
    """Return the page on which one comment is written."""
    return render_template("comments/new.html", document=document, form=form)


def wording(comment: Comment) -> tuple[Piece, ...]:
    """Return what proposed wording changes, word by word, lines joined by line feeds."""
    pieces: list[Piece] = []
    for row in compare(comment.replaced, comment.replacement or ""):
        if pieces:
            pieces.append(Piece(row.inline[0].mark, "\n"))
        pieces.extend(row.inline)
    return tuple(pieces)
