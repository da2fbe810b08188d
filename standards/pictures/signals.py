"""What the rooms above are asked about pictures."""

from blinker import Namespace

# Sent with the name of a picture; each room answers with the `Use`s that its texts make of it (`uses.py`).
uses_wanted = Namespace().signal("uses-wanted")
