import hashlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pikepdf
import pytest
from sheets import QUICK, font_families, sheet, silence

from training.handbooks.errors import (
    HandbookTooLarge,
    HandbookTooLong,
    HandbookTooSlow,
    NoPlace,
    NoSpace,
    PrintingStopped,
)
from training.handbooks.printing import Limits, print_sheet


class Canceled(Exception):
    pass


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine that writes down who asks."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_file_has_the_pages_and_the_checksum_that_the_report_says(tmp_path: Path) -> None:
    output = tmp_path / "probe.pdf"
    pages, checksum, losses = print_sheet(
        sheet('<p>Eins</p><p style="break-before: page">Zwei</p>'), output, progress=silence, limits=QUICK
    )
    with pikepdf.open(output) as pdf:
        assert pages == len(pdf.pages) == 2
    assert checksum == hashlib.sha256(output.read_bytes()).hexdigest()
    assert losses == []
    assert [path.name for path in tmp_path.iterdir()] == ["probe.pdf"]


def test_only_our_own_faces_are_embedded_even_for_rare_signs(tmp_path: Path) -> None:
    signs = "→ ☐ ☑ ✔ ✗ ● ◆ ▲ ≥ ½ \u200b\u202f\u2011 Ωж"
    body = f"<p>{signs}</p><p class='document'>{signs}</p><code>{signs}</code>"
    body += f"<p><b><i>{signs} \U0001f39f</i></b></p>"
    output = tmp_path / "signs.pdf"
    _, _, losses = print_sheet(sheet(body), output, progress=silence, limits=QUICK)
    families = font_families(output)
    assert families
    assert all(name.startswith(("Source-Sans-3", "Source-Serif-4", "Source-Code-Pro")) for name in families)
    assert [loss.facts["letter"] for loss in losses] == ["U+1F39F admission tickets"]


def test_nothing_is_fetched_from_outside(tmp_path: Path, listener: tuple[str, list[str]]) -> None:
    address, asked = listener
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"\x89PNG")
    head = f"""<link rel="stylesheet" href="{address}/sheet.css">
        <link rel="attachment" href="file://{secret}">
        <style>@import url("{address}/import.css"); body {{ background: url("file://{secret}") }}
        @font-face {{ font-family: x; src: url("{address}/font.woff2") }}</style>"""
    body = f"""<img src="{address}/picture.png" alt="a"><img src="file://{secret}" alt="b">
        <img src="data:image/png;base64,AAAA" alt="c"><img src="/etc/hostname" alt="d">
        <img src="../../secret" alt="e">
        <object data="{address}/object.svg"></object><embed src="file://{secret}">
        <svg xmlns="http://www.w3.org/2000/svg"><title>t</title><image href="{address}/in-svg.png"/></svg>"""
    output = tmp_path / "closed.pdf"
    _, _, losses = print_sheet(sheet(body, head), output, progress=silence, limits=QUICK)
    assert asked == []
    refused = {loss.facts["address"] for loss in losses if loss.kind == "refused"}
    names = ("sheet.css", "import.css", "picture.png", "object.svg", "in-svg.png", "font.woff2")
    assert {f"{address}/{name}" for name in names} <= refused
    assert {f"file://{secret}", "data:image/png;base64,AAAA"} <= refused
    with pikepdf.open(output) as pdf:
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})


def test_the_same_sheet_gives_the_same_bytes(tmp_path: Path) -> None:
    # The child takes a new seed for its hashes each time, because it runs isolated from the environment.
    body = '<h1 id="a">Eins</h1><p><a href="#a">zurück</a></p><table><tr><th>A<td>1</table>'
    checksums = {
        print_sheet(sheet(body), tmp_path / f"{place}.pdf", progress=silence, limits=QUICK)[1]
        for place in range(2)
    }
    assert len(checksums) == 1


def test_a_book_with_too_many_pages_is_stopped_and_the_old_file_stays(tmp_path: Path) -> None:
    output = tmp_path / "old.pdf"
    output.write_bytes(b"old")
    body = '<p style="break-after: page">Seite</p>' * 30
    with pytest.raises(HandbookTooLong) as caught:
        print_sheet(sheet(body), output, progress=silence, limits=Limits(pages=10, wall_seconds=60))
    assert "more than 10 pages" in caught.value.text()
    assert output.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["old.pdf"]


