"""What rooms above are told of, inside the write transaction in which it happens."""

from blinker import Namespace

# Sent by a document that has a new revision or was retired, with the `actor` who did it.
text_changed = Namespace().signal("text-changed")
