"""Who may be put together: both in the banks, places of the mentors, nobody twice (7.1, 1.3, 1.5, 3.2)."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.banks.models import Entry, EntryState, MenteeEntry, MentorEntry
from nastavnik.banks.wishes import apart_among
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.organisations.queries import holder_of
from nastavnik.pairs.models import (
    OPEN_STATES,
    ChangeState,
    MemberRole,
    Newcomer,
    Relation,
    RelationChange,
    RelationMember,
)
from nastavnik.people.models import Person


def check_choice(
    organisation: Organisation,
    mentors: Sequence[Person],
    mentees: Sequence[Person],
    *,
    head_id: UUID | None,
    by: User | None = None,
) -> None:
    """Raise Refused with the sentence that says why these people cannot be put together.

    Locks the mentors' rows: to be called in the transaction that makes the relation.
    """
    _check_sides(organisation, mentors, mentees, head_id)
    for mentor in sorted(mentors, key=lambda person: person.pk):  # one order of locks: no two wait for each other
        _check_places(organisation, mentor, len(mentees))
    for mentee in mentees:
        _check_mentee(mentee)
    _check_not_together(organisation, mentors, mentees)
    _check_not_apart(mentors, mentees, by)


def check_entered(organisation: Organisation, mentors: Sequence[Person], mentees: Sequence[Person]) -> None:
    """Raise Refused when people cannot have been together: facts of life are asked for no bank and no place."""
    head = holder_of(organisation, RoleKind.HEAD, clock.today())
    _check_sides(organisation, mentors, mentees, head.user_id if head else None)
    for person in (*mentors, *mentees):
        if not person.is_here_on(clock.today()):
            raise Refused(_("Уже не работает в учреждении: %s.") % person.full_name)
    _check_not_together(organisation, mentors, mentees)


def check_joining(
    relation: Relation, people: Sequence[Person], role: str, *, but: RelationChange | None = None
) -> None:
    """Raise Refused with the sentence that says why these people cannot come into a pair or group in force.

    They have the places and the entries of a bank that a new pair would want of them; `but` is the change that
    they come by, whose places are not counted twice. Locks the mentors' rows.
    """
    organisation = relation.organisation
    stay = [member for member in relation.members.all() if member.left_on is None]
    known = {member.person_id: member for member in relation.members.all()}
    for person in people:
        if person.organisation_id != organisation.pk:
            raise Refused(_("Выбрать можно только сотрудников своего учреждения."), field="people")
        if person.pk in known:
            raise Refused(_already(known[person.pk]), field="people")
    if role == MemberRole.MENTOR:
        mentors, mentees = list(people), [member.person for member in stay if member.role == MemberRole.MENTEE]
    else:
        mentors, mentees = [member.person for member in stay if member.role == MemberRole.MENTOR], list(people)
        head = holder_of(organisation, RoleKind.HEAD, clock.today())
        if head is not None and any(person.user_id == head.user_id for person in people):
            raise Refused(_("Руководитель не может быть наставляемым (3.2)."), field="people")
    for mentor in sorted(mentors, key=lambda person: person.pk):
        _check_places(organisation, mentor, len(mentees), but=but)
    if role == MemberRole.MENTEE:
        for mentee in people:
            _check_mentee(mentee)
    _check_not_together(organisation, mentors, mentees)
    _check_not_apart(mentors, mentees)


def check_return(relation: Relation, back: Sequence[RelationMember]) -> None:
    """Raise Refused when what an order had ended cannot go on: somebody has been dismissed, or the places are taken.

    `back` are the members who come back; those who stayed are members still.
    """
    organisation, stay = relation.organisation, [each for each in relation.members.all() if each.left_on is None]
    for member in back:
        if not member.person.is_here_on(clock.today()):
            raise Refused(_("Уже не работает в учреждении: %s.") % member.person.full_name)
    mentees = [each.person for each in (*stay, *back) if each.role == MemberRole.MENTEE]
    counted = relation.state in OPEN_STATES
    for member in (*stay, *back):
        if member.role != MemberRole.MENTOR:
            continue
        has = sum(each.role == MemberRole.MENTEE for each in stay) if counted and member in stay else 0
        Person.objects.select_for_update().get(pk=member.person_id)
        entry = MentorEntry.objects.filter(person=member.person_id).first()
        limit = limit_of(entry, organisation) if entry else organisation.settings.mentor_limit
        if places_taken(member.person) + len(mentees) - has > limit:
            raise Refused(_no_place(member.person, limit))
    mentors = [each.person for each in (*stay, *back) if each.role == MemberRole.MENTOR]
    _check_not_together(organisation, mentors, mentees, but=relation)


def places_taken(person: Person, *, but: RelationChange | None = None) -> int:
    """Mentees that the person has as a mentor, in pairs being formed or in force, or is to have by a change."""
    return taken_places(person.organisation_id, [person.pk], but=but).get(person.pk, 0)


def taken_places(
    organisation_id: UUID, mentors: Iterable[UUID] | None = None, *, but: RelationChange | None = None
) -> dict[UUID, int]:
    """Mentees of each mentor in open relations and in changes that wait for their order (all but one).

    Three queries, whatever the number of mentors, and two more while somebody is about to come.
    """
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
    for person_id, more in _promised(organisation_id, but):
        if mentors is None or person_id in mentors:
            taken[person_id] = taken.get(person_id, 0) + more
    return taken


def limit_of(entry: MentorEntry, organisation: Organisation) -> int:
    """The mentor's own limit, never above the institution's (1.5)."""
    return min(entry.capacity, organisation.settings.mentor_limit)


def _check_sides(
    organisation: Organisation, mentors: Sequence[Person], mentees: Sequence[Person], head_id: UUID | None
) -> None:
    if not mentors or not mentees:
        raise Refused(_("Нужны хотя бы один наставник и один наставляемый."))
    if any(person.organisation_id != organisation.pk for person in (*mentors, *mentees)):
        raise Refused(_("Выбрать можно только сотрудников своего учреждения."))
    if {person.pk for person in mentors} & {person.pk for person in mentees}:
        raise Refused(_("Один и тот же человек не может быть наставником самому себе."))
    if head_id is not None and any(person.user_id == head_id for person in mentees):
        raise Refused(_("Руководитель не может быть наставляемым (3.2)."))


def _promised(organisation_id: UUID, but: RelationChange | None) -> Iterator[tuple[UUID, int]]:
    """Places that a change under way will take: promised once, they are not promised twice."""
    waiting = Newcomer.objects.filter(
        organisation_id=organisation_id, change__state=ChangeState.PREPARED, member__isnull=True
    ).exclude(change=but)
    for newcomer in waiting.select_related("change__relation").prefetch_related("change__relation__members"):
        change = newcomer.change
        stay = [one for one in change.relation.members.all() if one.left_on is None and one.pk != change.leaving_id]
        if newcomer.role == MemberRole.MENTOR:
            yield newcomer.person_id, sum(member.role == MemberRole.MENTEE for member in stay)
        else:
            yield from ((member.person_id, 1) for member in stay if member.role == MemberRole.MENTOR)


def _already(member: RelationMember) -> str:
    words = {"who": member.person.full_name}
    if member.left_on is None:
        return _("Уже участвует: %(who)s.") % words
    return _("%(who)s — прежний участник: вернуть человека можно новой парой и новым приказом.") % words


def _no_place(mentor: Person, limit: int) -> str:
    return _("У наставника %(who)s мест: %(limit)s, все заняты или их не хватает.") % {
        "who": mentor.full_name,
        "limit": limit,
    }


def _check_places(
    organisation: Organisation, mentor: Person, wanted: int, *, but: RelationChange | None = None
) -> None:
    """The person's row is locked against a second taker; what is read after that is true to the end."""
    Person.objects.select_for_update().get(pk=mentor.pk)
    entry = MentorEntry.objects.filter(person=mentor).select_related("basis__successor").first()
    if entry is None or entry.state != EntryState.ACTIVE:
        raise Refused(_("%(who)s не состоит в базе наставников.") % {"who": mentor.full_name})
    _check_used(entry, mentor)
    limit = limit_of(entry, organisation)
    if places_taken(mentor, but=but) + wanted > limit:
        raise Refused(_no_place(mentor, limit))


