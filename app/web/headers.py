"""Headers that tell the browser what a page may do; strict, and the same everywhere."""

import secrets

from flask import Flask, Response, g, request

YEAR_S = 31_536_000


def init_app(app: Flask, *, is_served_by_https: bool) -> None:
    """Set the headers of every answer, and give templates `csp_nonce()`."""
    app.context_processor(lambda: {"csp_nonce": nonce})
    app.after_request(_set_headers)
    if is_served_by_https:
        app.after_request(_insist_on_https)


def nonce() -> str:
    """Return the word that a script or style of this one page must carry."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    made: str = g.csp_nonce
    return made


def content_policy(own_word: str = "") -> str:
    """Return the content security policy: our own files only, nothing inline without the page's own word."""
    own = f"'self' 'nonce-{own_word}'" if own_word else "'self'"
    return (
        f"default-src 'none'; script-src {own}; style-src {own}; img-src 'self'; font-src 'self';"
        " connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self';"
        " frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
    )


def _set_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", content_policy(g.get("csp_nonce", "")))
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
    _keep_out_of_caches(response)
    return response


def _keep_out_of_caches(response: Response) -> None:
    if request.endpoint == "static":
        return
    # A page depends on who asks and in which language; views that know better set the header themselves.
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "private, no-store"
    response.vary.update(("Cookie", "Accept-Language"))


def _insist_on_https(response: Response) -> Response:
    response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR_S}; includeSubDomains")
    return response
