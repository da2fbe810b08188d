"""Live editing under load, against hocuspocus in the same run; `measuring.py` first.

`soaking.py` and `fuzzing.py` take long and run by name only. `frames.py` is a WebSocket that costs little,
`crowds.py` people who type, `stages.py` servers to type at.
"""
