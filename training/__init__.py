"""What a published edition becomes for people who learn it.

Words: a *handbook* is the training book made from one edition, a *build* its file.
Read `handbooks/book.py` first. The published guide that staff browse is not here but in `app/guide`.
"""
