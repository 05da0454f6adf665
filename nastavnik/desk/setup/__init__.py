"""The ten-minute path of a new kindergarten: card, head, curator, orders, check your answers."""
