"""Seeing what is covered: the numbers, the lists, the table; who may; saying that nothing is needed."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.journal.queries import newest_entries
from app.kernel.actors import SYSTEM
from app.language.corpus import read_corpus
from standards.documents.importing import import_corpus
from standards.documents.services import retire_document
from standards.proposals.models import Cause, ProposalKind
from standards.proposals.services import Wish, propose_change
from tests.approvals import approve
from tests.conftest import SignIn
from tests.people import Cast, token_in
from tests.unit.situations.coverage.test_covering import LISTS

PLACE = "/workshop/coverage/"
CALL = """\
---
kind: situation
title: The first call
slug: first-call
language: en
class: typical
stage: needs
contact_point: first
channels: [phone]
departments: [sales]
---
Somebody calls.

> [!say] Good morning.
"""
QUARREL = """\
---
kind: situation
title: A quarrel at the handover
slug: quarrel
language: en
class: conflict
stage: receipt
contact_point: handover
---
Somebody shouts.
"""
ADVICE = """\
---
kind: standard
title: Advice
slug: advice
language: en
departments: [sales]
---
What it is.
"""


def number(page: str, label: str) -> int:
    found = re.search(rf"<dt>{label}</dt>\s*<dd>\s*<a[^>]*>(\d+)</a>", page)
    assert found, label
    return int(found[1])


def cells(page: str) -> dict[str, list[str]]:
    """Return the states of the cells by department and contact point."""
    found = {}
    for row in re.findall(r'<th scope="row">(.*?)</tr>', page, re.DOTALL):
        name = re.search(r">([^<]+)</a>\s*<small>([^<]+)</small>", row)
        if name:
            values = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
            found[f"{name[1]}, {name[2]}"] = [re.sub(r"<[^>]*>|\s+", " ", value).strip() for value in values]
    return found


def sent(client: FlaskClient, address: str, **values: str | list[str]) -> tuple[int, str]:
    token = token_in(client.get("/account").text)
    answer = client.post(PLACE + address, data=values | {"csrf_token": token}, follow_redirects=True)
    return answer.status_code, answer.text


@pytest.fixture
def workshop(app: Flask, cast: Cast, tmp_path: Path) -> Cast:
    texts = {"company.yaml": LISTS, "call.md": CALL, "quarrel.md": QUARREL, "advice.md": ADVICE}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    with app.app_context():
        corpus, _ = read_corpus([tmp_path])
        import_corpus(corpus, SYSTEM)
        approve("first-call", cast.approver.actor)
        approve("advice", cast.approver.actor)
    return cast


@pytest.fixture
def editor(client: FlaskClient, workshop: Cast, sign_in: SignIn) -> FlaskClient:
    return sign_in(client, workshop.editor)


def test_the_page_counts_and_names_what_is_left_alone(editor: FlaskClient) -> None:
    page = editor.get(PLACE).text
    assert number(page, "Contact points without an approved situation") == 1
    assert number(page, "Places left to each person's own initiative") == 5
    assert number(page, "Departments that meet customers and have no standard") == 1
    assert number(page, "Situations without approved text") == 1
    assert number(page, "Situations that lack what their class asks for") == 1
    assert number(page, "Situations that rest on no finding") == 2
    alone = page.split('id="left-alone"')[1].split("</section>")[0]
    assert "Handover" in alone
    assert "First enquiry" not in alone
    assert "Fitting" in page.split('id="departments"')[1].split("</section>")[0]
    unmet = page.split('id="unmet"')[1].split("</section>")[0]
    assert "A quarrel at the handover" in unmet
    assert "Add an algorithm" in unmet


def test_the_table_shows_each_contact_point_department_and_channel(editor: FlaskClient) -> None:
    assert cells(editor.get(PLACE).text) == {
        "First enquiry, Sales": ["1", "own initiative"],
        "First enquiry, Fitting": ["own initiative", "own initiative"],
        "Handover, Fitting": ["in work", "in work"],
    }


def test_the_table_can_be_narrowed(editor: FlaskClient) -> None:
    assert list(cells(editor.get(PLACE + "?department=sales").text)) == ["First enquiry, Sales"]
    assert list(cells(editor.get(PLACE + "?stage=receipt").text)) == ["Handover, Fitting"]
    assert cells(editor.get(PLACE + "?stage=moon").text) == {}


def test_what_changes_is_seen_at_once(app: Flask, editor: FlaskClient, cast: Cast) -> None:
    editor.get(PLACE)
    with app.app_context():
        approve("quarrel", cast.approver.actor)
    page = editor.get(PLACE).text
    assert number(page, "Contact points without an approved situation") == 0
    with app.app_context():
        propose_change(
            Wish(ProposalKind.CORRECTION, Cause.AUDIT, "Calm down.", "Heard in May.", "quarrel"),
            cast.editor.actor,
        )
    assert number(editor.get(PLACE).text, "Situations that rest on no finding") == 1
    with app.app_context():
        retire_document("first-call", cast.approver.actor)
    assert number(editor.get(PLACE).text, "Contact points without an approved situation") == 1


def test_the_group_notes_where_nothing_is_needed_and_takes_it_back(app: Flask, editor: FlaskClient) -> None:
    status, page = sent(editor, "first/sales", channels=["site"], reason="First comes the call.")
    assert status == 200
    assert "First comes the call." in page
    assert cells(editor.get(PLACE).text)["First enquiry, Sales"] == ["1", "not needed"]
    assert number(editor.get(PLACE).text, "Places left to each person's own initiative") == 4
    sent(editor, "first/sales", take_back="site")
    assert cells(editor.get(PLACE).text)["First enquiry, Sales"] == ["1", "own initiative"]
    with app.app_context():
        actions = [entry.action for entry in newest_entries(2)]
    assert actions == ["coverage.needed_again", "coverage.exempted"]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"channels": ["site"], "reason": ""}, "Say in a sentence why nothing is needed here"),
        ({"reason": "Never."}, "Choose the channels on which nothing is needed."),
        ({"channels": ["moon"], "reason": "Never."}, "Choose the channels on which nothing is needed."),
    ],
)
def test_nothing_is_noted_without_channel_and_reason(
    editor: FlaskClient, values: dict[str, str | list[str]], sentence: str
) -> None:
    status, page = sent(editor, "first/sales", **values)
    assert status == 422
    assert sentence in page


def test_a_place_that_is_in_no_list_is_not_there(editor: FlaskClient) -> None:
    assert editor.get(PLACE + "moon/sales").status_code == 404
    assert sent(editor, "first/books", channels=["phone"], reason="Never.")[0] == 404
    assert sent(editor, "first/sales", take_back="site")[0] == 404


def test_hr_reads_but_changes_nothing(app: Flask, workshop: Cast, sign_in: SignIn) -> None:
    hr = sign_in(app.test_client(), workshop.hr)
    assert f'href="{PLACE}"' in hr.get("/desk").text
    page = hr.get(PLACE).text
    assert number(page, "Situations without approved text") == 1
    assert 'href="/workshop/"' not in page
    assert "Propose a situation" not in page
    assert 'href="/workshop/quarrel' not in page
    assert "Nothing is needed here" not in hr.get(PLACE + "first/sales").text
    assert sent(hr, "first/sales", channels=["site"], reason="Never.")[0] == 403


@pytest.mark.parametrize("who", ["staff", "auditor"])
def test_others_do_not_see_what_is_covered(app: Flask, workshop: Cast, sign_in: SignIn, who: str) -> None:
    assert sign_in(app.test_client(), getattr(workshop, who)).get(PLACE).status_code == 403


def test_the_desk_of_the_group_names_what_is_left_alone(
    app: Flask, editor: FlaskClient, workshop: Cast, sign_in: SignIn
) -> None:
    desk = editor.get("/desk").text
    assert "Left to each person&#39;s own initiative" in desk
    assert "Handover" in desk
    assert "own initiative" not in sign_in(app.test_client(), workshop.staff).get("/desk").text


def test_an_empty_store_says_what_comes_here(app: Flask, cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(app.test_client(), cast.editor).get(PLACE).text
    assert "name no contact point here" in page
