from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "nastavnik.organisations"
    label = "organisations"

    def ready(self) -> None:
        from nastavnik.organisations import rules  # noqa: F401  the table of permissions
