"""What rooms above are told of, inside the write transaction in which it happens."""

from blinker import Namespace

# Sent by a tuple of documents that have a new revision or address, or were retired or restored, with the
# `actor` who did it: all at once, so that what listens looks once however many a folder brings.
texts_changed = Namespace().signal("texts-changed")
