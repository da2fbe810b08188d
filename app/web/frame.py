"""What stands around every page: company, navigation, language, theme, foot.

Rooms above say what they add by registering a contributor; base.html reads the finished frame.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from flask import Flask, current_app, g, request, url_for
from flask_babel import get_locale

from app.web import dates

THEMES = ("light", "dark")
THEME_COOKIE = "theme"
LANGUAGE_COOKIE = "language"
LANGUAGE_NAMES = {"de": "Deutsch", "en": "English", "nb": "Norsk"}
_STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """Hold one line of a navigation; `count` is how many things wait behind it."""

    address: str
    label: str
    is_current: bool = False
    count: int = 0


@dataclass(slots=True)
class Frame:
    """Hold what base.html is filled with, for one request."""

    address: str
    language: str
    theme: str
    languages: tuple[tuple[str, str], ...] = tuple(LANGUAGE_NAMES.items())
    company_name: str = ""
    foot_facts: str = ""
    navigation: list[NavigationItem] = field(default_factory=list)
    account: list[NavigationItem] = field(default_factory=list)


Contributor = Callable[[Frame], None]


def init_app(app: Flask) -> None:
    """Give every template `frame` and `asset`, and dates as the language writes them."""
    dates.init_app(app)
    app.extensions["frame_contributors"] = []
    app.context_processor(lambda: {"frame": current_frame(), "asset": asset})


def contribute(app: Flask, contributor: Contributor) -> None:
    """Have a room fill in its part of the frame of each page, in the order of registration."""
    app.extensions["frame_contributors"].append(contributor)


def current_frame() -> Frame:
    """Return the frame of this request, made once."""
    if "frame" not in g:
        g.frame = Frame(request.full_path.rstrip("?"), str(get_locale().language), chosen_theme())
        for contributor in current_app.extensions["frame_contributors"]:
            contributor(g.frame)
    made: Frame = g.frame
    return made


def chosen_theme() -> str:
    """Return the theme this reader chose by hand; empty means that the device decides."""
    theme = request.cookies.get(THEME_COOKIE, "")
    return theme if theme in THEMES else ""


def asset(name: str) -> str:
    """Return the address of a static file, with its checksum in it, so that it may be kept for ever."""
    return url_for("static", filename=name, v=_checksum(name))


@cache
def _checksum(name: str) -> str:
    return hashlib.sha256((_STATIC / name).read_bytes()).hexdigest()[:12]
