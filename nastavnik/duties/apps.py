from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "nastavnik.duties"
    label = "duties"

    def ready(self) -> None:
        from nastavnik.duties import rules  # noqa: F401  the table of permissions
