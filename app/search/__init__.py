"""Finding documents of an edition by their words.

An *entry* is what the search knows of one document: the folded *terms* of its title, wording and text.
A word becomes a term by stemming and folding (`terms.py`, read it first), the same way in text and question.
`indexing.py` writes the entries of an edition while it is published, `queries.py` finds them, `excerpts.py`
shows why. Which documents a reader may see is decided by the edition, never here.
"""
