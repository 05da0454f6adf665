from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "nastavnik.site"
    label = "site"

    def ready(self) -> None:
        from nastavnik.site import rules  # noqa: F401  the table of permissions
