"""A small workshop for the editor to talk to: one draft in memory, with real merging, checking and rendering.

What a real one does on bad days can be switched on: no answer, no session, an old token, a refusal.
"""

import json
import secrets
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml

from app.language.checking import check_document
from app.language.company import Company, read_company
from app.language.document import Document, parse_document
from app.language.errors import message
from app.language.words import Variant
from app.rendering.context import Context
from app.rendering.pages import render_document
from standards.documents.merging import Conflict, merge

STATIC = Path("app/web/static")
PAGE = Path(__file__).parent / "page.html"
STARTER = Path("standards/starter/company.yaml")
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
DOCUMENTS = [
    {"slug": "order-without-papers", "title": "An order without papers", "kind": "situation"},
    {"slug": "calm-the-anger", "title": "Calm the anger", "kind": "script"},
    {"slug": "telephone", "title": "On the telephone", "kind": "standard"},
]
TERMS = [
    {
        "term": "complaint",
        "instead_of": ["grievance case", "moan"],
        "meaning": "The customer objects to goods or service.",
    },
    {
        "term": "measuring report",
        "instead_of": ["size slip"],
        "meaning": "The signed sheet with all measures.",
    },
]

Header = dict[str, list[str]]


@dataclass
class Text:
    """One state of the draft."""

    header: Header
    body: str

    def as_json(self) -> dict[str, Any]:
        return {"header": self.header, "body": self.body}


