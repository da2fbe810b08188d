"""The document language, pure: parse, check, select, graph.

Words: a *document* is one of three kinds (standard, situation, script); its *blocks* are what the language
adds to Markdown; a *finding* is a remark of the checker with its place; a *selection* is a corpus as one
variant (B2C or B2B) shows it. Read `document.py` first, `tree.py` for the shape of what comes out.
HTML is made elsewhere (`app.rendering`), documents are stored elsewhere (`standards.documents`).
"""
