"""Taking in a folder of texts that were approved elsewhere."""

from collections.abc import Sequence
from dataclasses import replace

from app.kernel.actors import Actor
from app.kernel.database import write_transaction
from app.kernel.permissions import require
from app.language.corpus import Corpus
from standards.documents.importing import NOTE, ImportReport, Progress, Rejected, import_corpus
from standards.reviews.errors import OwnText, UnsoundText
from standards.reviews.granting import grant
from standards.reviews.policies import ReviewPermission, has_written
from standards.reviews.queries import holds
from standards.reviews.soundness import refuse_unsound
from standards.reviews.wholes import NewestTexts, Whole
from standards.reviews.writers import writers_of


def import_approved(
    corpus: Corpus,
    actor: Actor,
    *,
    approvers: Sequence[Actor] = (),
    note: str = NOTE,
    progress: Progress | None = None,
) -> ImportReport:
    """Take in the lists and all texts of a corpus as approved by these people, in one transaction.

    Each approver approves each text without errors that they did not write themselves. The rules for reviews
    are not asked: what is imported like this was approved before.

    Raises:
        NotAllowed: the actor may not import, or one of the approvers may not approve.

    """
    for approver in approvers:
        require(approver, ReviewPermission.DECIDE)
    with write_transaction():
        report = import_corpus(corpus, actor, note=note, progress=progress)
        if not approvers:
            return report
        texts = NewestTexts(corpus.documents)
        rejected = {entry.slug for entry in report.rejected}
        taken = [slug for slug in corpus.documents if slug not in rejected]
        unapproved = [found for slug in taken if (found := _approve(slug, texts, corpus, approvers, actor))]
    return replace(report, unapproved=tuple(unapproved))


def _approve(
    slug: str, texts: NewestTexts, corpus: Corpus, approvers: Sequence[Actor], actor: Actor
) -> Rejected | None:
    whole = texts.whole(slug)
    path = corpus.files.get(slug, "")
    try:
        refuse_unsound(whole, texts)
    except UnsoundText as reason:
        return Rejected(slug, path, reason)
    writers = writers_of(whole)
    willing = [approver for approver in approvers if not has_written(approver, writers)]
    if not willing:
        return Rejected(slug, path, OwnText())
    people = [approver.user_id for approver in willing if approver.user_id is not None]
    if not _are_under_it(people, whole):
        grant(whole, people, actor)
    return None


def _are_under_it(people: Sequence[int], whole: Whole) -> bool:
    approval = holds(whole)
    return approval is not None and {person.user_id for person in approval.people} >= set(people)
