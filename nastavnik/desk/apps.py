from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "nastavnik.desk"
    label = "desk"
