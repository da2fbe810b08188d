import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont
from texts import ROOT, algorithm

from app.rendering.chart_drawing import measured, wrapped
from app.rendering.chart_layout import Arrow, Box, LayoutKeeper, Sketch
from app.rendering.chart_shapes import ChartNode, Shape
from app.rendering.charts import PRINT_SCALE, ChartRequest, chart_svgs, printed, standalone_svg
from app.rendering.context import A5_CHART
from app.rendering.errors import ChartsUnavailable
from app.rendering.font_widths import REGULAR, SEMIBOLD, text_width
from app.rendering.wording_labels import ENGLISH, GERMAN

STEPS = """
1. Zuhören und die Schadensbeschreibung mitschreiben. {#listen}
2. Liegt der Lieferschein vor? {#note .hard within="2 min"}
   - ja → #compare
   - nein, aber die Auftragsnummer ist bekannt → #look-up
   - nein → [[papers|Reklamation ohne Unterlagen]]
3. Auftrag in der Auftragsverwaltungssoftware suchen. {#look-up}
   → #compare
4. Wärmedurchgangskoeffizientenmessbericht erläutern. {#compare repeat="15 min" while="der Kunde wartet"}
   → end: Kunde stimmt zu
"""
LONG = "\n".join(
    f"{number}. Den Kunden über den nächsten Schritt informieren. {{#s{number}}}" for number in range(1, 25)
)


def pictures(steps: str, **options: object) -> list[ET.Element]:
    svgs = chart_svgs([ChartRequest(algorithm(steps), "Title")], GERMAN, **options)[0]  # type: ignore[arg-type]
    return [ET.fromstring(svg.replace(' xmlns="http://www.w3.org/2000/svg"', "")) for svg in svgs]  # noqa: S314 (drawn by us)


def groups(picture: ET.Element, name: str) -> list[ET.Element]:
    return [each for each in picture.iter("g") if f"chart-{name}" in each.get("class", "").split()]


def words(element: ET.Element) -> str:
    return " ".join(text.text or "" for text in element.iter("text"))


def boxes(picture: ET.Element) -> list[tuple[float, float, float, float]]:
    return [
        tuple(float(rect.get(name, "")) for name in ("x", "y", "width", "height"))  # type: ignore[misc]
        for node in groups(picture, "node")
        for rect in list(node.iter("rect"))[:1]
    ]


def test_every_kind_of_node_has_a_form_of_its_own() -> None:
    picture = pictures(STEPS)[0]
    radius = {
        name: float(next(groups(picture, name)[0].iter("rect")).get("rx", ""))
        for name in ("step", "question", "end")
    }
    assert len(set(radius.values())) == 3
    assert any(path.get("class") == "chart-out" for path in groups(picture, "hand-over")[0].iter("path"))
    assert len(list(groups(picture, "hard")[0].iter("rect"))) == 2


def test_answers_stand_on_their_arrows_and_repeats_loop() -> None:
    arrows = groups(pictures(STEPS)[0], "arrow")
    said = [words(arrow) for arrow in arrows if words(arrow)]
    assert said == [
        "ja",
        "nein, aber die Auftragsnummer ist bekannt",
        "nein",
        "alle 15 min, solange der Kunde wartet",
    ]


def test_a_limit_of_time_stands_in_its_box() -> None:
    assert "Frist: 2 min" in words(groups(pictures(STEPS)[0], "question")[0])


def test_a_chart_has_a_title_and_a_text_form() -> None:
    picture = pictures(STEPS)[0]
    assert picture.get("role") == "img"
    assert picture.findtext("title") == "Ablaufplan: Title"
    description = picture.findtext("desc", "")
    assert "Schritt 2: Liegt der Lieferschein vor? (Frist: 2 min) ja → Schritt 4" in description
    assert "nein → Weiter in: Reklamation ohne Unterlagen" in description
    assert "→ Ende: Kunde stimmt zu" in description


def test_boxes_do_not_overlap_and_hold_their_words() -> None:
    picture = pictures(STEPS)[0]
    for (x, y, width, height), (left, top, wide, high) in combinations(boxes(picture), 2):
        assert x + width <= left or left + wide <= x or y + height <= top or top + high <= y
    for node in groups(picture, "step"):
        rect = next(node.iter("rect"))
        right = float(rect.get("x", "")) + float(rect.get("width", ""))
        for text in node.iter("text"):
            size = float(text.get("font-size", ""))
            assert float(text.get("x", "")) + text_width(text.text or "", size) <= right


def test_answers_do_not_stand_on_boxes_or_on_each_other() -> None:
    picture = pictures(STEPS)[0]
    places = []
    for arrow in groups(picture, "arrow"):
        for text in arrow.iter("text"):
            width = text_width(text.text or "", 13, is_bold=True)
            left, base = float(text.get("x", "")) - width / 2, float(text.get("y", ""))
            places.append((left, base - 10, width, 12.0))
    for (x, y, width, height), (left, top, wide, high) in [
        *combinations(places, 2),
        *((place, box) for place in places for box in boxes(picture)),
    ]:
        assert x + width <= left or left + wide <= x or y + height <= top or top + high <= y


