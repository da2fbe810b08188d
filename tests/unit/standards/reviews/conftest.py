import pytest
from flask import Flask

from tests.people import Cast
from tests.reviewing import Group, group_of, open_lists


@pytest.fixture
def group(app: Flask, password_hash: str, cast: Cast) -> Group:
    """The group beside the cast, and the company's departments."""
    assert cast
    open_lists(app)
    with app.app_context():
        return group_of(password_hash)
