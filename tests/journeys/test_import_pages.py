"""Bringing texts in: uploaded, looked at, taken in as drafts; and taking them out so that they come back."""

import io
import json
import os
import re
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from app.kernel.actors import SYSTEM
from app.language.corpus import read_corpus
from app.language.document import digest
from standards.documents.drafting import open_draft, save_draft
from standards.documents.errors import SlugTaken
from standards.documents.queries import document_by_slug
from standards.documents.services import retire_document, save_revision
from standards.documents.texts import DraftText, RevisionText
from standards.pictures.services import add_picture
from standards.transfer import taking_in
from standards.transfer.converting import Job, convert_documents
from standards.transfer.exporting import export_folder
from standards.transfer.folders import with_pictures
from standards.transfer.staging import imports_folder
from tests.conftest import SignIn
from tests.drawings import as_file, drawing, photograph
from tests.people import Cast, token_in
from tests.stores import rows
from tests.uploads import packed, page, rich_word_file, word_file_with, word_file_with_picture_elsewhere

COMPANY = "name: Small  # kept to the letter\nlanguage: en\nstages: [{id: needs, name: Needs}]\n"
ONE = "---\nkind: standard\ntitle: One\nlanguage: en\n---\nWhat it is.\n"
TWO = "---\nkind: standard\ntitle: Two\nlanguage: en\n# a remark\n---\n\nWhat it is, see [[one]].   \n"


@pytest.fixture
def editor(app: Flask, cast: Cast, sign_in: SignIn) -> FlaskClient:
    return sign_in(app.test_client(), cast.editor)


def upload(client: FlaskClient, data: bytes, name: str, language: str = "en") -> TestResponse:
    token = token_in(client.get("/account").text)
    file = FileStorage(io.BytesIO(data), name)
    boundary, body = encode_multipart({"csrf_token": token, "file": file, "language": language})
    return client.post(
        "/workshop/import/", data=body, content_type=f"multipart/form-data; boundary={boundary}"
    )


def uploaded(client: FlaskClient, data: bytes, name: str, language: str = "en") -> tuple[str, str]:
    """Upload a file and return the address and the text of its preview."""
    answer = upload(client, data, name, language)
    assert answer.status_code == 303, answer.text
    return answer.location, client.get(answer.location).text


def take_in(client: FlaskClient, address: str, *slugs: str, **more: str) -> TestResponse:
    token = token_in(client.get(address).text)
    return client.post(address, data={"csrf_token": token, "slug": list(slugs), **more})


def drafts(engine: Engine) -> dict[str, str]:
    found = rows(
        engine,
        "SELECT slug, body FROM documents JOIN drafts ON drafts.document_id = documents.id WHERE is_open",
    )
    return dict(found)


def exported(client: FlaskClient, choice: str) -> bytes:
    token = token_in(client.get("/workshop/export/").text)
    with client.post("/workshop/export/", data={"csrf_token": token, "choice": choice}) as answer:
        assert answer.status_code == 200
        return answer.data


