"""The register of consents, many papers at once, and the words."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nastavnik.consents import actions
from nastavnik.consents.forms import (
    EXPIRING,
    WITHOUT_SCAN,
    ConsentFilterForm,
    ConsentTextForm,
    RegisterConsentsForm,
    RegisterDayForm,
)
from nastavnik.consents.models import CHOSEN, Consent, ConsentKind, ConsentQuerySet, ConsentState, ConsentText, Way
from nastavnik.consents.papers import consents_paper, register_paper, register_rows
from nastavnik.consents.queries import expiring, open_steps
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.papers.download import download
from nastavnik.people.models import Person

PAGE = 50
SOON = 30
"""Days before the end of a term in which the register speaks of it (domain 2.4)."""


@act("consents.view_consents")
def consent_list(request: Request, organisation: Organisation) -> HttpResponse:
    """All consents: who, what for, which words, since when, until when; above them what is to be done."""
    form = ConsentFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    page = Paginator(_wanted(organisation, wanted).waiting_first(), PAGE).get_page(request.GET.get("page"))
    steps = list(open_steps(organisation))
    context = {
        "page": page,
        "filters": form,
        "kinds": ConsentKind,
        "narrowed": any(wanted.values()),
        "waiting": _all_waiting(organisation).count(),
        "steps": steps[:5],
        "more_steps": len(steps) - 5,
        "overdue": sum(step.is_overdue for step in steps),
        "expiring": expiring(organisation, clock.today(), SOON).count(),
    }
    return render(request, "consents/consent_list.html", context)


@act("consents.view_consents")
def register_on_day(request: Request, organisation: Organisation) -> HttpResponse:
    """The register as an inspector reads it, on a date."""
    form = RegisterDayForm(request.GET or None, initial={"on": clock.today()})
    day = (form.cleaned_data["on"] if form.is_valid() else None) or clock.today()
    context = {"form": form, "day": day, "rows": register_rows(organisation, day)}
    return render(request, "consents/register_on_day.html", context)


@act("consents.view_consents")
def register_download(request: Request, organisation: Organisation, paper_format: str) -> HttpResponse:
    """The same as a paper."""
    form = RegisterDayForm(request.GET)
    day = (form.cleaned_data["on"] if form.is_valid() else None) or clock.today()
    return download(register_paper(organisation, day), paper_format, organisation_id=organisation.pk)


@act("consents.register_consents")
def consents_register(request: Request, organisation: Organisation) -> HttpResponse:
    """Register many papers of one day at once: after a meeting where everybody has signed."""
    waiting = _all_waiting(organisation)
    plain = waiting.exclude(kind__in=[*CHOSEN, ConsentKind.SIGNATURE])
    form = RegisterConsentsForm(request.POST or None, waiting=plain, initial={"given_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.register_consents(
                form.cleaned_data["signed"], by=request.user, given_on=form.cleaned_data["given_on"]
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            said = _("Готово. Зарегистрировано согласий: %(count)s. Сканы можно приложить позже.")
            messages.success(request, said % {"count": len(done)})
            return redirect("consents:consent-list", organisation.slug)
    context = {"form": form, "waiting": plain.count(), "one_by_one": waiting.exclude(pk__in=plain.values("pk"))}
    return render(request, "consents/consents_register.html", context)


@act("consents.view_consents")
def waiting_papers(request: Request, organisation: Organisation, paper_format: str) -> HttpResponse:
    """All blanks that wait for a signature, to be printed at once; 404 when none waits."""
    waiting = list(_all_waiting(organisation).select_related("text").prefetch_related("person__employments"))
    if not waiting:
        raise Http404
    return download(consents_paper(organisation, waiting), paper_format, organisation_id=organisation.pk)


@act("consents.change_text")
def text_change(request: Request, organisation: Organisation, kind: str) -> HttpResponse:
    """Change the words: a new version; what was given keeps its own (edge case 34)."""
    text = actions.current_text(organisation, ConsentKind(kind))
    form = ConsentTextForm(request.POST or None, kind=kind, initial={"body": text.body})
    if request.method == "POST" and form.is_valid():
        saved = actions.change_text(organisation, kind, form.cleaned_data["body"], by=request.user)
        if saved.version == text.version:
            messages.info(request, _("Текст не изменился: новой редакции нет."))
        else:
            messages.success(
                request,
                _("Сохранена редакция № %(number)s. Согласия, данные раньше, сохраняют прежний текст.")
                % {"number": saved.version},
            )
        return redirect("consents:text-change", organisation.slug, kind)
    versions = ConsentText.objects.of(organisation).filter(kind=kind).order_by("-version")
    context = {"form": form, "kind": ConsentKind(kind), "text": text, "earlier": versions.exclude(pk=text.pk)}
    return render(request, "consents/text_change.html", context)


def _wanted(organisation: Organisation, wanted: dict) -> ConsentQuerySet:
    """The rows that the filters let through."""
    consents: ConsentQuerySet = Consent.objects.of(organisation).select_related("person", "text")
    if wanted.get("q"):
        consents = consents.filter(person__in=Person.objects.of(organisation).found_by(wanted["q"]))
    if wanted.get("kind"):
        consents = consents.filter(kind=wanted["kind"])
    if wanted.get("state") == WITHOUT_SCAN:
        return consents.filter(state=ConsentState.GIVEN, way=Way.PAPER, scan__isnull=True)
    if wanted.get("state") == EXPIRING:
        return consents.expiring(clock.today(), SOON)
    if wanted.get("state"):
        consents = consents.filter(state=wanted["state"])
    return consents


def _all_waiting(organisation: Organisation) -> ConsentQuerySet:
    """The consents that nobody has signed yet, by kind and person, so that papers lie in order."""
    found: ConsentQuerySet = Consent.objects.of(organisation).filter(state=ConsentState.PROPOSED)
    return found.select_related("person").order_by("kind", "person__sort_key", "pk")
