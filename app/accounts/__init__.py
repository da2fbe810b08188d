"""People, their roles and their sessions; read `services.py` first, then `sign_in.py`.

A *session* is a row for one signed-in device; the cookie only names it. A *mail* waits in the outbox until
a command sends it. Who may do what is decided in `app.kernel.permissions`, not here.
"""
