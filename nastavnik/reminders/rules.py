"""Who may do what with reminders."""
