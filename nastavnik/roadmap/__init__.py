"""The roadmap of seven stages: terms, responsible people, and facts that close its items (R1–R7, 4.3/4, 4.4.4)."""
