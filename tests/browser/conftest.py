"""A real Chromium, and the application served over a real connection."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect, sync_playwright
from werkzeug.serving import make_server

from tests.browser.seats import Seat
from tests.conftest import MakeApp
from tests.guides import publish_guide
from tests.people import PASSWORD, Cast, Person
from tests.stores import Store

TakeSeat = Callable[[Person], Seat]
CHROMIUM = "/usr/bin/chromium"
# A busy machine answers late; a test that waits for a condition may wait for it long.
expect.set_options(timeout=30_000)
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


@pytest.fixture
def take_seat(chromium: Browser, guide: Flask, address: str) -> Iterator[TakeSeat]:
    """Sign people in, each in a browser of their own; no page of theirs may have complained."""
    taken: list[Seat] = []

    def take(person: Person) -> Seat:
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
        seat = Seat(context.new_page(), guide, address)
        taken.append(seat)
        sign_in(seat.page, address, person)
        return seat

    yield take
    for seat in taken:
        seat.page.context.close()
    assert [complaint for seat in taken for complaint in seat.complaints] == []