@dataclass
class Draft:
    """The draft with everything that was ever saved; `bad_day` says what goes wrong now."""

    kind: str = "situation"
    text: Text = field(
        default_factory=lambda: Text(
            {"title": ["A loud customer"], "language": ["en"], "channels": ["phone"]}, ""
        )
    )
    version: int = 1
    actor: str = "17"
    token: str = "token-1"
    bad_day: str = ""
    is_unsaved: bool = False
    theme: str = ""
    translated: dict[str, str] = field(default_factory=dict)
    texts: dict[int, Text] = field(default_factory=dict)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    saves: list[dict[str, Any]] = field(default_factory=list)
    posted: list[bytes] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def set(self, body: str, **header: list[str]) -> None:
        """Let somebody else save."""
        self.texts[self.version] = self.text
        self.version += 1
        self.text = Text({**self.text.header, **header}, body)

    def save(self, sent: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if sent["key"] in self.answers:
            return 200, self.answers[sent["key"]]
        mine = Text(sent["header"], sent["body"])
        answer: dict[str, Any] = {"saved_at": "2026-11-21T10:42:00+00:00"}
        if sent["base_version"] != self.version:
            was = self.texts[sent["base_version"]]
            merged = merge(was.body, mine.body, self.text.body)
            if merged.conflicts:
                return 409, self._conflict(was, mine, merged.pieces)
            mine = Text(self._joined_header(was.header, mine.header), merged.text())
            answer |= {"merged": mine.as_json(), "touched": list(merged.touched)}
        self.saves.append(sent)
        self.set(mine.body, **mine.header)
        answer["version"] = self.version
        self.answers[sent["key"]] = answer
        return 200, answer

    def _conflict(self, was: Text, mine: Text, pieces: Sequence[str | Conflict]) -> dict[str, Any]:
        return {
            "version": self.version,
            "by": "Jon",
            "was": was.as_json(),
            "mine": mine.as_json(),
            "theirs": self.text.as_json(),
            "pieces": [asdict(piece) if isinstance(piece, Conflict) else piece for piece in pieces],
        }

    def _joined_header(self, was: Header, mine: Header) -> Header:
        return {
            name: mine.get(name, []) if mine.get(name) != was.get(name) else values
            for name, values in self.text.header.items()
        }

    def document(self, sent: dict[str, Any]) -> Document:
        header = {
            "kind": self.kind,
            "title": sent["header"]["title"][0],
            "language": sent["header"]["language"][0],
        }
        if self.kind == "situation":
            header |= {"class": "conflict", "stage": "receipt"}
        return parse_document(yaml.safe_dump(header, allow_unicode=True), sent["body"], slug="text")

    def preview(self, sent: dict[str, Any]) -> dict[str, Any]:
        document = self.document(sent)
        company = _company()
        variant = None if sent["variant"] == "both" else Variant(sent["variant"])
        rendered = render_document(
            document, Context(company=company, variant=variant, documents={"text": document})
        )
        findings = [
            {
                "line": f.line,
                "column": f.column,
                "severity": f.severity.value,
                "code": f.code,
                "message": message(f),
            }
            for f in (*document.findings, *check_document(document, company))
        ]
        unique = list({json.dumps(each): each for each in findings}.values())
        return {
            "html": str(rendered.html),
            "findings": unique,
            "words": len(sent["body"].split()),
            "readability": 38.4,
        }


def _company() -> Company:
    return read_company(STARTER.read_text("utf-8"))[0]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def draft(self) -> Draft:
        draft: Draft = self.server.draft  # type: ignore[attr-defined]
        return draft

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the library's)
        pass

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path.startswith("/static/"):
            self._file(STATIC / path.removeprefix("/static/"))
        elif path == "/workshop/completions":
            channels = [{"id": each.id, "name": each.name("en")} for each in _company().channels]
            self._json(
                200,
                {
                    "documents": DOCUMENTS,
                    "terms": TERMS,
                    "placeholders": ["customer name", "date"],
                    "channels": channels,
                },
            )
        elif path == "/workshop/text/edit" and self.draft.bad_day != "signed out":
            self._page()
        else:
            self._html("<!DOCTYPE html><html lang='en'><title>Page</title><h1>Another page</h1></html>", 200)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        draft = self.draft
        if draft.bad_day == "no answer":
            self.close_connection = True
            return
        if self.path in ("/accounts/sign-out", "/workshop/text/edit"):
            draft.posted.append(body)
            self._html("<!DOCTYPE html><html lang='en'><title>Done</title><h1>Done</h1></html>", 200)
        elif draft.bad_day == "signed out" or self.headers["X-CSRFToken"] != draft.token:
            self._json(400, {"code": "web.stale_form", "detail": "The page was open for too long."})
        elif self.path == "/workshop/preview":
            self._json(200, draft.preview(json.loads(body)))
        elif self.path == "/workshop/pictures":
            self._json(200, {"address": "pictures/tape.png"})
        elif draft.bad_day == "too large":
            self._json(413, {"code": "too_much", "detail": "This text is larger than we accept."})
        else:
            with draft.lock:
                self._json(*draft.save(json.loads(body)))

    def _file(self, path: Path) -> None:
        if not path.is_file():
            self._send(404, "text/plain", b"")
            return
        self._send(200, TYPES.get(path.suffix, "application/octet-stream"), path.read_bytes())

    def _json(self, status: int, data: object) -> None:
        kind = "application/json" if status < 400 else "application/problem+json"
        self._send(status, kind, json.dumps(data).encode())

    def _html(self, text: str, status: int, nonce: str = "none") -> None:
        policy = (
            f"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; connect-src 'self';"
            " img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'"
        )
        self._send(
            status,
            "text/html; charset=utf-8",
            text.encode(),
            {"Content-Security-Policy": policy, "Cache-Control": "private, no-store"},
        )

    def _page(self) -> None:
        nonce = secrets.token_urlsafe(12)
        page = PAGE.read_text("utf-8")
        for name, value in {**self._fills(), "nonce": nonce, "body": escape(self.draft.text.body)}.items():
            page = page.replace("{{" + name + "}}", value)
        self._html(page, 200, nonce)

    def _fills(self) -> dict[str, str]:
        draft, header = self.draft, self.draft.text.header
        language, channels = header["language"][0], header.get("channels", [])
        options = ((name, " selected" if name == language else "") for name in ("de", "en", "nb"))
        return {
            "theme": f' data-theme="{draft.theme}"' if draft.theme else "",
            "kind": draft.kind,
            "unsaved": " data-unsaved" if draft.is_unsaved else "",
            "actor": draft.actor,
            "token": draft.token,
            "version": str(draft.version),
            "title": escape(header["title"][0]),
            "language": language,
            "languages": "".join(f"<option value={name}{mark}>{name}</option>" for name, mark in options),
            "phone": " checked" if "phone" in channels else "",
            "counter": " checked" if "counter" in channels else "",
            "texts": escape(json.dumps(draft.translated)),
        }

    def _send(self, status: int, kind: str, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class Workshop(ThreadingHTTPServer):
    """Serves one draft on a port of this machine; connections cut by the browser are no news."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.draft = Draft()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        pass
