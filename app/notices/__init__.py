"""Telling people what concerns them: the desk, the bell, and mails that collect what is new.

Words: a *notice* is one line for one person; it *needs you* when somebody waits for that person; the *desk*
is a page of sections that other rooms contribute. Read `services.py` first, then `kinds.py`: rooms above name
their kinds of notices and the sentences there. Mails go into the outbox of `app/accounts/mailing.py`.
A notice never holds text of a document, only its title.
"""
