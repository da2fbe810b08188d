"""The reader's language and theme: in cookies, so that they hold without account and JavaScript."""

from blinker import Namespace
from flask import Blueprint, current_app, redirect, request
from werkzeug import Response

from app.web.addresses import is_own_address
from app.web.frame import LANGUAGE_COOKIE, THEME_COOKIE, THEMES
from app.web.i18n import offered

YEAR_S = 31_536_000

blueprint = Blueprint("preferences", __name__)
# Sent with `language`; the room that knows people keeps it with their account.
language_chosen = Namespace().signal("language-chosen")


@blueprint.post("/preferences")
def choose() -> Response:
    back = request.form.get("back", "/")
    answer = redirect(back if is_own_address(back) else "/", 303)
    language = offered(request.form.get("language", ""))
    if language:
        _keep(answer, LANGUAGE_COOKIE, language)
        language_chosen.send(current_app._get_current_object(), language=language)  # type: ignore[attr-defined]  # noqa: SLF001
    theme = request.form.get("theme")
    if theme in THEMES:
        _keep(answer, THEME_COOKIE, theme)
    elif theme == "":
        answer.delete_cookie(THEME_COOKIE)
    return answer


def _keep(answer: Response, name: str, value: str) -> None:
    answer.set_cookie(
        name,
        value,
        YEAR_S,
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )
