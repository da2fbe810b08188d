"""The handbook: one edition (or one folder of text) as a printed book.

Words: a *book* is the plain value that is printed, a *chapter* holds the documents of one stage or section, a
*leaf* is one document in its place, the *report* says what came out and what was lost.

The way of a book: `book.py` (the value), `chapters.py` (its order), `pages.py` (its HTML, by the one road of
`app/rendering`), `printing.py` (the parent: limits, progress, the file), `child.py` (the process that knows
WeasyPrint). What the book itself says lies in `words.py`, its look in `assets/css`.
"""
