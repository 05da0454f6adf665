from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "nastavnik.kit"
    label = "kit"
