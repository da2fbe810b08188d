"""Every route against every role: what is not in the table fails, so that no door is forgotten."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.actors import SYSTEM
from app.language.words import Variant
from standards.documents.services import save_revision
from standards.documents.texts import RevisionText
from standards.editions.publishing import Publication, publish_edition
from standards.reviews.asking import Asking, ask_for_review
from tests.approvals import approve
from tests.conftest import MakeApp, SignIn
from tests.people import Cast, token_in

ROLES = ("anonymous", "staff", "hr", "auditor", "editor", "approver", "admin")
HEADER = "kind: standard\ntitle: Complaints\nlanguage: en\nsection: complaints"
PLACES = {
    "variant": "b2c",
    "slug": "complaints",
    "document_id": "1",
    "section": "complaints",
    "stage": "receipt",
    "contact_point": "none",
    "situation_class": "conflict",
    "department": "none",
    "kind": "none",
    "conflict_id": "1",
    "thread_id": "1",
    "comment_id": "1",
    "proposal_id": "1",
    "number": "1",
    "language": "en",
    "review_id": "1",
    # Olga, who is none of those who ask here.
    "user_id": "8",
    "token": "made-up",
    "filename": "css/tokens.css",
    "name": "made-up-0123456789.webp",
}


def _all(status: int, **others: int) -> dict[str, int]:
    return dict.fromkeys(ROLES, status) | others


def _only(status: int, *roles: str) -> dict[str, int]:
    return _all(403, anonymous=401) | dict.fromkeys(roles, status)


FOR_EVERYBODY = _all(200)
FOR_SIGNED_IN = _all(200, anonymous=401)
# Pages of the library send who is not signed in to the sign-in page, and who is signed in away from it.
OWN_PASSWORD = _all(200, anonymous=302)
ABSENT = _all(404, anonymous=401)
WORKING_GROUP = ("editor", "approver", "admin")
# The guide is closed here; `test_an_open_guide_is_for_everybody` opens it.
EXPECTED = {
    ("GET", "/"): FOR_EVERYBODY,
    ("GET", "/account"): FOR_SIGNED_IN,
    ("GET", "/account/notices"): FOR_SIGNED_IN,
    ("POST", "/account/notices"): _all(422, anonymous=401),
    ("GET", "/account/password"): OWN_PASSWORD,
    ("POST", "/account/password"): OWN_PASSWORD,
    ("POST", "/account/sessions"): _all(303, anonymous=401),
    ("GET", "/account/verify"): OWN_PASSWORD,
    ("POST", "/account/verify"): OWN_PASSWORD,
    ("GET", "/desk"): FOR_SIGNED_IN,
    ("GET", "/desk/notices"): FOR_SIGNED_IN,
    ("POST", "/desk/notices"): _all(303, anonymous=401),
    ("GET", "/forgotten-password"): FOR_EVERYBODY,
    ("POST", "/forgotten-password"): FOR_EVERYBODY,
    ("GET", "/forgotten-password/<token>"): _all(302),
    ("POST", "/forgotten-password/<token>"): _all(302),
    ("GET", "/guide/"): _all(302),
    ("GET", "/guide/<variant>/"): FOR_SIGNED_IN,
    ("GET", "/guide/<variant>/<slug>"): FOR_SIGNED_IN,
    ("GET", "/guide/<variant>/<slug>/steps"): ABSENT,
    ("GET", "/guide/<variant>/classes/<situation_class>"): FOR_SIGNED_IN,
    ("GET", "/guide/<variant>/contact-points/<contact_point>"): ABSENT,
    ("GET", "/guide/<variant>/kinds/<kind>"): ABSENT,
    ("GET", "/guide/<variant>/pictures/<name>"): ABSENT,
    ("GET", "/guide/<variant>/search"): FOR_SIGNED_IN,
    ("GET", "/guide/<variant>/sections/<section>"): FOR_SIGNED_IN,
    ("GET", "/guide/<variant>/stages/<stage>"): ABSENT,
    ("GET", "/healthz"): FOR_EVERYBODY,
    # A room is no page; who may come in is asked first.
    ("GET", "/live/<int:document_id>"): _only(426, *WORKING_GROUP),
    ("GET", "/people/"): _only(200, "admin"),
    ("GET", "/people/new"): _only(200, "admin"),
    ("POST", "/people/new"): _only(422, "admin"),
    ("GET", "/people/<int:user_id>"): _only(200, "admin"),
    ("POST", "/people/<int:user_id>"): _only(422, "admin"),
    ("POST", "/people/<int:user_id>/switch"): _only(303, "admin"),
    ("POST", "/preferences"): _all(303),
    ("GET", "/publish/"): _only(200, "editor", "approver", "admin"),
    ("GET", "/publish/<variant>"): _only(200, "editor", "approver", "admin"),
    # The form is sent empty: whoever may publish is asked for the note.
    ("POST", "/publish/<variant>"): _only(422, "approver", "admin"),
    ("GET", "/readyz"): FOR_EVERYBODY,
    ("GET", "/sign-in"): _all(302, anonymous=200),
    ("POST", "/sign-in"): _all(302, anonymous=200),
    ("GET", "/static/<path:filename>"): FOR_EVERYBODY,
    ("GET", "/workshop/"): _only(200, *WORKING_GROUP),
    ("GET", "/workshop/<slug>/"): _only(200, *WORKING_GROUP),
    ("POST", "/workshop/<slug>/algorithm"): _only(422, *WORKING_GROUP),
    ("GET", "/workshop/<slug>/authors"): _only(200, *WORKING_GROUP),
    ("GET", "/workshop/<slug>/compare"): _only(200, *WORKING_GROUP),
    # No two texts have excluded each other yet.
    ("GET", "/workshop/<slug>/conflicts/<int:conflict_id>"): _only(404, *WORKING_GROUP),
    ("GET", "/workshop/<slug>/discard"): _only(200, *WORKING_GROUP),
    # Nobody says which draft they saw, so nothing is dropped or settled.
    ("POST", "/workshop/<slug>/discard"): _only(409, *WORKING_GROUP),
    ("GET", "/workshop/<slug>/draft"): _only(200, *WORKING_GROUP),
    ("POST", "/workshop/<slug>/draft"): _only(422, *WORKING_GROUP),
    ("GET", "/workshop/<slug>/edit"): _only(200, *WORKING_GROUP),
    ("POST", "/workshop/<slug>/edit"): _only(422, *WORKING_GROUP),
    ("GET", "/workshop/<slug>/finish"): _only(200, *WORKING_GROUP),
    ("POST", "/workshop/<slug>/finish"): _only(422, *WORKING_GROUP),
    ("GET", "/workshop/<slug>/history"): _only(200, *WORKING_GROUP),
    ("GET", "/workshop/<slug>/rename"): _only(200, *WORKING_GROUP),
    ("POST", "/workshop/<slug>/rename"): _only(422, *WORKING_GROUP),
    ("POST", "/workshop/<slug>/revisions/<int:number>/restore"): _only(303, *WORKING_GROUP),
    ("GET", "/workshop/<slug>/settle"): _only(302, *WORKING_GROUP),
    ("POST", "/workshop/<slug>/settle"): _only(409, *WORKING_GROUP),
    ("GET", "/workshop/<slug>/steps"): _only(200, *WORKING_GROUP),
    ("POST", "/workshop/<slug>/steps"): _only(422, *WORKING_GROUP),
    ("GET", "/workshop/completions"): _only(200, *WORKING_GROUP),
    ("GET", "/workshop/new"): _only(200, *WORKING_GROUP),
    ("POST", "/workshop/new"): _only(422, *WORKING_GROUP),
    ("POST", "/workshop/preview"): _only(422, *WORKING_GROUP),
    ("GET", "/workshop/templates"): _only(200, *WORKING_GROUP),
    ("GET", "/workshop/templates/<language>/<name>"): _only(404, *WORKING_GROUP),
    ("POST", "/workshop/templates/<language>/<name>"): _only(404, *WORKING_GROUP),
    ("GET", "/workshop/<slug>/comments/"): _only(200, *WORKING_GROUP),
    # An empty comment is asked for words; threads, comments and proposals with these ids are not there.
    ("POST", "/workshop/<slug>/comments/"): _only(422, *WORKING_GROUP),
    ("GET", "/workshop/<slug>/comments/new"): _only(200, *WORKING_GROUP),
    ("GET", "/workshop/<slug>/comments/open"): _only(200, *WORKING_GROUP),
    ("POST", "/workshop/<slug>/comments/<int:thread_id>/answers"): _only(404, *WORKING_GROUP),
    ("POST", "/workshop/<slug>/comments/<int:thread_id>/state"): _only(404, *WORKING_GROUP),
    ("POST", "/workshop/<slug>/comments/<int:thread_id>/<int:comment_id>/text"): _only(404, *WORKING_GROUP),
    ("POST", "/workshop/<slug>/comments/<int:thread_id>/<int:comment_id>/acceptance"): _only(
        404, *WORKING_GROUP
    ),
    ("POST", "/workshop/<slug>/comments/<int:thread_id>/<int:comment_id>/refusal"): _only(
        404, *WORKING_GROUP
    ),
    ("GET", "/workshop/coverage/"): _only(200, "hr", *WORKING_GROUP),
    ("GET", "/workshop/coverage/<contact_point>/<department>"): _only(404, "hr", *WORKING_GROUP),
    ("POST", "/workshop/coverage/<contact_point>/<department>"): _only(404, *WORKING_GROUP),
    ("GET", "/workshop/export/"): _only(200, *WORKING_GROUP),
    ("POST", "/workshop/export/"): _only(200, *WORKING_GROUP),
    ("GET", "/workshop/import/"): _only(200, *WORKING_GROUP),
    # The forms are sent without a file, and uploads and pictures with these names are not there.
    ("POST", "/workshop/import/"): _only(422, *WORKING_GROUP),
    ("GET", "/workshop/import/<token>"): _only(404, *WORKING_GROUP),
    ("GET", "/workshop/import/<token>/pictures/<name>"): _only(404, *WORKING_GROUP),
    ("GET", "/workshop/import/<token>/texts/<slug>"): _only(404, *WORKING_GROUP),
    ("POST", "/workshop/import/<token>"): _only(404, *WORKING_GROUP),
    ("POST", "/workshop/import/<token>/discard"): _only(404, *WORKING_GROUP),
    ("GET", "/workshop/pictures/"): _only(200, *WORKING_GROUP),
    ("POST", "/workshop/pictures/"): _only(422, *WORKING_GROUP),
    ("GET", "/workshop/pictures/<name>"): _only(404, *WORKING_GROUP),
    ("POST", "/workshop/pictures/<name>"): _only(404, *WORKING_GROUP),
    ("GET", "/workshop/pictures/<name>/delete"): _only(404, *WORKING_GROUP),
    ("POST", "/workshop/pictures/<name>/delete"): _only(404, *WORKING_GROUP),
    ("GET", "/workshop/pictures/<name>/file"): _only(404, *WORKING_GROUP),
    ("GET", "/workshop/proposals/"): _only(200, *WORKING_GROUP),
    ("POST", "/workshop/proposals/"): _only(422, *WORKING_GROUP),
    ("GET", "/workshop/proposals/new"): _only(200, *WORKING_GROUP),
    ("GET", "/workshop/proposals/<int:proposal_id>"): _only(404, *WORKING_GROUP),
    ("POST", "/workshop/proposals/<int:proposal_id>/declining"): _only(404, *WORKING_GROUP),
    ("POST", "/workshop/proposals/<int:proposal_id>/settling"): _only(404, *WORKING_GROUP),
    ("POST", "/workshop/proposals/<int:proposal_id>/taking"): _only(404, *WORKING_GROUP),
    ("POST", "/workshop/<slug>/follow"): _only(303, *WORKING_GROUP),
    ("GET", "/workshop/<slug>/review"): _only(200, *WORKING_GROUP),
    # Sent empty, a review is asked of nobody, an answer is none, and what passes has no reason.
    ("POST", "/workshop/<slug>/review"): _only(422, *WORKING_GROUP),
    ("GET", "/workshop/reviews/<int:review_id>"): _only(200, *WORKING_GROUP),
    ("POST", "/workshop/reviews/<int:review_id>/looking"): _only(303, "approver"),
    ("POST", "/workshop/reviews/<int:review_id>/override"): _only(422, "admin"),
    ("POST", "/workshop/reviews/<int:review_id>/verdict"): _only(422, "approver"),
    ("POST", "/workshop/reviews/<int:review_id>/withdrawal"): _only(303, "admin"),
    ("GET", "/workshop/reviews/dates"): _only(200, *WORKING_GROUP),
    ("GET", "/workshop/reviews/rules"): _only(200, *WORKING_GROUP),
    ("POST", "/workshop/reviews/rules"): _only(422, "admin"),
    ("GET", "/workshop/<slug>/retire"): _only(200, "approver", "admin"),
    # The approver retires it, the administrator comes too late.
    ("POST", "/workshop/<slug>/retire"): _only(303, "approver") | {"admin": 409},
    ("POST", "/workshop/<slug>/restore"): _only(303, "approver", "admin"),
    # Last: afterwards nobody is signed in.
    ("POST", "/sign-out"): _all(302),
}


def _address(rule: str) -> str:
    for name, value in PLACES.items():
        for written in (f"<{name}>", f"<path:{name}>", f"<int:{name}>"):
            rule = rule.replace(written, value)
    assert "<" not in rule, f"say what stands for the place in {rule}"
    return rule


def _routes(app: Flask) -> list[tuple[str, str]]:
    return [
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def _publish(app: Flask) -> None:
    with app.app_context():
        save_revision(RevisionText("complaints", HEADER, "What it is.\n"), 0, SYSTEM)
        approve("complaints")
        publish_edition(Variant.B2C, Publication("First.", date(2026, 1, 1)), SYSTEM)
        header = "kind: standard\ntitle: Waiting\nlanguage: en"
        save_revision(RevisionText("waiting", header, "It is.\n"), 0, SYSTEM)
        ask_for_review("waiting", Asking(group="approvers"), SYSTEM)


def _client(app: Flask, cast: Cast, role: str, sign_in: SignIn) -> FlaskClient:
    client = app.test_client()
    return client if role == "anonymous" else sign_in(client, getattr(cast, role))


def _answer(client: FlaskClient, method: str, address: str) -> int:
    page = client.get("/account")
    token = token_in(page.text if page.status_code == 200 else client.get("/sign-in").text)
    with client.open(address, method=method, headers={"X-CSRFToken": token}) as answer:
        return answer.status_code


def test_every_route_is_in_the_table(app: Flask) -> None:
    assert sorted(_routes(app)) == sorted(EXPECTED)


def test_every_route_answers_every_role_as_the_table_says(app: Flask, cast: Cast, sign_in: SignIn) -> None:
    _publish(app)
    clients = {role: _client(app, cast, role, sign_in) for role in ROLES}
    answers = {
        (method, rule): {role: _answer(clients[role], method, _address(rule)) for role in ROLES}
        for method, rule in EXPECTED
    }
    assert answers == EXPECTED


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_no_change_is_taken_without_the_token_of_a_form(
    app: Flask, cast: Cast, sign_in: SignIn, method: str
) -> None:
    client = sign_in(app.test_client(), cast.admin)
    for changing, rule in EXPECTED:
        if changing == method and rule != "/preferences":
            assert client.open(_address(rule), method=method).status_code == 400, rule


def test_no_change_is_taken_from_another_site(app: Flask, cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(app.test_client(), cast.admin)
    token = token_in(client.get("/account").text)
    for method, rule in EXPECTED:
        if method == "POST":
            for told in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example.net"}):
                answer = client.post(_address(rule), headers={"X-CSRFToken": token} | told)
                assert answer.status_code == 403, rule


def test_an_open_guide_is_for_everybody(make_app: MakeApp, cast: Cast) -> None:
    app = make_app(guide_is_open=True)
    _publish(app)
    client = app.test_client()
    assert cast
    for method, rule in EXPECTED:
        if rule.startswith("/guide/<variant>"):
            expected = EXPECTED[method, rule]["staff"]
            assert client.open(_address(rule), method=method).status_code == expected, rule


def test_who_is_limited_to_one_variant_gets_nothing_of_the_other(
    app: Flask, cast: Cast, sign_in: SignIn
) -> None:
    _publish(app)
    client = sign_in(app.test_client(), cast.berit)
    for method, rule in EXPECTED:
        if rule.startswith("/guide/<variant>"):
            answer = client.open(_address(rule), method=method)
            assert answer.status_code in {403, 404}, rule
            assert "What it is" not in answer.text
