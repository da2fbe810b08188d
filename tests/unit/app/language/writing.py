"""Documents that the tests of this room write: a header with what is required, and a body."""

from collections.abc import Mapping

from app.language.checking import check_corpus
from app.language.company import Company, Entry, Stage, Term
from app.language.corpus import Corpus
from app.language.document import Document, parse_document
from app.language.errors import Finding
from app.language.selecting import Selection, select
from app.language.words import Variant

COMPANY = Company(
    name="Nordfenster",
    language="en",
    stages=(Stage("needs", {"en": "Finding needs"}), Stage("receipt", {"en": "Receipt"}, is_hardest=True)),
    departments=(Entry("fitting", {"en": "Fitting"}),),
    channels=(Entry("phone", {"en": "Telephone"}), Entry("counter", {"en": "Showroom"})),
    sections=(Entry("complaints", {"en": "Complaints"}),),
    aims=(Entry("repurchase", {"en": "Buys again"}),),
    glossary=(
        Term("en", "complaint", ("moan", "gripe letter")),
        Term("de", "Reklamation", ("Mecker-Anruf", "Beschwerdefall")),
    ),
)
STEPS = '::: algorithm {otherwise="Ask the shift leader"}\n1. Listen.\n:::\n'
SAY = "> [!say] I see.\n"
AVOID = "> [!avoid] Not our fault.\n"


def header(kind: str, **fields: str) -> str:
    values = {"kind": kind, "title": kind.title(), "language": "en"}
    if kind == "situation":
        values |= {"class": "complex", "stage": "needs"}
    values |= {name.rstrip("_"): value for name, value in fields.items()}
    return "\n".join(f"{name}: {value}" for name, value in values.items() if value)


def situation(body: str, **fields: str) -> tuple[str, str]:
    return header("situation", **fields), body


def standard(body: str, **fields: str) -> tuple[str, str]:
    return header("standard", **fields), body


def script(body: str, **fields: str) -> tuple[str, str]:
    return header("script", **fields), body


def corpus(company: Company = COMPANY, /, **texts: tuple[str, str]) -> Corpus:
    names = {name.replace("_", "-"): text for name, text in texts.items()}
    return Corpus(company, {slug: parse_document(*text, slug=slug) for slug, text in names.items()})


def document(text: tuple[str, str], slug: str = "it") -> Document:
    return parse_document(*text, slug=slug)


def findings(company: Company = COMPANY, /, **texts: tuple[str, str]) -> Mapping[str, tuple[Finding, ...]]:
    return check_corpus(corpus(company, **texts))


def selected(variant: Variant, company: Company = COMPANY, /, **texts: tuple[str, str]) -> Selection:
    return select(corpus(company, **texts), variant)


def bodies(selection: Selection) -> dict[str, str]:
    return {text.slug: text.body for text in selection.documents}
