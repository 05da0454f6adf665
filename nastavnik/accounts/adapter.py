"""How sign-in differs from the library's way: no self-registration, our words, one's own password."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext_lazy as _

_SAID_ALOUD = {
    "account/messages/password_changed.txt": _("Готово. Пароль изменён: теперь входите с ним."),
    "account/messages/logged_out.txt": _("Вы вышли. На общем компьютере закройте и окно браузера."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by the curator or the administrator (4.4.5), never by passers-by."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "Имя для входа или пароль не подходят. Проверьте раскладку клавиатуры и заглавные буквы. "
            "Если пароль забыт, куратор выдаст новый."
        ),
        "too_many_login_attempts": _(
            "Слишком много неудачных попыток. Подождите пять минут и попробуйте снова; если пароль забыт, "
            "куратор выдаст новый."
        ),
        "enter_current_password": _("Пароль не подходит. Проверьте раскладку клавиатуры и заглавные буквы."),
    }

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def set_password(self, user: Any, password: str) -> None:
        user.must_change_password = False
        super().set_password(user, password)

    def get_password_change_redirect_url(self, request: Any) -> str:
        return "/"

    def add_message(
        self, request: Any, level: int, message_template: str | None = None, *rest: Any, **options: Any
    ) -> None:
        """Only what a person needs to hear; «you have signed in» is seen from the page itself."""
        said = _SAID_ALOUD.get(message_template or "")
        if said:
            super().add_message(request, level, message=str(said))
