"""Programmes and answers made by hand, so that every figure can be counted on one's fingers."""

from datetime import date, timedelta

from nastavnik.kit.keys import new_key
from nastavnik.monitoring.indicators import Indicator, indicators_of
from nastavnik.monitoring.spans import Span
from nastavnik.pairs.models import MemberRole, Relation, RelationMember
from nastavnik.people.actions import add_person, employ
from nastavnik.people.models import Person
from nastavnik.programmes.models import Programme
from nastavnik.surveys.matching import keep_response
from nastavnik.surveys.models import Invitation
from tests.cast import Cast

YEAR = Span(date(2026, 9, 1), date(2027, 8, 31), "2026/2027 учебный год")
SUMMER = date(2027, 6, 1)
STARTED, ENDED = date(2026, 10, 1), date(2027, 5, 20)


def figure(cast: Cast, code: str, span: Span = YEAR) -> Indicator:
    """One indicator of the kindergarten."""
    return next(one for one in indicators_of(cast.organisation, span) if one.code == code)


def told(indicator: Indicator) -> str:
    """Its remarks with ordinary spaces."""
    return " ".join([*indicator.notes, *indicator.left_out]).replace("\u00a0", " ")


def make_teachers(cast: Cast, count: int, **facts) -> list[Person]:
    """Experienced teachers without a part in anything. `facts` are those of the employment."""
    facts = {"special_months": 200, "months_as_of": date(2026, 9, 1)} | facts
    people = []
    for number in range(count):
        person = add_person(
            cast.organisation, by=None, surname=f"Учителева{number}", first_name="Анна", birth_year=1980
        )
        employ(person, "воспитатель", by=None, since=date(2020, 9, 1), **facts)
        people.append(person)
    return people


def make_programme(
    cast: Cast,
    mentees: list[Person],
    *,
    mentors: list[Person] | None = None,
    started: date | None = STARTED,
    ended: date | None = None,
    state: str = "",
    **relation,
) -> Programme:
    """A programme of a pair or group, fixed by an order on the day it started; running unless it has ended."""
    mentors = mentors or [cast.mentor]
    since = relation.pop("since", started or STARTED)
    kind = "pair" if len(mentors) == len(mentees) == 1 else "group"
    row = Relation.objects.create(
        organisation=cast.organisation, kind=kind, state="ended" if ended else "in_force", since=since,
        until=date(2028, 5, 31), ended_on=ended, made_on=since, ground="приказ № 42-ОД", ground_id=new_key(),
        **relation,
    )  # fmt: skip
    for role, people in ((MemberRole.MENTOR, mentors), (MemberRole.MENTEE, mentees)):
        for person in people:
            RelationMember.objects.create(
                organisation=cast.organisation, relation=row, person=person, role=role, joined_on=since
            )
    return Programme.objects.create(
        organisation=cast.organisation, relation=row, year=2026,
        number=Programme.objects.of(cast.organisation).count() + 1, since=since, until=date(2028, 5, 31),
        state=state or ("completed" if ended else "running" if started else "approved"), approved_on=since,
        started_on=started, ended_on=ended, end_reason="done" if ended else "",
    )  # fmt: skip


def answer(programme: Programme, role: str, *answers: dict | int | str | None, wave: str = "after") -> None:
    """What the members of a role answered, in their order.

    A number is S0; a dict is the whole survey; "na" is «не могу оценить»; None: asked and silent.
    """
    members = programme.relation.members.filter(role=role).order_by("id")
    for member, given in zip(members, answers, strict=True):
        on = programme.ended_on or STARTED
        invitation = Invitation.objects.create(
            organisation=programme.organisation, person=member.person, questionnaire=role, version=1, wave=wave,
            participation_id=member.pk, state="open" if given is None else "submitted", opened_on=on,
            due_on=on + timedelta(days=14), submitted_on=None if given is None else on,
        )  # fmt: skip
        if given is not None:
            keep_response(invitation, given if isinstance(given, dict) else {"S0": given})


def people(cast: Cast, *parts: str) -> list[Person]:
    return [cast.people[part] for part in parts]
