"""Lists of pairs, of people without one, and of people who can be chosen."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from nastavnik.banks.models import MenteeEntry, MentorEntry, ProfessionalRequest
from nastavnik.kit import clock
from nastavnik.kit.ui.words import counted
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import OPEN_STATES, MemberRole, Relation, RelationMember, lapsed_members
from nastavnik.pairs.places import limit_of, taken_places
from nastavnik.people.models import Person


def members_through(path: str) -> Prefetch:
    """All that the pages and the guards read of the members: two queries, whatever their number."""
    members = RelationMember.objects.select_related("person", "consent").prefetch_related("person__employments")
    return Prefetch(path, members)


MEMBERS = members_through("members")


def relations(organisation: Organisation) -> QuerySet[Relation]:
    """All relations with their members; two further queries whatever their number."""
    return Relation.objects.of(organisation).prefetch_related(MEMBERS)


def note_lapses(found: Iterable[Relation]) -> list[Relation]:
    """The same relations, their members read, with `lapsed_today` known for all of them; at most one query.

    Asked is only about pairs where somebody's own consent does not hold today: a former one may still (4.3/5).
    """
    found, today = list(found), clock.today()
    doubtful = [relation for relation in found if relation.is_running and _in_doubt(relation, today)]
    lapsed: dict[UUID, list[RelationMember]] = {}
    if doubtful:
        rows = lapsed_members(today).filter(relation__in=[relation.pk for relation in doubtful])
        for member in rows.select_related("person", "consent").order_by("id"):
            lapsed.setdefault(member.relation_id, []).append(member)
    for relation in found:
        relation.lapsed_today = lapsed.get(relation.pk, [])
    return found


def _in_doubt(relation: Relation, day: date) -> bool:
    members = [member for member in relation.members.all() if member.belongs_on(day)]
    return any(member.consent is None or not member.consent.is_valid_on(day) for member in members)


def relations_of(person: Person) -> QuerySet[Relation]:
    """Relations that the person knows of, newest first."""
    return (
        relations(person.organisation)
        .filter(members__in=RelationMember.objects.staying(clock.today()).filter(person=person))
        .exclude(state__in=("proposed", "dropped", "void"))
        .distinct()
    )


def without_pair(organisation: Organisation) -> list[MenteeEntry]:
    """Mentees in the bank who have no pair yet, longest waiting first (R5.3)."""
    waiting = entries_without_pair(organisation)
    return list(
        waiting.select_related("person")
        .prefetch_related("requests__topics")
        .order_by("included_on", "person__sort_key")
    )


def entries_without_pair(organisation: Organisation) -> QuerySet[MenteeEntry]:
    """The same people, to be counted or looked for."""
    asking = ProfessionalRequest.objects.of(organisation).filter(state="open")
    return (
        MenteeEntry.objects.of(organisation)
        .active()
        .filter(pk__in=asking.values("entry"))
        .exclude(person__in=_being_mentored(organisation).values("person"))
    )


def mentor_choices(organisation: Organisation) -> dict[UUID, str]:
    """Mentors with a free place: what they are strong in, how many they still take, whether they lead groups."""
    taken = taken_places(organisation.pk)
    found = {}
    for entry in MentorEntry.objects.of(organisation).active().prefetch_related("competences"):
        free = limit_of(entry, organisation) - taken.get(entry.person_id, 0)
        if free > 0:
            facts = [
                ", ".join(topic.name for topic in entry.competences.all()),
                _("свободно: %(places)s") % {"places": counted(free, _("место/места/мест"))},
            ]
            if entry.group_size > 1:
                facts.append(_("ведёт группу до %(size)s человек") % {"size": entry.group_size})
            found[entry.person_id] = "; ".join(filter(None, facts))
    return found


def mentee_choices(organisation: Organisation) -> dict[UUID, str]:
    """Mentees with an open request: what they ask for, and whether they have a pair already (edge case 58)."""
    busy = busy_mentees(organisation)
    entries = (
        MenteeEntry.objects.of(organisation)
        .active()
        .filter(requests__state="open")
        .distinct()
        .prefetch_related("requests__topics")
    )
    found = {}
    for entry in entries:
        asked = [request for request in entry.requests.all() if request.state == "open"]
        topics = ", ".join(dict.fromkeys(topic.name for request in asked for topic in request.topics.all()))
        found[entry.person_id] = f"{topics}; {_('уже в паре')}" if entry.person_id in busy else topics
    return found


def busy_mentees(organisation: Organisation) -> set[UUID]:
    """Who is a mentee in a pair or group that is being formed or in force."""
    return set(_being_mentored(organisation).values_list("person_id", flat=True))


def _being_mentored(organisation: Organisation) -> QuerySet[RelationMember]:
    return RelationMember.objects.of(organisation).filter(
        role=MemberRole.MENTEE, left_on__isnull=True, relation__state__in=OPEN_STATES
    )
