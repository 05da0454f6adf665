"""What the screens of the room share: a form that acts, a button that acts, and where both lead."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from nastavnik.appeals.models import MediationCase, Petition, Proposal
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request
from nastavnik.organisations.models import Organisation

_PAGES = {Petition: "petition-detail", Proposal: "proposal-detail", MediationCase: "mediation-detail"}


def back_to(organisation: Organisation, row: Any) -> HttpResponse:
    """To the page of this petition, proposal or mediation."""
    return redirect(f"appeals:{_PAGES[type(row)]}", organisation.slug, row.pk)


def typed(request: Request) -> Any:
    """What was sent, though it may be nothing at all: most fields here may stay empty."""
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


def do(request: Request, organisation: Organisation, row: Any, deed: Callable[..., Any], words: str) -> HttpResponse:
    """An act of one button on this row."""
    try:
        deed(row, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, words)
    return back_to(organisation, row)
