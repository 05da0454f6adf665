"""What the visitor of the site sees: results after completion and with consents (9.1, 9.2, 9.3)."""
