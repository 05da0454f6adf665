"""Nastavnik: the mentoring of teachers in an educational institution, by its own regulation."""

__version__ = "0.1.0"
