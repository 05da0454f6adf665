"""Names, positions and numerals in Russian grammatical cases, for orders and consents (4.1, 4.3, 7.1).

Plain Python: no Django, no database. What is computed here is a proposal; a stored correction of the
institution always wins (`cases.apply_override`).
"""
