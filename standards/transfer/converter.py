"""The process that turns foreign files into Markdown; `converting.py` starts it, it knows nothing of us.

Its working folder holds `job.json`, the upload below `in` and what becomes of it below `out`. For each
document it writes one line of JSON as soon as it is done, so that a document that ends it loses only itself.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.kernel.confinement import close_the_doors, limit_resources
from app.kernel.errors import AppError
from standards.transfer.errors import UnreadableDocument
from standards.transfer.html_tree import decoded
from standards.transfer.inline_writing import Place
from standards.transfer.losses import Losses, as_facts
from standards.transfer.page_reading import page_as_markdown
from standards.transfer.word_reading import word_as_markdown

BROKEN = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    MemoryError,
    OSError,
)


def convert(path: str, target: str, place: Place, losses: Losses) -> list[str]:
    """Convert one document and return the paths of the pictures that came out of it."""
    data = (Path("in") / path).read_bytes()
    pictures: dict[str, bytes] = {}
    if path.lower().endswith(".docx"):
        word = word_as_markdown(data, place, losses)
        markdown, pictures = word.markdown, word.pictures
    else:
        html, unreadable = decoded(data)
        losses.note("encoding", count=unreadable)
        markdown = page_as_markdown(html, place, losses)
    for name, content in {**pictures, target: markdown.encode("utf-8", "replace")}.items():
        out = Path("out") / name
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
    return list(pictures)


def answer(path: str, job: Mapping[str, Any]) -> dict[str, object]:
    """Return what became of one document."""
    losses = Losses()
    place = Place(path, job["documents"], frozenset(job["files"]))
    try:
        pictures = convert(path, job["documents"][path], place, losses)
    except AppError as error:
        return {"path": path, "message": error.message, "facts": error.facts}
    except BROKEN:
        return {"path": path, "message": UnreadableDocument.message, "facts": {}}
    return {"path": path, "pictures": pictures, "losses": as_facts(losses.all())}


def main() -> int:
    """Convert all documents of the job, in their order."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    job = json.loads(Path("job.json").read_text(encoding="utf-8"))
    limit_resources(**job["limits"])
    close_the_doors([Path(job["code"])], Path.cwd())
    for path in job["todo"]:
        out.write(json.dumps(answer(path, job)) + "\n")
        out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
