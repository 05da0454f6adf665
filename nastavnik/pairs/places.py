"""Who may be put together: both in the banks, places of the mentors, nobody twice (7.1, 1.3, 1.5, 3.2)."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from nastavnik.banks.models import EntryState, MenteeEntry, MentorEntry
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import OPEN_STATES, MemberRole, Relation, RelationMember
from nastavnik.people.models import Person


def check_choice(
    organisation: Organisation, mentors: Sequence[Person], mentees: Sequence[Person], *, head_id: UUID | None
) -> None:
    """Raise Refused with the sentence that says why these people cannot be put together.

    Locks the mentors' rows: to be called in the transaction that makes the relation.
    """
    if not mentors or not mentees:
        raise Refused(_("Нужны хотя бы один наставник и один наставляемый."))
    if any(person.organisation_id != organisation.pk for person in (*mentors, *mentees)):
        raise Refused(_("Выбрать можно только сотрудников своего учреждения."))
    if {person.pk for person in mentors} & {person.pk for person in mentees}:
        raise Refused(_("Один и тот же человек не может быть наставником самому себе."))
    if head_id is not None and any(person.user_id == head_id for person in mentees):
        raise Refused(_("Руководитель не может быть наставляемым (3.2)."))
    for mentor in sorted(mentors, key=lambda person: person.pk):  # one order of locks: no two wait for each other
        _check_places(organisation, mentor, len(mentees))
    for mentee in mentees:
        _check_mentee(mentee)
    _check_not_together(organisation, mentors, mentees)


def places_taken(person: Person) -> int:
    """Mentees that the person has as a mentor, in pairs being formed or in force."""
    return taken_places(person.organisation_id, [person.pk]).get(person.pk, 0)


def taken_places(organisation_id: UUID, mentors: Iterable[UUID] | None = None) -> dict[UUID, int]:
    """Mentees of each mentor in open relations: two queries, whatever the number of mentors."""
    members = RelationMember.objects.filter(
        organisation_id=organisation_id, left_on__isnull=True, relation__state__in=OPEN_STATES
    )
    leading = members.filter(role=MemberRole.MENTOR)
    if mentors is not None:
        leading = leading.filter(person__in=mentors)
    led = list(leading.values_list("relation_id", "person_id"))
    sizes: dict[UUID, int] = {}
    for relation_id in members.filter(
        role=MemberRole.MENTEE, relation__in={relation_id for relation_id, _person_id in led}
    ).values_list("relation_id", flat=True):
        sizes[relation_id] = sizes.get(relation_id, 0) + 1
    taken: dict[UUID, int] = {}
    for relation_id, person_id in led:
        taken[person_id] = taken.get(person_id, 0) + sizes.get(relation_id, 0)
    return taken


def limit_of(entry: MentorEntry, organisation: Organisation) -> int:
    """The mentor's own limit, never above the institution's (1.5)."""
    return min(entry.capacity, organisation.settings.mentor_limit)


def _check_places(organisation: Organisation, mentor: Person, wanted: int) -> None:
    """The person's row is locked against a second taker; what is read after that is true to the end."""
    Person.objects.select_for_update().get(pk=mentor.pk)
    entry = MentorEntry.objects.filter(person=mentor).select_related("basis").first()
    if entry is None or entry.state != EntryState.ACTIVE:
        raise Refused(_("%(who)s не состоит в базе наставников.") % {"who": mentor.full_name})
    if entry.basis is None or not entry.basis.is_valid_on(clock.today()):
        raise Refused(_("Нет действующего согласия на обработку данных: %(who)s.") % {"who": mentor.full_name})
    limit = limit_of(entry, organisation)
    if places_taken(mentor) + wanted > limit:
        raise Refused(
            _("У наставника %(who)s мест: %(limit)s, все заняты или их не хватает.")
            % {"who": mentor.full_name, "limit": limit}
        )


def _check_mentee(mentee: Person) -> None:
    """An entry of the bank, that is: a request of their own and a lawful basis (1.3/2, R2.2)."""
    entry = MenteeEntry.objects.filter(person=mentee).select_related("basis").first()
    if entry is None or entry.state != EntryState.ACTIVE:
        raise Refused(_("%(who)s не состоит в базе наставляемых.") % {"who": mentee.full_name})
    if entry.basis is None or not entry.basis.is_valid_on(clock.today()):
        raise Refused(_("Нет действующего согласия на обработку данных: %(who)s.") % {"who": mentee.full_name})


def _check_not_together(organisation: Organisation, mentors: Sequence[Person], mentees: Sequence[Person]) -> None:
    """The same mentor and mentee are not put together twice at once; the reverse direction is lawful (edge case 2)."""
    standing = (
        Relation.objects.of(organisation)
        .open()
        .filter(members__person__in=mentors, members__role=MemberRole.MENTOR)
        .prefetch_related("members__person")
    )
    for relation in standing:
        both = {member.person_id for member in relation.mentees} & {person.pk for person in mentees}
        if both:
            raise Refused(_("Эти люди уже вместе (%s): второй раз соединять их не нужно.") % relation)
