"""Questionnaires «before» and «after», answers kept apart from who gave them (M2, M3/2, M6/2, M6/3, R6.1)."""
