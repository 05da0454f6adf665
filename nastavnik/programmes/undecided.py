"""What waits for those who lead: wishes to end, changes agreed whose order could not be prepared (8.1, 8.2)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import ChangeState
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
    without_order = Q(order_change__isnull=True) | Q(order_change__state__in=GIVEN_UP)
    wishes = (
        EndWish.objects.of(organisation)
        .filter(Q(state=WishState.ASKED) | Q(state=WishState.ACCEPTED) & without_order)
        .select_related("programme__relation", "member__person")
        .prefetch_related("programme__relation__members__person")
    )
    changes = (
        ProgrammeChange.objects.of(organisation)
        .filter(without_order, state=ProposalState.AGREED)
        .select_related("programme__relation")
        .prefetch_related("programme__relation__members__person")
    )
    found = [Undecided(one.programme, one.asked_at.date(), one.member.person.short_name) for one in wishes]
    found += [Undecided(one.programme, one.proposed_at.date()) for one in changes]
    return sorted(found, key=lambda one: one.since)
