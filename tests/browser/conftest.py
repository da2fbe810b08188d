"""A real Chromium, and the application served over a real connection."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from tests.conftest import MakeApp
from tests.guides import publish_guide
from tests.people import PASSWORD, Cast, Person
from tests.stores import Store

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """One kind of database: what the browser shows does not depend on it."""
    sqlite_store.empty()
    return sqlite_store


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def guide(make_app: MakeApp, cast: Cast, tmp_path: Path) -> Flask:
    app = make_app(guide_is_open=True)
    publish_guide(app, cast, tmp_path)
    return app


@pytest.fixture
def address(guide: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, guide, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()


def sign_in(page: Page, address: str, person: Person) -> None:
    page.goto(f"{address}/sign-in")
    page.locator("input[name=email]").fill(person.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
