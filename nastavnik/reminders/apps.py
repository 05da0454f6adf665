from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "nastavnik.reminders"
    label = "reminders"

    def ready(self) -> None:
        from nastavnik.reminders import rules  # noqa: F401  the table of permissions
