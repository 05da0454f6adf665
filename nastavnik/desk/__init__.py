"""Windows: the two doors, the ten-minute path, home pages by role, the example year. It owns no tables."""
