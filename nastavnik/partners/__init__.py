"""Partners of the institution, agreements with them, what is done together (2.2/3, 3.3.5, 4.3/6)."""
