"""The guide: what staff read, always out of the edition in force.

The *shelf* holds the editions in force on a day (`shelf.py`). An edition is read as a *register* of
*lines*, one for each document (`register.py`, read it first), which is kept in memory, since editions never
change; the text of a page is fetched when somebody opens it. What an edition contains was decided when it
was published, in `standards.editions`; nothing here looks at drafts or revisions.
"""
