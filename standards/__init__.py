"""The workshop: everything the working group writes is kept, approved and published here.

`documents` holds the moving and the fixed texts, `editions` what was published of them.
"""
