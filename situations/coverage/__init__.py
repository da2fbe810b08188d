"""What the standards cover: where customers meet the company, and whether anything says what to do there.

A *cell* is one contact point, one department, one channel; it is covered by the situations that name all
three. An empty one is left to each person's own initiative, unless the group has noted that it does not occur
(an *exemption*). Read `covering.py` first, which is pure.
"""
