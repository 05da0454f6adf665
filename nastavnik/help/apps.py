from django.apps import AppConfig


class HelpConfig(AppConfig):
    name = "nastavnik.help"
    label = "help"

    def ready(self) -> None:
        from nastavnik.help import rules  # noqa: F401  the table of permissions
