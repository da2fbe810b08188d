"""Rooms give their templates filters; two of one name would silently speak for each other."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from app.factory import create_app
from config import Settings


def test_no_two_filters_have_one_name(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    names: Counter[str] = Counter()
    add = Flask.add_template_filter

    def noting(app: Flask, function: Callable[..., Any], name: str | None = None) -> None:
        names[name or function.__name__] += 1
        add(app, function, name)

    monkeypatch.setattr(Flask, "add_template_filter", noting)
    create_app(settings)
    assert names["finding_text"] == 1
    assert [name for name, count in names.items() if count > 1] == []
