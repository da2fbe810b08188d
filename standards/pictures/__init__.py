"""The pictures of documents; read `services.py` first.

A *picture* is uploaded once, encoded anew and never changed: its *name* ends in the first digits of its
checksum, so a name in a text means the same picture for ever, in drafts, revisions and editions alike. Its
*forms* are the whole one, a small one for phones and one for print (`encoding.py`); they lie in files below
the data folder (`files.py`). How a text names a picture is in `app/language/pictures.py`, how it is shown in
`app/rendering`; which pictures an edition holds is in `standards/editions`.
"""
