"""The start page."""

from flask import Blueprint, Flask, render_template

from app.guide.conditional import conditional
from app.guide.register import Register, register_of
from app.guide.shelf import may_read, readable_editions
from app.language.words import Kind
from app.web.actors import current_actor
from app.web.i18n import current_language
from config import Settings

blueprint = Blueprint("home", __name__, template_folder="templates")


def init_app(app: Flask, _settings: Settings) -> None:
    """Open the start page."""
    app.register_blueprint(blueprint)


@blueprint.get("/")
@conditional
def start() -> str:
    actor = current_actor()
    doors = [(edition, register_of(edition)) for edition in readable_editions(actor)]
    return render_template(
        "home/start.html",
        may_read=may_read(actor),
        doors=[(edition, _counts(register)) for edition, register in doors],
        company_name=doors[0][1].company.name if doors else "",
    )


def _counts(register: Register) -> tuple[int, int]:
    """Return how many situations and standards there are."""
    language = current_language()
    return len(register.shown(language, Kind.SITUATION)), len(register.shown(language, Kind.STANDARD))
