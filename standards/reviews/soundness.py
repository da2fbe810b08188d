"""Refusing texts with errors: nobody shall be asked to approve what cannot be published."""

from app.company.queries import current_company
from app.language.checking import check_document
from app.language.company import Company
from app.language.document import Document as Text
from app.language.errors import Severity
from app.language.findings import Findings
from app.language.references import References
from standards.reviews.errors import UnsoundText
from standards.reviews.wholes import NewestTexts, Part, Whole


def refuse_unsound(whole: Whole, texts: NewestTexts) -> None:
    """Refuse a whole in which the checker finds errors, in the text itself or in what it embeds.

    Links to other documents are judged when an edition is planned: they may still be on their way.

    Raises:
        UnsoundText: it finds some.

    """
    company = current_company()
    for part in whole.parts:
        count = _own_errors(texts.text(part), company) + _embed_errors(part, whole, texts)
        if count:
            raise UnsoundText(title=part.title, slug=part.slug, count=count)


def refuse_unsound_text(text: Text, slug: str) -> None:
    """Refuse a text of its own in which the checker finds errors.

    Raises:
        UnsoundText: it finds some.

    """
    count = _own_errors(text, current_company())
    if count:
        raise UnsoundText(title=text.title, slug=slug, count=count)


def _own_errors(text: Text, company: Company) -> int:
    return sum(1 for finding in check_document(text, company) if finding.severity is Severity.ERROR)


def _embed_errors(part: Part, whole: Whole, texts: NewestTexts) -> int:
    documents = texts.named(whole)
    findings = Findings()
    References(documents).note(part.slug, documents[part.slug], findings)
    return sum(1 for finding in findings.sorted() if finding.code.startswith("embed."))
