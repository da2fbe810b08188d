"""The door for servers that hold connections: pages and writing together, `uvicorn app.asgi:app`."""

from app.wsgi import app as pages
from standards.realtime.door import Door

app = Door(pages)
