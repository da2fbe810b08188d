"""Who did what and when: entries that nobody can change, written in the same transaction as the deed.

Read `services.py`. An *entry* names ids, never people's names or texts. A quality audit is something else.
"""
