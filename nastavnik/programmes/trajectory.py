"""The way of one teacher through mentoring, in one line of time: requests, programmes, events, projects (2.2/1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nastavnik.banks.models import ProfessionalRequest
from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import MemberRole, RelationMember
from nastavnik.people.models import Person
from nastavnik.programmes.models import ENDED, Participation, Programme, Project


@dataclass(frozen=True)
class Step:
    """One step of the way: when, what, what came of it, and the programme where it stands."""

    on: date
    what: str
    title: str
    note: str = ""
    programme: Programme | None = None
    is_over: bool = True


@dataclass(frozen=True)
class Trajectory:
    """The steps from the first to the latest; counts of programmes in each role."""

    steps: tuple[Step, ...]
    as_mentee: int
    as_mentor: int


def trajectory_of(organisation: Organisation, person: Person) -> Trajectory:
    """Eight queries, whatever the length of the way. Nobody's words about the person and no marks are in it."""
    own = list(RelationMember.objects.of(organisation).filter(person=person))
    roles = {one.relation_id: one.role for one in own}
    programmes = list(
        Programme.objects.of(organisation)
        .filter(relation__in=roles)
        .select_related("relation")
        .prefetch_related("relation__members__person")
    )
    steps = sorted(
        [*_requests(person), *_programmes(programmes, roles), *_events(programmes, own)],
        key=lambda step: step.on,
    )
    by_role = [roles[one.relation_id] for one in programmes]
    return Trajectory(tuple(steps), by_role.count(MemberRole.MENTEE), by_role.count(MemberRole.MENTOR))


def _requests(person: Person) -> Iterator[Step]:
    for one in ProfessionalRequest.objects.filter(entry__person=person).prefetch_related("topics"):
        topics = ", ".join(topic.name for topic in one.topics.all())
        yield Step(
            one.made_on,
            _("Запрос"),
            one.text or topics,
            f"{topics}; {one.get_state_display()}" if one.text and topics else str(one.get_state_display()),
            is_over=one.state != "open",
        )


def _programmes(programmes: list[Programme], roles: dict) -> Iterator[Step]:
    for one in programmes:
        is_mentee = roles[one.relation_id] == MemberRole.MENTEE
        relation = one.relation
        others = relation.mentor_names if is_mentee else relation.mentee_names
        what = _("Программа, наставляемый") if is_mentee else _("Программа, наставник")
        note = one.result if one.state in ENDED and one.result else str(one.get_state_display())
        yield Step(one.started_on or one.since, what, _in_words(one, others), note, one, is_over=one.state in ENDED)


def _in_words(programme: Programme, others: str) -> str:
    until = programme.ended_on or programme.until
    term = f"{programme.since:%d.%m.%Y} – {until:%d.%m.%Y}"
    return f"{programme}, {term}" + (f"; {others}" if others else "")


def _events(programmes: list[Programme], own: list[RelationMember]) -> Iterator[Step]:
    """Of the person or of the whole pair; what is about another mentee of the group is not theirs."""
    by_key, mine = {one.pk: one for one in programmes}, {one.pk for one in own}
    for event in Participation.objects.filter(programme__in=by_key):
        if event.member_id is None or event.member_id in mine:
            note = "; ".join(filter(None, (str(event.get_level_display()), event.result)))
            yield Step(
                event.on,
                _("Событие"),
                event.title,
                note,
                by_key[event.programme_id],
                is_over=event.on <= clock.today(),
            )
    for project in Project.objects.filter(programme__in=by_key):
        if project.member_id is None or project.member_id in mine:
            yield Step(
                project.since,
                _("Проект"),
                project.title,
                project.result or project.aim,
                by_key[project.programme_id],
                is_over=project.ended_on is not None,
            )
