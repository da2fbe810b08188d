"""A guide page, signed in, against a bare Flask route with a template and one query, in the same process."""

import itertools
import re
import time
from collections.abc import Callable

import sqlalchemy as sa
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from tests.benchmarks.measuring import table
from tests.benchmarks.published import PASSWORD, published_guide

PAGE = "/guide/b2c/wrong-measure-delivered"
START = "/guide/b2c/"
REQUESTS = 400
ROUNDS = 5
FLOOR = """<!doctype html><html lang="en"><head><title>{{ title }}</title></head><body><nav>
{% for name in names %}<a href="/{{ name }}">{{ name }}</a>{% endfor %}</nav>
<main>{{ html }}</main></body></html>"""


def measure() -> None:
    """Print CPU milliseconds of a page and its ratio to the floor, as the guide doubles twice."""
    rows = []
    for times in (1, 2, 4):
        with published_guide(times) as app:
            rows.append(_row(times, app))
    table(
        "Guide page, signed in: CPU ms a request in one process, and as a ratio to the floor",
        [
            "times",
            "floor",
            "page",
            "ratio",
            "made anew",
            "ratio",
            "304",
            "to 200",
            "start page",
            "ratio",
        ],
        rows,
    )


def _row(times: int, app: Flask) -> list[object]:
    reader = _signed_in(app)
    etag = reader.get(PAGE).headers["ETag"]
    floor = _floor(app).test_client()
    numbers = itertools.count()
    calls: dict[str, Callable[[], object]] = {
        "floor": lambda: floor.get("/page"),
        "page": lambda: reader.get(PAGE),
        # An address that nobody asked for yet, so that nothing of it is kept.
        "made anew": lambda: reader.get(f"{PAGE}?{next(numbers)}"),
        "unchanged": lambda: reader.get(PAGE, headers={"If-None-Match": etag}),
        "start": lambda: reader.get(START),
    }
    costs = dict.fromkeys(calls, float("inf"))
    for _ in range(ROUNDS):
        for name, call in calls.items():
            costs[name] = min(costs[name], _milliseconds(call))
    return [
        times,
        costs["floor"],
        costs["page"],
        f"{costs['page'] / costs['floor']:.2f}",
        costs["made anew"],
        f"{costs['made anew'] / costs['floor']:.2f}",
        costs["unchanged"],
        f"{costs['unchanged'] / costs['page']:.2f}",
        costs["start"],
        f"{costs['start'] / costs['floor']:.2f}",
    ]


def _milliseconds(call: Callable[[], object]) -> float:
    call()
    began = time.process_time()
    for _ in range(REQUESTS // 4):
        call()
    return 1000 * (time.process_time() - began) / (REQUESTS // 4)


def _signed_in(app: Flask) -> FlaskClient:
    client = app.test_client()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/sign-in").text)
    assert token
    answer = client.post(
        "/sign-in", data={"email": "approver@example.com", "password": PASSWORD, "csrf_token": token[1]}
    )
    assert answer.status_code == 302
    return client


def _floor(app: Flask) -> Flask:
    """Return a Flask application that shows the same stored page through a small template after one query."""
    floor = Flask("floor")
    engine = sa.create_engine(app.extensions["writing_engine"].url)
    query = sa.text("SELECT title, html FROM edition_documents WHERE slug = :slug")

    @floor.get("/page")
    def page() -> str:
        with engine.connect() as connection:
            row = connection.execute(query, {"slug": PAGE.rsplit("/", 1)[1]}).one()
        return render_template_string(FLOOR, title=row.title, html=row.html, names=("a", "b", "c"))

    return floor
