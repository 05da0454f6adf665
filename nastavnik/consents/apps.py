from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    name = "nastavnik.consents"
    label = "consents"

    def ready(self) -> None:
        from nastavnik.consents import rules  # noqa: F401  the table of permissions
