"""Houses and servers for tests that type: one of each kind for the whole run, and some to be killed."""

import os
from collections.abc import Iterator

import pytest

from tests.live.houses import House, house_on
from tests.live.servers import Program, Server, redis_server
from tests.stores import postgresql_database


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A company on SQLite."""
    folder = tmp_path_factory.mktemp("live")
    with house_on(f"sqlite:///{folder / 'live.sqlite3'}", folder) as built:
        yield built


@pytest.fixture(scope="session")
def server(house: House) -> Server:
    """The server that no test kills."""
    return house.server()


@pytest.fixture
def mortal(house: House) -> Iterator[Server]:
    """A server to be killed."""
    server = house.server()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A bus that may go away for a while."""
    with redis_server(tmp_path_factory.mktemp("redis")) as program:
        yield program


@pytest.fixture(scope="session")
def wide_house(tmp_path_factory: pytest.TempPathFactory, worker: str, redis: Program) -> Iterator[House]:
    """A company on PostgreSQL with a bus."""
    folder = tmp_path_factory.mktemp("wide")
    with (
        postgresql_database(f"standardwerk_live_{os.getpid()}_{worker}") as url,
        house_on(url, folder, redis_url=f"redis://127.0.0.1:{redis.port}/0") as built,
    ):
        yield built


@pytest.fixture(scope="session")
def pair(wide_house: House) -> tuple[Server, Server]:
    """Two processes that serve the same company."""
    return wide_house.server(), wide_house.server()
