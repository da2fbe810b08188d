"""What every room stands on: database, transactions, errors, actors, permissions, clock.

Read `database.py` first. A *write transaction* is the only way to change anything. A *frozen* row is
one that refuses update and delete (`frozen.py`). Settings lie in `config`, errors become pages in `app.web`.
"""
