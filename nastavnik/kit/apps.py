from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "nastavnik.kit"
    label = "kit"

    def ready(self) -> None:
        from django import forms  # the settings must be ready

        from nastavnik.kit.dates import believable

        # every day that people type, in all rooms: the fields of forms are made after this line
        forms.DateField.default_validators = [believable]