def in_zip(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_word_file_is_looked_at_and_becomes_a_draft_with_its_picture(
    editor: FlaskClient, engine: Engine
) -> None:
    address, shown = uploaded(editor, rich_word_file(), "Anruf beim Kunden.docx", "de")
    assert "Reklamation am Telefon" in shown
    assert "Header and footer lines of the pages (1) were left out, such as “Nur intern”." in shown
    assert rows(engine, "SELECT * FROM documents") == []
    assert rows(engine, "SELECT * FROM pictures") == []
    answer = take_in(editor, address, "Anruf-beim-Kunden")
    assert answer.status_code == 303
    assert "One text is now a draft." in editor.get(answer.location).text
    ((name, alt),) = rows(engine, "SELECT name, alt FROM pictures")
    assert alt == "Ein (Lieferschein)"
    body = drafts(engine)["Anruf-beim-Kunden"]
    assert f"![Ein (Lieferschein)](pictures/{name})" in body
    assert body.startswith("\nDer Kunde ruft an.")
    assert rows(engine, "SELECT title, language, number FROM documents") == [
        ("Reklamation am Telefon", "de", 0)
    ]
    assert editor.get(address).status_code == 404
    facts = rows(engine, "SELECT facts FROM journal_entries WHERE action = 'import.taken_in'")
    assert json.loads(facts[0][0])["new"] == 1 if isinstance(facts[0][0], str) else facts[0][0]["new"] == 1


def test_a_zip_of_pages_and_word_files_comes_with_links_between_them(
    editor: FlaskClient, engine: Engine
) -> None:
    files: dict[str, bytes | str] = {
        "space/index.html": "<title>Space</title><h1>Pages</h1>",
        "space/styles/site.css": "body{}",
        "space/Beschwerden_99.html": page("confluence"),
        "space/Anruf_123.html": "<h1>Der Anruf</h1><p>Siehe <a href='Beschwerden_99.html'>oben</a>.</p>",
        "space/attachments/1/schein.png": as_file(drawing()),
        "space/attachments/1/plan.pdf": b"%PDF",
        "space/notes/README.md": "# Notes\n\n![The note](../attachments/1/schein.png)\n",
        "__MACOSX/._x": b"",
    }
    address, shown = uploaded(editor, packed(files), "export.zip", "de")
    assert "The overview page of the exported space was left out." in shown
    assert "Files of other kinds (1) were left out, such as “attachments/1/plan.pdf”." in shown
    take_in(editor, address, "Beschwerden_99", "Anruf_123", "notes")
    found = drafts(engine)
    ((name,),) = rows(engine, "SELECT name FROM pictures")
    assert "[[Anruf_123|Der Anruf]]" in found["Beschwerden_99"]
    assert "[[Beschwerden_99|oben]]" in found["Anruf_123"]
    assert f"![Der Schein](pictures/{name})" in found["Beschwerden_99"]
    assert f"![The note](../pictures/{name})" in found["notes"]


def test_only_what_is_ticked_comes_in_and_the_rest_may_follow(editor: FlaskClient, engine: Engine) -> None:
    data = packed({"one.md": ONE, "two.md": TWO})
    address, _ = uploaded(editor, data, "a.zip")
    take_in(editor, address, "two")
    assert set(drafts(engine)) == {"two"}
    address, shown = uploaded(editor, data, "a.zip")
    assert "1 new, 0 changed, 1 unchanged, 0 cannot come in." in shown
    assert take_in(editor, address).status_code == 422
    assert "Tick at least one text" in take_in(editor, address).text
    take_in(editor, address, "one")
    assert set(drafts(engine)) == {"one", "two"}


def test_a_changed_text_becomes_the_draft_and_what_is_kept_stays(
    app: Flask, editor: FlaskClient, engine: Engine
) -> None:
    with app.app_context():
        save_revision(RevisionText("one", "kind: standard\ntitle: One\nlanguage: en", "Kept.\n"), 0, SYSTEM)
    address, shown = uploaded(editor, ONE.encode(), "one.md")
    assert "0 new, 1 changed" in shown
    take_in(editor, address, "one")
    assert drafts(engine) == {"one": "What it is.\n"}
    assert rows(engine, "SELECT body FROM revisions") == [("Kept.\n",)]


def test_each_text_can_be_looked_at_as_it_would_arrive_with_its_pictures_and_changes(
    app: Flask, editor: FlaskClient, engine: Engine
) -> None:
    with app.app_context():
        save_revision(RevisionText("one", "kind: standard\ntitle: One\nlanguage: en", "It was.\n"), 0, SYSTEM)
    changed = ONE + "\n![The <plan>](plan.png) <script>alert(1)</script> [[two]]\n"
    address, shown = uploaded(
        editor, packed({"one.md": changed, "two.md": TWO, "plan.png": as_file(drawing())}), "a.zip"
    )
    assert f"{address}/texts/one" in shown
    look = editor.get(f"{address}/texts/one").text
    picture = re.search(rf'src="({address}/pictures/plan-\w{{10}}\.webp)"', look)
    assert picture
    assert editor.get(picture[1]).headers["Content-Type"] == "image/webp"
    assert 'alt="The &lt;plan&gt;"' in look
    assert "<script>alert" not in look
    assert f'href="{address}/texts/two"' in look
    assert "What it would change here" in look
    assert re.search(r"<del><span[^>]*>removed: </span>It was", look)
    assert "What it would change here" not in editor.get(f"{address}/texts/two").text
    for gone in ("texts/three", "pictures/none.webp", "pictures/..%2fimport.json"):
        assert editor.get(f"{address}/{gone}").status_code == 404
    assert rows(engine, "SELECT * FROM pictures") == []


def test_what_is_to_be_corrected_in_a_text_is_said_where_it_is_looked_at(editor: FlaskClient) -> None:
    wrong = "---\nkind: situation\ntitle: Wrong\nlanguage: en\nclass: hard\n---\nIt is.\n"
    address, shown = uploaded(editor, packed({"wrong.md": wrong}), "a.zip")
    assert "are to be corrected before review" in shown
    look = editor.get(f"{address}/texts/wrong")
    assert look.status_code == 200
    assert (
        "Correct the header field “Class (class)”: “hard” is not allowed here (Typical (typical),"
        in look.text
    )


def test_a_draft_that_somebody_writes_on_is_left_alone(
    app: Flask, cast: Cast, editor: FlaskClient, engine: Engine
) -> None:
    header = "kind: standard\ntitle: One\nlanguage: en"
    with app.app_context():
        save_revision(RevisionText("one", header, "Kept.\n"), 0, SYSTEM)
        save_revision(RevisionText("gone", header.replace("One", "Gone"), "Gone.\n"), 0, SYSTEM)
        retire_document("gone", SYSTEM)
    address, _ = uploaded(editor, packed({"one.md": ONE, "gone.md": ONE.replace("One", "Gone")}), "a.zip")
    with app.app_context():
        document = document_by_slug("one")
        draft = open_draft(document, cast.approver.actor)
        save_draft(document.id, DraftText(header, "Half a sen"), draft.version, cast.approver.actor)
    shown = editor.get(address).text
    assert "There is an open draft of this document" in shown
    assert "was retired" in shown
    assert take_in(editor, address, "one", "gone").status_code == 422
    assert drafts(engine) == {"one": "Half a sen"}
    assert editor.get(address).status_code == 200


def test_what_goes_wrong_with_one_text_leaves_the_others_and_the_upload(
    editor: FlaskClient, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = taking_in.create_document

    def fails_once(new: object, actor: object) -> object:
        if new.slug == "one":  # type: ignore[attr-defined]
            raise SlugTaken(slug="one")
        return create(new, actor)  # type: ignore[arg-type]

    address, _ = uploaded(editor, packed({"one.md": ONE, "two.md": TWO}), "a.zip")
    monkeypatch.setattr(taking_in, "create_document", fails_once)
    answer = take_in(editor, address, "one", "two")
    told = editor.get(answer.location).text
    assert "“One” was not taken in" in told
    assert set(drafts(engine)) == {"two"}
    monkeypatch.undo()
    take_in(editor, address, "one")
    assert set(drafts(engine)) == {"one", "two"}


def test_what_was_exported_comes_back_the_same_with_its_pictures(
    app: Flask, cast: Cast, editor: FlaskClient, engine: Engine
) -> None:
    with app.app_context():
        names = [
            add_picture(data, "a note.png", "A note", cast.editor.actor).name
            for data in (as_file(drawing(1400, 900)), as_file(photograph(), "JPEG"))
        ]
    pictured = TWO + f"\n![A note](pictures/{names[0]})\n\n![B](../pictures/{names[1]} 'T')\n"
    source = {"company.yaml": COMPANY, "one.md": ONE, "deep/two.md": pictured}
    address, shown = uploaded(editor, packed(source), "texts.zip")
    assert "Also replace the company" in shown
    take_in(editor, address, "one", "two", with_lists="y")
    first = exported(editor, "written")
    assert {
        name: data.decode() for name, data in in_zip(first).items() if not name.endswith(".webp")
    } == source
    assert {name for name in in_zip(first) if name.endswith(".webp")} == {
        f"pictures/{name}" for name in names
    }
    assert exported(editor, "written") == first
    digests = rows(engine, "SELECT name, digest FROM pictures ORDER BY name")
    bodies = drafts(engine)
    with app.app_context():
        assert "0 new, 0 changed, 2 unchanged" in uploaded(editor, first, "again.zip")[1]
    fresh_store(engine)
    address, _ = uploaded(editor, first, "again.zip")
    take_in(editor, address, "one", "two", with_lists="y")
    assert rows(engine, "SELECT name, digest FROM pictures ORDER BY name") == digests
    assert drafts(engine) == bodies
    assert exported(editor, "written") == first


def fresh_store(engine: Engine) -> None:
    """Forget all texts and pictures, past the triggers that keep them, as on another installation."""
    tables = ("draft_saves", "drafts", "documents", "pictures", "company_profiles", "company_stages")
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET session_replication_role = replica")
        else:
            for (name,) in connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'pictures'"
            ).fetchall():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        for table in tables:
            connection.exec_driver_sql(f"DELETE FROM {table}")
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET session_replication_role = DEFAULT")


def test_a_kept_export_holds_no_drafts_and_comes_back_from_the_command_line_too(
    app: Flask, editor: FlaskClient, tmp_path: Path, cast: Cast
) -> None:
    source = tmp_path / "source"
    (source / "pictures").mkdir(parents=True)
    (source / "pictures" / "my photo.jpg").write_bytes(as_file(photograph(), "JPEG"))
    (source / "pictures" / "plan.png").write_bytes(as_file(drawing()))
    (source / "one.md").write_text(ONE + "\n![P](pictures/plan.png) ![Q](<pictures/my photo.jpg>)\n", "utf-8")
    with app.app_context():
        corpus = with_pictures(read_corpus([source])[0], [source], SYSTEM)
        text = corpus.documents["one"]
        save_revision(RevisionText("one", text.header_text, text.body), 0, SYSTEM)
        document = document_by_slug("one")
        draft = open_draft(document, cast.editor.actor)
        save_draft(document.id, DraftText(text.header_text, "Moving.\n"), draft.version, cast.editor.actor)
        assert export_folder(tmp_path / "out", SYSTEM) == 1
        again = with_pictures(read_corpus([tmp_path / "out"])[0], [tmp_path / "out"], SYSTEM)
    assert re.search(r"!\[P\]\(pictures/plan-\w{10}\.webp\)", text.body)
    assert re.search(r"!\[Q\]\(<pictures/my-photo-\w{10}\.webp>\)", text.body)
    assert digest(again.documents["one"].header_text, again.documents["one"].body) == digest(
        text.header_text, text.body
    )
    found = in_zip(exported(editor, "kept"))
    assert found["one.md"].decode() == (tmp_path / "out" / "one.md").read_text("utf-8")
    assert len(found) == 3


@pytest.mark.parametrize(
    ("data", "name", "status", "sentence"),
    [
        (b"x", "a.exe", 422, "cannot be read. Take Word"),
        (b"x", "", 422, "Choose a file first"),
        (b"x", "a.zip", 422, "is damaged or not what its name says"),
        (packed({"../a.md": ONE}), "a.zip", 422, "leads out of its folder"),
        (packed({"a.txt": "x"}), "a.zip", 422, "holds no Word file, web page or Markdown file"),
        (packed({"a.md": b"\0" * 31_000_000}), "a.zip", 413, "too large once unpacked"),
        (packed({f"{number}.md": "" for number in range(2001)}), "a.zip", 413, "2001 files"),
    ],
)
def test_a_hostile_upload_ends_in_a_sentence_and_leaves_nothing(
    app: Flask, editor: FlaskClient, engine: Engine, data: bytes, name: str, status: int, sentence: str
) -> None:
    answer = upload(editor, data, name)
    assert answer.status_code == status
    assert sentence in answer.text
    assert rows(engine, "SELECT * FROM documents") == []
    with app.app_context():
        assert not list(imports_folder().glob("*.part"))


def test_hostile_files_in_an_upload_lose_only_themselves(editor: FlaskClient, engine: Engine) -> None:
    files: dict[str, bytes | str] = {
        "a-bomb.docx": word_file_with("word/document.xml", b"<a>" + b" " * 31_000_000),
        "b-entities.docx": word_file_with("word/document.xml", b'<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'),
        "c-broken.docx": b"PK\x03\x04",
        "d-no-word.docx": packed({"a.txt": "x"}),
        "e-elsewhere.docx": word_file_with_picture_elsewhere("file:///etc/passwd"),
        "f-deep.html": "<ul><li>" * 3000 + "deep",
        "g-script.html": "<h1>G</h1><script>alert(1)</script><p onclick=x>text<img src=x onerror=alert(1)>",
        "h-drawing.md": "# H\n\n![Plan](plan.svg) ![Gone](gone.png) ![Out](../../etc/passwd.png)\n",
        "plan.svg": "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "i-binary.md": b"\xff\xfe\x00bad",
        "j-good.md": ONE,
    }
    address, shown = uploaded(editor, packed(files), "a.zip")
    assert "“a-bomb.docx” is too large once unpacked" in shown
    assert "“b-entities.docx” holds definitions that no Word file needs" in shown
    assert "“c-broken.docx” is damaged" in shown
    assert "damaged or too intricate" in shown
    assert "Pictures on other computers (1) were not fetched" in shown
    assert "Pictures that cannot be shown (1), such as “plan.svg”." in shown
    assert "Pictures that are not in the upload (2), such as “../../etc/passwd.png”." in shown
    assert "Save the file as UTF-8 text" in shown
    assert "root:" not in shown
    assert "<script>alert" not in shown
    take_in(editor, address, "f-deep", "g-script", "h-drawing", "j-good", "e-elsewhere")
    found = drafts(engine)
    assert set(found) == {"f-deep", "g-script", "h-drawing", "j-good", "e-elsewhere"}
    assert "alert" not in found["g-script"]
    assert "deep" in found["f-deep"]


def test_a_document_that_stops_the_converter_loses_only_itself(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for name in ("a", "c"):
        (source / f"{name}.html").write_text(f"<h1>{name}</h1>", "utf-8")
    (source / "b.html").write_text("<b>" * 4_000_000, "utf-8")
    paths = [f"{name}.html" for name in "abc"]
    job = Job(tmp_path, {path: path.replace(".html", ".md") for path in paths}, frozenset(paths))
    small = {**job.limits, "memory_bytes": 200 * 1024**2}
    found = convert_documents(Job(job.folder, job.documents, job.files, small), paths)
    assert [outcome.refusal is None for outcome in found] == [True, False, True]
    slow = convert_documents(Job(job.folder, job.documents, job.files, wall_seconds=0.001), paths)
    assert all(outcome.refusal is not None for outcome in slow)


def test_the_converter_can_neither_read_elsewhere_nor_ask_the_network(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    secret = tmp_path.parent / f"secret-{os.getpid()}"
    secret.write_text("secret", "utf-8")
    (tmp_path / "in" / "a.docx").symlink_to(secret)
    (outcome,) = convert_documents(Job(tmp_path, {"a.docx": "a.md"}, frozenset({"a.docx"})), ["a.docx"])
    assert outcome.refusal is not None
    assert not (tmp_path / "out").exists()


def test_an_upload_is_its_owners_alone_and_can_be_discarded(
    app: Flask, cast: Cast, sign_in: SignIn, editor: FlaskClient
) -> None:
    address, _ = uploaded(editor, ONE.encode(), "one.md")
    other = sign_in(app.test_client(), cast.admin)
    token = token_in(other.get("/account").text)
    assert other.get(address).status_code == 404
    for place in (address, f"{address}/discard"):
        assert other.post(place, data={"csrf_token": token, "slug": "one"}).status_code == 404
    token = token_in(editor.get(address).text)
    assert editor.post(f"{address}/discard", data={"csrf_token": token}).status_code == 303
    assert editor.get(address).status_code == 404
    for strange in ("..", "%2e%2e", "x", "a" * 24, "../pictures"):
        assert editor.get(f"/workshop/import/{strange}").status_code in {404, 308}


@pytest.mark.parametrize("who", ["hr", "auditor", "staff"])
def test_others_neither_bring_in_nor_take_out(app: Flask, cast: Cast, sign_in: SignIn, who: str) -> None:
    client = sign_in(app.test_client(), getattr(cast, who))
    assert upload(client, ONE.encode(), "one.md").status_code == 403
    token = token_in(client.get("/account").text)
    assert client.post("/workshop/export/", data={"csrf_token": token, "choice": "kept"}).status_code == 403


def test_a_full_disk_is_told_and_leaves_nothing_behind(
    app: Flask, editor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("standards.transfer.staging.shutil.copyfile", full)
    answer = upload(editor, ONE.encode(), "one.md")
    assert answer.status_code == 503
    assert "no room left to unpack" in answer.text
    with app.app_context():
        assert not list(imports_folder().glob("*.part"))


def test_uploads_that_nobody_took_in_go_after_a_day(app: Flask, editor: FlaskClient) -> None:
    address, _ = uploaded(editor, ONE.encode(), "one.md")
    with app.app_context():
        folder = imports_folder() / address.rpartition("/")[2]
    os.utime(folder, (1, 1))
    uploaded(editor, TWO.encode(), "two.md")
    assert editor.get(address).status_code == 404


@pytest.mark.parametrize(
    ("files", "zip_name", "slug"),
    [
        (("support/index.md", "support/team/README.md"), "download.zip", "support"),
        (("index.md", "team/README.md"), "Our handbook.zip", "Our-handbook"),
    ],
)
def test_the_index_of_an_upload_is_called_like_its_folder(
    editor: FlaskClient, engine: Engine, files: tuple[str, str], zip_name: str, slug: str
) -> None:
    top, team = files
    data = packed({top: "# Support\n\nSee [the team](team/README.md).\n", team: "# Team\n\nAll of us.\n"})
    address, _shown = uploaded(editor, data, zip_name)
    take_in(editor, address, slug, "team")
    assert drafts(engine) == {slug: "\nSee [[team|the team]].\n", "team": "\nAll of us.\n"}


def test_an_upload_of_which_nothing_can_be_read_says_so(editor: FlaskClient) -> None:
    address, shown = uploaded(editor, packed({"letters/letter.docx": b"no word file"}), "letters.zip")
    assert "letter.docx" in shown
    assert "Tick at least one text" in take_in(editor, address).text
