"""The regulation as it lives here: editions, clauses, forms of mentoring, acts (1.2, 3, 4.1, 10)."""
