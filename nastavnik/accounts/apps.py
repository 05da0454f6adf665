from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "nastavnik.accounts"
    label = "accounts"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in  # the models must be loaded

        from nastavnik.accounts.middleware import begin_session

        user_logged_in.connect(begin_session)
