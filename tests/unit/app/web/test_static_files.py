"""What is served as it lies there: fonts, style sheets, scripts."""

import gzip
import hashlib
import json
import logging
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from weasyprint import CSS

STATIC = Path("app/web/static")
SHEETS = sorted(STATIC.glob("css/*.css"))
FONTS = sorted(STATIC.glob("fonts/*.woff2"))
NEEDED = "äöüßÄÖÜæøåÆØÅéèàç„“‚‘«»–—…→←↑↓✓☐☑≥≤×½‰\u202f\u2011·"
TOKENS = (STATIC / "css/tokens.css").read_text("utf-8")
THEMES = re.split(r"(?<!-)color-scheme:", TOKENS.partition("@media print")[0])[1:]


def test_fonts_are_the_files_that_the_packages_hold() -> None:
    sums = (STATIC / "source/SHA256SUMS").read_text("utf-8").splitlines()
    stated = dict(reversed(line.split("  ")) for line in sums)
    assert {f"fonts/{font.name}" for font in FONTS} == set(stated)
    for name, checksum in stated.items():
        assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == checksum


def test_the_lock_names_no_place_to_fetch_from() -> None:
    lock = (STATIC / "source/package-lock.json").read_text("utf-8")
    assert "://" not in lock
    wanted = json.loads((STATIC / "source/package.json").read_text("utf-8"))["dependencies"]
    packages = json.loads(lock)["packages"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_every_face_has_the_signs_that_we_set(font: Path) -> None:
    known = TTFont(font).getBestCmap()
    assert [sign for sign in NEEDED if ord(sign) not in known] == []


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_every_face_is_named_in_the_design_values(font: Path) -> None:
    assert f"../fonts/{font.name}" in TOKENS


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_a_style_sheet_uses_only_values_that_exist_and_nothing_from_outside(sheet: Path) -> None:
    text = sheet.read_text("utf-8")
    named = set(re.findall(r"var\((--[\w-]+)\)", text))
    defined = set(re.findall(r"(--[\w-]+):", TOKENS + text))
    assert named <= defined
    assert "://" not in text
    assert "!important" not in text


def test_every_colour_exists_in_the_dark_too() -> None:
    colours = re.compile(r"(--[\w-]+): #")
    light, *dark = THEMES
    for theme in dark:
        assert set(colours.findall(theme)) == set(colours.findall(light))


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [0, 1, 2])
@pytest.mark.parametrize("text", ["ink", "muted", "accent", "typical", "complex", "conflict"])
@pytest.mark.parametrize("ground", ["paper", "panel"])
def test_text_stands_out_from_its_ground(theme: int, text: str, ground: str) -> None:
    values = dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6})", THEMES[theme]))
    assert contrast(values[text], values[ground]) >= 5.0


@pytest.mark.parametrize("theme", [0, 1, 2])
@pytest.mark.parametrize(
    ("text", "ground"),
    [("ink", "say-ground"), ("ink", "avoid-ground"), ("accent", "say-ground"), ("conflict", "avoid-ground"),
     ("ink", "mark"), ("on-accent", "accent")],
)  # fmt: skip
def test_text_on_a_ground_of_its_own_can_be_read(theme: int, text: str, ground: str) -> None:
    values = dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6})", THEMES[theme]))
    assert contrast(values[text], values[ground]) >= 4.5


@pytest.mark.parametrize("more", SHEETS, ids=lambda sheet: sheet.stem)
def test_the_style_of_a_page_is_small(more: Path) -> None:
    base = Path("app/web/templates/base.html").read_text("utf-8")
    loaded = {sheet for sheet in SHEETS if f"'css/{sheet.name}'" in base} | {more}
    whole = "".join(sheet.read_text("utf-8") for sheet in sorted(loaded))
    assert len(gzip.compress(whole.encode())) <= 10_000


@pytest.mark.parametrize("name", ["tokens", "document"])
def test_the_printing_program_knows_everything_in_the_shared_sheets(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        CSS(filename=str(STATIC / f"css/{name}.css"))
    ignored = [record.getMessage() for record in caplog.records]
    assert ignored == []
