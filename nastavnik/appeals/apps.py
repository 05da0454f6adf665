from django.apps import AppConfig


class AppealsConfig(AppConfig):
    name = "nastavnik.appeals"
    label = "appeals"

    def ready(self) -> None:
        from nastavnik.appeals import rules  # noqa: F401  the table of permissions
