"""People as whole numbers: their answers coded once, the rules over them, candidates, prices, explanations as data."""