def test_a_long_chart_is_whole_on_screen_and_in_parts_on_paper() -> None:
    assert len(pictures(LONG)) == 1
    parts = pictures(LONG, paper=printed(A5_CHART))
    assert len(parts) > 1
    limit = (A5_CHART + 20) * PRINT_SCALE
    assert all(float(part.get("height", "")) <= limit for part in parts)
    numbers = [
        int(text.text or "0")
        for part in parts
        for text in part.iter("text")
        if text.get("class") == "chart-number"
    ]
    assert sorted(numbers) == list(range(1, 25))


def test_an_arrow_into_another_part_names_the_step_there() -> None:
    parts = pictures(LONG, paper=printed(A5_CHART))
    connectors = [words(node) for part in parts for node in groups(part, "connector")]
    assert len(connectors) == len(parts) - 1
    assert all(re.fullmatch(r"Schritt \d+", connector) for connector in connectors)


def test_the_many_ends_of_a_wide_question_stand_in_a_list() -> None:
    ways = "\n".join(f"   - Antwort Nummer {n} → end: Das Ergebnis Nummer {n}" for n in range(8))
    picture = pictures(f"1. Was wünscht der Kunde? {{#a}}\n{ways}\n   - weiter → #b\n2. Weiter. {{#b}}")[0]
    gathered = words(groups(picture, "list")[0])
    assert all(f"Antwort Nummer {n}" in gathered for n in range(8))
    assert float(picture.get("width", "")) < 700
    assert "Antwort Nummer 7 → Ende: Das Ergebnis Nummer 7" in picture.findtext("desc", "")


def test_a_few_ends_stay_where_they_are() -> None:
    assert groups(pictures(STEPS)[0], "list") == []


def test_texts_of_people_are_escaped_and_stay_out_of_the_layout() -> None:
    svg = chart_svgs(
        [ChartRequest(algorithm('1. <script>"];x -> y</script> {#a}\n   → end: </text><script>\x07'))],
        ENGLISH,
    )
    assert "<script" not in svg[0][0]
    assert "&lt;script&gt;" in svg[0][0]
    ET.fromstring(svg[0][0])  # noqa: S314 (drawn by us)


def test_an_algorithm_without_steps_has_no_picture() -> None:
    assert chart_svgs([ChartRequest(algorithm(""))], ENGLISH) == [()]


def test_a_file_of_its_own_has_a_ground() -> None:
    svg = standalone_svg(chart_svgs([ChartRequest(algorithm(STEPS))], GERMAN)[0][0])
    assert svg.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg"')
    assert 'fill="#FFFFFF"' in svg


def test_without_graphviz_a_sentence_says_what_to_install() -> None:
    keeper = LayoutKeeper("no-such-program")
    with pytest.raises(ChartsUnavailable, match="Install Graphviz"):
        chart_svgs([ChartRequest(algorithm(STEPS))], GERMAN, keeper=keeper)


def test_a_tangle_is_not_drawn_and_the_others_are() -> None:
    ways = [
        f"{n}. S {{#s{n}}}\n" + "".join(f"   - a{w} → #s{(n * w * 7) % 60 + 1}\n" for w in range(5))
        for n in range(1, 61)
    ]
    tangle, other = chart_svgs(
        [ChartRequest(algorithm("".join(ways))), ChartRequest(algorithm(STEPS))], GERMAN
    )
    assert tangle == ()
    assert len(other) == 1


def test_a_layout_that_takes_too_long_is_given_up() -> None:
    sketch = Sketch((Box(10, 10), Box(20, 20)), (Arrow(0, 1),))
    assert LayoutKeeper(seconds=0.0001).layouts([sketch]) == [None]


def test_a_known_sketch_is_not_laid_out_again() -> None:
    sketch = Sketch((Box(10, 10), Box(20, 20)), (Arrow(0, 1),))
    keeper = LayoutKeeper()
    first = keeper.layouts([sketch, sketch])
    keeper._program = "no-such-program"
    assert keeper.layouts([sketch])[0] is first[0]
    assert first[0] is first[1]


def test_text_is_wrapped_at_24_characters_and_long_words_fit() -> None:
    assert all(
        len(line) <= 24
        for line in wrapped("Den wartenden Kunden in der Werkstatt besuchen und ihm Kaffee anbieten")
    )
    assert wrapped("Auftragsverwaltungssoftware suchen") == ["Auftragsverwaltungssoftware", "suchen"]
    assert max(len(line) for line in wrapped("x" * 300)) <= 34
    assert wrapped("x" * 900)[-1].endswith(" …")


@pytest.mark.parametrize("text", ["", "a", "Wärmedurchgangskoeffizientenmessbericht", "wort " * 200])
def test_a_box_is_as_large_as_its_words(text: str) -> None:
    box = measured(ChartNode("a", Shape.STEP, text, number="1"))
    assert box.width >= max(text_width(line, 15) for line in wrapped(text, 32))
    assert box.height < 300


@pytest.mark.parametrize(("face", "widths"), [("Regular", REGULAR), ("Semibold", SEMIBOLD)])
def test_widths_are_those_of_the_face(face: str, widths: dict[str, int]) -> None:
    font = TTFont(ROOT / f"app/web/static/fonts/SourceSans3-{face}.woff2")
    names, metrics = font.getBestCmap(), font["hmtx"]
    assert font["head"].unitsPerEm == 1000
    assert {character: metrics[names[ord(character)]][0] for character in widths} == widths
