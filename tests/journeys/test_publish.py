"""Publishing: it works; who may not; what if the plan is stale or wrong; what the journal says."""

import re
import threading
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import DBAPIError

from app.journal.models import JournalEntry
from app.kernel.actors import SYSTEM
from app.kernel.database import session, write_transaction
from app.kernel.days import today
from app.kernel.errors import AppError
from app.kernel.frozen import FrozenRow
from app.language.corpus import read_corpus
from app.language.words import Variant
from app.search import indexing
from app.search.terms import term
from standards.editions import publishing
from standards.editions.errors import EditionOvertaken, NothingToPublish, PublicationStopped
from standards.editions.models import Edition, EditionDocument
from standards.editions.publishing import Publication, plan_edition, publish_edition
from standards.editions.queries import edition_in_force
from standards.reviews.importing import import_approved
from tests.conftest import SignIn
from tests.people import Cast, Person, token_in

LISTS = """
name: Nordfenster
language: en
stages: [{id: needs, name: Finding needs}, {id: receipt, name: Receipt, hardest: true}]
"""
SITUATION = """---
kind: situation
title: {title}
language: en
class: typical
stage: needs
---
The customer calls.

::: algorithm {{otherwise="Ask the shift leader"}}
1. Listen. {{#listen}}
   > [!say] {words}
:::
"""
ONLY_B2C = """---
kind: standard
title: Only for homeowners
language: en
variants: [b2c]
---
What it is.
"""


def bring_in(app: Flask, cast: Cast, folder: Path, **files: str) -> None:
    for name, text in {"company.yaml": LISTS, **{f"{name}.md": text for name, text in files.items()}}.items():
        (folder / name).write_text(text, encoding="utf-8")
    with app.app_context():
        corpus, _ = read_corpus([folder])
        import_approved(corpus, SYSTEM, approvers=[cast.approver.actor])


@pytest.fixture
def workshop(app: Flask, cast: Cast, tmp_path: Path) -> Path:
    call = SITUATION.format(title="A call", words="Good morning.")
    bring_in(app, cast, tmp_path, call=call, only=ONLY_B2C)
    return tmp_path


@pytest.fixture
def approver(client: FlaskClient, cast: Cast, sign_in: SignIn, workshop: Path) -> FlaskClient:
    assert workshop
    return sign_in(client, cast.approver)


def sent(client: FlaskClient, variant: str = "b2c", **changes: str) -> dict[str, str]:
    page = client.get(f"/publish/{variant}").text
    fingerprint = page.split('name="fingerprint"')[1].split('value="')[1].split('"')[0]
    values = {"note": "Our first edition.", "in_force_on": "2026-01-01", "fingerprint": fingerprint}
    return values | {"csrf_token": token_in(page)} | changes


def test_an_approver_reads_the_plan_and_publishes(app: Flask, approver: FlaskClient) -> None:
    plan = approver.get("/publish/b2c").text
    assert "A call" in plan
    assert "Only for homeowners" in plan
    answer = approver.post("/publish/b2c", data=sent(approver), follow_redirects=True)
    assert "B2C edition 1 is published." in answer.text
    assert "Our first edition." in answer.text
    with app.app_context():
        edition = edition_in_force(Variant.B2C, today())
        assert (edition.number, edition.published_by, edition.approvers) == (
            1,
            "Amir Approver",
            ("Amir Approver",),
        )
        entry = session().scalars(sa.select(JournalEntry).order_by(JournalEntry.id.desc()).limit(1)).one()
        assert (entry.action, entry.facts["variant"], entry.facts["number"]) == (
            "edition.published",
            "b2c",
            1,
        )


def test_the_plan_says_what_stays_out_and_why(approver: FlaskClient) -> None:
    plan = approver.get("/publish/b2b").text
    out = plan.split("Stays out")[1]
    assert "Only for homeowners" in out


@pytest.mark.parametrize("who", ["staff", "hr", "auditor", "editor"])
def test_who_may_not_publish_is_refused(
    app: Flask, client: FlaskClient, cast: Cast, sign_in: SignIn, workshop: Path, who: str
) -> None:
    assert workshop
    person: Person = getattr(cast, who)
    sign_in(client, person)
    token = token_in(client.get("/account/password").text) if who else ""
    answer = client.post(
        "/publish/b2c", data={"note": "Mine", "in_force_on": "2026-01-01", "csrf_token": token}
    )
    assert answer.status_code == 403
    with app.app_context():
        assert session().scalar(sa.select(sa.func.count()).select_from(Edition)) == 0


def test_a_missing_note_is_asked_for_and_nothing_typed_is_lost(app: Flask, approver: FlaskClient) -> None:
    answer = approver.post("/publish/b2c", data=sent(approver, note="", in_force_on="2027-05-05"))
    assert answer.status_code == 422
    assert "Say in a sentence what is new" in answer.text
    assert "2027-05-05" in answer.text
    with app.app_context():
        assert session().scalar(sa.select(sa.func.count()).select_from(Edition)) == 0


def test_a_plan_that_somebody_overtook_is_refused_and_the_note_stays(
    app: Flask, cast: Cast, approver: FlaskClient, workshop: Path
) -> None:
    values = sent(approver, note="A note worth keeping")
    changed = SITUATION.format(title="A call", words="Good evening.")
    bring_in(app, cast, workshop, call=changed)
    answer = approver.post("/publish/b2c", data=values)
    assert answer.status_code == 409
    assert "Look at the new plan" in answer.text
    assert "A note worth keeping" in answer.text
    again = approver.post("/publish/b2c", data=sent(approver))
    assert again.status_code == 302


