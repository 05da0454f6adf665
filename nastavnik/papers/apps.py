from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "nastavnik.papers"
    verbose_name = "Документы"
