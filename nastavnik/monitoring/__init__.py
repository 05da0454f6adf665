"""Indicators with the people behind them, the process of programmes, the curator's report (M1–M6, 4.4.10–4.4.12)."""
