"""What the editor in the browser asks: saving, looking, completing. Its README says what is sent and how."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response, json, jsonify, request
from markupsafe import escape

from app.company.queries import current_company
from app.kernel.permissions import require
from app.web.actors import current_actor
from app.web.i18n import _, current_language
from app.web.requests import request_id
from standards.documents.addresses import document_at
from standards.documents.completions import known_documents, placeholders_in
from standards.documents.draft_rows import draft_of, text_of
from standards.documents.drafting import Saved, open_draft, save_draft
from standards.documents.errors import DraftConflict, Misshapen
from standards.documents.form_texts import text_from_form
from standards.documents.header_fields import form_values, with_values
from standards.documents.merging import Conflict
from standards.documents.pages.blueprint import blueprint
from standards.documents.pages.sentences import finding_text
from standards.documents.pages.shown import left_out_text, name_of, preview_addresses, variant_asked
from standards.documents.policies import DocumentPermission
from standards.documents.previewing import Preview, Remark, preview
from standards.documents.texts import DraftText
from standards.pictures.queries import newest_pictures

LONGEST_KEY = 80
MOST_PICTURES = 200


@blueprint.get("/<slug>/draft")
def header(slug: str) -> Response:
    """Answer with the header of the draft as the fields of its form."""
    actor = current_actor()
    require(actor, DocumentPermission.WRITE)
    draft = open_draft(document_at(slug), actor)
    return jsonify(version=draft.version, header=_shown(text_of(draft))["header"])


@blueprint.post("/<slug>/draft")
def save(slug: str) -> Response | tuple[Response, int]:
    """Store what somebody wrote; the answer tells of what others wrote meanwhile.

    With null for a body only the header was written, and the text stays as it is: it lies in its room.
    """
    actor = current_actor()
    require(actor, DocumentPermission.WRITE)
    sent = sent_json()
    draft = open_draft(document_at(slug), actor)
    version = _whole(sent, "base_version")
    body = None if sent.get("body", "") is None else sent_text(sent, "body")
    mine = text_from_form(draft, _header(sent), body, version)
    key = sent_text(sent, "key", LONGEST_KEY)
    try:
        saved = save_draft(draft.document_id, mine, version, actor, key)
    except DraftConflict as conflict:
        return _conflict(conflict), 409
    return jsonify(_saved(saved, mine))


@blueprint.post("/preview")
def look() -> Response:
    """Answer with how a text looks that is being written, and with what is to be said to it."""
    actor = current_actor()
    require(actor, DocumentPermission.WRITE)
    sent = sent_json()
    document = document_at(sent_text(sent, "slug"))
    # Only for fields that the form does not show: what is typed in a room need not be settled for that.
    draft = draft_of(document.id) or open_draft(document, actor)
    header_text = with_values(draft.header_text, _header(sent))
    variant = variant_asked(sent_text(sent, "variant"))
    text = DraftText(header_text, sent_text(sent, "body"))
    shown = preview(text, document.slug, variant, preview_addresses(), is_below_title=True)
    return jsonify(
        html=_page(shown),
        findings=[_finding(remark) for remark in shown.remarks],
        words=shown.words,
        readability=round(shown.readability, 1),
    )


@blueprint.get("/completions")
def complete() -> Response:
    """Answer with everything that a text may name."""
    actor = current_actor()
    require(actor, DocumentPermission.WRITE)
    company = current_company()
    slug = request.args.get("slug", "")
    body = open_draft(document_at(slug), actor).body if slug else ""
    return jsonify(
        documents=[{"slug": line.slug, "title": line.title, "kind": line.kind} for line in known_documents()],
        terms=[
            {"term": term.term, "instead_of": list(term.instead_of), "meaning": term.meaning}
            for term in company.glossary
        ],
        placeholders=placeholders_in(body),
        channels=[
            {"id": channel.id, "name": channel.name(current_language())} for channel in company.channels
        ],
        pictures=[
            {"address": f"pictures/{picture.name}", "alt": picture.alt}
            for picture in newest_pictures(limit=MOST_PICTURES)
        ],
    )


def _saved(saved: Saved, mine: DraftText) -> dict[str, Any]:
    answer: dict[str, Any] = {"version": saved.version, "saved_at": saved.at.isoformat()}
    if (saved.text.header_text, saved.text.body) != (mine.header_text, mine.body):
        answer["merged"] = _shown(saved.text)
        answer["touched"] = list(saved.merge.touched) if saved.merge else []
    return answer


def _conflict(conflict: DraftConflict) -> Response:
    body = {
        "type": "about:blank",
        "title": _("Somebody else was faster"),
        "status": 409,
        "detail": conflict.text(_),
        "code": conflict.code,
        "instance": request_id(),
        "version": conflict.version,
        "by": name_of(conflict.by_id),
        "was": _shown(conflict.was or DraftText("", "", "")),
        "mine": _shown(conflict.mine),
        "theirs": _shown(conflict.theirs),
        "pieces": [_piece(piece) for piece in conflict.merge.body.pieces],
    }
    return Response(json.dumps(body), content_type="application/problem+json")


def _piece(piece: str | Conflict) -> object:
    if isinstance(piece, str):
        return piece
    return {"was": piece.was, "mine": piece.mine, "theirs": piece.theirs}


def _shown(text: DraftText) -> dict[str, Any]:
    values = form_values(text.header_text)
    if text.class_reason:
        values["class_reason"] = [text.class_reason]
    return {"header": values, "body": text.body}


def _page(shown: Preview) -> str:
    if shown.page is not None:
        return str(shown.page)
    return f'<p class="notice">{escape(left_out_text(shown))}</p>'


def _finding(remark: Remark) -> dict[str, object]:
    found: dict[str, object] = {
        "line": max(remark.line, 1),
        "column": remark.column,
        "severity": remark.finding.severity.value,
        "code": remark.finding.code,
        "message": finding_text(remark.finding),
    }
    return {**found, "field": remark.field} if remark.line == 0 else found


def sent_json() -> Mapping[str, object]:
    """Return the object that was sent.

    Raises:
        Misshapen: none was.

    """
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict):
        raise Misshapen(name="JSON")
    return sent


def sent_text(sent: Mapping[str, object], name: str, longest: int | None = None) -> str:
    """Return a text that was sent.

    Raises:
        Misshapen: it is missing, too long, or something else was sent.

    """
    value = sent.get(name)
    if not isinstance(value, str) or (longest is not None and len(value) > longest):
        raise Misshapen(name=name)
    return value


def _whole(sent: Mapping[str, object], name: str) -> int:
    value = sent.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
        raise Misshapen(name=name)
    return value


def _header(sent: Mapping[str, object]) -> Mapping[str, Sequence[str]]:
    value = sent.get("header")
    if not isinstance(value, dict):
        raise Misshapen(name="header")
    for texts in value.values():
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise Misshapen(name="header")
    return value
