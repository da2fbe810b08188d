import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.web.addresses import is_own_address
from app.web.paging import page_of, requested_id, requested_key


@pytest.mark.parametrize("address", ["/", "/guide/b2c/", "/guide/b2c/search?q=a%20b", "/a#b"])
def test_paths_on_this_server_are_own(address: str) -> None:
    assert is_own_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "guide",
        "//evil.example.net",
        "/\\evil.example.net",
        "https://evil.example.net",
        "/\t/evil",
        "/\n//evil",
    ],
)
def test_everything_else_is_not(address: str) -> None:
    assert not is_own_address(address)


def test_a_page_says_whether_more_follows() -> None:
    page = page_of([1, 2, 3], key=lambda row: row, size=2)
    assert (page.rows, page.next_key) == ((1, 2), "2")
    last = page_of([1, 2], key=lambda row: row, size=2)
    assert (last.rows, last.next_key) == ((1, 2), "")
    assert page_of([], key=lambda row: row).rows == ()


@given(rows=st.lists(st.integers(), unique=True), size=st.integers(1, 7))
def test_walking_the_pages_shows_every_row_once(rows: list[int], size: int) -> None:
    ordered = sorted(rows)
    seen: list[int] = []
    after: int | None = None
    while True:
        found = [row for row in ordered if after is None or row > after][: size + 1]
        page = page_of(found, key=lambda row: row, size=size)
        seen += page.rows
        if not page.next_key:
            break
        after = int(page.next_key)
    assert seen == ordered


@pytest.mark.parametrize(
    ("sent", "expected"), [("17", 17), ("", None), ("x", None), ("9" * 30, None), ("²", None)]
)
def test_only_an_id_is_taken_as_one(sent: str, expected: int | None) -> None:
    with Flask("test").test_request_context("/", query_string={"after": sent}):
        assert requested_id() == expected
        assert requested_key() == sent
