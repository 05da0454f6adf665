"""Help: advice in two taps, with or without a pair, and the time to the first answer (3.3.2, R5.2, R5.3)."""
