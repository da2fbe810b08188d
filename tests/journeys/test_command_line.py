"""The command line as people and scripts use it: a process of its own, its exit code, what it prints."""

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from app.language.corpus import read_corpus
from app.language.document import digest

ROOT = Path(__file__).parents[2]
SITUATION = """---
kind: situation
title: A parcel is late
language: en
class: complex
stage: tracking
---
The customer asks where the parcel is.

::: algorithm {otherwise="Ask the shift leader"}
1. Is the number known? {#number}
   - yes → #look
   - no → [[no-number]]
2. Look it up. {#look}
   > [!say] Your parcel is in {{place}}.
   → end
:::
"""
OTHER = SITUATION.replace("A parcel is late", "No number").replace("[[no-number]]", "end: Found")
FOREIGN = "# Notes from elsewhere\n\nPlain *Markdown* with a [link](other.md).\n"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "late.md").write_text(SITUATION, encoding="utf-8")
    (folder / "no-number.md").write_text(OTHER, encoding="utf-8")
    return folder


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STANDARDWERK_")}
    return kept | {
        "STANDARDWERK_DATA_DIR": str(tmp_path / "data"),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
    }


def standardwerk(
    environment: dict[str, str], *arguments: object, folder: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *map(str, arguments)],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def test_sound_texts_pass_the_check(environment: dict[str, str], texts: Path) -> None:
    done = standardwerk(environment, "check", texts)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "2 documents, 0 errors, 0 warnings\n"


def test_an_error_is_told_with_file_line_column_and_code(environment: dict[str, str], texts: Path) -> None:
    (texts / "late.md").write_text(SITUATION.replace("#look\n", "#nowhere\n"), encoding="utf-8")
    done = standardwerk(environment, "check", texts)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert any("late.md:12:" in line and " error algorithm.unknown-target " in line for line in lines)
    found = json.loads(standardwerk(environment, "check", texts, "--format", "json").stdout)
    assert {"line": 12, "severity": "error", "code": "algorithm.unknown-target"}.items() <= found[0].items()


def test_a_wrong_call_ends_with_two(environment: dict[str, str], tmp_path: Path) -> None:
    assert standardwerk(environment, "check").returncode == 2
    assert standardwerk(environment, "check", tmp_path / "missing").returncode == 2
    assert (
        standardwerk(environment, "print", tmp_path, "--variant", "b2x", "--output", "x.pdf").returncode == 2
    )


def test_a_chart_is_drawn_without_any_database(
    environment: dict[str, str], texts: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "chart.svg"
    done = standardwerk(environment, "chart", texts / "late.md", "--output", picture)
    assert done.returncode == 0, done.stderr
    said = "".join(ET.parse(picture).getroot().itertext())  # noqa: S314 - our own file
    assert "Is the number" in said
    assert not (tmp_path / "data").exists()


def test_a_folder_becomes_a_book_without_any_database(
    environment: dict[str, str], texts: Path, tmp_path: Path
) -> None:
    (texts / "foreign.md").write_text(FOREIGN, encoding="utf-8")
    book = tmp_path / "book.pdf"
    done = standardwerk(environment, "print", texts, "--variant", "b2c", "--output", book)
    assert done.returncode == 0, done.stderr
    assert book.read_bytes().startswith(b"%PDF-")
    assert " pages, sha256 " in done.stdout
    assert "a link leads to nothing in this book" in done.stderr
    assert "\r" not in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_setting_that_is_not_allowed_stops_the_start(environment: dict[str, str]) -> None:
    done = standardwerk(environment | {"STANDARDWERK_PORT": "many"}, "init")
    assert done.returncode == 2
    assert "STANDARDWERK_PORT" in done.stderr
    assert "many" in done.stderr
    assert "1 to 65535" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_database_is_told(environment: dict[str, str]) -> None:
    done = standardwerk(environment, "publish", "b2c", "--note", "One")
    assert done.returncode == 1
    assert "standardwerk init" in done.stderr
    assert "Traceback" not in done.stderr


def test_texts_go_in_are_published_printed_and_come_out_the_same(
    environment: dict[str, str], texts: Path, tmp_path: Path
) -> None:
    def run(*arguments: object) -> str:
        done = standardwerk(environment, *arguments)
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
        return done.stdout

    run("init")
    added = run(
        "user", "add", "Anna@Example.com", "--name", "Anna", "--role", "approver", "--password", "x" * 20
    )
    assert added == "anna@example.com: approver\n"
    assert run("import", texts, "--approve-as", "anna@example.com").startswith("2 new, 0 changed")
    assert run("import", texts, "--approve-as", "anna@example.com").startswith(
        "0 new, 0 changed, 2 unchanged"
    )
    assert run("publish", "b2c", "--note", "The first.").startswith("B2C edition 1, sha256:")
    again = standardwerk(environment, "publish", "b2c", "--note", "The same.")
    assert (again.returncode, "nothing new" in again.stderr) == (1, True)
    book = tmp_path / "handbook.pdf"
    run("handbook", "--variant", "b2c", "--output", book, "--language", "en", "--paper", "a5")
    assert book.read_bytes().startswith(b"%PDF-")
    run("export", tmp_path / "out")
    before, _ = read_corpus([texts])
    after, _ = read_corpus([tmp_path / "out"])
    assert {slug: digest(text.header_text, text.body) for slug, text in after.documents.items()} == {
        slug: digest(text.header_text, text.body) for slug, text in before.documents.items()
    }


def test_help_names_every_command(environment: dict[str, str]) -> None:
    said = standardwerk(environment, "--help").stdout
    for command in (
        "check", "print", "chart", "init", "import", "export", "publish", "handbook", "serve", "user", "demo",
    ):  # fmt: skip
        assert f"\n  {command} " in said


def test_several_workers_that_could_not_write_together_are_refused(environment: dict[str, str]) -> None:
    assert standardwerk(environment, "init").returncode == 0
    said = standardwerk(environment | {"STANDARDWERK_WORKERS": "2"}, "serve")
    assert said.returncode == 2
    assert "only with PostgreSQL and Redis" in said.stderr