@pytest.mark.parametrize("limits", [Limits(wall_seconds=3.0), Limits(cpu_seconds=3, wall_seconds=60)])
def test_a_drawing_that_never_ends_is_stopped(tmp_path: Path, limits: Limits) -> None:
    levels = "".join(
        f'<g id="l{level}">{f"<use href=#l{level - 1} />" * 10 if level else "<rect width=1 height=1 />"}</g>'
        for level in range(9)
    )
    bomb = f'<svg width="10" height="10"><title>t</title><defs>{levels}</defs><use href="#l8"/></svg>'
    with pytest.raises(HandbookTooSlow):
        print_sheet(sheet(bomb), tmp_path / "bomb.pdf", progress=silence, limits=limits)
    assert list(tmp_path.iterdir()) == []


def test_a_book_that_wants_too_much_memory_is_stopped(tmp_path: Path) -> None:
    body = "<table>" + "<tr><td>a<td>b<td>c</tr>" * 8000 + "</table>"
    with pytest.raises(HandbookTooLarge):
        print_sheet(
            sheet(body), tmp_path / "large.pdf", progress=silence, limits=Limits(memory_bytes=300 * 1024**2)
        )
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_grows_too_large_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(HandbookTooLarge):
        print_sheet(
            sheet("<p>Text</p>"), tmp_path / "x.pdf", progress=silence, limits=Limits(file_bytes=100_000)
        )
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_says_so() -> None:
    with pytest.raises((NoSpace, NoPlace)) as caught:
        print_sheet(sheet("<p>Text</p>"), Path("/dev/full/x.pdf"), progress=silence, limits=QUICK)
    assert "/dev/full" in caught.value.text()


def test_a_missing_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoPlace) as caught:
        print_sheet(sheet("<p>Text</p>"), tmp_path / "no" / "x.pdf", progress=silence, limits=QUICK)
    assert "No such file or directory" in caught.value.text()


def children() -> set[int]:
    lists = Path("/proc/self/task").glob("*/children")
    return {int(number) for listed in lists for number in listed.read_text().split()}


def test_a_child_that_is_killed_leaves_nothing(tmp_path: Path) -> None:
    before = children()

    def kill(stage: str, _share: float) -> None:
        if stage == "layout":
            for child in children() - before:
                command = Path(f"/proc/{child}/cmdline")
                if command.exists() and b"handbooks.child" in command.read_bytes():
                    os.kill(child, signal.SIGKILL)

    with pytest.raises(PrintingStopped):
        print_sheet(sheet("<p>Text</p>" * 3000), tmp_path / "x.pdf", progress=kill, limits=QUICK)
    assert list(tmp_path.iterdir()) == []


def test_an_error_of_the_caller_cancels_the_print(tmp_path: Path) -> None:
    def cancel(stage: str, _share: float) -> None:
        if stage == "layout":
            raise Canceled

    before = children()
    with pytest.raises(Canceled):
        print_sheet(sheet("<p>Text</p>" * 3000), tmp_path / "x.pdf", progress=cancel, limits=QUICK)
    assert children() <= before
    assert list(tmp_path.iterdir()) == []


def test_the_child_does_not_outlive_its_parent(tmp_path: Path) -> None:
    lines = [
        "import os, signal, sys",
        "from pathlib import Path",
        "from sheets import QUICK, sheet",
        "from training.handbooks.printing import print_sheet",
        "def stop(stage, share):",
        "    if stage == 'layout':",
        "        print(open('/proc/self/task/%d/children' % os.getpid()).read(), flush=True)",
        "        os.kill(os.getpid(), signal.SIGKILL)",
        "print_sheet(sheet('<p>Text</p>' * 4000), Path(sys.argv[1]), progress=stop, limits=QUICK)",
    ]
    here = str(Path(__file__).parent)
    root = str(Path(__file__).parents[4])
    died = subprocess.run(
        [sys.executable, "-c", "\n".join(lines), str(tmp_path / "x.pdf")],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((here, root))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert died.returncode == -signal.SIGKILL, died.stderr
    child = Path("/proc") / died.stdout.split()[0]
    for _ in range(100):
        if not child.exists() or "\nState:\tZ" in (child / "status").read_text():
            break
        threading.Event().wait(0.1)
    else:
        pytest.fail("the child still runs")
