from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "nastavnik.surveys"
    label = "surveys"

    def ready(self) -> None:
        from nastavnik.surveys import rules  # noqa: F401  the table of permissions
