"""The door for servers that hold connections: pages and writing together, `uvicorn app.asgi:app`."""

import sys

from app.wsgi import app as pages
from app.wsgi import settings
from config import WrongSetting
from standards.realtime.door import Door
from standards.realtime.several import refuse_several

try:
    refuse_several(settings)
except WrongSetting as error:
    sys.stderr.write(f"{error}\n")
    raise SystemExit(2) from None
app = Door(pages)
