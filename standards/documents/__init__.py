"""Documents and their revisions; read `services.py` first.

A *revision* is fixed text with a number, a digest and a note. Who approves it is in `standards.reviews`, a
published *edition* in `standards.editions`; what the text means is in `app.language`.
"""
