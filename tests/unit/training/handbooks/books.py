"""A small company with a small corpus, as a book of either variant."""

from dataclasses import replace

from app.language.company import Company, Entry, Stage, Term
from app.language.corpus import Corpus
from app.language.document import Document, parse_source
from app.language.words import Variant
from training.handbooks.book import Book, EditionFacts, book_from_corpus
from training.handbooks.supplies import Paper

COMPANY = Company(
    name="Nordfenster GmbH",
    language="de",
    stages=(
        Stage("needs", {"de": "Bedarf ermitteln"}),
        Stage("order", {"de": "Auftrag verfolgen"}),
        Stage("receipt", {"de": "Empfang und Montage"}),
    ),
    sections=(Entry("attitude", {"de": "Haltung"}), Entry("complaints", {"de": "Reklamation"})),
    channels=(Entry("phone", {"de": "Telefon"}),),
    glossary=(
        Term("de", "Reklamation", ("Mecker-Anruf",), "Der Kunde beanstandet Ware."),
        Term("de", "Änderung", (), "Etwas wird anders bestellt."),
        Term("en", "complaint", (), "The customer objects."),
    ),
)

GREETING = """---
kind: standard
title: Begrüßung
language: de
section: attitude
summary: Wie wir grüßen.
---
Wir grüßen zuerst.

## Woran man es erkennt

- Grüßt innerhalb von **30 Sekunden**. {#greet .criterion impact=high area=handling}
- Nennt den Namen. {#name .criterion impact=low area=style}

| Ort | Frist |
|---|---|
| Laden | sofort |

Mehr in [[falsches-mass]] und [[falsches-mass#compare|beim Vergleich]].

::: b2c
Nur für Privatkunden: Geheimkürbis.
:::
"""

WRONG = """---
kind: situation
title: Falsches Maß geliefert
language: de
class: conflict
stage: receipt
summary: Das Fenster passt nicht.
---
Der Kunde ist verärgert.

::: algorithm {otherwise="Schichtleitung, Durchwahl 12"}
1. Bis zum Ende zuhören. {#listen}
   > [!say] Ich verstehe, dass das ärgerlich ist, {{Name}}. Was ist passiert?
   > [!avoid] Das ist nicht unsere Schuld.
2. Ist der Lieferschein da? {#note within="2 min"}
   - ja → #compare
   - nein → [[oeffnungszeiten]]
3. Maß vergleichen. {#compare}
   ![[aerger-beruhigen]]
   → end: Kunde ist einverstanden
:::

::: dialogue bad
Kunde: Schon wieder!
Service: Selbst schuld.
:::

- Hört zu, bis der Kunde ausgeredet hat. {#hears .criterion impact=high area=style}
"""

HOURS = """---
kind: situation
title: Öffnungszeiten erfragen
language: de
class: typical
stage: needs
variants: [b2c]
---
Jemand fragt, wann wir öffnen. Geheimkürbis.

> [!say] Wir haben ab acht Uhr offen.
"""

PHONE = """---
kind: situation
title: Ändern am Telefon
language: de
class: typical
stage: needs
---
Jemand ändert seinen Auftrag.

> [!say] Gern.
"""

CALM = """---
kind: script
title: Ärger beruhigen
language: de
wording: own-words
---
Für jeden Ärger.

> [!say] Das ist ärgerlich.
"""

ENGLISH_ONLY = """---
kind: standard
title: On the phone
language: en
section: attitude
---
We answer.
"""

TRANSLATED = """---
kind: standard
title: Greeting
language: en
section: attitude
translation_of: begruessung
---
We greet first.
"""

SOURCES = {
    "begruessung": GREETING,
    "falsches-mass": WRONG,
    "oeffnungszeiten": HOURS,
    "aendern-am-telefon": PHONE,
    "aerger-beruhigen": CALM,
    "on-the-phone": ENGLISH_ONLY,
    "greeting": TRANSLATED,
}

EDITION = EditionFacts(4, None, "Neue Fristen", ("Anna Brandt", "Jörg Lüders"), "sha256:" + "ab" * 32)


def documents(**sources: str) -> dict[str, Document]:
    return {slug: parse_source(source, slug=slug) for slug, source in sources.items()}


def corpus(company: Company = COMPANY) -> Corpus:
    return Corpus(company, {slug: parse_source(source, slug=slug) for slug, source in SOURCES.items()})


def book(variant: Variant = Variant.B2C, language: str = "de", paper: Paper = "a5") -> Book:
    return book_from_corpus(corpus(), variant, language, paper, edition=EDITION)


def foreign_corpus() -> Corpus:
    """Return standards without sections that lay in folders."""
    texts = {
        "index": "# Support\n\nHello.\n",
        "process": "# Processes\n\nSee [[triage]].\n",
        "triage": "# Triage\n\nSort.\n",
    }
    files = {"index": "index.md", "process": "process/index.md", "triage": "process/triage.md"}
    found = {}
    for slug, text in texts.items():
        title, _, body = text.removeprefix("# ").partition("\n")
        found[slug] = parse_source(
            f"---\nkind: standard\ntitle: {title}\nlanguage: en\n---\n{body}", slug=slug
        )
    return replace(Corpus(Company.empty("en"), found), files=files)
