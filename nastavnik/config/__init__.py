"""The roof: settings, addresses, the server, the command `nastavnik`. It sees all rooms and holds nothing."""
