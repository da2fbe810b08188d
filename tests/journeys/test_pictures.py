"""A picture's way: uploaded, written into a text, published, seen by who may see the edition, printed."""

import io
from pathlib import Path

import pikepdf
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from pypdf import PdfReader
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from app.kernel import clock
from app.kernel.actors import SYSTEM
from app.kernel.database import write_transaction
from app.kernel.days import today
from app.kernel.frozen import FrozenRow
from app.language.words import Variant
from standards.documents.services import save_revision
from standards.documents.texts import RevisionText
from standards.editions.errors import PublicationStopped
from standards.editions.models import EditionPicture
from standards.editions.publishing import Publication, publish_edition
from standards.editions.queries import edition_corpus, edition_in_force
from standards.pictures.files import Form, picture_file, pictures_folder
from standards.pictures.models import Picture
from standards.pictures.services import add_picture, sweep_pictures
from tests.approvals import approve
from tests.conftest import SignIn
from tests.drawings import as_file, drawing, photograph
from tests.people import Cast, token_in
from tests.stores import rows
from training.handbooks.editions import book_from_edition
from training.handbooks.printing import print_book

WORDS = "The delivery note, with the number at the top right"
HEADER = "kind: {kind}\ntitle: {title}\nlanguage: en\n{more}"
SITUATION = """\
What it is.

{before}

::: algorithm {{otherwise="Ask"}}
1. Look at the note. {{#look}}
   {picture}
   → end
:::
"""


@pytest.fixture
def editor(app: Flask, cast: Cast, sign_in: SignIn) -> FlaskClient:
    return sign_in(app.test_client(), cast.editor)


def upload(
    client: FlaskClient, data: bytes, name: str = "Delivery note.png", alt: str = WORDS, **headers: str
) -> TestResponse:
    token = token_in(client.get("/account").text)
    file = FileStorage(io.BytesIO(data), name)
    boundary, body = encode_multipart({"csrf_token": token, "file": file, "alt": alt})
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post("/workshop/pictures/", data=body, content_type=kind, headers=headers)


def write(slug: str, body: str, kind: str = "standard", more: str = "") -> None:
    header = HEADER.format(kind=kind, title=slug.title(), more=more).strip()
    number = 0 if not rows_of(slug) else rows_of(slug)[0]
    save_revision(RevisionText(slug, header, body), number, SYSTEM)
    approve(slug)


def rows_of(slug: str) -> list[int]:
    with write_transaction() as session:
        found = session.execute(sa.text("SELECT number FROM documents WHERE slug = :slug"), {"slug": slug})
        return [row[0] for row in found]


def publish(variant: Variant = Variant.B2C) -> None:
    publish_edition(variant, Publication("Pictures.", today()), SYSTEM)


def test_an_uploaded_picture_is_kept_and_tells_what_to_write(editor: FlaskClient, engine: Engine) -> None:
    answer = upload(editor, as_file(drawing(1400, 700)))
    assert answer.status_code == 303
    page = editor.get(answer.location).text
    ((name,),) = rows(engine, "SELECT name FROM pictures")
    assert name.startswith("delivery-note-")
    assert f"![{WORDS}](pictures/{name})" in page
    assert WORDS in editor.get("/workshop/pictures/").text
    assert name in editor.get("/workshop/pictures/?q=note+number").text
    assert name not in editor.get("/workshop/pictures/?q=100%").text
    assert rows(engine, "SELECT action FROM journal_entries WHERE object_kind = 'picture'") == [
        ("picture.added",)
    ]


def test_its_file_is_for_the_browser_that_asked_and_acts_as_nothing_else(
    editor: FlaskClient, engine: Engine
) -> None:
    upload(editor, as_file(drawing(1400, 700)))
    ((name,),) = rows(engine, "SELECT name FROM pictures")
    whole, small = (editor.get(f"/workshop/pictures/{name}/file{size}") for size in ("", "?size=small"))
    assert Image.open(io.BytesIO(whole.data)).size == (1400, 700)
    assert Image.open(io.BytesIO(small.data)).size == (800, 400)
    for answer in (whole, small):
        assert answer.headers["Content-Type"] == "image/webp"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    again = editor.get(f"/workshop/pictures/{name}/file", headers={"If-None-Match": whole.headers["ETag"]})
    assert again.status_code == 304


def test_a_program_gets_the_same_in_json(editor: FlaskClient) -> None:
    answer = upload(editor, as_file(drawing()), Accept="application/json")
    assert answer.status_code == 201
    assert answer.json is not None
    assert answer.json["markdown"] == f"![{WORDS}]({answer.json['address']})"
    listed = editor.get("/workshop/pictures/", headers={"Accept": "application/json"}).json
    assert listed is not None
    assert [picture["name"] for picture in listed["pictures"]] == [answer.json["name"]]


