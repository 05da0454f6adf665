"""What the views of this room share: do an act and answer, show a form with its refusal."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Organisation
from nastavnik.programmes.actions.locking import why_not_writable
from nastavnik.programmes.models import Programme


def address(name: str, organisation: Organisation, row) -> str:
    """The address of a page of this room."""
    return reverse(f"programmes:{name}", args=[organisation.slug, row.pk])


def back_to(programme: Programme, organisation: Organisation, place: str = "") -> HttpResponse:
    """To the page of the programme, at a place of it."""
    return redirect(address("programme-detail", organisation, programme) + place)


def told_closed(request: HttpRequest, organisation: Organisation, programme: Programme) -> HttpResponse | None:
    """Who opens a page for writing when the text is closed goes back and reads why, and what can be done instead."""
    closed = why_not_writable(programme) if request.method == "GET" else None
    if closed is None:
        return None
    messages.info(request, closed)
    return back_to(programme, organisation)


def try_act(request: HttpRequest, act: Callable[[], object], said: Callable[[], str] | str) -> bool:
    """Do the act and say what is now true, or say why not."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return False
    messages.success(request, said if isinstance(said, str) else said())
    return True


def try_form(form: Form, act: Callable[[], object]) -> bool:
    """Do the act with a valid form; a refusal goes to the field that mends it."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        return False
    return True


def seen_version(request: HttpRequest) -> int:
    """The version of the text on the page where a button was pressed; none counts as an outdated one."""
    try:
        return int(request.POST.get("version", ""))
    except ValueError:
        return 0
