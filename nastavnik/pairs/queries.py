"""Lists of pairs and of people without one."""

from django.db.models import QuerySet

from nastavnik.banks.models import EntryState, MenteeEntry
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import OPEN_STATES, MemberRole, Relation, RelationMember
from nastavnik.people.models import Person


def relations(organisation: Organisation) -> QuerySet[Relation]:
    """All relations with their members; two further queries whatever their number."""
    return Relation.objects.of(organisation).prefetch_related("members__person", "members__consent")


def relations_of(person: Person) -> QuerySet[Relation]:
    """Relations that the person knows of, newest first."""
    return (
        relations(person.organisation)
        .filter(members__person=person, members__left_on__isnull=True)
        .exclude(state__in=("proposed", "dropped"))
        .distinct()
    )


def without_pair(organisation: Organisation) -> list[MenteeEntry]:
    """Mentees in the bank who have no pair yet, longest waiting first (R5.3)."""
    busy = RelationMember.objects.of(organisation).filter(
        role=MemberRole.MENTEE, left_on__isnull=True, relation__state__in=OPEN_STATES
    )
    return list(
        MenteeEntry.objects.of(organisation)
        .filter(state=EntryState.ACTIVE, requests__state="open")
        .distinct()
        .exclude(person__in=busy.values("person"))
        .select_related("person")
        .prefetch_related("requests__topics")
        .order_by("included_on", "person__sort_key")
    )
