"""The process that turns one HTML file into one PDF; it is started by `printing.py` and closed in.

It has an empty environment, its own folder, limits on memory, time and file size, and a fetcher that
knows a handful of files by name. It speaks JSON, one object a line, on its first standard output.
"""

from __future__ import annotations

import errno
import gc
import json
import logging
import os
import re
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn
from urllib import parse

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from app.kernel.confinement import close_the_doors, limit_resources
from training.handbooks.fitting import fit_tree
from training.handbooks.tagging import finish_tags

BASE = "asset://book/"
PAGE_REACHED = re.compile(r"Step 5 - Creating layout - Page (\d+)$")
OWN_STATE = "/proc/self/status"
STARVING = 0.9
"""Share of the memory allowed from which a failure is put down to want of memory."""


class Voice:
    """Say one thing to the parent a line, on a stream that nothing else can reach."""

    def __init__(self) -> None:
        self._stream = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)

    def say(self, event: str, **facts: object) -> None:
        self._stream.write(json.dumps({"event": event, **facts}) + "\n")
        self._stream.flush()


class AssetFetcher(URLFetcher):  # type: ignore[misc]
    """Hand out the files that were named beforehand and refuse every other address."""

    def __init__(self, assets: Mapping[str, Path], types: Mapping[str, str], voice: Voice) -> None:
        super().__init__(allowed_protocols=("asset",), allow_redirects=False)
        self._assets = assets
        self._types = types
        self._voice = voice

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return the asset of this name. Raises: ValueError for every other address."""
        del headers
        name = parse.unquote(url.removeprefix(BASE)) if url.startswith(BASE) else ""
        path = self._assets.get(name)
        if path is None:
            self._voice.say("refused", address=url[:200])
            raise ValueError(f"not an asset of this book: {url[:200]}")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": self._types[name]})


class Reporter(logging.Handler):
    """Pass on what the typesetter complains of, and how far it is."""

    def __init__(self, voice: Voice) -> None:
        super().__init__()
        self._voice = voice

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if not record.name.endswith(".progress"):
            self._voice.say("warning", text=message[:500])
        elif page := PAGE_REACHED.match(message):
            self._voice.say("page", number=int(page[1]))
        elif message.startswith("Step 6"):
            self._voice.say("writing")


def end_with_the_parent() -> None:
    """End this process as soon as the other end of standard input is closed."""

    def watch() -> NoReturn:
        os.read(0, 1)
        os._exit(3)

    threading.Thread(target=watch, daemon=True).start()


def last_words(
    voice: Voice, memory_bytes: int
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """Return a hook that tells the parent why this process ends.

    Libraries that get no memory fail in many ways; whatever fails close to the limit failed for want of it.
    """

    def tell(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        code = error.errno if isinstance(error, OSError) else None
        is_starved = kind is MemoryError or code == errno.ENOMEM or most_memory() > STARVING * memory_bytes
        by_code = {errno.ENOSPC: "disk", errno.EDQUOT: "disk", errno.EFBIG: "size"}
        reason = by_code.get(code or 0) or ("memory" if is_starved else "failed")
        voice.say("failed", reason=reason, text=f"{kind.__name__}: {error}"[:300])

    return tell


def most_memory() -> int:
    """Return the most address space in bytes that this process has had; 0 where the system does not say."""
    status = Path(OWN_STATE)
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmPeak:")), 0)


def print_pdf(job: Mapping[str, Any], voice: Voice) -> None:
    """Lay the book out and write it into the file descriptor that the parent opened."""
    assets = {name: Path(entry["path"]) for name, entry in job["assets"].items()}
    fetcher = AssetFetcher(assets, {name: entry["type"] for name, entry in job["assets"].items()}, voice)
    fonts = FontConfiguration()
    stylesheets = [
        weasyprint.CSS(url=BASE + name, url_fetcher=fetcher, font_config=fonts) for name in job["stylesheets"]
    ]
    # Our own sheets also speak to browsers; what WeasyPrint does not know of them loses nobody's text.
    logging.getLogger("weasyprint").addHandler(Reporter(voice))
    html = weasyprint.HTML(url=BASE + job["html"], url_fetcher=fetcher)
    faces = [path for name, path in assets.items() if name.endswith(".woff2")]
    for loss in fit_tree(html.etree_element, faces):
        voice.say("loss", **loss)
    document = html.render(
        font_config=fonts, stylesheets=stylesheets, pdf_variant="pdf/ua-1", presentational_hints=False
    )
    with os.fdopen(job["output"], "wb", closefd=False) as output:
        document.write_pdf(output, finisher=finish_tags, pdf_variant="pdf/ua-1")
    voice.say("done", pages=len(document.pages))


def main() -> int:
    """Print the one book described by `job.json` in the working folder."""
    voice = Voice()
    job = json.loads(Path("job.json").read_text(encoding="utf-8"))
    end_with_the_parent()
    parse.uses_relative.append("asset")
    parse.uses_netloc.append("asset")
    for name in ("weasyprint", "weasyprint.progress"):
        logging.getLogger(name).setLevel(logging.INFO)
    # A book is built once and thrown away with its process: collecting cycles costs 15 % of the time and
    # frees little.
    gc.disable()
    gc.freeze()
    limit_resources(**job["limits"])
    assets = (entry["path"] for entry in job["assets"].values())
    close_the_doors([Path(path) for path in (job["code"], OWN_STATE, *assets)], Path.cwd())
    sys.excepthook = last_words(voice, job["limits"]["memory_bytes"])
    print_pdf(job, voice)
    return 0
