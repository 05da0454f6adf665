"""The library's views that the product uses, with our forms and pages; no self-registration (4.4.5)."""

from allauth.account.views import AccountInactiveView, LoginView, LogoutView, PasswordChangeView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.i18n import set_language as django_set_language

from nastavnik.accounts.forms import ChangePasswordForm, LoginForm
from nastavnik.kit.access import public, signed_in_only

_login = LoginView.as_view(form_class=LoginForm, template_name="accounts/login.html")


@public("the way in")
def login(request: HttpRequest) -> HttpResponse:
    """Sign in; who tries too often is told to wait, in our words."""
    answer = _login(request)
    return render(request, "accounts/too_often.html", status=429) if answer.status_code == 429 else answer


logout = public("signing out twice harms nobody")(LogoutView.as_view(template_name="accounts/logout.html"))

_password_change = PasswordChangeView.as_view(
    form_class=ChangePasswordForm, template_name="accounts/password_change.html"
)


@signed_in_only("everybody changes their own password")
def password_change(request: HttpRequest) -> HttpResponse:
    """One's own password; the people of the example have none."""
    if not request.user.has_usable_password():  # type: ignore[union-attr]  # somebody has signed in
        messages.info(request, _("У этой учётной записи нет пароля: в пример входят, выбирая роль."))
        return redirect("/")
    return _password_change(request)


account_inactive = public("says that an account is closed")(
    AccountInactiveView.as_view(template_name="accounts/account_inactive.html")
)

set_language = public("anybody chooses their language")(django_set_language)
