"""A published guide of any size in a database of its own."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from app.accounts.services import NewUser, add_user
from app.factory import create_app
from app.kernel.actors import SYSTEM, Role
from app.kernel.days import today
from app.kernel.engines import writing_engine
from app.kernel.migrating import upgrade
from app.language.words import Variant
from config import load_settings
from standards.editions.publishing import Publication, publish_edition
from standards.reviews.importing import import_approved
from tests.benchmarks.corpora import multiplied

PASSWORD = "a sentence that nobody guesses"


@contextmanager
def published_guide(times: int) -> Iterator[Flask]:
    """Publish the sample company several times over as one B2C edition; signed-in people only."""
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(data_dir=Path(folder), database_url="", log_level="error")
        engine = writing_engine(settings.database)
        upgrade(engine)
        engine.dispose()
        app = create_app(settings)
        with app.app_context():
            approver = add_user(
                NewUser("approver@example.com", "Approver", frozenset({Role.APPROVER}), PASSWORD), SYSTEM
            )
            import_approved(multiplied(times), SYSTEM, approvers=[approver.as_actor()])
            publish_edition(Variant.B2C, Publication("Measured.", today()), SYSTEM)
        yield app
