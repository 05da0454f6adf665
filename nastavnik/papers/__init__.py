"""Papers: one document model, its .docx and PDF writers, issued papers with hashes, scans of signed papers.

Serves every clause that speaks of an order, a written consent, a programme, a report (R1.1–R1.4, 4.4.2, 7.1).
"""
