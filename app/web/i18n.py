"""The language in which pages speak: chosen by the person, else by the browser, else by the installation."""

from typing import Any

from flask import Flask, current_app, request
from flask_babel import Babel, get_locale, gettext, lazy_gettext, ngettext
from werkzeug.datastructures import LanguageAccept

from app.kernel.messages import N_
from app.web.actors import current_actor
from config import Settings

__all__ = ["LANGUAGES", "N_", "_", "current_language", "init_app", "lazy", "n_", "offered"]

LANGUAGES = ("en", "de", "nb")
COOKIE = "language"
# Norwegian browsers ask for "no" and "nn"; Bokmål is the nearest that we speak.
_ALSO = {"no": "nb", "nn": "nb"}


def _(text: str, **facts: Any) -> str:  # noqa: ANN401 - whatever can be written
    """Return the text in the reader's language, with facts in its `%(name)s` places."""
    return str(gettext(text, **facts))


def n_(one: str, many: str, count: int, **facts: Any) -> str:  # noqa: ANN401 - whatever can be written
    """Return the text for one or for many, with `%(num)s` as the count."""
    return str(ngettext(one, many, count, **facts))


def lazy(text: str, **facts: Any) -> str:  # noqa: ANN401 - whatever can be written
    """Return a text that is translated when it is shown, for labels of forms."""
    shown: str = lazy_gettext(text, **facts)
    return shown


def init_app(app: Flask, settings: Settings) -> None:
    """Let pages speak the languages that we have."""
    app.config["BABEL_DEFAULT_LOCALE"] = settings.language
    app.config["BABEL_DEFAULT_TIMEZONE"] = settings.time_zone
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app, locale_selector=_chosen_language)


def current_language() -> str:
    """Return the language of this page: en, de or nb."""
    return str(get_locale().language)


def offered(language: str) -> str:
    """Return the language of ours that is meant, or "" when it is none of ours."""
    own = _ALSO.get(language, language)
    return own if own in LANGUAGES else ""


def _chosen_language() -> str:
    if not request:
        return str(current_app.config["BABEL_DEFAULT_LOCALE"])
    return (
        offered(request.cookies.get(COOKIE, ""))
        or offered(current_actor().language)
        or _of_browser(request.accept_languages)
        or str(current_app.config["BABEL_DEFAULT_LOCALE"])
    )


def _of_browser(accepted: LanguageAccept) -> str:
    for tag, quality in accepted:
        own = offered(tag.replace("_", "-").split("-")[0].lower())
        if own and quality > 0:
            return own
    return ""
