"""The roadmap of seven stages: terms, responsible people, facts that close items (R1–R7, 4.3/4, 4.4.4)."""
