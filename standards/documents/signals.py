"""What rooms above are told of, inside the write transaction in which it happens."""

from blinker import Namespace

# Sent by a tuple of documents that have a new revision or address, or were retired or restored, with the
# `actor` who did it: all at once, so that what listens looks once however many a folder brings.
texts_changed = Namespace().signal("texts-changed")

# Sent by a document whose draft somebody is about to read in order to act on it; this one outside of a
# transaction too.
draft_asked = Namespace().signal("draft-asked")

# Sent by a document whose draft got another `text`, with the `actor` who wrote it.
draft_put = Namespace().signal("draft-put")

# Sent by a document whose draft was discarded, with the `actor` who did it.
draft_discarded = Namespace().signal("draft-discarded")
