"""Asking: the curator asks a person; a person opens a blank for themselves."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.consents import actions
from nastavnik.consents.forms import ConsentAskForm
from nastavnik.consents.models import CHOSEN, OF_A_PAIR, Consent, ConsentKind, ConsentState
from nastavnik.consents.views.consent import consent_url
from nastavnik.consents.views.mine import own_person
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person


@act("consents.propose_consent")
def consent_ask(request: Request, organisation: Organisation) -> HttpResponse:
    """Whom to ask for what: one purpose, one document."""
    given = {name: request.GET[name] for name in ("person", "kind") if name in request.GET}
    form = ConsentAskForm(request.POST or None, organisation=organisation, initial=given)
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["person"]
        person.organisation = organisation
        try:
            consent = actions.propose_consent(
                person, form.cleaned_data["kind"], by=request.user, about=form.programme, scope=form.scope or None
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            return _to_blank(request, organisation, consent)
    return render(request, "consents/consent_ask.html", {"form": form})


@act("consents.propose_consent", Person)
@require_POST
def consent_propose(request: Request, organisation: Organisation, person: Person) -> HttpResponse:
    """Ask a person for the consent to process their data (R2.2, R3.2)."""
    return _to_blank(request, organisation, actions.propose_consent(person, ConsentKind.PROCESSING, by=request.user))


@act("consents.propose_consent", Consent, related=("person",))
@require_POST
def consent_renew(request: Request, organisation: Organisation, consent: Consent) -> HttpResponse:
    """A new blank to the same, in the newest words, for the places of today; until it is signed the old one holds."""
    if consent.kind in OF_A_PAIR:
        raise Http404  # asked for again from the page of the pair
    person = consent.person
    person.organisation = organisation
    scope = consent.scope if consent.kind == ConsentKind.TRANSFER else None
    try:
        blank = actions.propose_consent(person, consent.kind, by=request.user, anew=True, scope=scope)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(consent_url(consent))
    return _to_blank(request, organisation, blank)


@act("consents.ask_own")
@require_POST
def own_ask(request: Request, organisation: Organisation, kind: str) -> HttpResponse:
    """A person opens the question for themselves: after a refusal nobody else does (edge case 33)."""
    if kind not in (*CHOSEN, ConsentKind.SIGNATURE):
        raise Http404
    person = own_person(request, organisation)
    try:
        consent = actions.propose_consent(person, kind, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("consents:consents-own", organisation.slug)
    return _to_blank(request, organisation, consent)


def _to_blank(request: Request, organisation: Organisation, consent: Consent) -> HttpResponse:
    consent.organisation = organisation
    if consent.state == ConsentState.PROPOSED:
        messages.success(request, _("Бланк согласия готов: распечатайте, дайте прочесть и подписать."))
    else:
        messages.info(request, _("Действующее согласие уже есть: новое не нужно."))
    return redirect(consent_url(consent))
