"""What all tests stand on: both databases, an application for each, a fixed cast of people, signing in."""

import os
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as trials
from sqlalchemy.engine import Engine

from app.accounts.passwords import hashed
from app.kernel.database import READING, db
from config import Settings
from tests.people import PASSWORD, Cast, Person, all_of, sign_in_by_form
from tests.stores import Store, postgresql_database

# What comes out must not depend on chance; `--hypothesis-profile=default` looks further.
trials.register_profile("fixed", derandomize=True)
trials.load_profile("fixed")

MakeApp = Callable[..., Flask]
SignIn = Callable[[FlaskClient, Person], FlaskClient]


@pytest.fixture(scope="session")
def postgresql_url(worker: str) -> Iterator[str]:
    """Make a database of our own on the server, and remove it at the end."""
    with postgresql_database(f"standardwerk_test_{os.getpid()}_{worker}") as url:
        yield url


@pytest.fixture(scope="session")
def worker() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(scope="session")
def sqlite_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("sqlite")
    return Store("sqlite", f"sqlite:///{folder / 'test.sqlite3'}", folder)


@pytest.fixture(scope="session")
def postgresql_store(tmp_path_factory: pytest.TempPathFactory, postgresql_url: str) -> Store:
    return Store("postgresql", postgresql_url, tmp_path_factory.mktemp("postgresql"))


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty database with the schema; each test that uses it runs on both kinds."""
    used: Store = request.getfixturevalue(f"{request.param}_store")
    used.empty()
    yield used
    for app in used.apps.values():
        with app.app_context():
            db.engine.dispose()
            db.engines[READING].dispose()


@pytest.fixture
def settings(store: Store) -> Settings:
    return store.settings()


@pytest.fixture
def make_app(store: Store) -> MakeApp:
    """Make an application on the test's database with other settings, such as `guide_is_open=True`."""
    return store.app


@pytest.fixture
def app(store: Store) -> Flask:
    """An application on an empty database; services need `with app.app_context():` or `context`."""
    return store.app()


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    """Hold an application context open; not together with `client`, for requests would share its `g`."""
    with app.app_context():
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def engine(app: Flask) -> Engine:
    """The engine that writes, for tests that speak SQL past the mapper."""
    with app.app_context():
        return db.engine


@pytest.fixture(scope="session")
def password_hash(sqlite_store: Store) -> str:
    with sqlite_store.app().app_context():
        return hashed(PASSWORD, "")


@pytest.fixture
def cast(app: Flask, password_hash: str) -> Cast:
    """People with the password `PASSWORD`, one for each role."""
    with app.app_context():
        return all_of(password_hash)


@pytest.fixture
def sign_in() -> SignIn:
    """Sign a person in by the form, as a browser would."""
    return sign_in_by_form
