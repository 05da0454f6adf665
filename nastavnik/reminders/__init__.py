"""Reminders: what falls due each day, said once to the one whose turn it is (4.3/4, 4.4.4, 6.1/3)."""
