from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "nastavnik.partners"
    label = "partners"

    def ready(self) -> None:
        from nastavnik.partners import rules  # noqa: F401  the table of permissions
