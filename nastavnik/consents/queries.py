"""Reads that rooms above ask for: what may be published, what is left to do, what is about to end, who may sign."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q
from django.utils.translation import gettext as _

from nastavnik.consents.models import (
    Cell,
    Condition,
    Consent,
    ConsentKind,
    ConsentQuerySet,
    ConsentState,
    ConsentStep,
    Onward,
    PublicField,
    Resource,
    SignatureMode,
    Way,
)
from nastavnik.consents.models.publishing import IMAGES
from nastavnik.consents.models.steps import StepQuerySet
from nastavnik.organisations.models import Organisation
from nastavnik.papers.models import IssuedPaper
from nastavnik.people.models import Person

Lack = tuple[Person, PublicField]


# --- publishing (9.3) ---------------------------------------------------------------------------------------
def may_publish(person: Person, field: str, resource: Resource, day: date) -> bool:
    """Whether this datum of this person may be shown at this place on that day (9.3, edge case 30).

    A picture needs two consents: to distribute the datum (C4) and to use the image (C5).
    """
    return not lacking_to_publish([person], [field], resource, day)


def lacking_to_publish(people: Iterable[Person], fields: Iterable[str], resource: Resource, day: date) -> list[Lack]:
    """Every person and field that may not be shown there on that day, in the order given; one query.

    A resource that is not in use on the day, or of another institution, lets nothing through.
    """
    people, wanted = list(people), [PublicField(field) for field in fields]
    allowed = _allowed(people, resource, day) if _is_open(resource, day) else frozenset()
    return [
        (person, field)
        for person in people
        for field in wanted
        if person.organisation_id != resource.organisation_id
        or any((person.pk, kind, field) not in allowed for kind in _needed(field))
    ]


def conditions_to_publish(people: Iterable[Person], resource: Resource, day: date) -> list[tuple[Person, str, str]]:
    """The conditions that people have laid down for what may be shown there: person, field, words (ст. 10.1 ч. 10).

    They are published beside the data; prohibitions need no words, for what is forbidden is not shown.
    """
    known = {person.pk: person for person in people}
    rows = Condition.objects.filter(
        consent__in=Consent.objects.filter(person__in=known, kind=ConsentKind.DISTRIBUTION).valid(day),
        consent__cells__resource=resource,
        consent__cells__field=F("field"),
        is_ban=False,
    ).select_related("consent")
    rows = rows.order_by("consent__person__sort_key", "field").distinct()
    return [(known[row.consent.person_id], row.field, row.words) for row in rows]


def _allowed(people: list[Person], resource: Resource, day: date) -> frozenset[tuple]:
    """The cells of valid consents. A page of a site is passed on over the net: who has allowed the operator only
    the inner network, or no passing on at all, has forbidden it, whatever is ticked (приказ Роскомнадзора № 18)."""
    over_the_net = ~Q(kind=ConsentKind.DISTRIBUTION) | Q(scope__onward=Onward.NETWORK)
    given = Consent.objects.filter(over_the_net, person__in=people).valid(day)
    cells = Cell.objects.filter(resource=resource, consent__in=given).values_list(
        "consent__person_id", "consent__kind", "field"
    )
    return frozenset(cells)


def _needed(field: PublicField) -> tuple[str, ...]:
    return (ConsentKind.DISTRIBUTION, ConsentKind.IMAGE) if field in IMAGES else (ConsentKind.DISTRIBUTION,)


def _is_open(resource: Resource, day: date) -> bool:
    return resource.retired_on is None or resource.retired_on > day


# --- what is left to do -------------------------------------------------------------------------------------
def open_steps(organisation: Organisation) -> StepQuerySet:
    """Steps that nobody has marked done, the most urgent first, with person, consent and resource."""
    rows: StepQuerySet = ConsentStep.objects.of(organisation).open()
    return rows.select_related("consent__person", "resource")


def expiring(organisation: Organisation, day: date, days: int = 30) -> ConsentQuerySet:
    """Consents that hold on the day and end within so many days, the earliest first (domain 2.4)."""
    found: ConsentQuerySet = Consent.objects.of(organisation).expiring(day, days)
    return found.select_related("person").order_by("valid_until", "person__sort_key")


# --- the simple electronic signature ------------------------------------------------------------------------
def signature_mode(organisation: Organisation, day: date) -> SignatureMode | None:
    """The local act by which consents may be signed in the system on that day; None: they may not."""
    return SignatureMode.objects.of(organisation).on(day).order_by("-since", "-pk").first()


def agreement_to_sign(person: Person, day: date) -> Consent | None:
    """The person's consent to this signature that holds on the day, signed on paper (63-ФЗ ст. 9)."""
    agreed = Consent.objects.filter(person=person, kind=ConsentKind.SIGNATURE, way=Way.PAPER).valid(day)
    return agreed.select_related("received_by").order_by("-given_on").first()


def why_not_signed(consent: Consent, day: date) -> str | None:
    """Why this consent cannot be signed in the system on that day, in a sentence; None: it can."""
    if consent.kind == ConsentKind.SIGNATURE:
        return _("Это согласие подписывают только на бумаге: при нём проверяют, кто подписывает.")
    if consent.state != ConsentState.PROPOSED:
        return _("Это согласие уже не ждёт подписи.")
    mode = signature_mode(consent.organisation, day)
    if mode is None:
        return _("Подписание простой электронной подписью в учреждении не включено: подпишите на бумаге у куратора.")
    agreement = agreement_to_sign(consent.person, day)
    if agreement is None:
        return _(
            "Нет действующего согласия на простую электронную подпись: его один раз подписывают на бумаге у куратора."
        )
    if agreement.scope.get("act") != mode.act_words:
        return _(
            "Согласие на простую электронную подпись дано по прежнему локальному акту: подпишите у куратора новое."
        )
    return None


# --- papers -------------------------------------------------------------------------------------------------
def kept_papers(consent: Consent) -> dict[str, IssuedPaper]:
    """What was issued when it was given, by format; «protocol» is the protocol of its signing."""
    rows = IssuedPaper.objects.filter(
        Q(kind=f"consent_{consent.kind}") | Q(kind="signature_protocol"), organisation_id=consent.organisation_id
    ).filter(about_id=consent.pk)
    return {
        "protocol" if row.kind == "signature_protocol" else row.format: row for row in rows.order_by("-kept_at", "-pk")
    }
