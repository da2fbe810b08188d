"""Change proposals: wishes of the working group to change a document, with a cause and its evidence.

A *proposal* is a correction or an improvement; its *cause* is an audit, a measure, a suggestion of staff or a
comment. It is new, then taken: it led to a draft; then settled by a revision; or it was declined.
Read `services.py` first. Remarks on a passage are comments and lie in `standards.comments`.
"""
