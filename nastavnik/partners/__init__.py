"""Partners and agreements with them: network forms, outside mentors, common events (2.2/3, 3.3.5, 4.3/6)."""