def test_the_same_texts_make_no_second_edition(app: Flask, workshop: Path) -> None:
    assert workshop
    with app.app_context():
        publish_edition(Variant.B2C, Publication("One.", today()), SYSTEM)
        with pytest.raises(NothingToPublish):
            publish_edition(Variant.B2C, Publication("Two.", today()), SYSTEM)


def test_errors_stop_an_edition_and_the_plan_names_them(
    app: Flask, cast: Cast, approver: FlaskClient, workshop: Path
) -> None:
    lonely = "---\nkind: standard\ntitle: Broken link\nlanguage: en\n---\nIt is.\n\nSee [[only]] and [[b]].\n"
    other = "---\nkind: standard\ntitle: B\nlanguage: en\n---\nIt is.\n"
    bring_in(app, cast, workshop, a=lonely, b=other)
    with app.app_context():
        assert not plan_edition(Variant.B2C, SYSTEM).errors
    lists = LISTS.replace("needs", "other")
    (workshop / "company.yaml").write_text(lists, encoding="utf-8")
    with app.app_context():
        corpus, _ = read_corpus([workshop])
        import_approved(corpus, SYSTEM)
        with pytest.raises(PublicationStopped):
            publish_edition(Variant.B2C, Publication("No.", today()), SYSTEM)
    plan = approver.get("/publish/b2c").text
    assert "stop" in plan
    assert "A call" in plan
    assert re.search(r'<td data-label="What to do">Correct the header field “Stage \(stage\)”', plan)


def test_two_publishers_at_once_get_one_success_and_one_refusal(
    app: Flask, workshop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert workshop
    both_have_rendered = threading.Barrier(2)
    render = publishing._render
    outcomes: list[object] = []

    def rendered_together(*arguments: object) -> object:
        pages = render(*arguments)  # type: ignore[arg-type]
        both_have_rendered.wait(timeout=30)
        return pages

    def publish() -> None:
        with app.app_context():
            try:
                outcomes.append(publish_edition(Variant.B2C, Publication("Race.", today()), SYSTEM).number)
            except AppError as error:
                outcomes.append(type(error))

    monkeypatch.setattr(publishing, "_render", rendered_together)
    threads = [threading.Thread(target=publish) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == sorted(map(str, [1, EditionOvertaken]))
    with app.app_context():
        assert session().scalar(sa.select(sa.func.count()).select_from(Edition)) == 1


def test_a_crash_while_storing_leaves_nothing_behind(
    app: Flask, workshop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert workshop

    def crash(*_arguments: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(publishing, "index_edition", crash)
    with app.app_context():
        with pytest.raises(RuntimeError):
            publish_edition(Variant.B2C, Publication("Lost.", today()), SYSTEM)
        for table in (Edition, EditionDocument):
            assert session().scalar(sa.select(sa.func.count()).select_from(table)) == 0


def test_an_edition_is_in_force_only_from_its_day_on(app: Flask, workshop: Path, cast: Cast) -> None:
    with app.app_context():
        publish_edition(Variant.B2C, Publication("Now.", today()), SYSTEM)
    bring_in(app, cast, workshop, call=SITUATION.format(title="A call", words="Hello."))
    with app.app_context():
        later = today() + timedelta(days=30)
        publish_edition(Variant.B2C, Publication("Later.", later), SYSTEM)
        assert edition_in_force(Variant.B2C, today()).number == 1
        assert edition_in_force(Variant.B2C, later).number == 2


def test_what_was_published_refuses_every_change(app: Flask, workshop: Path) -> None:
    assert workshop
    with app.app_context():
        publish_edition(Variant.B2C, Publication("Firm.", today()), SYSTEM)
        with pytest.raises(FrozenRow), write_transaction() as current:
            current.scalars(sa.select(Edition)).one().note = "Softer."
        for statement in (
            "UPDATE editions SET note = 'x'",
            "DELETE FROM editions",
            "UPDATE edition_documents SET html = 'x'",
            "DELETE FROM edition_documents",
        ):
            with pytest.raises((DBAPIError, AppError)), write_transaction() as current:
                current.execute(sa.text(statement))
        assert edition_in_force(Variant.B2C, today()).note == "Firm."


def test_what_the_system_published_says_so_in_the_readers_language(
    app: Flask, workshop: Path, approver: FlaskClient
) -> None:
    assert workshop
    with app.app_context():
        publish_edition(Variant.B2C, Publication("One.", today()), SYSTEM)
    page = approver.get("/publish/", headers={"Accept-Language": "de"}).text
    assert "das System" in page
    assert ", system<" not in page


def test_words_are_stemmed_before_anybody_has_to_wait(
    app: Flask, workshop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert workshop
    was_writing = []

    def noting(word: str, language: str) -> str:
        was_writing.append(session().is_writing)
        return term(word, language)

    monkeypatch.setattr(indexing, "term", noting)
    with app.app_context():
        publish_edition(Variant.B2C, Publication("One.", today()), SYSTEM)
    assert was_writing
    assert not any(was_writing)
