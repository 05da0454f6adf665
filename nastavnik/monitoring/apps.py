from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "nastavnik.monitoring"
    label = "monitoring"

    def ready(self) -> None:
        from nastavnik.monitoring import rules  # noqa: F401  the table of permissions
