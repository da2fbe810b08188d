"""A small published guide for tests: three stages, two languages, something for each variant alone."""

from datetime import date
from pathlib import Path

from flask import Flask

from app.kernel.actors import SYSTEM
from app.language.corpus import read_corpus
from app.language.words import Variant
from standards.editions.publishing import Publication, publish_edition
from standards.reviews.importing import import_approved
from tests.people import Cast

COMPANY = """\
name: Nordfenster GmbH
language: de
stages:
  - {id: receipt, name: {de: Empfang und Montage, en: Receipt and fitting}}
  - {id: after, name: {de: Nach dem Kauf, en: After the sale}}
  - {id: needs, name: {de: Bedarf ermitteln, en: Finding needs}}
departments: [{id: fitting, name: Montage}]
channels: [{id: phone, name: Telefon}]
contact_points: [{id: handover, name: {de: Übergabe, en: Handover}, stage: receipt, departments: [fitting]}]
sections: [{id: complaints, name: {de: Reklamationen, en: Complaints}}]
"""

SCRATCH = """\
---
kind: situation
title: Kratzer in der Scheibe
slug: kratzer
language: de
summary: Der Kunde zeigt nach der Übergabe einen Kratzer.
class: conflict
stage: receipt
contact_point: handover
channels: [phone]
departments: [fitting]
standards: [reklamationen]
---
Der Kunde fühlt sich getäuscht.

::: algorithm {otherwise="Schichtleitung, Durchwahl 12"}
1. Bis zum Ende zuhören. {#listen}
   > [!say] Ich verstehe, dass Sie das ärgert, {{Name}}. Was haben Sie gesehen?
   > [!avoid] Das haben Sie doch unterschrieben.
2. Liegt der Lieferschein vor? {#note within="2 min"}
   - ja → #explain
   - nein, aber die **Nummer** ist bekannt → #look-up
   - nein → [[ohne-unterlagen]]
3. Auftrag suchen. {#look-up}
   → #explain
4. Den nächsten Schritt nennen, siehe [[reklamationen]]. {#explain .hard}
   > [!say] Unser Monteur kommt am {{Wochentag}}.
   → end: Kunde ist einverstanden
:::
"""

WITHOUT_PAPERS = """\
---
kind: situation
title: Auftrag ohne Unterlagen
slug: ohne-unterlagen
language: de
class: complex
stage: receipt
---
Niemand findet den Auftrag.

::: algorithm {otherwise="Filialleitung anrufen"}
1. Namen und Ort aufnehmen. {#name}
2. Zurückrufen. {#call}
   → end: Auftrag gefunden
:::
"""

COMPLAINTS = """\
---
kind: standard
title: Reklamationen annehmen
slug: reklamationen
language: de
section: complaints
---
Eine Reklamation ist ein Geschenk.

## Regeln

Jede Kundenreklamation wird am selben Tag beantwortet. <script>alert(1)</script>

::: b2b
Nur fuer Firmen: das Wort Zwirbelfink.
:::

- Nennt das Datum. {#date .criterion impact=high area=handling}
"""

COMPLAINTS_IN_ENGLISH = """\
---
kind: standard
title: Taking complaints
slug: complaints
language: en
section: complaints
translation_of: reklamationen
---
A complaint is a gift.

## Rules

Every complaint is answered on the day.
"""

FIRMS_ONLY = """\
---
kind: standard
title: Rahmenverträge mit Bauunternehmen
slug: rahmenvertraege
language: de
section: complaints
variants: [b2b]
---
Nur mit Firmen.

## Regeln

Quantenkupfer ist ein seltenes Wort.
"""

FILES = {
    "company.yaml": COMPANY,
    "kratzer.md": SCRATCH,
    "ohne-unterlagen.md": WITHOUT_PAPERS,
    "reklamationen.md": COMPLAINTS,
    "complaints.md": COMPLAINTS_IN_ENGLISH,
    "rahmenvertraege.md": FIRMS_ONLY,
}


def publish_guide(app: Flask, cast: Cast, folder: Path, **changed: str) -> None:
    """Import the texts, some of them changed (by file name without ending), and publish both variants."""
    texts = FILES | {f"{name}.md": text for name, text in changed.items()}
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    corpus, _ = read_corpus([folder])
    with app.app_context():
        import_approved(corpus, SYSTEM, approvers=[cast.approver.actor])
        for variant in Variant:
            publish_edition(variant, Publication("First", date(2026, 1, 1)), SYSTEM)
