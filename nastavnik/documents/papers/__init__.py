"""Papers that have no room of their own: minutes, journals, banks, blanks, portfolio (D14–D16, D26–D31)."""
