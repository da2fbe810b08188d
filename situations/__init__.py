"""What only situations have: their class, their algorithm and the way through it.

A *situation* is one kind of customer contact; its *algorithm* leads from *step* to step by *choices*, to an
*end* or to another situation. Read `walkthrough/walking.py` first. Writing, reviewing and publishing
situations lies in `standards`, drawing and setting them in `app.rendering`, the pages that show a way in
`app.guide`.
"""
