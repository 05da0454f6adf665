"""Sign-in, sign-out, one's own password, language: the library's views, the few that the product uses."""

from allauth.account import views
from django.urls import path
from django.views.i18n import set_language

from nastavnik.kit.access import public, signed_in_only

urlpatterns = [
    path("login/", public("the way in")(views.login), name="account_login"),
    path("logout/", public("signing out twice harms nobody")(views.logout), name="account_logout"),
    path(
        "password/",
        signed_in_only("everybody changes their own password")(views.password_change),
        name="account_change_password",
    ),
    path("inactive/", public("says that an account is closed")(views.account_inactive), name="account_inactive"),
    path("language/", public("anybody chooses their language")(set_language), name="set_language"),
]
