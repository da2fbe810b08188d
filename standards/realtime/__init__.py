"""Writing together, live: rooms in which several people type in one draft at the same time.

Words: a *room* is the draft of one document while people are in it; a *seat* is one open page in it; the
*log* is every change of a room in the order in which it was stored; a *copy* is the text that a log makes;
*settling* puts what a copy says into the draft; an *epoch* is the life of one log, a new one begins on a
fresh copy of the draft.

The one truth is the database. A change passes the firewall (`firewall.py`), is tried on the room's copy, is
stored (`appending.py`) and only then shown to others (`hub.py`): nothing is visible before it is durable.
Draft and log never part: the settled changes of a log always make the text of the draft (`settling.py`,
`following.py`).

Read first: `wire.py`, which says what a browser and a room tell one another, then `hub.py`. Merging what a
form sent lies in `standards.documents`; the browser's half lies in the editor's `source/editor/src/live`.
"""
