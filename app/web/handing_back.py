"""What was typed into a page that is too old, or by somebody no longer signed in, is handed back to them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request, url_for

from app.web.actors import current_actor
from app.web.forms import Form

WORDS = re.compile(r"\S\s+\S")
SHORT = 20


@dataclass(frozen=True, slots=True)
class Typed:
    """One value of a form; what looks like somebody's words is shown to them, the rest only sent again."""

    name: str
    value: str

    @property
    def is_text(self) -> bool:
        """Say whether somebody wrote this, rather than chose it or was given it by the page."""
        return "\n" in self.value or (len(self.value) > SHORT and bool(WORDS.search(self.value)))


def page_with_what_was_typed() -> str:
    """Return a page that holds what was sent and sends it once more; "" where that cannot be."""
    typed = _typed()
    if not typed:
        return ""
    return render_template(
        "expired.html",
        form=Form(formdata=None),
        typed=typed,
        is_signed_in=current_actor().is_signed_in,
        sign_in=url_for("security.login"),
    )


def _typed() -> Sequence[Typed]:
    """Return what was sent; nothing where a page could not hold it: a password, a file."""
    has_files = any(file.filename for file in request.files.values())
    if request.method != "POST" or has_files or any("password" in name for name in request.form):
        return ()
    return [
        Typed(name, value)
        for name, values in request.form.lists()
        if name != "csrf_token"
        for value in values
        if value
    ]
