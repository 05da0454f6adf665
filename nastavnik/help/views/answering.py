"""What the screens of the room share: a form that acts, a button that acts, the tabs."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nastavnik.help.models import Accompaniment, HelpRequest
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request
from nastavnik.organisations.models import Organisation


def typed(request: Request) -> Any:
    """What was sent, though it may be nothing at all."""
    return request.POST if request.method == "POST" else None


def form_page(
    request: Request, organisation: Organisation, form: forms.Form, deed: Callable[..., Any], words: str,
    template: str, **context: Any,
) -> HttpResponse:  # fmt: skip
    """Show the form, or act on it (`deed` gets its fields, returns the row to go to) and say what is now true."""
    if request.method == "POST" and form.is_valid():
        try:
            row = deed(**form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, words)
            return back_to(organisation, row)
    return render(request, template, {"form": form, **context})


def back_to(organisation: Organisation, row: Any) -> HttpResponse:
    """To the page of the question or of the accompaniment."""
    if isinstance(row, HelpRequest):
        return redirect("help:help-detail", organisation.slug, row.pk)
    key = row.pk if isinstance(row, Accompaniment) else row.accompaniment_id
    return redirect("help:accompaniment-detail", organisation.slug, key)


def tabs_of(request: Request, organisation: Organisation, here: str) -> list[dict]:
    """The parts of the room that the reader may open; nothing where there is only one."""
    if not request.user.has_perm("help.view_requests", organisation):
        return []
    names = [
        ("help-list", _("Мои вопросы")),
        ("request-list", _("Все вопросы")),
        ("waiting-list", _("Ждут наставника")),
    ]
    return [
        {
            "label": label,
            "url": reverse(f"help:{name}", args=[organisation.slug]),
            "current": name == here,
            "count": None,
        }
        for name, label in names
    ]
