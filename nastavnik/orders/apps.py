from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "nastavnik.orders"
    label = "orders"

    def ready(self) -> None:
        from nastavnik.orders import rules  # noqa: F401  the table of permissions
