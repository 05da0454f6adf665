"""What waits for those who lead: wishes to end, changes agreed whose order could not be prepared (8.1, 8.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import ChangeState, RelationMember
from nastavnik.programmes.models import EndWish, Programme, ProgrammeChange, ProposalState, WishState

GIVEN_UP = (ChangeState.DROPPED, ChangeState.UNDONE)


@dataclass(frozen=True)
class Undecided:
    """A programme in which something is to be decided; `who` has wished it, "" when all have agreed."""

    programme: Programme
    since: date
    who: str = ""


def undecided(organisation: Organisation) -> list[Undecided]:
    """The longest waiting first; four queries whatever their number."""
    return told(open_wishes(organisation), changes_without_order(organisation))


def told(wishes: Iterable[EndWish], changes: Iterable[ProgrammeChange]) -> list[Undecided]:
    """The same from rows that have been read."""
    found = [Undecided(one.programme, one.asked_at.date(), one.member.person.short_name) for one in wishes]
    found += [Undecided(one.programme, one.proposed_at.date()) for one in changes]
    return sorted(found, key=lambda one: one.since)


def open_wishes(organisation: Organisation) -> QuerySet[EndWish]:
    """Wishes to end that nobody has answered, or that were accepted and have no order (8.1)."""
    return (
        EndWish.objects.of(organisation)
        .filter(Q(state=WishState.ASKED) | Q(state=WishState.ACCEPTED) & _WITHOUT_ORDER)
        .select_related("programme__relation", "member__person")
        .prefetch_related(_MEMBERS)
    )


def changes_without_order(organisation: Organisation) -> QuerySet[ProgrammeChange]:
    """Changes that all have agreed with and that no order carries out (8.2)."""
    return (
        ProgrammeChange.objects.of(organisation)
        .filter(_WITHOUT_ORDER, state=ProposalState.AGREED)
        .select_related("programme__relation")
        .prefetch_related(_MEMBERS)
    )


_WITHOUT_ORDER = Q(order_change__isnull=True) | Q(order_change__state__in=GIVEN_UP)
_MEMBERS = Prefetch("programme__relation__members", RelationMember.objects.select_related("person"))
