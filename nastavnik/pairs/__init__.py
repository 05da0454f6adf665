"""Proposals, mutual interest, pairs and groups and their members (7.1, 7.2, 4.3/5, R4.1, R5.1, R5.3)."""
