"""The command line `standardwerk`: a door like the pages, with no rule of its own.

`main.py` joins the commands; `texts.py` has those that need no database, `store.py` those that do,
`serving.py` and `demo.py` start what people look at.
"""
