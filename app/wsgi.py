"""The door for web servers that know only pages; nothing is written live there."""

import sys

from app.factory import create_app
from app.kernel.database import READING, db
from app.kernel.errors import AppError
from app.kernel.migrating import check_schema
from config import WrongSetting, settings_or_exit

settings = settings_or_exit()
try:
    app = create_app(settings)
    with app.app_context():
        check_schema(db.engines[READING])
except (AppError, WrongSetting) as error:
    sys.stderr.write(f"{error}\n")
    raise SystemExit(2) from None
