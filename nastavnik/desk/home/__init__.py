"""Home pages by role: what is asked of me now, and what I wait for (interaction, chapter 1)."""
