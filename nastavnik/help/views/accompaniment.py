"""Screens for those who wait for a mentor and those who accompany them (R5.3)."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from nastavnik.help import actions, waiting
from nastavnik.help.forms import ContactForm, EndForm, SpecialistForm
from nastavnik.help.models import Accompaniment
from nastavnik.help.views.answering import form_page, tabs_of, typed
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person

RELATED = ("person", "specialist")


@act("help.view_waiting")
def waiting_list(request: Request, organisation: Organisation) -> HttpResponse:
    """Who waits for a mentor, how long, who accompanies them."""
    context = {
        "rows": waiting.waiting_list(organisation),
        "tab_items": tabs_of(request, organisation, "waiting-list"),
    }
    return render(request, "help/waiting_list.html", context)


@act("help.appoint_specialist", Person)
def accompaniment_appoint(request: Request, organisation: Organisation, person: Person) -> HttpResponse:
    """Appoint who accompanies this teacher from today; `?replaced=1`: while their mentor is being replaced."""
    initial = {"being_replaced": "replaced" in request.GET}
    return form_page(
        request, organisation, SpecialistForm(typed(request), person=person, initial=initial),
        partial(actions.appoint_specialist, person, by=request.user),
        _("Готово. Педагог видит, кто его сопровождает; сопровождение закончится само, когда приступит наставник."),
        "help/accompaniment_appoint.html",
        person=person,
    )  # fmt: skip


@act("help.view_accompaniment", Accompaniment, related=RELATED)
def accompaniment_detail(request: Request, organisation: Organisation, accompaniment: Accompaniment) -> HttpResponse:
    """Who accompanies whom, and the log."""
    over = waiting.over_on(accompaniment)
    context = {
        "accompaniment": accompaniment,
        "over": over,
        "ended_by_pair": over is not None and accompaniment.state != "closed",
        "contacts": accompaniment.contacts.select_related("made_by"),
        "may_add": over is None and request.user.has_perm("help.add_contact", accompaniment),
        "may_close": over is None and request.user.has_perm("help.close_accompaniment", accompaniment),
        "is_mine": accompaniment.person.user_id == request.user.pk,
        "sees_waiting": request.user.has_perm("help.view_waiting", organisation),
    }
    return render(request, "help/accompaniment_detail.html", context)


@act("help.add_contact", Accompaniment, related=RELATED)
def contact_add(request: Request, organisation: Organisation, accompaniment: Accompaniment) -> HttpResponse:
    """A line of the log."""
    return form_page(
        request, organisation, ContactForm(typed(request)),
        partial(actions.add_contact, accompaniment, by=request.user),
        _("Записано. Больше ничего не нужно."),
        "help/contact_add.html",
        accompaniment=accompaniment,
    )  # fmt: skip


@act("help.close_accompaniment", Accompaniment, related=RELATED)
def accompaniment_close(request: Request, organisation: Organisation, accompaniment: Accompaniment) -> HttpResponse:
    """End it with a reason."""
    return form_page(
        request, organisation, EndForm(typed(request)),
        partial(actions.close_accompaniment, accompaniment, by=request.user),
        _("Сопровождение завершено."),
        "help/accompaniment_close.html",
        accompaniment=accompaniment,
    )  # fmt: skip
