"""«Мои согласия»: everything a person has been asked, what holds, and how to take it back (152-ФЗ ст. 9, 14)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from nastavnik.consents.choice import choice_of, offered
from nastavnik.consents.models import FIELDS_OF, Consent, ConsentKind, ConsentState
from nastavnik.consents.queries import signature_mode
from nastavnik.consents.wording import KEPT_BY_LAW
from nastavnik.kit import clock
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person


@act("consents.view_own")
def consents_own(request: Request, organisation: Organisation) -> HttpResponse:
    """The person's own consents: waiting, holding, over; what may be asked for by oneself."""
    person = own_person(request, organisation)
    rows = list(Consent.objects.of(organisation).filter(person=person).select_related("text"))
    holding = [one for one in rows if one.given_on and not one.lapse]
    context = {
        "waiting": [one for one in rows if one.state == ConsentState.PROPOSED],
        "holding": holding,
        "over": [one for one in rows if one.state != ConsentState.PROPOSED and one not in holding],
        "may_ask": [kind for kind in _kinds(organisation) if not _stands(kind, rows)],
        "kept": KEPT_BY_LAW if _processing_is_over(rows) else (),
    }
    return render(request, "consents/consents_own.html", context)


def own_person(request: Request, organisation: Organisation) -> Person:
    """The card of who has signed in; 404 for an account without one here."""
    person = Person.objects.of(organisation).filter(user=request.user).first()
    if person is None:
        raise Http404
    person.organisation = organisation
    return person


def places_of(consent: Consent) -> list[dict]:
    """Each resource of a consent that is chosen, with what may be shown there; empty for other kinds."""
    if not consent.is_chosen:
        return []
    choice, fields = choice_of(consent), FIELDS_OF[consent.kind]
    return [
        {"resource": place, "fields": [field.label for field in fields if choice.ticked(field, place.pk)]}
        for place in offered(consent)
    ]


def _kinds(organisation: Organisation) -> list[ConsentKind]:
    signing = [ConsentKind.SIGNATURE] if signature_mode(organisation, clock.today()) else []
    return [ConsentKind.DISTRIBUTION, ConsentKind.IMAGE, *signing]


def _stands(kind: ConsentKind, rows: list[Consent]) -> bool:
    return any(
        one.kind == kind and (one.state == ConsentState.PROPOSED or (one.given_on and not one.lapse)) for one in rows
    )


def _processing_is_over(rows: list[Consent]) -> bool:
    ours = [one for one in rows if one.kind == ConsentKind.PROCESSING and one.given_on]
    return bool(ours) and all(one.lapse for one in ours)
