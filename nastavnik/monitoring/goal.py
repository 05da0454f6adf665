"""The goal in figures: who has entered, which programmes were carried through, who has stayed (2.1, 2.2/5)."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nastavnik.kit import clock
from nastavnik.monitoring.indicators import Behind, Indicator, coverage_of
from nastavnik.monitoring.models import Leaving, LeavingReason
from nastavnik.monitoring.population import Population, population_of
from nastavnik.monitoring.spans import Span
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import MemberRole, RelationMember, RelationState
from nastavnik.people.models import Person
from nastavnik.programmes.models import ProgrammeState

HORIZONS = {
    "kept1": (365, gettext_lazy("Закрепились: работают через год после начала программы"), gettext_lazy("год")),
    "kept3": (
        1095,
        gettext_lazy("Закрепились: работают через три года после начала программы"),
        gettext_lazy("три года"),
    ),
}
"""Code → days after the first day in a programme, the title, the stretch in words."""

GOAL_CODES = ("completed", *HORIZONS)


@dataclass(frozen=True)
class Stay(Behind):
    """A former or present mentee behind a figure of retention; `left_on` is their last day at work."""

    key: UUID | None = None
    since: date | None = None
    left_on: date | None = None
    reason: str = ""
    may_tell: bool = False


@dataclass(frozen=True)
class Mentee:
    """A person and their first day as a mentee; their posts are read."""

    person: Person
    since: date

    def day(self, days: int) -> date:
        return self.since + timedelta(days=days)


def goal_of(organisation: Organisation, span: Span) -> list[Indicator]:
    """Coverage, completion, retention after one year and three: the panel of the goal (2.1)."""
    population = population_of(organisation, span)
    mentees = mentees_of(organisation)
    reasons = {one.person_id: one for one in Leaving.objects.of(organisation)}
    kept = (_kept(code, mentees, reasons, span) for code in HORIZONS)
    return [*coverage_of(organisation, population), _completed(population), *kept]


def mentees_of(organisation: Organisation) -> list[Mentee]:
    """Everybody who has ever begun a programme as a mentee, each once, by the earliest day (two queries).

    However short it was: who left the institution within days has not stayed, and is not left out.
    """
    rows = (
        RelationMember.objects.of(organisation)
        .filter(role=MemberRole.MENTEE, relation__ground_id__isnull=False)
        .filter(relation__programmes__started_on__isnull=False)
        .exclude(relation__state=RelationState.VOID)
        .values_list(
            "person", "joined_on", "left_on", "relation__programmes__started_on", "relation__programmes__ended_on"
        )
    )
    first: dict[UUID, date] = {}
    for key, joined, left, started, ended in rows:
        since = max(day for day in (joined, started) if day)
        if any(day is not None and day < since for day in (left, ended)):
            continue  # was not a mentee of that programme for a single day
        first[key] = min(since, first.get(key, since))
    people = Person.objects.of(organisation).in_bulk(first)
    prefetch_related_objects([*people.values()], "employments")
    return [Mentee(people[key], since) for key, since in sorted(first.items(), key=lambda item: item[1])]


def last_day(person: Person) -> date | None:
    """The last day at work of somebody who does not work here any more; None for who does, or is to."""
    today, jobs = clock.today(), person.employments.all()
    if any(job.until is None or job.until >= today for job in jobs):
        return None
    return max((job.until for job in jobs if job.until), default=None)


def _completed(population: Population) -> Indicator:
    """Carried through / all that ended in the period: those under way are in neither (8.1)."""
    ended = [one for one in population.programmes if one.ended_on in population.span]
    full = [one for one in ended if one.state == ProgrammeState.COMPLETED]
    return Indicator(
        code="completed",
        clause="8.1/1",
        title=_("Программы, завершённые полностью"),
        numerator=len(full),
        denominator=len(ended),
        reason="" if ended else _("За период нет завершённых программ."),
        formula=_("Завершённые полностью / все, что закончились за период × 100 %. Идущие программы не входят."),
        notes=(),
        left_out=(),
        people=tuple(
            Behind(str(one.relation), str(one), one in full, str(one.get_end_reason_display()))
            for one in sorted(ended, key=lambda one: one not in full)
        ),
    )


def _kept(code: str, mentees: list[Mentee], reasons: dict[UUID, Leaving], span: Span) -> Indicator:
    """Employed on the day / those whose day has come in the period; whose day is still to come is in neither."""
    days, title, stretch = HORIZONS[code]
    come = [one for one in mentees if span.since <= one.day(days) <= span.day]
    ahead = [one for one in mentees if one.since <= span.day < one.day(days)]
    rows = [_stay(one, one.day(days), reasons) for one in come]
    kept = [row for row in rows if row.counted]
    teaching = sum(any(job.is_teaching for job in one.person.employments_on(one.day(days))) for one in come)
    elsewhere = [row for row in rows if not row.counted and row.reason == str(LeavingReason.OTHER_SCHOOL.label)]
    notes, named = [], []
    if ahead:
        words = _("Срок (%(stretch)s) ещё не наступил, в расчёт не входят: ") % {"stretch": stretch}
        notes.append(f"{words}{len(ahead)}.")
        named.append(words + ", ".join(one.person.short_name for one in ahead) + ".")
    if teaching < len(kept):
        notes.append(_("Из них на непедагогических должностях: %(count)s.") % {"count": len(kept) - teaching})
    if elsewhere:
        named.append(_("Ушли, но остались в профессии: %(count)s.") % {"count": len(elsewhere)})
    return Indicator(
        code=code,
        clause="2.2/5",
        title=str(title),
        numerator=len(kept),
        denominator=len(rows),
        reason="" if rows else _("За период этот день ни у кого не наступил."),
        formula=_(
            "Наставляемые, которые работают в учреждении на %(days)s-й день после начала первой программы / все, у "
            "кого этот день наступил за период × 100 %%. У кого он впереди, не входят ни туда, ни сюда."
        )
        % {"days": days},
        notes=tuple(notes),
        left_out=tuple(named),
        people=tuple(sorted(rows, key=lambda row: (not row.counted, row.name))),
    )


def _stay(mentee: Mentee, day: date, reasons: dict[UUID, Leaving]) -> Stay:
    person = mentee.person
    is_kept, left_on = bool(person.employments_on(day)), last_day(person)
    noted = reasons.get(person.pk)
    told = noted is not None and noted.left_on == left_on
    return Stay(
        name=person.full_name,
        post=person.position_on(mentee.since),
        counted=is_kept,
        key=person.pk,
        since=mentee.since,
        left_on=left_on,
        reason=str(noted) if told else "",
        may_tell=left_on is not None,
    )
