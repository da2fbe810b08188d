"""Prose as working groups write it, changed by two people at once, with the text that must come out.

`merged` is None where both changes exclude each other and somebody must decide.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """One text, what two people made of it, and what must come out."""

    name: str
    base: str
    mine: str
    theirs: str
    merged: str | None


OPENING = """\
Der Kunde zeigt bei der Übergabe einen Kratzer in der Scheibe.
Er fühlt sich getäuscht und will sofort eine neue.

## Was wir tun

Wir hören zu, messen und nennen einen Termin. Niemand streitet
über die Ursache, solange der Kunde daneben steht.

- Maßband holen
- Lieferschein suchen
- Monteur anrufen
"""
STANDARD = """\
A complaint is a gift: it tells us what many others only think.

We answer every complaint on the day it comes in. Whoever takes it
keeps it until the customer is content.

## How it is done

1. Listen to the end.
2. Write down what was said.
3. Name the next step and the day.
4. Call back even if there is nothing new.

## How it is judged

| What | How fast |
|---|---|
| Telephone | within 30 seconds |
| Mail | on the same day |
| Visit | at once |

Nobody is passed on more than once.
"""
ALGORITHM = """\
::: algorithm {otherwise="Schichtleitung, Durchwahl 12"}
1. Bis zum Ende zuhören. {#zuhoeren}
   > [!say] Ich verstehe, dass Sie das ärgert, {{Name}}. Was ist geschehen?
   > [!avoid] Das ist nicht unsere Schuld.
2. Liegt der Lieferschein vor? {#schein within="2 min"}
   - ja → #vergleichen
   - nein → #suchen
3. Auftrag nach Nummer suchen. {#suchen}
   → #vergleichen
4. Maß mit dem Auftrag vergleichen. {#vergleichen}
   → end: Kunde ist einverstanden
:::
"""
COUNTER = """\
# Beratung am Tresen

Wer am Tresen steht, begrüßt jeden Kunden innerhalb von dreißig Sekunden mit Blickkontakt.
Danach fragt er offen nach dem Anliegen und hört zu. Erst dann bietet er etwas an.

1. Begrüßen
   - Blick
   - Gruß
2. Fragen
   - Was führt Sie zu uns?
   - Seit wann?
3. Anbieten

| Kanal | Frist | Wer |
|---|---|---|
| Telefon | 30 Sekunden | Zentrale |
| Mail | 4 Stunden | Innendienst |
| Brief | 2 Tage | Innendienst |

> [!say] Guten Tag, was kann ich für Sie tun?

Siehe [[telefon]] und [[mail]].[^1]

[^1]: Gilt auch samstags.
"""
VISIT = """\
## Before the visit

Call the customer the day before and name a window of two hours. Ask whether there is a lift
and where one may park. Write both into the order, so that the fitter need not ask again.

## At the door

Ring once, step back, and show your badge. Put on overshoes before you enter.

## After the visit

Sweep the floor. Ask the customer to look at the window with you and to sign. Leave the card
with the number of the office, and say that we call within a week.
"""


def _changed(text: str, *changes: tuple[str, str]) -> str:
    for was, now in changes:
        assert text.count(was) == 1, was
        text = text.replace(was, now)
    return text


def _case(name: str, base: str, mine: tuple[str, str], theirs: tuple[str, str]) -> Case:
    """Two changes that do not touch: both must be in the result."""
    return Case(name, base, _changed(base, mine), _changed(base, theirs), _changed(base, mine, theirs))


CASES = [
    # Paragraphs
    _case("two paragraphs changed", OPENING, ("einen Kratzer", "einen tiefen Kratzer"), ("messen und", "messen genau und")),
    _case("a word in each sentence of one paragraph", OPENING, ("bei der Übergabe", "nach der Übergabe"), ("sofort eine", "auf der Stelle eine")),
    _case("neighbouring words", STANDARD, ("answer every", "answer each"), ("complaint on the day", "complaint on the very day")),
    _case("a sentence added and another one changed", STANDARD, ("until the customer is content.", "until the customer is content. That is meant."), ("it tells us", "it shows us")),
    _case("a paragraph added and another one changed", OPENING, ("## Was wir tun\n", "## Was wir tun\n\nZuerst die Jacke ausziehen.\n"), ("einen Termin", "einen festen Termin")),
    _case("a paragraph taken out and another one changed", STANDARD, ("Nobody is passed on more than once.\n", ""), ("a gift", "a present")),
    _case("a heading renamed, the paragraph below changed", OPENING, ("## Was wir tun", "## So gehen wir vor"), ("Wir hören zu", "Wir hören ruhig zu")),
    _case("a heading added above, a word changed below", STANDARD, ("We answer every", "## When\n\nWe answer every"), ("keeps it until", "holds it until")),
    _case("the first and the last line", STANDARD, ("A complaint is a gift:", "Every complaint is a gift:"), ("more than once.", "more than once, ever.")),
    _case("both add paragraphs in different places", STANDARD, ("## How it is done\n", "Praise counts too.\n\n## How it is done\n"), ("Nobody is passed", "Good is what is said back.\n\nNobody is passed")),
    Case(
        "both add a paragraph in one place",
        "One.\n\nTwo.\n",
        "One.\n\nMine is here.\n\nTwo.\n",
        "One.\n\nTheirs is here.\n\nTwo.\n",
        "One.\n\nTheirs is here.\n\nMine is here.\n\nTwo.\n",
    ),
    Case(
        "both add a paragraph at the end",
        "Eins.\n",
        "Eins.\n\nMeine Ergänzung.\n",
        "Eins.\n\nIhre Ergänzung.\n",
        "Eins.\n\nIhre Ergänzung.\n\nMeine Ergänzung.\n",
    ),
    Case(
        "both add a paragraph at the beginning",
        "Zwei.\n",
        "Meins vorneweg.\n\nZwei.\n",
        "Ihres vorneweg.\n\nZwei.\n",
        "Ihres vorneweg.\n\nMeins vorneweg.\n\nZwei.\n",
    ),
    Case("both make the same change", "Alt und gut.\n\nEnde.\n", "Neu und gut.\n\nEnde.\n", "Neu und gut.\n\nEnde.\n", "Neu und gut.\n\nEnde.\n"),
    Case(
        "the same change and one more each",
        "Eins zwei.\n\nDrei.\n\nVier.\n",
        "Eins ZWEI.\n\nDrei drei.\n\nVier.\n",
        "Eins ZWEI.\n\nDrei.\n\nVier vier.\n",
        "Eins ZWEI.\n\nDrei drei.\n\nVier vier.\n",
    ),
    Case("both take out the same paragraph", "A.\n\nB.\n\nC.\n", "A.\n\nC.\n", "A.\n\nC.\n", "A.\n\nC.\n"),
    Case("each takes out another paragraph", "A a.\n\nB b.\n\nC c.\n\nD d.\n", "A a.\n\nC c.\n\nD d.\n", "A a.\n\nB b.\n\nD d.\n", "A a.\n\nD d.\n"),
    Case("neighbouring paragraphs taken out", "A a.\n\nB b.\n\nC c.\n\nD d.\n", "A a.\n\nC c.\n\nD d.\n", "A a.\n\nB b.\n\nC c.\n", "A a.\n\nC c.\n"),
    Case(
        "a paragraph divided, another word changed in it",
        "First sentence is here. Second sentence is there.\n\nEnd.\n",
        "First sentence is here.\n\nSecond sentence is there.\n\nEnd.\n",
        "First sentence is here. Second phrase is there.\n\nEnd.\n",
        "First sentence is here.\n\nSecond phrase is there.\n\nEnd.\n",
    ),
    Case(
        "two paragraphs joined, another word changed in one",
        "First sentence is here.\n\nSecond sentence is there.\n\nEnd.\n",
        "First sentence is here. Second sentence is there.\n\nEnd.\n",
        "First sentence is here.\n\nSecond phrase is there.\n\nEnd.\n",
        "First sentence is here. Second phrase is there.\n\nEnd.\n",
    ),
    # Wrapped anew
    Case(
        "one wraps a paragraph anew, the other changes a word",
        "Wir hören zu, messen und nennen einen Termin. Niemand streitet\nüber die Ursache.\n",
        "Wir hören zu, messen und nennen\neinen Termin. Niemand streitet über die Ursache.\n",
        "Wir hören zu, messen und nennen einen Termin. Niemand zankt\nüber die Ursache.\n",
        "Wir hören zu, messen und nennen\neinen Termin. Niemand zankt über die Ursache.\n",
    ),
    Case(
        "both wrap a paragraph anew, one changes a word",
        "one two three four five six seven eight nine ten\neleven twelve\n",
        "one two three four five six\nseven eight nine ten eleven twelve\n",
        "one two three\nfour five SIX seven eight nine ten eleven twelve\n",
        "one two three\nfour five SIX\nseven eight nine ten eleven twelve\n",
    ),
    Case(
        "one puts a paragraph on one line, the other adds a sentence",
        "A complaint is a gift:\nit tells us what others\nonly think.\n",
        "A complaint is a gift: it tells us what others only think.\n",
        "A complaint is a gift:\nit tells us what others\nonly think. We say thanks.\n",
        "A complaint is a gift: it tells us what others only think. We say thanks.\n",
    ),
    Case(
        "wrapping alone is no change against a rewritten paragraph",
        "Der Kunde kommt herein und\nfragt nach dem Preis.\n",
        "Der Kunde kommt herein und fragt\nnach dem Preis.\n",
        "Der Kunde steht in der Tür und\nwill den Preis wissen.\n",
        "Der Kunde steht in der Tür und\nwill den Preis wissen.\n",
    ),
    # Lists
    _case("two items changed", OPENING, ("- Maßband holen", "- Maßband und Stift holen"), ("- Monteur anrufen", "- Monteur sofort anrufen")),
    _case("neighbouring items changed", OPENING, ("- Maßband holen", "- Zollstock holen"), ("- Lieferschein suchen", "- Auftrag suchen")),
    _case("an item added and another one changed", OPENING, ("- Maßband holen\n", "- Maßband holen\n- Kamera holen\n"), ("Monteur anrufen", "Monteur herbitten")),
    _case("an item taken out and another one changed", OPENING, ("- Lieferschein suchen\n", ""), ("Maßband holen", "Maßband mitnehmen")),
    Case(
        "both add an item at the end",
        "- one\n- two\n",
        "- one\n- two\n- mine\n",
        "- one\n- two\n- theirs\n",
        "- one\n- two\n- theirs\n- mine\n",
    ),
    Case(
        "both add an item at the top",
        "Text.\n\n- eins\n- zwei\n",
        "Text.\n\n- meins\n- eins\n- zwei\n",
        "Text.\n\n- ihres\n- eins\n- zwei\n",
        "Text.\n\n- ihres\n- meins\n- eins\n- zwei\n",
    ),
    Case(
        "one adds two items, the other takes one out",
        "- a a\n- b b\n- c c\n",
        "- a a\n- new one\n- new two\n- b b\n- c c\n",
        "- a a\n- b b\n",
        "- a a\n- new one\n- new two\n- b b\n",
    ),
    Case(
        "an item under an item",
        "- phone\n- mail\n- visit\n",
        "- phone\n  - mobile\n- mail\n- visit\n",
        "- phone\n- mail\n- visit in the shop\n",
        "- phone\n  - mobile\n- mail\n- visit in the shop\n",
    ),
    Case(
        "an item wrapped over two lines",
        "- Der Kunde bekommt am selben Tag\n  einen Anruf.\n- Niemand wird vertröstet.\n",
        "- Der Kunde bekommt am selben Tag\n  zwei Anrufe.\n- Niemand wird vertröstet.\n",
        "- Der Kunde bekommt am selben Tag\n  einen Anruf.\n- Niemand wird je vertröstet.\n",
        "- Der Kunde bekommt am selben Tag\n  zwei Anrufe.\n- Niemand wird je vertröstet.\n",
    ),
    Case(
        "two words of one item",
        "- Greets within 30 seconds of entering the shop.\n- Smiles.\n",
        "- Greets within 20 seconds of entering the shop.\n- Smiles.\n",
        "- Greets within 30 seconds of entering the showroom.\n- Smiles.\n",
        "- Greets within 20 seconds of entering the showroom.\n- Smiles.\n",
    ),
    # Numbered steps
    Case(
        "a step added in the middle, another one changed",
        "1. Listen.\n2. Write it down.\n3. Call back.\n",
        "1. Listen.\n2. Say thank you.\n3. Write it down.\n4. Call back.\n",
        "1. Listen.\n2. Write it down.\n3. Call back on the day.\n",
        "1. Listen.\n2. Say thank you.\n3. Write it down.\n4. Call back on the day.\n",
    ),
    Case(
        "both add a step in different places",
        "1. Zuhören.\n2. Aufschreiben.\n3. Zurückrufen.\n",
        "1. Begrüßen.\n2. Zuhören.\n3. Aufschreiben.\n4. Zurückrufen.\n",
        "1. Zuhören.\n2. Aufschreiben.\n3. Zurückrufen.\n4. Danken.\n",
        "1. Begrüßen.\n2. Zuhören.\n3. Aufschreiben.\n4. Zurückrufen.\n5. Danken.\n",
    ),
    Case(
        "both add a step in one place",
        "1. Zuhören.\n2. Zurückrufen.\n",
        "1. Zuhören.\n2. Aufschreiben.\n3. Zurückrufen.\n",
        "1. Zuhören.\n2. Nachfragen.\n3. Zurückrufen.\n",
        "1. Zuhören.\n2. Nachfragen.\n3. Aufschreiben.\n4. Zurückrufen.\n",
    ),
    Case(
        "a step taken out, the one below changed",
        "1. Eins.\n2. Zwei.\n3. Drei.\n4. Vier.\n",
        "1. Eins.\n2. Drei.\n3. Vier.\n",
        "1. Eins.\n2. Zwei.\n3. Drei genau.\n4. Vier.\n",
        "1. Eins.\n2. Drei genau.\n3. Vier.\n",
    ),
    _case("a step and its wording", ALGORITHM, ("Bis zum Ende zuhören.", "Ruhig bis zum Ende zuhören."), ("Was ist geschehen?", "Was genau ist geschehen?")),
    _case("two wordings of one step", ALGORITHM, ("dass Sie das ärgert", "dass Sie das stört"), ("nicht unsere Schuld", "gar nicht unsere Schuld")),
    _case("an answer added, another step changed", ALGORITHM, ("   - nein → #suchen\n", "   - nein → #suchen\n   - weiß nicht → #suchen\n"), ("Auftrag nach Nummer suchen.", "Auftrag nach Name und Ort suchen.")),
    _case("a time limit and an answer of one step", ALGORITHM, ('within="2 min"', 'within="3 min"'), ("- ja → #vergleichen", "- ja, vollständig → #vergleichen")),
    _case("the way out and a step", ALGORITHM, ("Durchwahl 12", "Durchwahl 14"), ("Kunde ist einverstanden", "Kunde ist zufrieden")),
    Case(
        "a step added while another one gets wording",
        ALGORITHM,
        _changed(ALGORITHM, ("3. Auftrag nach", "3. Kunden Platz anbieten. {#platz}\n4. Auftrag nach"), ("4. Maß mit", "5. Maß mit")),
        _changed(ALGORITHM, ("suchen. {#suchen}\n", "suchen. {#suchen}\n   > [!say] Einen Augenblick bitte.\n")),
        _changed(
            ALGORITHM,
            ("3. Auftrag nach", "3. Kunden Platz anbieten. {#platz}\n4. Auftrag nach"),
            ("4. Maß mit", "5. Maß mit"),
            ("suchen. {#suchen}\n", "suchen. {#suchen}\n   > [!say] Einen Augenblick bitte.\n"),
        ),
    ),
    # Tables
    _case("two cells of one row", STANDARD, ("| Mail | on", "| E-mail | on"), ("the same day |", "the next day |")),
    _case("two rows", STANDARD, ("within 30 seconds", "within 20 seconds"), ("| Visit | at once |", "| Visit | within a minute |")),
    _case("a row added, another one changed", STANDARD, ("| Visit | at once |\n", "| Visit | at once |\n| Chat | in a minute |\n"), ("within 30 seconds", "at the third ring")),
    Case(
        "both add a row",
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n| mine | 3 |\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n| theirs | 4 |\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n| theirs | 4 |\n| mine | 3 |\n",
    ),
    Case(
        "a table set wider, a cell changed",
        "| a | b |\n|---|---|\n| eins | zwei |\n",
        "| a    | b    |\n|---|---|\n| eins | zwei |\n",
        "| a | b |\n|---|---|\n| eins | drei |\n",
        "| a    | b    |\n|---|---|\n| eins | drei |\n",
    ),
    # Moved
    Case(
        "a paragraph moved, a word changed in it",
        "Der erste Absatz steht hier.\n\nDer zweite Absatz ist wichtig.\n\nDer dritte Absatz endet.\n",
        "Der zweite Absatz ist wichtig.\n\nDer erste Absatz steht hier.\n\nDer dritte Absatz endet.\n",
        "Der erste Absatz steht hier.\n\nDer zweite Absatz ist sehr wichtig.\n\nDer dritte Absatz endet.\n",
        "Der zweite Absatz ist sehr wichtig.\n\nDer erste Absatz steht hier.\n\nDer dritte Absatz endet.\n",
    ),
    Case(
        "a paragraph moved to the end, another one changed",
        "First things first.\n\nSecond comes second.\n\nThird comes last.\n",
        "Second comes second.\n\nThird comes last.\n\nFirst things first.\n",
        "First things first.\n\nSecond comes second, always.\n\nThird comes last.\n",
        "Second comes second, always.\n\nThird comes last.\n\nFirst things first.\n",
    ),
    Case(
        "a moved paragraph and a new one",
        "Alpha is here.\n\nBeta is here.\n\nGamma is here.\n\nDelta is here.\n",
        "Alpha is here.\n\nGamma is here.\n\nDelta is here.\n\nBeta is here.\n",
        "New is here.\n\nAlpha is here.\n\nBeta is here.\n\nGamma is here.\n\nDelta is here.\n",
        "New is here.\n\nAlpha is here.\n\nGamma is here.\n\nDelta is here.\n\nBeta is here.\n",
    ),
    Case(
        "an item moved, another one changed",
        "- Maßband holen\n- Lieferschein suchen\n- Monteur anrufen\n- Kaffee anbieten\n",
        "- Kaffee anbieten\n- Maßband holen\n- Lieferschein suchen\n- Monteur anrufen\n",
        "- Maßband holen\n- Lieferschein suchen\n- Monteur sofort anrufen\n- Kaffee anbieten\n",
        "- Kaffee anbieten\n- Maßband holen\n- Lieferschein suchen\n- Monteur sofort anrufen\n",
    ),
    Case(
        "a section moved with its heading, a word changed in it",
        "## One\n\nText of one.\n\n## Two\n\nText of two.\n\n## Three\n\nText of three.\n",
        "## Three\n\nText of three.\n\n## One\n\nText of one.\n\n## Two\n\nText of two.\n",
        "## One\n\nText of one.\n\n## Two\n\nText of two.\n\n## Three\n\nThe text of three.\n",
        "## Three\n\nThe text of three.\n\n## One\n\nText of one.\n\n## Two\n\nText of two.\n",
    ),
    # Blank lines, ends of lines
    Case("a blank line more against a changed word", "A a.\n\nB b.\n", "A a.\n\n\nB b.\n", "A a.\n\nB c.\n", "A a.\n\n\nB c.\n"),
    Case("a line end at the end of the text against a changed word", "A a.\n\nB b.", "A a.\n\nB b.\n", "A x.\n\nB b.", "A x.\n\nB b.\n"),
    # Written before they were tried
    _case("two sentences of one wrapped paragraph", VISIT, ("Ask whether there is a lift", "Ask whether there is a lift that works"), ("Write both into the order", "Write all of it into the order")),
    _case("a sentence taken out, another one of the same paragraph changed", VISIT, (" Put on overshoes before you enter.", ""), ("Ring once", "Ring twice")),
    _case("a sentence added at the end of a paragraph and one in its middle", VISIT, ("step back, and show your badge.", "step back, and show your badge. Say your name."), ("before you enter.", "before you enter. Close the door.")),
    _case("an item of the inner list, an item of the outer one", COUNTER, ("   - Gruß\n", "   - Gruß mit Namen\n"), ("3. Anbieten", "3. Etwas anbieten")),
    _case("an inner item added, the outer one renamed", COUNTER, ("   - Seit wann?\n", "   - Seit wann?\n   - Wie eilig ist es?\n"), ("2. Fragen", "2. Offen fragen")),
    _case("neighbouring rows of a table", COUNTER, ("| 4 Stunden |", "| 2 Stunden |"), ("| 2 Tage |", "| 3 Tage |")),
    _case("neighbouring cells of one row", COUNTER, ("| Telefon | 30 Sekunden", "| Anruf | 30 Sekunden"), ("30 Sekunden | Zentrale", "20 Sekunden | Zentrale")),
    _case("a row taken out, another one changed", COUNTER, ("| Brief | 2 Tage | Innendienst |\n", ""), ("30 Sekunden", "20 Sekunden")),
    _case("the head of a table and a row", COUNTER, ("| Kanal | Frist | Wer |", "| Weg | Frist | Wer |"), ("| Brief |", "| Brief, Fax |")),
    _case("a footnote and the sentence that it belongs to", COUNTER, ("Gilt auch samstags.", "Gilt auch samstags und feiertags."), ("Siehe [[telefon]]", "Mehr dazu in [[telefon]]")),
    _case("a link and its neighbour", COUNTER, ("[[telefon]]", "[[telefon|am Telefon]]"), ("[[mail]]", "[[post]]")),
    _case("wording and what stands above it", COUNTER, ("was kann ich für Sie tun", "womit kann ich Ihnen helfen"), ("| Brief |", "| Post |")),
    _case("the title and the first sentence", COUNTER, ("# Beratung am Tresen", "# Beratung im Verkaufsraum"), ("Wer am Tresen steht", "Wer im Verkaufsraum ist")),
    Case("a passage put into b2c here, a word of it changed there", "Wir schenken Kaffee aus.\n\nWir grüßen.\n", "::: b2c\nWir schenken Kaffee aus.\n:::\n\nWir grüßen.\n", "Wir schenken guten Kaffee aus.\n\nWir grüßen.\n", "::: b2c\nWir schenken guten Kaffee aus.\n:::\n\nWir grüßen.\n"),
    Case("a section moved, a section added", VISIT, "## At the door\n\nRing once, step back, and show your badge. Put on overshoes before you enter.\n\n" + VISIT.replace("## At the door\n\nRing once, step back, and show your badge. Put on overshoes before you enter.\n\n", ""), VISIT + "\n## Next day\n\nCall and ask.\n", "## At the door\n\nRing once, step back, and show your badge. Put on overshoes before you enter.\n\n" + VISIT.replace("## At the door\n\nRing once, step back, and show your badge. Put on overshoes before you enter.\n\n", "") + "\n## Next day\n\nCall and ask.\n"),
    Case("an item moved and changed by one, another one changed by the other", "- Werkzeug prüfen\n- Fahrzeug beladen\n- Kunden anrufen\n- Route planen\n", "- Kunden anrufen\n- Werkzeug prüfen\n- Fahrzeug beladen\n- Route planen\n", "- Werkzeug prüfen\n- Fahrzeug beladen\n- Kunden vorher anrufen\n- Route planen\n", "- Kunden vorher anrufen\n- Werkzeug prüfen\n- Fahrzeug beladen\n- Route planen\n"),
    Case("a numbered step moved up, another one changed", "1. Ring the bell.\n2. Show the badge.\n3. Put on overshoes.\n4. Measure the frame.\n", "1. Show the badge.\n2. Ring the bell.\n3. Put on overshoes.\n4. Measure the frame.\n", "1. Ring the bell.\n2. Show the badge.\n3. Put on overshoes.\n4. Measure the frame twice.\n", "1. Show the badge.\n2. Ring the bell.\n3. Put on overshoes.\n4. Measure the frame twice.\n"),
    Case("a step taken out by one, a step added by the other", "1. Ring.\n2. Wait.\n3. Greet.\n4. Measure.\n", "1. Ring.\n2. Greet.\n3. Measure.\n", "1. Ring.\n2. Wait.\n3. Greet.\n4. Explain.\n5. Measure.\n", "1. Ring.\n2. Greet.\n3. Explain.\n4. Measure.\n"),
    Case("both wrap a paragraph otherwise and each changes another word", "We call every customer on the day before the visit and\nname a window of two hours in which we come.\n", "We call each customer on the day before\nthe visit and name a window of two hours in which we come.\n", "We call every customer on the day before the visit\nand name a window of three hours in which we come.\n", "We call each customer on the day before\nthe visit\nand name a window of three hours in which we come.\n"),
    Case("a column added by one, a row by the other", "| Was | Wer |\n|---|---|\n| Anruf | Zentrale |\n", "| Was | Wer | Wann |\n|---|---|---|\n| Anruf | Zentrale | sofort |\n", "| Was | Wer |\n|---|---|\n| Anruf | Zentrale |\n| Brief | Post |\n", "| Was | Wer | Wann |\n|---|---|---|\n| Anruf | Zentrale | sofort |\n| Brief | Post |\n"),
    Case("both correct the same slip, one writes more", "Der Kunde wartet im Verkaufsraum.\n\nEr sizt.\n", "Der Kunde wartet im Verkaufsraum.\n\nEr sitzt.\n", "Der Kunde wartet im Verkaufsraum.\n\nEr sitzt.\n\nEr bekommt Kaffee.\n", "Der Kunde wartet im Verkaufsraum.\n\nEr sitzt.\n\nEr bekommt Kaffee.\n"),
    Case("a paragraph made a list, another paragraph changed", "We bring a tape, a lamp and a ladder.\n\nWe come on time.\n", "We bring\n\n- a tape\n- a lamp\n- a ladder\n\nWe come on time.\n", "We bring a tape, a lamp and a ladder.\n\nWe always come on time.\n", "We bring\n\n- a tape\n- a lamp\n- a ladder\n\nWe always come on time.\n"),
    Case("two paragraphs swapped by one, a third one added by the other", "Eins ist zuerst da.\n\nZwei kommt danach.\n\nDrei ist am Ende.\n", "Zwei kommt danach.\n\nEins ist zuerst da.\n\nDrei ist am Ende.\n", "Eins ist zuerst da.\n\nZwei kommt danach.\n\nDrei ist am Ende.\n\nVier ist neu.\n", "Zwei kommt danach.\n\nEins ist zuerst da.\n\nDrei ist am Ende.\n\nVier ist neu.\n"),
    Case("a heading made smaller, the text below changed", "# Regeln\n\nEins.\n\n# Fristen\n\nZwei Tage.\n", "# Regeln\n\nEins.\n\n## Fristen\n\nZwei Tage.\n", "# Regeln\n\nEins.\n\n# Fristen\n\nDrei Tage.\n", "# Regeln\n\nEins.\n\n## Fristen\n\nDrei Tage.\n"),
    _case("a criterion added, a criterion changed", "- Greets. {#greets .criterion impact=high area=style}\n- Smiles. {#smiles .criterion impact=low area=style}\n", ("area=style}\n- Smiles", "area=style}\n- Stands up. {#stands .criterion impact=low area=style}\n- Smiles"), ("- Smiles. {#smiles .criterion impact=low", "- Smiles. {#smiles .criterion impact=high")),
    # Conflicts
    Case("the same word twice otherwise", "Der Kunde wartet.\n", "Der Kunde sitzt.\n", "Der Kunde steht.\n", None),
    Case("a paragraph taken out here and changed there", "A a.\n\nB b b b.\n\nC c.\n", "A a.\n\nC c.\n", "A a.\n\nB b x b.\n\nC c.\n", None),
    Case("one item twice otherwise", "- holen\n- suchen\n", "- bringen\n- suchen\n", "- kaufen\n- suchen\n", None),
    Case("one number twice otherwise", "Within 30 seconds.\n", "Within 20 seconds.\n", "Within 10 seconds.\n", None),
    Case("one target twice otherwise", "1. Frage? {#a}\n   - ja → #b\n   - nein → #c\n", "1. Frage? {#a}\n   - ja → #d\n   - nein → #c\n", "1. Frage? {#a}\n   - ja → end\n   - nein → #c\n", None),
    Case("an item taken out here and changed there", "- eins\n- zwei zwei\n- drei\n", "- eins\n- drei\n", "- eins\n- zwei vier\n- drei\n", None),
    Case("a cell twice otherwise", "| Mail | heute |\n|---|---|\n| Brief | morgen |\n", "| Mail | sofort |\n|---|---|\n| Brief | morgen |\n", "| Mail | gleich |\n|---|---|\n| Brief | morgen |\n", None),
    Case("one paragraph written anew twice", "Alt und lang war dieser Absatz einmal.\n", "Ganz neu gesagt von mir.\n", "Völlig anders gesagt von ihr.\n", None),
    Case("a row taken out here and changed there", "| a | b |\n|---|---|\n| eins | zwei |\n| drei | vier |\n", "| a | b |\n|---|---|\n| drei | vier |\n", "| a | b |\n|---|---|\n| eins | fünf |\n| drei | vier |\n", None),
    Case("a sentence taken out here and changed there", "Ring once. Show your badge. Wait outside.\n", "Ring once. Wait outside.\n", "Ring once. Show your own badge. Wait outside.\n", None),
    Case("a moved paragraph changed twice otherwise", "Der erste Absatz steht hier.\n\nDie Frist beträgt zwei Tage.\n\nDer dritte endet.\n", "Die Frist beträgt drei Tage.\n\nDer erste Absatz steht hier.\n\nDer dritte endet.\n", "Der erste Absatz steht hier.\n\nDie Frist beträgt vier Tage.\n\nDer dritte endet.\n", None),
    Case("a moved paragraph taken out by the other", "Der erste Absatz steht hier.\n\nDie Frist beträgt zwei Tage.\n\nDer dritte endet.\n", "Die Frist beträgt drei Tage.\n\nDer erste Absatz steht hier.\n\nDer dritte endet.\n", "Der erste Absatz steht hier.\n\nDer dritte endet.\n", None),
    Case("one step leads to two places", ALGORITHM, _changed(ALGORITHM, ("   - nein → #suchen", "   - nein → end")), _changed(ALGORITHM, ("   - nein → #suchen", "   - nein → [[ohne-unterlagen]]")), None),
]  # fmt: skip
