from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "nastavnik.config"
    label = "config"
