"""What becomes of a picture: described anew, deleted while no text shows it, kept where one does or did."""

import os
import re
import time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from werkzeug.test import TestResponse

from app.kernel.actors import SYSTEM, Actor
from app.kernel.errors import NotAllowed
from app.language.words import Kind
from standards.documents.addresses import document_at
from standards.documents.creating import NewDocument, create_document
from standards.documents.document_templates import change_template, our_template
from standards.documents.services import save_revision
from standards.documents.texts import DraftText, RevisionText
from standards.pictures.errors import DescribedMeanwhile, PictureInUse, PictureWithoutWords
from standards.pictures.files import PATIENCE_S, Form, picture_file
from standards.pictures.queries import picture_by_name
from standards.pictures.services import add_picture, delete_picture, describe_picture
from tests.conftest import SignIn
from tests.drawings import as_file, drawing
from tests.people import Cast, token_in
from tests.stores import rows

WORDS = "The delivery note"
HEADER = "kind: standard\ntitle: Receipt\nlanguage: en"


@pytest.fixture
def name(app: Flask, cast: Cast) -> str:
    with app.app_context():
        return str(add_picture(as_file(drawing()), "note.png", WORDS, cast.editor.actor).name)


@pytest.fixture
def editor(app: Flask, cast: Cast, sign_in: SignIn) -> FlaskClient:
    return sign_in(app.test_client(), cast.editor)


def send(client: FlaskClient, address: str, **fields: str) -> TestResponse:
    token = token_in(client.get("/account").text)
    return client.post(address, data={"csrf_token": token, **fields})


def show(name: str) -> str:
    return f"What.\n\n![A note](pictures/{name})\n"


def begin(name: str, actor: Actor) -> None:
    new = NewDocument(Kind.STANDARD, "Receipt", "en", slug="receipt", text=DraftText(HEADER, show(name)))
    create_document(new, actor)


def test_a_picture_is_described_anew(editor: FlaskClient, name: str, engine: Engine) -> None:
    page = editor.get(f"/workshop/pictures/{name}").text
    assert "No text shows this picture" in page
    seen = re.search(r'name="seen"[^>]*value="([^"]*)"', page)
    assert seen
    answer = send(editor, f"/workshop/pictures/{name}", alt="  The number at the top ", seen=seen[1])
    assert answer.status_code == 303
    assert f"![The number at the top](pictures/{name})" in editor.get(answer.location).text
    assert ("picture.described",) in rows(engine, "SELECT action FROM journal_entries")


def test_a_description_made_meanwhile_is_shown_and_nothing_typed_is_lost(
    app: Flask, editor: FlaskClient, name: str, cast: Cast
) -> None:
    with app.app_context():
        describe_picture(name, "Of somebody else", WORDS, cast.approver.actor)
    answer = send(editor, f"/workshop/pictures/{name}", alt="Of mine", seen=WORDS)
    assert answer.status_code == 409
    assert "somebody described the picture as “Of somebody else”" in answer.text
    assert 'value="Of mine"' in answer.text
    assert 'value="Of somebody else"' in answer.text
    with app.app_context(), pytest.raises(DescribedMeanwhile):
        describe_picture(name, "Of mine", WORDS, cast.editor.actor)


def test_a_description_says_something(app: Flask, editor: FlaskClient, name: str, cast: Cast) -> None:
    assert send(editor, f"/workshop/pictures/{name}", alt="", seen=WORDS).status_code == 422
    with app.app_context():
        with pytest.raises(PictureWithoutWords):
            describe_picture(name, " \n ", WORDS, cast.editor.actor)
        assert picture_by_name(name).alt == WORDS


def test_a_picture_that_no_text_shows_is_deleted_with_its_files(
    app: Flask, editor: FlaskClient, name: str, engine: Engine
) -> None:
    with app.app_context():
        digest = picture_by_name(name).digest
        files = [picture_file(digest, form) for form in Form if picture_file(digest, form).is_file()]
        for file in files:
            old = time.time() - PATIENCE_S - 60
            os.utime(file, (old, old))
    assert files
    assert "cannot be brought back" in editor.get(f"/workshop/pictures/{name}/delete").text
    answer = send(editor, f"/workshop/pictures/{name}/delete")
    assert answer.status_code == 303
    assert "The picture is deleted" in editor.get(answer.location).text
    assert editor.get(f"/workshop/pictures/{name}").status_code == 404
    assert not any(file.exists() for file in files)
    assert ("picture.deleted",) in rows(engine, "SELECT action FROM journal_entries")


def test_a_deleted_picture_can_be_uploaded_again(app: Flask, name: str, cast: Cast) -> None:
    with app.app_context():
        delete_picture(name, cast.editor.actor)
        assert add_picture(as_file(drawing()), "note.png", "Again", cast.editor.actor).alt == "Again"
        assert picture_file(picture_by_name(name).digest).is_file()


def test_a_picture_in_a_draft_stays_and_the_page_says_where_it_is(
    app: Flask, editor: FlaskClient, name: str, cast: Cast
) -> None:
    with app.app_context():
        begin(name, cast.editor.actor)
    for page in (editor.get(f"/workshop/pictures/{name}"), editor.get(f"/workshop/pictures/{name}/delete")):
        assert '<a href="/workshop/receipt/">Receipt</a>' in page.text
        assert "(draft)" in page.text
    answer = send(editor, f"/workshop/pictures/{name}/delete")
    assert answer.status_code == 409
    assert "The picture stays" in answer.text
    assert editor.get(f"/workshop/pictures/{name}/file").status_code == 200


def test_a_picture_in_an_old_revision_stays_for_ever(
    app: Flask, editor: FlaskClient, name: str, cast: Cast
) -> None:
    with app.app_context():
        save_revision(RevisionText("receipt", HEADER, show(name)), 0, SYSTEM)
        save_revision(RevisionText("receipt", HEADER, "Without.\n"), 1, SYSTEM)
        assert document_at("receipt").number == 2
        with pytest.raises(PictureInUse):
            delete_picture(name, cast.admin.actor)
    assert "(revision 1)" in editor.get(f"/workshop/pictures/{name}").text


def test_a_picture_in_a_template_stays(app: Flask, name: str, cast: Cast) -> None:
    with app.app_context():
        source = f"---\nkind: standard\ntitle: New\nlanguage: en\n---\n{show(name)}"
        change_template("en", "standard", source, cast.editor.actor, our_template("en", "standard").digest)
        with pytest.raises(PictureInUse):
            delete_picture(name, cast.admin.actor)


def test_staff_neither_describe_nor_delete(app: Flask, name: str, cast: Cast) -> None:
    with app.app_context():
        with pytest.raises(NotAllowed):
            describe_picture(name, "Mine", WORDS, cast.staff.actor)
        with pytest.raises(NotAllowed):
            delete_picture(name, cast.staff.actor)
