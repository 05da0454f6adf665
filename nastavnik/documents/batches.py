"""Many papers at once: what can be packed into one archive, how many there are, and the papers one by one.

The papers are read in the thread of the job (papers/jobs.py), row after row, so that memory stays flat.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nastavnik.consents.models import Consent, ConsentState
from nastavnik.consents.papers import consent_paper
from nastavnik.documents.papers.portfolio import petition_paper, portfolio_paper
from nastavnik.documents.portfolio import mentors_of, portfolio_of
from nastavnik.duties.models import Supplement
from nastavnik.duties.papers import supplement_paper
from nastavnik.orders.models import Order
from nastavnik.orders.papers import order_paper
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import RelationMember
from nastavnik.papers.many import Issued, issued_about
from nastavnik.papers.model import Paper
from nastavnik.people.models import Person
from nastavnik.programmes.models import Programme
from nastavnik.programmes.papers import meetings_paper, programme_paper

Named = Iterator[tuple[str, Paper | Issued]]


@dataclass(frozen=True)
class Wanted:
    """What was asked for; plain values, because the job reads its own rows."""

    organisation_id: UUID
    year: int
    order_id: UUID | None = None


@dataclass(frozen=True)
class Batch:
    label: Any
    hint: Any
    count: Callable[[Wanted], int]
    papers: Callable[[Wanted], Named]


def title_of(name: str, wanted: Wanted) -> str:
    """What the job is called on its page and in the name of its archive."""
    match name:
        case "programmes":
            return _("Программы и журналы встреч за %(year)s год") % {"year": wanted.year}
        case "order":
            return _("Документы участников: %(order)s") % {"order": _order(wanted)}
    return str(BATCHES[name].label)


# --- consents that wait -----------------------------------------------------------------------------------------
def _waiting(wanted: Wanted) -> QuerySet[Consent]:
    rows = Consent.objects.filter(organisation_id=wanted.organisation_id, state=ConsentState.PROPOSED)
    return rows.select_related("person", "text", "organisation").order_by("person__sort_key", "kind", "pk")


def _waiting_papers(wanted: Wanted) -> Named:
    organisation = _organisation(wanted)
    for consent in _waiting(wanted).iterator(chunk_size=50):
        consent.organisation = organisation
        yield _named(consent.person, consent.get_kind_display()), consent_paper(consent)


# --- an order and its people ------------------------------------------------------------------------------------
def _members(wanted: Wanted) -> QuerySet[RelationMember]:
    """Who is named in the order through a pair, or by a change of it."""
    items = _order(wanted).items.all()
    relations = items.filter(relation__isnull=False).values("relation")
    changed = items.filter(change__isnull=False).values("change__relation")
    return RelationMember.objects.filter(Q(relation__in=relations) | Q(relation__in=changed))


def _order_consents(wanted: Wanted) -> QuerySet[Consent]:
    """Without those that were signed elsewhere before our words were made: their scan is the only true image."""
    kept = Consent.objects.filter(pk__in=_members(wanted).filter(consent__isnull=False).values("consent"))
    kept = kept.exclude(given_on__lt=F("text__made_on"))
    return kept.select_related("person", "text", "organisation").order_by("person__sort_key", "kind", "pk")


def _order_supplements(wanted: Wanted) -> QuerySet[Supplement]:
    members = _members(wanted)
    found = Supplement.objects.filter(organisation_id=wanted.organisation_id)
    found = found.filter(person__in=members.values("person"), relation__in=members.values("relation"))
    return found.select_related("person", "relation").order_by("person__sort_key", "pk")


def _order_count(wanted: Wanted) -> int:
    return 1 + _order_consents(wanted).count() + _order_supplements(wanted).count()


def _order_papers(wanted: Wanted) -> Named:
    organisation = _organisation(wanted)
    order = _order(wanted)
    order.organisation = organisation
    paper = order_paper(order)
    yield paper.title, _issued(paper, order)
    for consent in _order_consents(wanted):
        consent.organisation = organisation
        made = consent_paper(consent)
        yield _named(consent.person, consent.get_kind_display()), _issued(made, consent) if consent.given_on else made
    for supplement in _order_supplements(wanted):
        supplement.organisation = organisation
        yield _named(supplement.person, "дополнительное соглашение"), _issued(supplement_paper(supplement), supplement)


# --- programmes of a year ---------------------------------------------------------------------------------------
def _programmes(wanted: Wanted) -> QuerySet[Programme]:
    rows = Programme.objects.filter(organisation_id=wanted.organisation_id, year=wanted.year)
    return rows.select_related("relation").order_by("number")


def _programme_papers(wanted: Wanted) -> Named:
    organisation = _organisation(wanted)
    for programme in _programmes(wanted).iterator(chunk_size=20):
        programme.organisation = organisation
        number = f"{programme.number:03}-{programme.year}"
        yield f"{number} Программа", programme_paper(programme)
        yield f"{number} Журнал встреч", meetings_paper(programme)


# --- references of all mentors ----------------------------------------------------------------------------------
def _mentors(wanted: Wanted) -> QuerySet[Person]:
    return mentors_of(_organisation(wanted))


def _portfolio_papers(wanted: Wanted) -> Named:
    organisation = _organisation(wanted)
    for person in _mentors(wanted):
        person.organisation = organisation
        portfolio = portfolio_of(person)
        if portfolio is not None:
            yield _named(person, "справка о наставничестве"), portfolio_paper(portfolio, organisation)
            yield _named(person, "ходатайство"), petition_paper(portfolio, organisation)


BATCHES: dict[str, Batch] = {
    "waiting": Batch(
        gettext_lazy("Бланки согласий, которые ждут подписи"),
        gettext_lazy("Каждый бланк — отдельный файл."),
        lambda wanted: _waiting(wanted).count(),
        _waiting_papers,
    ),
    "order": Batch(
        gettext_lazy("Приказ и документы тех, кто в нём назван"),
        gettext_lazy("Приказ, согласия участников пар, дополнительные соглашения. Выберите приказ ниже."),
        _order_count,
        _order_papers,
    ),
    "programmes": Batch(
        gettext_lazy("Программы и журналы встреч за год"),
        gettext_lazy("Все программы с номером этого календарного года."),
        lambda wanted: 2 * _programmes(wanted).count(),
        _programme_papers,
    ),
    "portfolios": Batch(
        gettext_lazy("Справки и ходатайства для аттестации, все наставники"),
        gettext_lazy("Для тех, кто был или остаётся наставником по приказу."),
        lambda wanted: 2 * _mentors(wanted).count(),
        _portfolio_papers,
    ),
}


def _issued(paper: Paper, about: Any) -> Paper | Issued:
    """As it was issued, where it was; what was issued is never made anew (edge case 48)."""
    return issued_about(about.organisation_id, paper.kind, about.pk) or paper


def _organisation(wanted: Wanted) -> Organisation:
    return Organisation.objects.select_related("settings").get(pk=wanted.organisation_id)


def _order(wanted: Wanted) -> Order:
    assert wanted.order_id is not None, "the form asks for the order"
    return Order.objects.get(pk=wanted.order_id, organisation_id=wanted.organisation_id)


def _named(person: Person, what: object) -> str:
    return f"{person.short_name} – {str(what)[:1].lower()}{str(what)[1:]}".replace("\u00a0", " ")
