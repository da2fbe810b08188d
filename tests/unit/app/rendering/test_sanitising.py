from xml.etree import ElementTree as ET

import pytest
from attacks import ATTACKS
from hypothesis import given
from hypothesis import strategies as st
from texts import dangers

from app.rendering.sanitising import drawn, is_our_address, kept, sanitise


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_acts_survives(attack: str) -> None:
    assert dangers(str(sanitise(attack, id_prefix="s-"))) == []


@given(st.text(alphabet="<>/=\"' abonclicksriptdvgj:&#;x1", max_size=200))
def test_sanitising_twice_changes_nothing(html: str) -> None:
    once = sanitise(html, id_prefix="s-")
    assert sanitise(str(once), id_prefix="s-") == once
    assert dangers(str(once)) == []


def test_an_id_without_the_prefix_is_dropped_and_one_with_it_stays() -> None:
    html = sanitise('<p id="csrf">a</p><p id="s-own">b</p>', id_prefix="s-")
    assert html == '<p>a</p><p id="s-own">b</p>'


def test_links_to_the_web_open_no_way_back() -> None:
    assert 'rel="noopener noreferrer"' in sanitise('<a href="https://example.org/">x</a>')


@pytest.mark.parametrize("address", ["https://example.org/a?b#c", "mailto:a@example.org", "tel:+49301234"])
def test_addresses_of_the_four_schemes_stay(address: str) -> None:
    assert f'href="{address}"' in sanitise(f'<a href="{address}">x</a>')


def test_a_relative_address_stays_only_if_it_is_ours() -> None:
    html = '<a href="anger">x</a><a href="../admin">y</a>'
    assert sanitise(html, addresses=frozenset({"anger"})).count("href=") == 1


def test_an_address_that_claims_to_be_ours_but_leads_away_is_dropped() -> None:
    address = "javascript:alert(1)"
    assert "href" not in sanitise(f'<a href="{address}">x</a>', addresses=frozenset({address}))


@pytest.mark.parametrize("address", ["anger", "anger#s-x", "/guide/anger", "#anger--x", "ärger", ""])
def test_addresses_on_our_pages_are_known(address: str) -> None:
    assert is_our_address(address)


@pytest.mark.parametrize(
    "address", ["javascript:x", "//evil", "https://x", "a b", "\\\\x", "a\nb", "data:x", "x:y"]
)
def test_addresses_that_leave_our_pages_are_known(address: str) -> None:
    assert not is_our_address(address)


def test_a_drawing_escapes_its_texts() -> None:
    picture = ET.Element("svg")
    ET.SubElement(picture, "text").text = "<script>&"
    assert drawn(picture) == "<svg><text>&lt;script&gt;&amp;</text></svg>"


@pytest.mark.parametrize(("tag", "attribute"), [("script", "x"), ("a", "x"), ("g", "onclick"), ("g", "href")])
def test_a_drawing_with_something_that_acts_is_refused(tag: str, attribute: str) -> None:
    picture = ET.Element("svg")
    ET.SubElement(picture, tag, {attribute: "1"})
    with pytest.raises(ValueError, match="not a drawing of ours"):
        drawn(picture)


def test_what_an_edition_kept_is_shown_as_it_is() -> None:
    assert kept("<p>x</p>") == "<p>x</p>"
