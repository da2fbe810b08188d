"""A company with people who write, on a database of its own; servers serve it from other processes."""

import asyncio
import functools
import itertools
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ParamSpec, Self

import sqlalchemy as sa
from flask import Flask

from app.accounts.passwords import hashed
from app.kernel.actors import Role
from app.kernel.database import READING, db
from app.language.words import Kind
from standards.documents.creating import NewDocument, create_document
from standards.documents.draft_rows import document_by_id, draft_of, revision_of
from standards.documents.models import Draft, Revision
from standards.documents.texts import DraftText
from standards.realtime.copies import Copy
from standards.realtime.queries import rows_of
from tests.live.servers import Server, Visitor
from tests.live.typists import Seat, Typist, until
from tests.people import PASSWORD, Cast, Person, all_of, person
from tests.stores import Store

P = ParamSpec("P")
HEADER = "kind: standard\ntitle: {title}\nlanguage: en\nsection: complaints"
BODY = "We listen.\n\n## Rules\n\n- Name the day.\n"
FIRST_NAMES = ("Ada", "Bo", "Cleo", "Dag", "Edda", "Finn")


class House:
    """The company: its people, its documents, its servers."""

    def __init__(self, store: Store, settings: Mapping[str, object]) -> None:
        self.store = store
        self.settings = settings
        self.app: Flask = store.app()
        self.servers: list[Server] = []
        self._numbers = itertools.count(1)
        self._cookies: dict[int, str] = {}
        with self.app.app_context():
            self._password = hashed(PASSWORD, "")
            self.cast: Cast = all_of(self._password)
        self.writers = tuple(self.newcomer(Role.EDITOR, name) for name in FIRST_NAMES)

    def newcomer(self, role: Role, name: str = "") -> Person:
        """Let somebody join the company."""
        with self.app.app_context():
            return person(self._password, f"{name or f'Person{next(self._numbers)}'} Writer", role)

    def server(self, **settings: object) -> Server:
        """Start a server; one process unless said otherwise."""
        basis: dict[str, object] = {
            "data_dir": self.store.folder,
            "database_url": self.store.url,
            "workers": 1,
            "log_level": "warning",
            "log_format": "text",
        }
        server = Server(
            {**basis, **self.settings, **settings}, self.store.folder / f"server-{len(self.servers)}.log"
        )
        self.servers.append(server)
        server.start()
        return server

    def document(self, body: str = BODY) -> int:
        """Begin a document and return its id."""
        title = f"Living text {next(self._numbers)}"
        with self.app.app_context():
            text = DraftText(HEADER.format(title=title), body)
            new = NewDocument(Kind.STANDARD, title, "en", text=text)
            return create_document(new, self.cast.editor.actor).id

    def cookie(self, person: Person, address: str) -> str:
        """Return the cookie of a session that somebody has for the whole run."""
        if person.id not in self._cookies:
            self._cookies[person.id] = Visitor(address).sign_in(person).cookie
        return self._cookies[person.id]

    def draft(self, document_id: int) -> Draft:
        """Return what the draft's row says."""
        with self.app.app_context():
            draft = draft_of(document_id)
            assert draft
            return draft

    def log_rows(self) -> int:
        """Return how many rows all logs have together."""
        with self.app.app_context(), db.engine.connect() as connection:
            return int(connection.execute(sa.text("SELECT count(*) FROM live_updates")).scalar_one())

    def close(self) -> None:
        for server in self.servers:
            server.stop()
        with self.app.app_context():
            for engine in (db.engine, db.engines[READING]):
                engine.dispose()

    def slug(self, document_id: int) -> str:
        with self.app.app_context():
            return document_by_id(document_id).slug

    def execute(self, statement: str, **values: object) -> None:
        """Change the database by hand."""
        with self.app.app_context(), db.engine.begin() as connection:
            connection.execute(sa.text(statement), values)

    def revision(self, document_id: int, number: int) -> Revision:
        with self.app.app_context():
            found = revision_of(document_id, number)
            assert found
            return found

    def log_text(self, document_id: int) -> str:
        """Return the body that the log makes, as the next process would read it."""
        with self.app.app_context():
            return Copy(row.payload for row in rows_of(document_id)).text()[1]


class Table:
    """People around one document; whoever sits down gets up at the end."""

    def __init__(self, house: House, server: Server, body: str = BODY) -> None:
        self.house = house
        self.server = server
        self.document_id = house.document(body)
        self.slug = house.slug(self.document_id)
        self.typists: list[Typist] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        for typist in self.typists:
            await typist.leave()

    def seat(self, person: Person | None, server: Server | None = None, **changes: str) -> Seat:
        """Return a place at the table for somebody, at this or another server."""
        address = (server or self.server).address
        values = {"cookie": self.house.cookie(person, address) if person else ""} | changes
        return Seat(address, self.document_id, **values)

    def guest(self, person: Person | None, server: Server | None = None, **changes: str) -> Typist:
        """Return somebody who has not sat down yet."""
        name = f"{person.name.split()[0] if person else 'Nobody'}{len(self.typists)}"
        typist = Typist(name, self.seat(person, server, **changes))
        self.typists.append(typist)
        return typist

    async def typist(self, person: Person, server: Server | None = None) -> Typist:
        """Let somebody sit down and begin a line of their own."""
        typist = await self.guest(person, server).join()
        await typist.take_line()
        # Who does not see the line yet would type their own next key where it begins.
        await until(lambda: all(other.sees(typist) for other in self.typists), f"{typist.name} is seen")
        return typist

    async def six(self, *servers: Server) -> list[Typist]:
        """Let six people sit down, at several servers in turn."""
        used = servers or (self.server,)
        return [
            await self.typist(person, used[place % len(used)])
            for place, person in enumerate(self.house.writers)
        ]

    def draft(self) -> Draft:
        return self.house.draft(self.document_id)

    def stored(self) -> str:
        """Return the body as it is on disk."""
        return self.house.log_text(self.document_id)


@contextmanager
def house_on(url: str, folder: Path, **settings: object) -> Iterator[House]:
    """Build a house on a database that holds nothing yet; all its servers get the settings."""
    house = House(Store("sqlite" if url.startswith("sqlite") else "postgresql", url, folder), settings)
    try:
        yield house
    finally:
        house.close()


def played(story: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """Let a test be a coroutine."""

    @functools.wraps(story)
    def play(*arguments: P.args, **named: P.kwargs) -> None:
        asyncio.run(story(*arguments, **named))

    return play
