"""What `script/bench` runs: `corpora.py` makes texts of any size from the sample company, the rest measures.

Nothing here asserts a time; who runs it reads the ratios.
"""
