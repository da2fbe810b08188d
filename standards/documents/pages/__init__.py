"""The pages on which the working group writes; read `views.py` of the room above first, then `writing.py`.

Paths begin with `/workshop`. What they do is decided in `drafting.py` and its neighbours, never here. What
the edit page and the editor in the browser owe each other is in `app/web/static/source/editor/README.md`.
"""
