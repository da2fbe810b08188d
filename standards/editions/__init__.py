"""Editions: what people were shown, frozen.

Words: a *plan* says what an edition would contain, what stays out and why, and what stops it;
*publishing* turns a plan into an edition; the edition *in force* is the newest whose day has come.
Read `publishing.py` first. Selecting a variant looks like ours but lies in `app/language/selecting.py`;
drafts and revisions lie in `standards/documents/`.
"""
