"""`nastavnik match`: tables of mentees and mentors in, proposed pairs out, without a server (7.1, R4.1, R5.1).

Plain Python: no framework, no database. Files are opened by the reader of staff tables, cells are understood by
its readers and by those of the questionnaires (ADR 0010); here are only the wordings of a bank.
"""
