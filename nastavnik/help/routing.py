"""Who is asked: the own mentor first, then the bank by topic, those with the fewest open requests (3.3.2, 6.1/3).

The order is a rule over facts (`choose`); the facts of a day are read in one place (`candidates_for`).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from nastavnik.banks.models import MentorEntry, Topic
from nastavnik.help.models import OPEN_HELP, NobodyReason
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import MemberRole, Relation, RelationMember, RelationState
from nastavnik.people.models import Employment, Person, PersonQuerySet
from nastavnik.programmes.models import Pause


@dataclass(frozen=True)
class Candidate:
    """Somebody who might be asked: own mentor or of the bank, how many requests wait for them, here or away."""

    person: Person
    is_own: bool = False
    load: int = 0
    is_away: bool = False


@dataclass(frozen=True)
class Choice:
    """Who is asked; or nobody, and why."""

    candidate: Candidate | None
    nobody: NobodyReason | None = None

    @property
    def person(self) -> Person | None:
        return self.candidate.person if self.candidate else None


def choose(candidates: Iterable[Candidate], *, past: Collection[UUID] = ()) -> Choice:
    """The one to ask; `past` are the keys of those who are never asked: the author, whoever has been asked already."""
    known = list(candidates)
    free = [one for one in known if one.person.pk not in past and not one.is_away]
    if free:
        return Choice(min(free, key=_order))
    if not known:
        return Choice(None, NobodyReason.NO_MENTOR)
    asked = any(one.person.pk in past for one in known)
    return Choice(None, NobodyReason.ALL_ASKED if asked else NobodyReason.ALL_AWAY)


def candidates_for(author: Person, topic: Topic, day: date) -> list[Candidate]:
    """The author's mentors of today and the mentors of the bank with this direction; three queries."""
    own = set(own_mentors(author, day).values_list("person_id", flat=True))
    resting = set(own_mentors(author, day, paused=True).values_list("person_id", flat=True)) - own
    of_bank = MentorEntry.objects.of(author.organisation).active().filter(competences=topic)
    people = reachable(author.organisation, day).filter(Q(pk__in=own | resting) | Q(pk__in=of_bank.values("person")))
    return [
        Candidate(one, one.pk in own, one.load, one.is_away or one.pk in resting)  # type: ignore[attr-defined]
        for one in people
        if one.pk != author.pk
    ]


def own_mentors(author: Person, day: date, *, paused: bool = False) -> QuerySet[RelationMember]:
    """The mentors of the author's pairs in force, none of a pair that rests; or those whose programme pauses."""
    mine = RelationMember.objects.of(author.organisation).staying(day).filter(person=author, role=MemberRole.MENTEE)
    keys = mine.values("relation")
    standing = Relation.objects.in_force(day).filter(pk__in=keys, state=RelationState.IN_FORCE)
    pauses = Pause.objects.on(day).filter(programme__relation__in=keys).values("programme__relation")
    standing = standing.filter(pk__in=pauses) if paused else standing.exclude(pk__in=pauses)
    there = RelationMember.objects.staying(day).filter(joined_on__lte=day, role=MemberRole.MENTOR)
    return there.filter(relation__in=standing.values("pk"))


def reachable(organisation: Organisation, day: date) -> PersonQuerySet:
    """Staff with a way in, with `load` (open requests put to them) and `is_away` (a post on long leave)."""
    away = Employment.objects.on(day).filter(person=OuterRef("pk"), on_leave=True)
    return (
        Person.objects.of(organisation)
        .employed(day)
        .filter(user__is_active=True)
        .annotate(
            load=Count("help_given", filter=Q(help_given__state__in=OPEN_HELP), distinct=True), is_away=Exists(away)
        )
        .order_by("sort_key", "pk")
    )


def here(organisation: Organisation, day: date) -> PersonQuerySet:
    """Those of them who are not away: the people whom forms offer."""
    return reachable(organisation, day).exclude(
        pk__in=Employment.objects.on(day).filter(on_leave=True).values("person")
    )


def _order(one: Candidate) -> tuple:
    """The own mentor first; then who has the fewest open requests; then by name, so that it is always the same."""
    return (not one.is_own, one.load, one.person.sort_key, str(one.person.pk))
