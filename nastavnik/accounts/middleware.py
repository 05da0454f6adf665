"""A one-time password opens one page only; a forgotten session closes; what is behind sign-in is kept nowhere."""

import time

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

_STAYS_OPEN = ("account_change_password", "account_logout", "set_language", "kit:appearance")
SEEN = "seen"
_NOTED_EVERY = 300  # seconds: a page that is only read seldom writes


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


class SignOutWhenIdle:
    """On a shared computer whoever forgot to sign out is signed out after IDLE_MINUTES (edge case 81).

    What they were typing returns to them after they sign in again (kit.sent_forms). It goes by the real
    time, not by the clock of the kit: a session is no fact of the institution.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            idle = now - request.session.get(SEEN, now)
            if idle > settings.IDLE_MINUTES * 60:
                logout(request)
            elif idle > _NOTED_EVERY or SEEN not in request.session:
                _note(request, now)
        return self.get_response(request)


def begin_session(request: HttpRequest, **about) -> None:
    """A session carries its moment from the sign-in on, so that the first page need not write it."""
    _note(request, int(time.time()))


class KeepNowhere:
    """Pages of somebody who has signed in stay in no cache: «Назад» after signing out shows nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if (signed_in or request.user.is_authenticated) and not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "private, no-store"
        return response


def _note(request: HttpRequest, now: int) -> None:
    request.session[SEEN] = now
