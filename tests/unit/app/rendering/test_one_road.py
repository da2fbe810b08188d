"""Text becomes markup in one module; everything else must go through it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from texts import ROOT

ROOMS = ("app", "standards", "situations", "training")
THE_ROAD = Path("app/rendering/sanitising.py")


def makers_of_markup() -> Iterator[str]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if not isinstance(node, ast.Call):
                    continue
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if name == "Markup" and node.args:
                    yield str(path.relative_to(ROOT))


def test_only_the_sanitiser_makes_markup() -> None:
    assert set(makers_of_markup()) == {str(THE_ROAD)}


def test_no_template_marks_anything_safe() -> None:
    marked = [
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in (ROOT / room).rglob("*.html")
        if "|safe" in path.read_text().replace(" ", "") or "autoescape false" in path.read_text()
    ]
    assert marked == []


def test_only_the_worker_drives_markdown() -> None:
    imports = [
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "markdown"
    ]
    names = ("extensions", "indentation", "setting", "trees", "typesetting")
    assert set(imports) == {f"app/rendering/{name}.py" for name in names}
