"""Every text that people read speaks German and Norwegian, and what is compiled is what was written."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient

from app.cli.messages import reader_translation
from app.kernel.errors import NotFound
from app.web.i18n import LANGUAGES
from tests.conftest import MakeApp
from tests.guides import publish_guide
from tests.people import Cast, token_in

ROOT = Path(__file__).parents[2]
ROOMS = ("app", "standards", "situations", "training")
KEYWORDS = "N_ n_:1,2 ngettext:1,2 lazy _l"
TRANSLATED = tuple(language for language in LANGUAGES if language != "en")
PLACE = re.compile(r"%\(\w+\)\w|\{\w+\}")
MARKS_OF_OTHERS = {"de": "”«»", "nb": "“”„"}

in_each_language = pytest.mark.parametrize("language", TRANSLATED)


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """All texts in the code and in the templates, as `script/translations` collects them."""
    target = tmp_path_factory.mktemp("texts") / "texts.pot"
    options = ["--mapping-file", str(ROOT / "pyproject.toml"), "--keywords", KEYWORDS]
    rooms = [str(ROOT / room) for room in ROOMS]
    command = ["pybabel", "--quiet", "extract", *options, "-o", str(target), *rooms]
    CommandLineInterface().run(command)  # type: ignore[no-untyped-call]
    return _read(target, "en")


def _catalogue(language: str) -> Path:
    return ROOT / "app" / "translations" / language / "LC_MESSAGES" / "messages.po"


def _read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _forms(words: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [words or ""] if words is None or isinstance(words, str) else list(words)


def _by_text(catalogue: Catalog) -> dict[str, list[str]]:
    return {_forms(message.id)[0]: _forms(message.string) for message in _messages(catalogue)}


def test_the_script_collects_what_is_tested_here() -> None:
    script = (ROOT / "script" / "translations").read_text("utf-8")
    assert f'--keywords "{KEYWORDS}"' in script
    assert f'"$pot" {" ".join(ROOMS)}\n' in script


@in_each_language
def test_every_text_is_translated(texts: Catalog, language: str) -> None:
    known = _by_text(_read(_catalogue(language), language))
    wanted = [_forms(message.id)[0] for message in _messages(texts)]
    assert len(wanted) > 400
    assert [text for text in wanted if not all(known.get(text, [""]))] == []


@in_each_language
def test_translations_have_the_places_of_their_texts(language: str) -> None:
    wrong = []
    for message in _messages(_read(_catalogue(language), language)):
        texts, translations = _forms(message.id), _forms(message.string)
        for text, translation in zip(texts, translations, strict=True):
            if sorted(PLACE.findall(text)) != sorted(PLACE.findall(translation)):
                wrong.append((text, translation))
    assert wrong == []


@in_each_language
def test_no_translation_is_a_guess(language: str) -> None:
    catalogue = _read(_catalogue(language), language)
    assert [message.id for message in _messages(catalogue) if message.fuzzy] == []
    assert list(catalogue.obsolete) == []


@in_each_language
def test_translations_are_set_as_the_language_sets_them(language: str) -> None:
    wrong = []
    for message in _messages(_read(_catalogue(language), language)):
        for form in _forms(message.string):
            has_foreign_marks = any(mark in form for mark in MARKS_OF_OTHERS[language])
            if form != form.strip() or "  " in form or has_foreign_marks:
                wrong.append(form)
    assert wrong == []


@in_each_language
def test_compiled_translations_are_those_that_were_written(language: str) -> None:
    path = _catalogue(language)
    compiled = BytesIO()
    write_mo(compiled, _read(path, language))
    compiled.seek(0)
    with path.with_suffix(".mo").open("rb") as file:
        assert _by_text(read_mo(file)) == _by_text(read_mo(compiled))


@pytest.mark.parametrize(
    ("language", "sign_in", "address", "refusal", "nothing"),
    [
        (
            "de",
            "Anmelden",
            "Mailadresse",
            "Mailadresse und Passwort passen nicht zusammen.",
            "Hier ist nichts",
        ),
        (
            "nb",
            "Logg inn",
            "E-postadresse",
            "E-postadressen og passordet passer ikke sammen.",
            "Her er det ingenting",
        ),
    ],
)
def test_signing_in_speaks_the_language_of_the_browser(
    client: FlaskClient, language: str, sign_in: str, address: str, refusal: str, nothing: str
) -> None:
    browser = {"Accept-Language": language}
    page = client.get("/sign-in", headers=browser).text
    assert f'<html lang="{language}"' in page
    assert sign_in in page
    sent = {"email": "nobody@example.com", "password": "wrong", "csrf_token": token_in(page)}
    assert refusal in client.post("/sign-in", data=sent, headers=browser).text
    assert address in client.get("/forgotten-password", headers=browser).text
    assert nothing in client.get("/no-such-page", headers=browser).text


@pytest.mark.parametrize(
    ("language", "question", "edition"),
    [
        ("de", "Worum geht es?", "B2C-Ausgabe 1, gültig seit 1. Januar 2026"),
        ("nb", "Hva gjelder det?", "B2C-utgave 1, gjeldende siden 1. januar 2026"),
    ],
)
def test_the_guide_speaks_the_chosen_language(
    app: Flask, make_app: MakeApp, cast: Cast, tmp_path: Path, language: str, question: str, edition: str
) -> None:
    publish_guide(app, cast, tmp_path)
    client = make_app(guide_is_open=True).test_client()
    client.set_cookie("language", language)
    page = client.get("/guide/b2c/").text
    assert question in page
    assert edition in page


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("de_AT.UTF-8", "Das gibt es nicht oder nicht mehr."),
        ("nn_NO.UTF-8", "Dette finnes ikke, eller ikke lenger."),
        ("fr_FR.UTF-8", NotFound.message),
    ],
)
def test_commands_speak_the_language_of_the_terminal(
    monkeypatch: pytest.MonkeyPatch, place: str, sentence: str
) -> None:
    monkeypatch.setenv("LC_ALL", place)
    assert NotFound().text(reader_translation()) == sentence
