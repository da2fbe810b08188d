"""Browsing the guide: it works; who may not; what if it is gone; what the other variant has stays there."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.actors import SYSTEM
from app.kernel.days import today
from app.language.corpus import read_corpus
from app.language.words import Variant
from app.notices.kinds import NoticeKind
from app.notices.services import News, notify
from standards.editions.publishing import Publication, publish_edition
from standards.reviews.importing import import_approved
from tests.conftest import MakeApp, SignIn
from tests.guides import SCRATCH, publish_guide
from tests.people import Cast, token_in

GERMAN = {"Accept-Language": "de"}
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def guide(make_app: MakeApp, cast: Cast, tmp_path: Path) -> Flask:
    app = make_app(guide_is_open=True)
    publish_guide(app, cast, tmp_path)
    return app


@pytest.fixture
def reader(guide: Flask) -> FlaskClient:
    return guide.test_client()


def links(page: str) -> set[str]:
    return {link.replace("&amp;", "&") for link in re.findall(r'href="(/guide[^"#]*)', page)}


def test_a_reader_goes_from_the_start_page_to_a_situation(reader: FlaskClient) -> None:
    home = reader.get("/", headers=GERMAN).text
    assert "Nordfenster GmbH" in home
    assert {"/guide/b2c/", "/guide/b2b/"} <= links(home)
    start = reader.get("/guide/b2c/", headers=GERMAN).text
    places = [start.index(name) for name in ("Empfang und Montage", "Nach dem Kauf", "Bedarf ermitteln")]
    assert places == sorted(places)
    page = reader.get("/guide/b2c/kratzer", headers=GERMAN)
    assert page.status_code == 200
    for shown in (
        "Konflikt",
        "Bis zum Ende zuhören.",
        "Ich verstehe, dass Sie das ärgert",
        "/guide/b2c/kratzer/steps",
    ):
        assert shown in page.text
    assert "<script>alert" not in page.text


def test_no_page_of_the_guide_leads_astray(reader: FlaskClient) -> None:
    seen: set[str] = set()
    ahead = {"/guide/b2c/", "/guide/b2b/"}
    while ahead:
        address = ahead.pop()
        seen.add(address)
        answer = reader.get(address, headers=GERMAN, follow_redirects=True)
        assert answer.status_code == 200, address
        ahead |= links(answer.text) - seen
    for wanted in (
        "/guide/b2c/stages/receipt",
        "/guide/b2c/classes/conflict",
        "/guide/b2c/contact-points/handover",
        "/guide/b2c/sections/complaints",
    ):
        assert wanted in seen


def test_nothing_of_the_other_variant_is_anywhere(reader: FlaskClient) -> None:
    for address in ("/guide/b2c/", "/guide/b2c/sections/complaints", "/guide/b2c/reklamationen"):
        page = reader.get(address, headers=GERMAN).text
        assert "Zwirbelfink" not in page
        assert "Rahmenverträge" not in page
    assert reader.get("/guide/b2c/rahmenvertraege").status_code == 404
    assert reader.get("/guide/b2b/rahmenvertraege").status_code == 200


def test_a_document_is_shown_in_the_chosen_language_if_there_is_a_translation(reader: FlaskClient) -> None:
    answer = reader.get("/guide/b2c/reklamationen", headers=ENGLISH)
    assert answer.headers["Location"] == "/guide/b2c/complaints"
    assert reader.get("/guide/b2c/reklamationen?language=de", headers=ENGLISH).status_code == 200
    start = reader.get("/guide/b2c/", headers=ENGLISH).text
    assert "Taking complaints" in start
    assert "Reklamationen annehmen" not in start


def test_a_document_without_translation_is_shown_with_a_note(reader: FlaskClient) -> None:
    page = reader.get("/guide/b2c/kratzer", headers=ENGLISH).text
    assert "Only in Deutsch so far." in page
    assert "Only in" not in reader.get("/guide/b2c/complaints", headers=ENGLISH).text


def test_an_unchanged_page_is_not_sent_again(
    reader: FlaskClient, guide: Flask, cast: Cast, tmp_path: Path
) -> None:
    first = reader.get("/guide/b2c/kratzer", headers=GERMAN)
    known = GERMAN | {"If-None-Match": first.headers["ETag"]}
    assert reader.get("/guide/b2c/kratzer", headers=known).status_code == 304
    reader.set_cookie("theme", "dark")
    assert reader.get("/guide/b2c/kratzer", headers=known).status_code == 200
    reader.delete_cookie("theme")
    publish_guide(guide, cast, tmp_path, kratzer=SCRATCH.replace("fühlt sich getäuscht", "ist enttäuscht"))
    assert "ist enttäuscht" in reader.get("/guide/b2c/kratzer", headers=known).text


def test_what_one_reader_was_shown_is_never_shown_to_another_who_sees_something_else(
    app: Flask, cast: Cast, sign_in: SignIn, tmp_path: Path
) -> None:
    publish_guide(app, cast, tmp_path)
    address = "/guide/b2c/kratzer"
    staff, editor = sign_in(app.test_client(), cast.staff), sign_in(app.test_client(), cast.editor)
    first = staff.get(address, headers=GERMAN)
    assert staff.get(address, headers=GERMAN).data == first.data
    assert "/workshop/" not in first.text
    assert "/workshop/" in editor.get(address, headers=GERMAN).text
    assert "/workshop/" not in staff.get(address, headers=GERMAN).text
    with app.app_context():
        notify([cast.staff.id], News(NoticeKind("test", "News."), "key", "/desk/"), cast.editor.actor)
    known = GERMAN | {"If-None-Match": first.headers["ETag"]}
    assert '<span class="count">1</span>' in staff.get(address, headers=known).text
    staff.post("/sign-out", data={"csrf_token": token_in(staff.get("/account").text)})
    assert staff.get(address, headers=known).status_code == 401


def test_what_is_not_there_gets_a_page_that_says_so(reader: FlaskClient) -> None:
    for address in (
        "/guide/b2x/",
        "/guide/b2c/nothing",
        "/guide/b2c/stages/nothing",
        "/guide/b2c/classes/nothing",
        "/guide/b2c/contact-points/nothing",
        "/guide/b2c/sections/nothing",
        "/guide/b2c/reklamationen/steps",
        "/guide/b2c/nothing/steps",
    ):
        answer = reader.get(address)
        assert answer.status_code == 404, address
        assert "<main" in answer.text


def test_before_the_first_edition_the_start_page_says_so(make_app: MakeApp) -> None:
    client = make_app(guide_is_open=True).test_client()
    assert "No edition is in force yet" in client.get("/", headers=ENGLISH).text
    assert client.get("/guide/b2c/").status_code == 404
    assert client.get("/guide/").status_code == 302


def test_a_closed_guide_asks_to_sign_in(app: Flask, cast: Cast, tmp_path: Path, sign_in: SignIn) -> None:
    publish_guide(app, cast, tmp_path)
    stranger = app.test_client()
    assert "Nordfenster" not in stranger.get("/").text
    refused = stranger.get("/guide/b2c/kratzer", headers=ENGLISH)
    assert refused.status_code in (302, 401, 403)
    assert "Kratzer" not in refused.text
    staff = sign_in(app.test_client(), cast.staff)
    assert staff.get("/guide/b2c/kratzer").status_code == 200
    assert staff.get("/guide/b2b/kratzer").status_code == 200


def test_who_is_limited_to_one_variant_does_not_learn_of_the_other(
    app: Flask, cast: Cast, tmp_path: Path, sign_in: SignIn
) -> None:
    publish_guide(app, cast, tmp_path)
    berit = sign_in(app.test_client(), cast.berit)
    assert berit.get("/guide/b2b/kratzer").status_code == 200
    for address in (
        "/guide/b2c/",
        "/guide/b2c/kratzer",
        "/guide/b2c/search?q=Kratzer",
        "/guide/b2c/kratzer/steps",
    ):
        assert berit.get(address).status_code == 404
    assert "B2C" not in berit.get("/").text


def test_a_guide_without_situations_begins_with_its_standards(
    make_app: MakeApp, cast: Cast, tmp_path: Path
) -> None:
    app = make_app(guide_is_open=True)
    (tmp_path / "notes.md").write_text("# Notes from elsewhere\n\nPlain words.\n", encoding="utf-8")
    with app.app_context():
        corpus, _ = read_corpus([tmp_path])
        import_approved(corpus, SYSTEM, approvers=[cast.approver.actor])
        publish_edition(Variant.B2C, Publication("Notes.", today()), SYSTEM)
    page = app.test_client().get("/guide/b2c/", headers=ENGLISH).text
    content = page.split("<main")[1].split("<footer")[0]
    assert '<span class="index-title">Notes from elsewhere' in " ".join(content.split())
