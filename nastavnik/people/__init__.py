"""Persons, employments, posts, qualification; reading and importing staff tables (4.4.2, 4.4.5)."""
