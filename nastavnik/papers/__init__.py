"""Papers: one document model, its .docx and PDF writers, what was issued (with hashes) and scans of signed papers.

Serves every clause that speaks of an order, a written consent, a programme, a report (R1.1–R1.4, 4.4.2, 7.1).
"""
