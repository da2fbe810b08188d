"""Answers for whoever watches over the server: is it alive, can it work."""

from flask import Blueprint, Response, jsonify

from app.kernel.database import READING, db
from app.kernel.errors import AppError
from app.kernel.migrating import check_schema

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    return jsonify(status="ok")


@blueprint.get("/readyz")
def ready() -> tuple[Response, int]:
    try:
        check_schema(db.engines[READING])
    except AppError as error:
        return jsonify(status="not ready", code=error.code, detail=error.text()), 503
    return jsonify(status="ok"), 200