def _check_mentee(mentee: Person) -> None:
    """An entry of the bank, that is: a request of their own and a lawful basis (1.3/2, R2.2)."""
    entry = MenteeEntry.objects.filter(person=mentee).select_related("basis__successor").first()
    if entry is None or entry.state != EntryState.ACTIVE:
        raise Refused(_("%(who)s не состоит в базе наставляемых.") % {"who": mentee.full_name})
    _check_used(entry, mentee)


def _check_used(entry: Entry, person: Person) -> None:
    """The rule by which people are proposed (`EntryQuerySet.active`), so that nobody proposed is refused here."""
    entry.person = person  # the row at hand: no further query for it
    if entry.takes_part:
        return
    if not person.is_here_on(clock.today()):
        raise Refused(_("Уже не работает в учреждении: %s.") % person.full_name)
    raise Refused(_("Нет действующего согласия на обработку данных: %(who)s.") % {"who": person.full_name})


def _check_not_apart(mentors: Sequence[Person], mentees: Sequence[Person], by: User | None = None) -> None:
    """A request «не предлагать» holds for everybody's choice; who has asked is not told (1.4/5, 7.1/2).

    One of the two who chooses themselves is not told that there is one: the other must have asked.
    """
    two = apart_among(mentors, mentees)
    if two is not None:
        names = {"mentor": two[0].short_name, "mentee": two[1].short_name}
        if by is not None and by.pk in (two[0].user_id, two[1].user_id):
            raise Refused(_("Выбрать эту пару нельзя (%(mentor)s и %(mentee)s): выберите других.") % names)
        raise Refused(_("Есть просьба не предлагать эту пару (%(mentor)s и %(mentee)s): выберите других.") % names)


def _check_not_together(
    organisation: Organisation,
    mentors: Sequence[Person],
    mentees: Sequence[Person],
    *,
    but: Relation | None = None,
) -> None:
    """The same mentor and mentee are not put together twice at once; the reverse direction is lawful (edge case 2)."""
    standing = (
        Relation.objects.of(organisation)
        .open()
        .filter(members__person__in=mentors, members__role=MemberRole.MENTOR, members__left_on__isnull=True)
        .exclude(pk=but.pk if but else None)
        .prefetch_related("members__person")
    )
    for relation in standing:
        both = {member.person_id for member in relation.mentees} & {person.pk for person in mentees}
        if both:
            raise Refused(_("Эти люди уже вместе (%s): второй раз соединять их не нужно.") % relation)
