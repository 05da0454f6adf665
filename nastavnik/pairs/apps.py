from django.apps import AppConfig


class PairsConfig(AppConfig):
    name = "nastavnik.pairs"
    label = "pairs"

    def ready(self) -> None:
        from nastavnik.pairs import rules  # noqa: F401  the table of permissions
