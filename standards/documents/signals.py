"""What rooms above are told of, inside the write transaction in which it happens."""

from blinker import Namespace

# Sent by a document that has a new revision or was retired, with the `actor` who did it.
text_changed = Namespace().signal("text-changed")

# Sent by a document whose draft somebody is about to read in order to act on it; this one outside of a
# transaction too.
draft_asked = Namespace().signal("draft-asked")

# Sent by a document whose draft got another `text`, with the `actor` who wrote it.
draft_put = Namespace().signal("draft-put")

# Sent by a document whose draft was discarded, with the `actor` who did it.
draft_discarded = Namespace().signal("draft-discarded")
