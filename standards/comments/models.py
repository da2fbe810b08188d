"""Tables of comments: threads on passages, what people say in them, the texts that the passages stand in."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Moment


class CommentedText(Base):
    """A text of a document in which passages of threads stand; kept only as long as one does."""

    __tablename__ = "commented_texts"
    __table_args__ = (sa.UniqueConstraint("document_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("documents.id"))
    digest: Mapped[str] = mapped_column(sa.String(80))
    body: Mapped[str] = mapped_column(sa.Text)


class Thread(Base):
    """What people say about one passage, or about the whole document: then `quote` and the rest are empty.

    `quote` is the passage as it was when the thread began and never changes. `start` and `end` say where it
    stands in the text `text_id`, the newest in which it was found; `before` and `after` what stood around it.
    """

    __tablename__ = "comment_threads"
    __table_args__ = (sa.Index(None, "document_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("documents.id"))
    quote: Mapped[str] = mapped_column(sa.Text)
    before: Mapped[str] = mapped_column(sa.String(40))
    after: Mapped[str] = mapped_column(sa.String(40))
    text_id: Mapped[int | None] = mapped_column(sa.ForeignKey("commented_texts.id"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    revision_number: Mapped[int]
    resolved_at: Mapped[datetime | None] = mapped_column(Moment)
    resolved_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))

    @property
    def is_resolved(self) -> bool:
        """Whether people agreed that this is settled."""
        return self.resolved_at is not None

    @property
    def is_general(self) -> bool:
        """Whether this is about the whole document."""
        return self.text_id is None


class Comment(Base):
    """One remark in a thread; the first one began it.

    `replacement` is wording that it proposes for the passage, None for none, "" to strike the passage out;
    `replaced` is the passage as it read then. `decision` says what became of that wording, "" until then.
    """

    __tablename__ = "comments"
    __table_args__ = (
        sa.Index(None, "thread_id", "id"),
        sa.UniqueConstraint("author_id", "key"),
        sa.CheckConstraint("decision IN ('', 'accepted', 'declined')", name="decision"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(sa.ForeignKey("comment_threads.id"))
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    text: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(Moment)
    edited_at: Mapped[datetime | None] = mapped_column(Moment)
    key: Mapped[str | None] = mapped_column(sa.String(80))
    replacement: Mapped[str | None] = mapped_column(sa.Text)
    replaced: Mapped[str] = mapped_column(sa.Text)
    decision: Mapped[str] = mapped_column(sa.String(12))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(sa.Text)

    @property
    def is_waiting(self) -> bool:
        """Whether it proposes wording that nobody has decided on."""
        return self.replacement is not None and not self.decision
