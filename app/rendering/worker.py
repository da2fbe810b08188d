"""The process that sets Markdown: reads requests, writes answers, and may be stopped at any moment.

Started as `python -m app.rendering.worker` with a socket as its standard input. A request is one line of
JSON; for each passage one line comes back as soon as it is set, then one for each note, then one that says
`done`.
"""

from __future__ import annotations

import json
import resource
import signal
import socket
from collections.abc import Iterator
from typing import Any

from app.rendering.limits import DOCUMENT_SECONDS, WORKER_MEMORY
from app.rendering.passages import Link, Scope, SetPicture, TextPassage
from app.rendering.typesetting import Answer, Typesetter


def main() -> None:
    """Serve until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started us decides
    resource.setrlimit(resource.RLIMIT_AS, (WORKER_MEMORY, WORKER_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    typesetter = Typesetter()
    with socket.socket(fileno=0) as connection, connection.makefile("rb") as requests:
        for line in requests:
            _limit_processor_time()
            for answer in _answers(typesetter, json.loads(line)):
                connection.sendall(json.dumps(answer).encode() + b"\n")


def _limit_processor_time() -> None:
    """Let the system end a process that a C library holds fast, even when nobody waits for it any more."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    until = int(usage.ru_utime + usage.ru_stime + DOCUMENT_SECONDS * 2) + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (until, hard))


def _answers(typesetter: Typesetter, request: dict[str, Any]) -> Iterator[Answer]:
    passages = [TextPassage(*fields) for fields in request["passages"]]
    scopes = [_scope(fields) for fields in request["scopes"]]
    yield from typesetter.answers(passages, scopes, request["labels"], frozenset(request["refused"]))
    yield {"done": True}


def _scope(fields: dict[str, Any]) -> Scope:
    links = {name: Link(*link) for name, link in fields.pop("links").items()}
    references = {name: (address, title) for name, (address, title) in fields.pop("references").items()}
    pictures = {name: SetPicture(*picture) for name, picture in fields.pop("pictures", {}).items()}
    return Scope(links=links, references=references, pictures=pictures, **fields)


if __name__ == "__main__":
    main()
