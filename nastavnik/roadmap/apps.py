from django.apps import AppConfig


class RoadmapConfig(AppConfig):
    name = "nastavnik.roadmap"
    label = "roadmap"

    def ready(self) -> None:
        from nastavnik.roadmap import rules  # noqa: F401  the table of permissions
