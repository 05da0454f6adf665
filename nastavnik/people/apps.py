from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "nastavnik.people"
    label = "people"

    def ready(self) -> None:
        from nastavnik.people import rules  # noqa: F401  the table of permissions
