"""Requests that carry files or long forms: they may be larger than others, at the places that say so."""

from flask import Flask, request

ROOM_FOR_FIELDS = 64 * 1024


def allow_uploads(app: Flask, endpoint: str, largest: int) -> None:
    """Let POST requests to an endpoint carry files of up to `largest` bytes.

    This is decided before anything reads the request, for the token of a form is inside of it.
    """

    def widen(asked: str | None, _values: dict[str, object] | None) -> None:
        if asked == endpoint and request.method == "POST":
            request.max_content_length = largest + ROOM_FOR_FIELDS

    app.url_value_preprocessor(widen)


def allow_long_forms(app: Flask, endpoint: str, most_fields: int) -> None:
    """Let POST requests to an endpoint carry up to so many fields; decided as early as for files."""

    def widen(asked: str | None, _values: dict[str, object] | None) -> None:
        if asked == endpoint and request.method == "POST":
            request.max_form_parts = most_fields

    app.url_value_preprocessor(widen)
