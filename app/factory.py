"""The application, put together: a table of contents of its parts."""

from collections.abc import Callable

from flask import Flask

from app.accounts import security
from app.accounts import views as accounts
from app.company import views as people
from app.guide import views as guide
from app.home import views as home
from app.kernel.database import use_database
from app.kernel.settings import keep_settings
from app.notices import views as notices
from app.web import forgery, setup
from config import Settings
from situations.coverage import views as coverage
from standards.comments import views as comments
from standards.documents import views as documents
from standards.editions import views as editions
from standards.pictures import views as pictures
from standards.proposals import views as proposals
from standards.realtime import views as live
from standards.reviews import views as reviews
from standards.transfer import views as transfer

# What each room adds (pages, navigation, start-up work), in the order of the main navigation.
_rooms: tuple[Callable[[Flask, Settings], None], ...] = (
    home.init_app,
    guide.init_app,
    documents.init_app,
    live.init_app,
    editions.init_app,
    pictures.init_app,
    transfer.init_app,
    reviews.init_app,
    comments.init_app,
    proposals.init_app,
    coverage.init_app,
    notices.init_app,
    people.init_app,
    accounts.init_app,
)


def create_app(settings: Settings) -> Flask:
    """Put the application together for these settings.

    Raises:
        WrongSetting: the secret key cannot be kept.

    """
    app = Flask("app", static_folder="web/static", template_folder="web/templates")
    keep_settings(app, settings)
    use_database(app, settings.database)
    setup.init_app(app, settings)
    # Who acts is known before anything is refused, so that refusals speak their language.
    security.init_app(app, settings)
    forgery.init_app(app)
    for join in _rooms:
        join(app, settings)
    return app
