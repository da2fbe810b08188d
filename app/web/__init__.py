"""What all pages have in common: errors, headers, languages, forms, paging, logs; read `setup.py` first.

The layout that pages extend is `templates/base.html`, filled by `frame.py`. Who acts is in `actors.py`.
"""
