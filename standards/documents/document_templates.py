"""What new documents begin with: ours for each kind, class and language, unless the group wrote its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from app.journal.services import record
from app.kernel.actors import Actor
from app.kernel.clock import now
from app.kernel.database import session, take_turns, write_transaction
from app.kernel.errors import NotFound
from app.kernel.permissions import require
from app.language.document import digest
from app.language.front_matter import normalise, split_front_matter
from app.language.words import LANGUAGES, Kind, SituationClass
from standards.documents.errors import MovedTemplate, UnreadableTemplate
from standards.documents.header_editing import can_be_written
from standards.documents.models import DocumentTemplate
from standards.documents.policies import DocumentPermission
from standards.documents.services import refuse_unstorable

FOLDER: Final = Path(__file__).parent / "starter"
NAMES: Final = ("situation-typical", "situation-complex", "situation-conflict", "standard", "script")
"""The templates of each language; those of situations are named by their class."""


@dataclass(frozen=True, slots=True)
class Template:
    """One template; `changed_at` is None while it is ours."""

    language: str
    name: str
    header_text: str
    body: str
    changed_at: datetime | None = None

    @property
    def digest(self) -> str:
        """Return what tells this text from any other."""
        return digest(self.header_text, self.body)

    @property
    def kind(self) -> Kind:
        """Return the kind of the documents that begin with it."""
        return Kind(self.name.partition("-")[0])

    @property
    def situation_class(self) -> SituationClass | None:
        """Return the class of the situations that begin with it."""
        found = self.name.partition("-")[2]
        return SituationClass(found) if found else None


def template_for(kind: Kind, situation_class: SituationClass | None, language: str) -> Template:
    """Return the template for a new document; languages without their own take the English one."""
    name = kind.value
    if kind is Kind.SITUATION:
        name = f"{kind.value}-{(situation_class or SituationClass.TYPICAL).value}"
    return template(language if language in LANGUAGES else "en", name)


def template(language: str, name: str) -> Template:
    """Return a template by its language and name.

    Raises:
        NotFound: there is no such template.

    """
    if language not in LANGUAGES or name not in NAMES:
        raise NotFound
    row = session().scalar(
        _rows().where(DocumentTemplate.language == language, DocumentTemplate.name == name)
    )
    if row is None:
        return _ours(language, name)
    return Template(language, name, row.header_text, row.body, row.updated_at)


def all_templates() -> Sequence[Template]:
    """Return every template, by language."""
    changed = {(row.language, row.name): row for row in session().scalars(_rows())}
    found = []
    for language in LANGUAGES:
        for name in NAMES:
            row = changed.get((language, name))
            own = Template(language, name, row.header_text, row.body, row.updated_at) if row else None
            found.append(own or _ours(language, name))
    return found


def change_template(language: str, name: str, source: str, actor: Actor, seen: str) -> None:
    """Let documents begin with this text, its header between lines of `---`; ours brings ours back.

    Raises:
        NotAllowed, NotFound: nothing was changed.
        UnstorableText, TextTooLong, UnreadableTemplate: no document could begin with the text.
        MovedTemplate: the template is not the one any more that has the digest `seen`.

    """
    require(actor, DocumentPermission.WRITE)
    template(language, name)
    parts = split_front_matter(normalise(source))
    refuse_unstorable(name, source)
    if not can_be_written(parts.header_text):
        raise UnreadableTemplate(field="source")
    ours = _ours(language, name)
    with write_transaction() as current:
        take_turns(f"template {language}/{name}")
        if template(language, name).digest != seen:
            raise MovedTemplate
        current.execute(
            sa.delete(DocumentTemplate).where(
                DocumentTemplate.language == language, DocumentTemplate.name == name
            )
        )
        if (parts.header_text, parts.body) != (ours.header_text, ours.body):
            current.add(
                DocumentTemplate(
                    language=language,
                    name=name,
                    header_text=parts.header_text,
                    body=parts.body,
                    updated_at=now(),
                    updated_by_id=actor.user_id,
                )
            )
        record(actor, "template.changed", ("template", f"{language}/{name}"))


def our_template(language: str, name: str) -> Template:
    """Return a template as we deliver it."""
    return _ours(language, name)


@cache
def _ours(language: str, name: str) -> Template:
    parts = split_front_matter((FOLDER / language / f"{name}.md").read_text("utf-8"))
    return Template(language, name, parts.header_text, parts.body)


def _rows() -> sa.Select[DocumentTemplate]:
    return sa.select(DocumentTemplate)
