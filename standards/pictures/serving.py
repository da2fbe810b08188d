"""Answering with the file of a picture."""

from flask import Response, request

from standards.pictures.errors import NoSuchPicture
from standards.pictures.files import Form, picture_file

YEAR_S = 31_536_000
POLICY = "default-src 'none'; sandbox"


def answer_with_picture(name: str, digest: str) -> Response:
    """Return the picture in the form that the request asks for (`size=small`), or what comes next to it.

    The answer may be kept for ever by the browser that asked and by nobody else: a name never means another
    picture, but not everybody may see it.

    Raises:
        NoSuchPicture: its file is lost.

    """
    is_small = request.args.get("size") == "small" and picture_file(digest, Form.SMALL).is_file()
    try:
        data = picture_file(digest, Form.SMALL if is_small else Form.WHOLE).read_bytes()
    except OSError as error:
        raise NoSuchPicture(name=name) from error
    answer = picture_answer(data)
    answer.set_etag(f"{digest}{'-small' if is_small else ''}")
    answer.make_conditional(request)
    return answer


def picture_answer(data: bytes) -> Response:
    """Return an answer with bytes in our own form, which acts as nothing but a picture."""
    answer = Response(data, mimetype="image/webp")
    answer.headers["Cache-Control"] = f"private, max-age={YEAR_S}, immutable"
    answer.headers["Content-Security-Policy"] = POLICY
    return answer
