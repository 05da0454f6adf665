"""Petitions to replace a mentor, proposals, mediation: who may see each, and until when it is answered (4.5/8, 6.1)."""
