"""From a parsed document to HTML and charts: the one road from text to markup.

Words: a *text passage* is a piece of Markdown that is set on its own; a *scope* is what the passages of one
document share (ids, notes, addresses); *labels* are the words of ours inside a document, in the document's
language. Read `pages.py` first, then `sanitising.py`, the only place where text becomes markup. Pages around
the rendered text belong to the rooms that show them; the styles lie in `app/web/static/css/document.css`.
"""
