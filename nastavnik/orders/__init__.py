"""Acts of the head: orders, their items, and what each item brings into force (4.1, 4.2, 4.3, 4.4.1, 7.2)."""