def test_the_same_picture_twice_is_there_once(editor: FlaskClient, engine: Engine) -> None:
    data = as_file(photograph(), "JPEG")
    places = {upload(editor, data, name).location for name in ("a.jpg", "b.jpg")}
    assert len(places) == 1
    assert rows(engine, "SELECT count(*) FROM pictures") == [(1,)]


@pytest.mark.parametrize(
    ("data", "name", "alt", "status", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", WORDS, 422, "is an SVG drawing"),
        (b"<html>", "a.png", WORDS, 422, "is no picture that can be read"),
        (as_file(drawing()), "a.png", "  ", 422, "Say in a sentence what the picture shows"),
        (as_file(drawing())[:-60], "a.png", WORDS, 422, "is no picture that can be read"),
    ],
)
def test_what_cannot_be_taken_is_told_at_the_field_and_nothing_is_kept(
    editor: FlaskClient, engine: Engine, data: bytes, name: str, alt: str, status: int, sentence: str
) -> None:
    answer = upload(editor, data, name, alt)
    assert answer.status_code == status
    assert sentence in answer.text
    assert 'class="field field--wrong"' in answer.text
    assert rows(engine, "SELECT * FROM pictures") == []


def test_without_a_file_the_form_asks_for_one(editor: FlaskClient) -> None:
    token = token_in(editor.get("/account").text)
    answer = editor.post("/workshop/pictures/", data={"csrf_token": token, "alt": WORDS})
    assert answer.status_code == 422
    assert "Choose a file first" in answer.text
    told = editor.post(
        "/workshop/pictures/",
        data={"csrf_token": token, "alt": WORDS},
        headers={"Accept": "application/json"},
    )
    assert told.status_code == 422


def test_a_picture_may_be_larger_than_other_requests_but_not_boundless(editor: FlaskClient) -> None:
    large = as_file(photograph(1000, 900))
    assert len(large) > 2 * 1024 * 1024
    assert upload(editor, large).status_code == 303
    assert upload(editor, b"\0" * (21 * 1024 * 1024)).status_code == 413


@pytest.mark.parametrize("who", ["hr", "auditor", "staff"])
def test_others_neither_see_nor_add_pictures(app: Flask, cast: Cast, sign_in: SignIn, who: str) -> None:
    with app.app_context():
        name = add_picture(as_file(drawing()), "a.png", WORDS, cast.editor.actor).name
    client = sign_in(app.test_client(), getattr(cast, who))
    assert upload(client, as_file(drawing())).status_code == 403
    for address in ("", name, f"{name}/file"):
        assert client.get(f"/workshop/pictures/{address}").status_code == 403


def test_a_published_picture_is_seen_by_who_may_see_that_edition_alone(
    app: Flask, cast: Cast, sign_in: SignIn
) -> None:
    with app.app_context():
        shown = add_picture(as_file(drawing(1400, 700)), "shown.png", WORDS, cast.editor.actor).name
        unused = add_picture(as_file(photograph()), "unused.png", WORDS, cast.editor.actor).name
        picture = f"![{WORDS}](pictures/{shown})"
        more = "class: complex\nstage: needs"
        write("look", SITUATION.format(before=f"::: b2c\n{picture}\n:::", picture=picture), "situation", more)
        write("firms", f"For firms.\n\n::: b2c\n![x](pictures/{shown})\n:::\n", more="variants: [b2c]")
        publish()
    staff, firms_only = (sign_in(app.test_client(), person) for person in (cast.staff, cast.berit))
    page = staff.get("/guide/b2c/look").text
    assert f'src="pictures/{shown}"' in page
    answer = staff.get(f"/guide/b2c/pictures/{shown}")
    assert answer.status_code == 200
    assert Image.open(io.BytesIO(staff.get(f"/guide/b2c/pictures/{shown}?size=small").data)).width == 800
    assert answer.headers["Cache-Control"].startswith("private")
    assert f'src="../pictures/{shown}"' in staff.get("/guide/b2c/look/steps").text
    assert f", ../pictures/{shown} 1400w" in staff.get("/guide/b2c/look/steps").text
    assert staff.get(f"/guide/b2c/pictures/{unused}").status_code == 404
    assert staff.get(f"/guide/b2b/pictures/{shown}").status_code == 404
    assert firms_only.get(f"/guide/b2c/pictures/{shown}").status_code in {403, 404}
    assert app.test_client().get(f"/guide/b2c/pictures/{shown}").status_code == 401


