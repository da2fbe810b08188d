"""The company's own lists: departments, outlets, channels, stages, contact points, sections, aims, glossary.

Documents are checked against the values of `app.language.company.Company`; this room keeps them in tables.
Its pages show the people of the company, whose accounts are in `app.accounts`.
"""
