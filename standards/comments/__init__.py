"""Comments on passages of a text that still moves; read `services.py` first.

A *thread* is what people say about one *passage*: a *comment* and the answers to it. The thread finds its
passage again in every later text (`anchoring.py`, pure), or says that it is gone. A comment may propose
*wording* for the passage; accepting it is one edit of the draft (`wordings.py`). A wish to change a
document for a cause is a change proposal and lies in `standards.proposals`; the sentence on a revision is its
note.
"""
