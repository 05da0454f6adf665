from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "nastavnik.programmes"
    label = "programmes"

    def ready(self) -> None:
        from nastavnik.programmes import rules  # noqa: F401  the table of permissions
