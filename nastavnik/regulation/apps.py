from django.apps import AppConfig


class RegulationConfig(AppConfig):
    name = "nastavnik.regulation"
    label = "regulation"

    def ready(self) -> None:
        from nastavnik.regulation import rules  # noqa: F401  the table of permissions
