from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "nastavnik.documents"
    label = "documents"

    def ready(self) -> None:
        from nastavnik.documents import rules  # noqa: F401  the table of permissions
        from nastavnik.documents.own_kinds import declare_kinds

        declare_kinds()
