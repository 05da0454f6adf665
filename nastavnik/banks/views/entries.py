"""One entry of a bank: what stands in it, what it lacks, what can be done with it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.banks import actions
from nastavnik.banks.models import Bank, Entry, EntryState, MenteeEntry, MentorEntry
from nastavnik.banks.queries import MODELS
from nastavnik.banks.states import lifecycle_of
from nastavnik.consents.models import Consent
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation

RELATED = ("person", "basis")


@act("banks.view_entry", MenteeEntry, related=RELATED)
def mentee_detail(request: Request, organisation: Organisation, entry: MenteeEntry) -> HttpResponse:
    """A mentee in the bank: requests, basis, what is missing, what can be done."""
    requests = entry.requests.filter(state="open").prefetch_related("topics")
    earlier = entry.requests.exclude(state="open").prefetch_related("topics")
    return _entry_page(request, entry, {"requests": requests, "earlier": earlier})


@act("banks.view_entry", MentorEntry, related=(*RELATED, "selected_by"))
def mentor_detail(request: Request, organisation: Organisation, entry: MentorEntry) -> HttpResponse:
    """A mentor in the bank: competences, readiness, selection, basis."""
    return _entry_page(request, entry, {"competences": entry.competences.all()})


@act("banks.change_entry")
@require_POST
def entry_act(request: Request, organisation: Organisation, bank: str, key: str, deed: str) -> HttpResponse:
    """Include, suspend, resume, exclude, select: one act on one entry."""
    entry = get_object_or_404(MODELS[bank].objects.of(organisation).select_related(*RELATED), pk=key)
    entry.organisation = organisation
    if deed not in _DEEDS or (deed == "select" and bank != Bank.MENTORS):
        raise Http404
    try:
        _DEEDS[deed](entry, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _done(deed) % {"who": entry.person.full_name})
    if request.POST.get("back") == "list":
        return redirect("banks:entry-list", organisation.slug, bank)
    return redirect(f"banks:{bank[:-1]}-detail", organisation.slug, entry.pk)


_DEEDS: dict[str, Callable[..., Entry]] = {
    "include": actions.include_entry,
    "suspend": actions.suspend_entry,
    "resume": actions.resume_entry,
    "exclude": actions.exclude_entry,
    "select": actions.select_mentor,
}


def _done(deed: str) -> str:
    return {
        "include": _("Готово. %(who)s — в базе и участвует в подборе."),
        "suspend": _("%(who)s: участие в подборе приостановлено. Действующие пары продолжаются."),
        "resume": _("%(who)s снова участвует в подборе."),
        "exclude": _("%(who)s больше не в базе. Действующие пары продолжаются."),
        "select": _("Отбор наставника отмечен: %(who)s."),
    }[deed]


def _entry_page(request: Request, entry: Entry, context: dict) -> HttpResponse:
    lifecycle, bank = lifecycle_of(entry), Bank.MENTORS if isinstance(entry, MentorEntry) else Bank.MENTEES
    wanting = entry.state in (EntryState.DRAFT, EntryState.EXCLUDED) or bool(entry.lapse)
    move = "resume" if entry.lapse else "include"
    missing = lifecycle.why_not(entry, move) if wanting else None
    consent = entry.person.consents.filter(kind="processing").first()
    today = clock.today()
    return render(
        request,
        f"banks/{bank[:-1]}_detail.html",
        {
            "entry": entry,
            "bank": bank,
            "missing": missing,
            "asked": _asked(entry, consent) or missing,
            "possible": lifecycle.possible(entry),
            "consent": consent,
            "may_change": request.user.has_perm("banks.change_entry", entry),
            "own": entry.person.user_id == request.user.pk,
            "position": entry.person.position_on(today),
            "experience": entry.person.experience_on(today),
            **context,
        },
    )


def _asked(entry: Entry, consent: Consent | None) -> str:
    """What is asked of the curator, or "" when the sentence of the guard says it well enough."""
    if isinstance(entry, MentorEntry) and entry.selected_on is None:
        return _("Решите, берёте ли этого человека в наставники, и отметьте отбор")
    if consent is None or consent.lapse:
        if consent is not None and consent.state == "proposed":
            return _("Дайте прочесть и подписать согласие на обработку данных, затем зарегистрируйте его")
        return _("Подготовьте бланк согласия на обработку данных")
    return ""
