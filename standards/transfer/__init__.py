"""Texts that come in from elsewhere and texts that go out; read `staging.py`, then `taking_in.py`.

An *upload* (a Word file, a web page, Markdown, or a ZIP of such) is unpacked and converted in a process of
its own (`converter.py`) and becomes a *staged import*: a folder of documents and pictures in our own form,
with a list of what was lost on the way. People look at it, choose, and *take it in*: all arrive as drafts.
The exact way of folders on the command line is `standards/documents/importing.py`; what a foreign file
becomes is decided in `app/language/foreign.py`.
"""
