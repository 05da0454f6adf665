"""A one-time password opens one page only: the one where it is changed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

_STAYS_OPEN = ("account_change_password", "account_logout", "set_language", "kit:appearance")


class ChangePasswordFirst:
    """Send a person with a one-time password to choose their own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if (
            user.is_authenticated
            and user.must_change_password
            and request.path not in {reverse(name) for name in _STAYS_OPEN}
            and not request.path.startswith("/static/")
        ):
            return redirect("account_change_password")
        return self.get_response(request)
