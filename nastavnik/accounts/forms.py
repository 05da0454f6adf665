"""Sign-in and one's own password in our words; the checks are the library's."""

from typing import Any

from allauth.account import forms as library
from django import forms
from django.utils.translation import gettext_lazy as _


class LoginForm(library.LoginForm):
    """Name and password as they stand on the access card."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        name, password = self.fields["login"], self.fields["password"]
        name.label, name.help_text = _("Имя для входа"), _("Латиницей, как на карточке доступа: ivanova.mp")
        password.label, password.help_text = (
            _("Пароль"),
            "",
        )  # the library's hint would lead to a page we do not have
        for field, meaning in ((name, "username"), (password, "current-password")):
            field.widget.attrs = {"autocomplete": meaning, "autocapitalize": "none", "spellcheck": "false"}


class ChangePasswordForm(library.ChangePasswordForm):
    """One's own password instead of the present one."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        old, new, again = (self.fields[name] for name in ("oldpassword", "password1", "password2"))
        one_time = self.user.must_change_password
        old.label = _("Одноразовый пароль с карточки") if one_time else _("Нынешний пароль")
        new.label, again.label = _("Новый пароль"), _("Новый пароль ещё раз")
        new.help_text = _("Не короче 8 знаков, не одни цифры и не из самых частых. Удобно взять два-три слова.")
        old.help_text = again.help_text = ""
        old.widget.attrs = {"autocomplete": "current-password"}
        for field in (new, again):
            field.widget.attrs = {"autocomplete": "new-password"}

    def clean(self) -> dict[str, Any]:
        """The password of a printed card must not stay: others may have seen it (domain, edge case 80)."""
        cleaned = super().clean()
        if cleaned.get("password1") and cleaned["password1"] == cleaned.get("oldpassword"):
            self.add_error(
                "password1", forms.ValidationError(_("Новый пароль совпадает с прежним: придумайте другой."))
            )
        return cleaned
