"""Sign-in, sign-out, one's own password, language. The names are the library's: it looks for them."""

from django.urls import path

from nastavnik.accounts import views

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("password/", views.password_change, name="account_change_password"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("language/", views.set_language, name="set_language"),
]
