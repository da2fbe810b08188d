"""The longest handbook text that may be stored: 512 KiB as people write it, no two parts alike.

A situation with an algorithm of many steps; headings, lists, tables, wording, dialogues, criteria, footnotes
and passages for one edition, in German with some English.
"""

from itertools import count

LARGEST = 512 * 1024
STEPS = 150

HEADER = """\
kind: situation
title: Alle Vorfälle bei der Übergabe
language: de
summary: Was bei der Übergabe schiefgehen kann, und was wir dann tun.
class: conflict
stage: receipt"""

OPENING = """\
Der Kunde steht vor dem Fenster und zeigt einen Mangel. Wer auch immer von uns gerade da ist,
kümmert sich darum, bis der Kunde den nächsten Schritt kennt.

"""

STEP = """\
{number}. Ist Punkt {number} der Übergabe geklärt, {who} zufrieden und {what} da? {{#punkt-{number}{more}}}
   > [!say] Ich verstehe, {{{{Name}}}}. Punkt {number} sehen wir uns jetzt gemeinsam an.
   > [!avoid] Dafür bin ich nicht zuständig, fragen Sie {who}.
   - ja → {target}
   - nein, {what} fehlt → #punkt-{number}-nachholen
{next}. {what_large} zu Punkt {number} nachholen und dem Kunden zeigen. {{#punkt-{number}-nachholen}}
"""

PART = """\
## {number}. {title}

{who_large} erklärt Punkt {number} in eigenen Worten und nennt **{what}**. Dauert es länger als
{minutes} Minuten, bekommt der Kunde einen Kaffee und einen Anruf am {day}. Niemand schickt ihn
fort, bevor er weiß, wer sich um Nummer {number} kümmert.[^n{number}]

### Wie es gemacht wird

- Zuerst zuhören, dann {what} suchen.
    - Steht Nummer {number} auf dem Lieferschein, gilt der Lieferschein.
    - Sonst gilt, was {who} am {day} notiert hat.
- Den nächsten Schritt mit Uhrzeit nennen.
- Nennt Nummer {number} und den Tag. {{#nennt-{number} .criterion impact={impact} area=handling}}

1. {what_large} holen und mit Nummer {number} vergleichen.
2. Das Ergebnis aufschreiben: {minutes} Minuten, {day}, Unterschrift.
3. {who_large} informieren.

| Was | Wer | Bis wann |
|---|---|---|
| {what_large} {number} | {who} | {minutes} Minuten |
| Rückruf zu {number} | Innendienst | am {day} |
| Abschluss | {who} | eine Woche |

> [!say] Vielen Dank, dass Sie Nummer {number} gleich ansprechen, {{{{Name}}}}.
> [!avoid] Das haben Sie am {day} doch unterschrieben.

::: dialogue good
Kunde: Bei Nummer {number} stimmt etwas nicht.
Monteur: Das sehe ich mir sofort an. In {minutes} Minuten wissen wir mehr.
:::

::: {edition}
Nur hier: {what} zu Nummer {number} wird mit {who} abgestimmt, spätestens am {day}.
:::

> [!note] In the English version of number {number} we say “{what}” only once.

[^n{number}]: Siehe Protokoll {number}, Abschnitt {minutes}.

"""

PEOPLE = (
    "die Schichtleitung",
    "der Monteur",
    "die Disposition",
    "der Verkauf",
    "die Buchhaltung",
    "das Lager",
    "die Filialleitung",
)
THINGS = (
    "das Aufmaß",
    "der Lieferschein",
    "die Rechnung",
    "das Foto",
    "der Messbericht",
    "die Zusage",
    "das Protokoll",
    "die Skizze",
    "der Auftrag",
    "die Vollmacht",
    "das Muster",
)
DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag")  # fmt: skip


def longest_body(size: int = LARGEST - 4096) -> str:
    """Return a body of at most `size` bytes, and nearly as many."""
    text = [OPENING, algorithm(STEPS)]
    left = size - sum(len(part.encode()) for part in text)
    for number in count(1):
        part = PART.format(**_words(number))
        left -= len(part.encode())
        if left < 0:
            return "".join(text)
        text.append(part)
    raise AssertionError


def algorithm(steps: int) -> str:
    """Return an algorithm of this many questions, each with a step to make up for a no."""
    lines = ['::: algorithm {otherwise="Schichtleitung, Durchwahl 12"}\n']
    for number in range(1, steps + 1):
        words = _words(number) | {"number": 2 * number - 1, "next": 2 * number}
        target = f"#punkt-{2 * number + 1}" if number < steps else "end: Kunde ist einverstanden"
        more = ' .hard within="2 min"' if number % 10 == 0 else ""
        lines.append(STEP.format(**words, target=target, more=more))
    return "".join((*lines, ":::\n\n"))


def _words(number: int) -> dict[str, object]:
    who, what = PEOPLE[number % len(PEOPLE)], THINGS[number % len(THINGS)]
    return {
        "number": number,
        "title": f"{what.split()[1]} und {who.split()[1]}",
        "who": who,
        "who_large": who[0].upper() + who[1:],
        "what": what,
        "what_large": what[0].upper() + what[1:],
        "day": DAYS[number % len(DAYS)],
        "minutes": 5 + number % 40,
        "impact": "high" if number % 3 else "low",
        "edition": "b2c" if number % 2 else "b2b",
    }