def test_an_edition_keeps_its_pictures_by_checksum_and_refuses_every_change(
    app: Flask, cast: Cast, engine: Engine
) -> None:
    with app.app_context():
        picture = add_picture(as_file(drawing()), "a.png", WORDS, cast.editor.actor)
        write("note", f"What.\n\n![A](pictures/{picture.name})\n")
        publish()
        assert rows(engine, "SELECT name, digest FROM edition_pictures") == [(picture.name, picture.digest)]
        with pytest.raises(FrozenRow), write_transaction() as session:
            session.scalars(sa.select(EditionPicture)).one().digest = "0" * 64
        with pytest.raises(DBAPIError, match="never changed"), write_transaction() as session:
            session.scalars(sa.select(Picture)).one().digest = "0" * 64


def test_a_text_with_an_unknown_picture_or_one_without_words_is_not_published(app: Flask, cast: Cast) -> None:
    with app.app_context():
        known = add_picture(as_file(drawing()), "a.png", WORDS, cast.editor.actor).name
        write("note", f"What.\n\n![A](pictures/{known})\n")
        publish()
        save_revision(
            RevisionText(
                "note",
                HEADER.format(kind="standard", title="Note", more="").strip(),
                "What.\n\n![A](pictures/b.webp)\n",
            ),
            1,
            SYSTEM,
        )
        approve("note")
        with pytest.raises(PublicationStopped):
            publish()


def test_the_handbook_prints_the_picture_with_its_words(app: Flask, cast: Cast, tmp_path: Path) -> None:
    with app.app_context():
        names = [
            add_picture(as_file(picture, kind), f"a.{kind}", WORDS, cast.editor.actor).name
            for picture, kind in ((drawing(1400, 900), "PNG"), (photograph(1200, 800), "JPEG"))
        ]
        pictures = "\n\n".join(f'![{WORDS}](pictures/{name} "Where the number stands")' for name in names)
        write("note", f"What it is.\n\n{pictures}\n")
        publish()
        edition = edition_in_force(Variant.B2C, today())
        report = print_book(
            book_from_edition(edition, edition_corpus(edition.id), "en"), tmp_path / "book.pdf"
        )
    assert report.warnings == ()
    reader = PdfReader(tmp_path / "book.pdf")
    found = {image.name for page in reader.pages for image in page.images}
    assert len(found) == len(names)
    assert "Where the number stands" in "".join(page.extract_text() for page in reader.pages)
    assert _alternatives(tmp_path / "book.pdf").count(WORDS) == len(names)


def _alternatives(path: Path) -> list[str]:
    with pikepdf.open(path) as pdf:
        elements = [
            found for found in pdf.objects if isinstance(found, pikepdf.Dictionary) and "/Alt" in found
        ]
        return [str(found.Alt) for found in elements]


def test_a_lost_file_is_told_and_the_rest_goes_on(app: Flask, cast: Cast, editor: FlaskClient) -> None:
    with app.app_context():
        picture = add_picture(as_file(drawing()), "a.png", WORDS, cast.editor.actor)
        picture_file(picture.digest).unlink()
    assert editor.get(f"/workshop/pictures/{picture.name}/file").status_code == 404
    assert editor.get(f"/workshop/pictures/{picture.name}").status_code == 200


def test_files_of_uploads_that_never_ended_are_swept_and_no_others(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context(), monkeypatch.context() as impatient:
        impatient.setattr("standards.pictures.files.PATIENCE_S", -1)
        sweep_pictures()
    with app.app_context():
        kept = add_picture(as_file(drawing()), "a.png", WORDS, cast.editor.actor)
        orphan = picture_file("f" * 64)
        part = picture_file("e" * 64).with_suffix(".part")
        for path in (orphan, part):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(b"half")
        assert sweep_pictures() == 0
        monkeypatch.setattr("standards.pictures.files.PATIENCE_S", -1)
        assert sweep_pictures() == 2
        assert picture_file(kept.digest).is_file()
        assert picture_file(kept.digest, Form.PRINT).is_file()
        assert not orphan.exists()
        assert not part.exists()


def test_a_full_disk_is_told_and_leaves_nothing_behind(
    app: Flask, editor: FlaskClient, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("standards.pictures.files.os.fsync", full)
    answer = upload(editor, as_file(photograph(60, 50, seed=9)))
    assert answer.status_code == 503
    assert "no room left to keep the picture" in answer.text
    assert rows(engine, "SELECT * FROM pictures") == []
    with app.app_context():
        assert not list(pictures_folder().rglob("*.part"))


def test_pictures_are_listed_page_by_page(app: Flask, cast: Cast, editor: FlaskClient) -> None:
    assert clock.now()
    with app.app_context():
        for number in range(50):
            add_picture(as_file(drawing(20 + number, 20)), f"p{number}.png", WORDS, cast.editor.actor)
    first = editor.get("/workshop/pictures/").text
    assert first.count("<img") == 48
    assert "Older pictures" in first
