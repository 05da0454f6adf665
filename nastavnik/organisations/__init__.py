"""Institutions, their settings, and roles as periods with a ground (1.1, 1.3/3, 4.3, 4.4.1)."""
