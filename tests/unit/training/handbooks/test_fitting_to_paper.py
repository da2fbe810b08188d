from xml.etree import ElementTree as ET

import pytest

from training.handbooks.fitting import (
    close_gaps,
    deepen_headings,
    free_spaces,
    letter_badges,
    make_room_for_limits,
    settle_links,
    spell_letters,
    widest_line,
)


def tree(markup: str) -> ET.Element:
    return ET.fromstring(markup)  # noqa: S314 (our own)


def article(*tags: str) -> ET.Element:
    root = ET.Element("article")
    for tag in tags:
        ET.SubElement(root, tag)
    return root


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (("h1", "h2", "h3", "h2"), ("h2", "h3", "h4", "h3")),
        (("h1", "h4", "h4", "h6"), ("h2", "h3", "h4", "h5")),
        (("h1", "h1"), ("h2", "h3")),
        (("h3", "h2"), ("h2", "h3")),
    ],
)
def test_headings_stand_below_the_chapter_and_leave_no_level_out(
    written: tuple[str, ...], printed: tuple[str, ...]
) -> None:
    root = article(*written)
    deepen_headings(root)
    assert tuple(element.tag for element in root) == printed


def test_links_lead_into_the_book_or_leave_their_words_and_are_reported() -> None:
    root = tree(
        '<div><p id="here"/><p id="here--step"/>'
        '<a href="#here">a</a><a href="#gone">b</a><a href="file.pdf">c</a>'
        '<a href="https://example.com/">d</a><a href="javascript:alert()">e</a><a href="here">f</a>'
        '<a href="here#here--step">g</a><a href="here#here--gone">h</a></div>'
    )
    losses = list(settle_links(root))
    assert [(link.text, link.get("href")) for link in root.iter("a")] == [
        ("a", "#here"),
        ("d", "https://example.com/"),
        ("f", "#here"),
        ("g", "#here--step"),
        ("h", "#here"),
    ]
    assert [(loss["kind"], loss["address"]) for loss in losses] == [
        ("place", "#gone"),
        ("file", "file.pdf"),
        ("file", "javascript:alert()"),
        ("place", "here#here--gone"),
    ]
    assert "".join(root.itertext()) == "abcdefgh"


def test_a_place_is_found_though_it_is_spelled_as_another_site_does_but_an_exact_one_comes_first() -> None:
    root = tree(
        '<div><p id="ab"/><p id="a-b"/><p id="a--q-and-a"/><a href="a-b">x</a><a href="ab">y</a>'
        '<a href="a#a--Q--and-A-">z</a></div>'
    )
    assert list(settle_links(root)) == []
    assert [link.get("href") for link in root.iter("a")] == ["#a-b", "#ab", "#a--q-and-a"]


def test_a_wide_table_is_known_by_its_longest_words() -> None:
    table = tree("<table><tr><th>Wort</th><th>ab</th></tr><tr><td>kurz</td><td>zwei Wörter</td></tr></table>")
    assert widest_line(table) == len("Wort") + len("Wörter") + 4


def test_a_badge_is_set_as_a_letter_and_limits_get_room() -> None:
    root = tree(
        '<article><p class="class-badge class-badge--conflict"><svg><path/></svg><span>Konflikt</span></p>'
        '<ol><li class="step"><div class="step-margin"><span>1</span><span>2 min</span></div></li>'
        '<li class="step"><div class="step-margin"><span>2</span></div></li></ol></article>'
    )
    letter_badges(root)
    make_room_for_limits(root)
    assert "".join(root.itertext()).startswith("▲ Konflikt")
    assert [step.get("class") for step in root.iter("li")] == ["step step--limited", "step"]


def test_a_character_without_a_glyph_is_spelled_and_reported_with_its_count() -> None:
    root = tree("<p>Öl \U0001f4a1 und <b>\U0001f4a1</b>\u200b\ufe0f\u00a0.</p>")
    losses = list(spell_letters(root, frozenset(map(ord, "abcdefghijklmnopqrstuvwxyzÖ .[]"))))
    assert "".join(root.itertext()) == "Öl [electric light bulb] und [electric light bulb] ."
    assert losses == [{"kind": "letter", "letter": "U+1F4A1 electric light bulb", "count": "2"}]


def test_white_space_between_items_goes_and_words_stay() -> None:
    items = tree("<ul>\n <li>a</li> loose <li>b</li>\n</ul>")
    close_gaps(items)
    assert ET.tostring(items, encoding="unicode") == "<ul><li>a</li> loose <li>b</li></ul>"


def test_the_space_before_an_inline_element_stands_by_itself_and_no_word_changes() -> None:
    root = tree("<p>eins zwei <b>drei</b>, vier <i>fünf</i> <u>sechs</u>sieben<br/>acht <br/></p>")
    before = "".join(root.itertext())
    free_spaces(root)
    assert "".join(root.itertext()) == before
    assert [child.tag for child in root] == ["span", "b", "span", "i", "u", "br", "br"]
