"""Who may do what with partners."""
