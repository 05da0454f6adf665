from django.apps import AppConfig


class BanksConfig(AppConfig):
    name = "nastavnik.banks"
    label = "banks"

    def ready(self) -> None:
        from nastavnik.banks import rules  # noqa: F401  the table of permissions
