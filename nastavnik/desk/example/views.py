"""Show the example, look through anybody's eyes, set it back."""

from django.contrib import messages
from django.contrib.auth import login, logout
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.desk.example.build import build_example, remove_example
from nastavnik.desk.example.people import EYES
from nastavnik.desk.setup.views import is_empty
from nastavnik.kit.access import public
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person

OPEN_TO = "the people of the example are made up, their roles end at its walls"


@public(OPEN_TO)
def example_enter(request: HttpRequest) -> HttpResponse:
    """Whose eyes to look through."""
    example = _example()
    people = {person.surname: person for person in Person.objects.of(example).prefetch_related("employments")}
    parts = [
        {"code": code, "title": title, "what": what, "person": people[surname]}
        for code, (surname, title, what) in EYES.items()
    ]
    return render(request, "desk/example.html", {"parts": parts, "doors_open": is_empty()})


@public(OPEN_TO)
@require_POST
def example_build(request: HttpRequest) -> HttpResponse:
    """Build the example, once."""
    if not Organisation.objects.filter(is_example=True).exists():
        _allow(request)
        build_example()
    return redirect("desk:example-enter")


@public(OPEN_TO)
@require_POST
def example_reset(request: HttpRequest) -> HttpResponse:
    """Away with everything that was tried, and built anew."""
    _example()
    _allow(request)
    if request.user.is_authenticated and _is_of_example(request.user):
        logout(request)
    remove_example()
    build_example()
    messages.success(request, _("Пример возвращён к началу."))
    return redirect("desk:example-enter")


@public(OPEN_TO)
@require_POST
def example_enter_as(request: HttpRequest, part: str) -> HttpResponse:
    """Sign in as one of the example's people. They have no password: this is their only way in."""
    example = _example()
    _allow(request)
    if part not in EYES:
        raise Http404
    person = Person.objects.of(example).get(surname=EYES[part][0])
    login(request, person.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("desk:home", example.slug)


@public(OPEN_TO)
@require_POST
def example_leave(request: HttpRequest) -> HttpResponse:
    """Out of the example."""
    logout(request)
    return redirect("desk:index")


def _example() -> Organisation:
    example = Organisation.objects.filter(is_example=True).first()
    if example is None:
        raise Http404
    return example


def _allow(request: HttpRequest) -> None:
    """While the installation is empty anybody may; afterwards those who are signed in."""
    if not (is_empty() or request.user.is_authenticated):
        raise PermissionDenied(_("Войдите, чтобы посмотреть пример."))


def _is_of_example(user) -> bool:
    return user.roles.filter(organisation__is_example=True).exists()
