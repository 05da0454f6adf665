"""The catalogue of papers, the institution's own forms, minutes, many papers at once (4.3/2, 4.5)."""
