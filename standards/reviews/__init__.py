"""Reviewing: people look at a revision with everything it embeds, and approve that text or return it.

Words: a *whole* is a revision with all that it embeds, each in one revision, and has one digest; a *review*
asks people about one whole; a *verdict* is one person's answer; an *approval* is granted once the company's
rules are met, and holds for that one whole. A review *falls back* when any part of its text changes. Read
`wholes.py` first, then `judging.py`. `choosing.py` decides which approved texts go together into an edition.
Revisions lie in `standards/documents/`; the desk and the bell in `app/notices/`.
"""
