"""The two doors of an empty installation and the steps of the path."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nastavnik.desk.setup.actions import Founded, found
from nastavnik.desk.setup.forms import STEPS
from nastavnik.kit.access import public
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Organisation

KEPT = "setup"
FOUNDING = 0x4E41_5354  # the number of the lock under which the first institution is founded
NAMES = list(STEPS)


def is_empty() -> bool:
    """No real institution yet: the doors are open to whoever installed the product."""
    return not Organisation.objects.filter(is_example=False).exists()


@public("the doors of an empty installation; closed for good when an institution is founded")
def doors(request: HttpRequest) -> HttpResponse:
    """«Посмотреть пример» and «Начать с нашим детским садом»."""
    if not is_empty():
        return redirect("desk:index")
    return render(request, "desk/doors.html", {"example": Organisation.objects.filter(is_example=True).first()})


@public("founding the first institution; closed for good afterwards")
def setup_step(request: HttpRequest, step: str) -> HttpResponse:
    """One step; what was typed is kept in the session and played back."""
    if not is_empty():
        if request.method == "POST":  # a second press: what was founded a moment ago is there
            return redirect("desk:index")
        raise Http404
    form_class, title = STEPS.get(step, (None, None))
    if form_class is None:
        raise Http404
    kept = request.session.get(KEPT, {})
    form = form_class(request.POST or None, initial=kept.get(step, {}))
    number = NAMES.index(step) + 1
    if request.method == "POST" and form.is_valid():
        if step == "account":
            return _finish(request, form, kept)
        request.session[KEPT] = {**kept, step: _typed(form)}
        return redirect("desk:setup-step", NAMES[number])
    context = {"form": form, "title": title, "number": number, "total": len(NAMES), "step": step}
    if step == "account":
        context["answers"] = _answers(kept)
    context["back"] = NAMES[number - 2] if number > 1 else ""
    return render(request, "desk/setup_step.html", context)


def _finish(request: HttpRequest, form, kept: dict[str, Any]) -> HttpResponse:
    """All steps again, from what was kept; then the institution is founded and its first user signed in."""
    answers = {"account": form.cleaned_data}
    for step in NAMES[:-1]:
        again = STEPS[step][0](kept.get(step, {}))
        if not again.is_valid():
            messages.error(request, _("Заполните этот шаг, чтобы продолжить."))
            return redirect("desk:setup-step", step)
        answers[step] = again.cleaned_data
    try:
        founded = _found_first(answers)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        context = {"form": form, "title": STEPS["account"][1], "number": len(NAMES), "total": len(NAMES)}
        return render(request, "desk/setup_step.html", {**context, "step": "account", "answers": _answers(kept)})
    if founded is None:
        return redirect("desk:index")
    del request.session[KEPT]
    login(request, founded.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    messages.success(request, _("Готово: учреждение заведено. Следующий шаг — список сотрудников."))
    return redirect("desk:home", founded.organisation.slug)


def _found_first(answers: dict[str, dict[str, Any]]) -> Founded | None:
    """Found the institution unless somebody else has done so a moment ago: the doors open once."""
    with transaction.atomic():  # SQLite lets one writer in; PostgreSQL needs a lock of its own
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FOUNDING])
        return found(answers) if is_empty() else None


def _typed(form) -> dict[str, Any]:
    """What was typed, as it came: it is checked again at the end."""
    return {name: form.data.get(form.add_prefix(name), "") for name in form.fields}


def _answers(kept: dict[str, Any]) -> list[dict[str, Any]]:
    """Check your answers: every step in one line, each with its «change»."""
    card, head, curator, orders = (kept.get(step, {}) for step in NAMES[:-1])
    lines = {
        "card": card.get("short_name", ""),
        "head": _person(head),
        "curator": _person(head) if curator.get("is_head") else _person(curator),
        "orders": _("№ %(number)s") % orders if orders.get("has_order") == "yes" else _("подготовим здесь"),
    }
    return [
        {"label": STEPS[step][1], "value": value, "url": reverse("desk:setup-step", args=[step])}
        for step, value in lines.items()
    ]


def _person(said: dict[str, Any]) -> str:
    return " ".join(filter(None, (said.get("surname"), said.get("first_name"), said.get("patronymic"))))
