"""The editor that is served is the one whose sources lie beside it."""

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

STATIC = Path("app/web/static")
SOURCE = STATIC / "source/editor"
MANIFEST = json.loads((SOURCE / "manifest.json").read_text("utf-8"))
TEXTS = json.loads((SOURCE / "texts.json").read_text("utf-8"))
MODULES = sorted(SOURCE.glob("src/**/*.mjs"))


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_the_bundle_was_made_of_the_sources_as_they_are() -> None:
    named = {"build.mjs", "package.json", "package-lock.json", "stub-html.mjs", "texts.json"}
    files = named | {str(module.relative_to(SOURCE)) for module in MODULES}
    assert set(MANIFEST["sources"]) == files
    assert {name: sha256(SOURCE / name) for name in files} == MANIFEST["sources"]
    assert {name: sha256(STATIC / "js" / name) for name in MANIFEST["results"]} == MANIFEST["results"]


if (SOURCE / "node_modules").is_dir() and shutil.which("node"):

    def test_building_again_gives_the_same_file(tmp_path: Path) -> None:
        subprocess.run(["node", "build.mjs", str(tmp_path)], cwd=SOURCE, check=True, capture_output=True)
        for name in MANIFEST["results"]:
            assert (tmp_path / name).read_bytes() == (STATIC / "js" / name).read_bytes()


def test_the_lock_holds_the_wanted_versions_and_no_place_to_fetch_from() -> None:
    lock = (SOURCE / "package-lock.json").read_text("utf-8")
    assert "://" not in lock
    package = json.loads((SOURCE / "package.json").read_text("utf-8"))
    wanted = package["dependencies"] | package["devDependencies"]
    packages = json.loads(lock)["packages"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_every_package_in_the_bundle_is_named_with_its_licence() -> None:
    licences = (STATIC / "js/editor.js.LICENSES.txt").read_text("utf-8")
    for name in json.loads((SOURCE / "package.json").read_text("utf-8"))["dependencies"]:
        assert re.search(rf"^{re.escape(name)} \d+\.\d+\.\d+ \(MIT\)$", licences, re.MULTILINE)


def test_the_bundle_fetches_nothing_from_elsewhere() -> None:
    bundle = (STATIC / "js/editor.js").read_text("utf-8")
    assert not re.search(r"(?:fetch|import|importScripts|open)\(\s*[\"'`]https?:", bundle)
    assert "eval(" not in bundle
    assert "new Function" not in bundle


def test_every_text_that_the_sources_use_is_in_the_list_and_every_text_of_the_list_is_used() -> None:
    code = "\n".join(module.read_text("utf-8") for module in MODULES)
    used = set(re.findall(r"\bt\(\"([\w.-]+)\"", code))
    assert used <= set(TEXTS)
    stems = set(re.findall(r"\bt\(`([\w.-]+[._])\$\{", code))
    assert stems
    leftover = {key for key in TEXTS if key not in used and not key.startswith(("cm.", "problem.", *stems))}
    assert leftover == {key for key in leftover if f'"{key}"' in code}


def test_texts_are_told_apart_by_meaning_and_name_their_facts_in_braces() -> None:
    assert list(TEXTS) == list(dict.fromkeys(TEXTS))
    for key, text in TEXTS.items():
        assert text.strip() == text, key
        assert "%(" not in text, key
