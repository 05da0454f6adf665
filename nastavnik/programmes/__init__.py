"""Personalised programmes: written together, agreed, carried out, ended (1.3/6, 4.4.7, 4.4.8, 6.1/2, 8)."""
