"""Consents: one document per purpose, texts by version, given on paper, refused, withdrawn (4.2, 4.3/5, R2.2, R3.2)."""
