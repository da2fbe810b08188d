"""The start page: the doors to what somebody may open. Every door's room lies elsewhere; read `views.py`."""
