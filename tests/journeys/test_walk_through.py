"""Walking through a situation by links alone: on, back, over to another situation, and astray."""

import re
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.conftest import MakeApp
from tests.guides import publish_guide
from tests.people import Cast

START = "/guide/b2c/kratzer/steps"


@pytest.fixture
def reader(make_app: MakeApp, cast: Cast, tmp_path: Path) -> FlaskClient:
    app = make_app(guide_is_open=True)
    publish_guide(app, cast, tmp_path)
    return app.test_client()


def opened(reader: FlaskClient, address: str) -> str:
    answer = reader.get(address, headers={"Accept-Language": "en"})
    assert answer.status_code == 200, address
    return answer.text


def answer(page: str, key: int) -> str:
    found = re.search(rf'class="choice-button"\s+href="([^"]+)"\s+data-key="{key}"', page)
    assert found, page
    return unescape(found.group(1))


def back(page: str) -> str:
    found = re.search(r'href="([^"]+)"\s+rel="prev"', page)
    assert found, page
    return unescape(found.group(1))


def heading(page: str) -> str:
    found = re.search(r'<h1 class="walk-step"[^>]*>(.*?)</h1>', page, re.DOTALL)
    assert found, page
    return " ".join(re.sub(r"<[^>]+>", " ", found.group(1)).split())


def test_a_call_with_a_branch_a_step_back_and_an_end(reader: FlaskClient) -> None:
    first = opened(reader, START)
    assert heading(first) == "Step 1: Bis zum Ende zuhören."
    assert "Ich verstehe, dass Sie das ärgert" in first
    assert "unterschrieben" in first
    assert "Schichtleitung, Durchwahl 12" in first
    assert 'rel="prev"' not in first
    question = opened(reader, answer(first, 1))
    assert heading(question).endswith("Liegt der Lieferschein vor?")
    assert "nein, aber die Nummer ist bekannt" in question
    assert "Ich verstehe" not in question
    look_up = opened(reader, answer(question, 2))
    assert heading(look_up).endswith("Auftrag suchen.")
    assert heading(opened(reader, back(look_up))) == heading(question)
    explain = opened(reader, answer(look_up, 1))
    assert 'href="../reklamationen"' in explain
    end = opened(reader, answer(explain, 1))
    assert heading(end) == "Kunde ist einverstanden"
    assert "Schichtleitung, Durchwahl 12" in end
    for passed in ("Bis zum Ende zuhören.", "nein, aber die Nummer ist bekannt", "Auftrag suchen."):
        assert passed in end


def test_a_hand_over_keeps_the_trail_and_the_way_back(reader: FlaskClient) -> None:
    question = opened(reader, f"{START}?path=listen:0.note")
    assert "continues in: Auftrag ohne Unterlagen" in question
    other = opened(reader, answer(question, 3))
    assert heading(other).endswith("Namen und Ort aufnehmen.")
    assert "Filialleitung anrufen" in other
    assert "Liegt der Lieferschein vor?" in other
    assert heading(opened(reader, back(other))).endswith("Liegt der Lieferschein vor?")
    further = opened(reader, answer(other, 1))
    assert "Kratzer in der Scheibe" in further
    assert heading(opened(reader, back(further))) == heading(other)


def test_a_step_can_be_linked(reader: FlaskClient) -> None:
    assert heading(opened(reader, f"{START}?path=look-up")).endswith("Auftrag suchen.")


@pytest.mark.parametrize(
    "query",
    [
        "path=nowhere",
        "path=listen:7",
        "path=" + "listen:0." * 900,
        "before=nothing/listen:0",
        "before=kratzer/nonsense",
        "before=reklamationen/x:1",
        "before=x",
        "path=%00%ff",
    ],
)
def test_an_address_astray_gets_a_page_with_ways_back(reader: FlaskClient, query: str) -> None:
    astray = reader.get(f"{START}?{query}", headers={"Accept-Language": "en"})
    assert astray.status_code == 404
    assert 'href="/guide/b2c/kratzer/steps"' in astray.text
    assert 'href="/guide/b2c/kratzer"' in astray.text
