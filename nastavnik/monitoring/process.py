"""How programmes go (M4/1), what has changed (M5), who is involved in which form (4.4.11): modest, from facts."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from nastavnik.help.queries import helped_in
from nastavnik.kit.ui.words import counted
from nastavnik.monitoring.population import Population
from nastavnik.monitoring.rounding import of_all, with_comma
from nastavnik.pairs.models import MemberRole
from nastavnik.partners.models import Level
from nastavnik.programmes.competences import known_of
from nastavnik.programmes.models import (
    Difficulty,
    DifficultyState,
    ItemKind,
    ItemState,
    Meeting,
    MeetingState,
    Participation,
    PlanItem,
    Programme,
    ProgrammeState,
    Project,
    ProjectKind,
)
from nastavnik.programmes.phases import leading_forms, names_in
from nastavnik.surveys.matching import SMALL, Change, changes, spread
from nastavnik.surveys.models import Wave
from nastavnik.surveys.questionnaires import MENTEE, MENTOR, current
from nastavnik.surveys.questionnaires.model import BOTH, Kind


@dataclass(frozen=True)
class Row:
    """One line of a table of figures: what, how much, a word of explanation, the clause it serves."""

    label: str
    value: str
    note: str = ""
    clause: str = ""


@dataclass(frozen=True)
class Involved:
    """One form of mentoring: programmes and persons in it."""

    form: str
    programmes: int
    mentors: int
    mentees: int


@dataclass(frozen=True)
class Involvement:
    """Rows by form do not add up to the total: a person may be in several (edge case 77)."""

    rows: tuple[Involved, ...]
    total: Involved
    share: str


@dataclass(frozen=True)
class Changed:
    """A block of the questionnaire before and after on 0–100; None when fewer than three can be compared."""

    label: str
    who: str
    before: str
    after: str
    delta: str
    matched: int


GOALS = {"fully": 100, "mostly": 75, "partly": 40, "no": 0}
"""How far a request has been met, in per cent (domain 5.4, M4.1)."""

_BLOCKS: dict[str, Any] = {
    "A": gettext_lazy("Профессиональные умения"),  # M5/1
    "B": gettext_lazy("Саморазвитие"),  # M5/2
    "C": gettext_lazy("Участие в новом"),  # M5/3
    "D": gettext_lazy("Адаптация и самостоятельность"),  # M5/4
}


def process_of(population: Population) -> list[Row]:
    """Programmes by state, plan, meetings, goals (a fixed number of queries)."""
    programmes, span = population.programmes, population.span
    keys = [programme.pk for programme in programmes]
    ended = [programme for programme in programmes if programme.ended_on in span]
    full = [programme for programme in ended if programme.state == ProgrammeState.COMPLETED]
    early = [programme for programme in ended if programme.state == ProgrammeState.TERMINATED]
    return [
        Row(_("Программ за период"), str(len(programmes)), _("начаты и шли хотя бы день")),
        Row(_("Из них продолжаются"), str(len(programmes) - len(ended))),
        Row(_("Завершены полностью"), str(len(full)), clause="8.1/1"),
        Row(_("Завершены досрочно"), str(len(early)), _reasons(early), "8.1/2"),
        _plan(keys),
        _meetings(keys, population),
        *_growth(keys, population),
        *_activities(keys, population),
        _map(keys),
        _goals(population),
    ]


def involvement_of(population: Population) -> Involvement:
    """Who takes part in which form, and how large a part of the team that is (4.4.11)."""
    prefetch_related_objects(population.programmes, "phases")
    forms = _forms_in(population)
    names = names_in(population.programmes)
    rows = tuple(row for code, name in names.items() if (row := _involved(population, name, forms, code)).programmes)
    team = {person.pk for person in population.team.teachers}
    inside = team & (population.mentors.keys() | population.mentees.keys())
    return Involvement(rows, _involved(population, _("Всего"), forms), of_all(len(inside), len(team)))


def changes_of(population: Population) -> list[Changed]:
    """What has changed by the answers «до» and «после»: blocks that somebody answered both times (M2, M5)."""
    found = []
    for role, code, who in (
        (MemberRole.MENTEE, MENTEE, _("наставляемые")),
        (MemberRole.MENTOR, MENTOR, _("наставники")),
    ):
        keys = [one.key for one in population.finished(role)]
        asked = {letter: questions for letter in _BLOCKS if (questions := _both_waves(code, letter))}
        by_block = changes(keys, asked) if keys else {}
        found += [_changed(one, str(_BLOCKS[letter]), who) for letter, one in by_block.items() if one.matched]
    return found


def _plan(keys: Collection[UUID]) -> Row:
    """Items done / (items − cancelled by agreement); nothing planned is not 0 %: situational help is counted then."""
    found = PlanItem.objects.filter(programme__in=keys).aggregate(
        done=Count("pk", filter=Q(state=ItemState.DONE)),
        due=Count("pk", filter=~Q(state=ItemState.CANCELLED)),
    )
    if not found["due"] and (given := helped_in(keys)).total:
        if given.authors < SMALL:  # the figure would tell of one person whether they were helped (1.4/9)
            return Row(_("Обращений за помощью, на которые ответили"), str(given.total), clause="M4/1")
        return Row(_("Обращений за помощью, после которых помогло"), of_all(given.helped, given.total), clause="M4/1")
    value = of_all(found["done"], found["due"]) if found["due"] else "—"
    return Row(_("Выполнено мероприятий плана"), value, _("без отменённых по согласию"), "M4/1")


def _meetings(keys: Collection[UUID], population: Population) -> Row:
    """What the other side has left unconfirmed for too long is disputed: told of, and not counted (edge case 66)."""
    if not population.programmes:
        return Row(_("Состоялось встреч"), "0", "", "M4/1")
    span, settings = population.span, population.programmes[0].organisation.settings
    held = Meeting.objects.filter(
        programme__in=keys, state=MeetingState.HELD, on__range=(span.since, span.until), is_help=False
    )
    done = held.done(settings.confirm_days)
    found = done.aggregate(held=Count("pk"), waiting=Count("pk", filter=Q(confirmed_on=None)), minutes=Sum("minutes"))
    disputed, notes = held.count() - found["held"], []
    if found["minutes"]:
        notes.append(
            _("всего %(hours)s") % {"hours": counted(round(found["minutes"] / 60), gettext_noop("час/часа/часов"))}
        )
    if found["waiting"]:
        notes.append(_("ждут подтверждения второй стороны: %(count)s") % {"count": found["waiting"]})
    if disputed:
        notes.append(_("не вошли спорные, не подтверждённые в срок: %(count)s") % {"count": disputed})
    return Row(_("Состоялось встреч"), str(found["held"]), "; ".join(notes), "M4/1")


def _growth(keys: Collection[UUID], population: Population) -> list[Row]:
    """Difficulties removed, projects, events by level: counts of what was recorded, nobody is measured (1.4/9)."""
    span = (population.span.since, population.span.until)
    difficulties = Difficulty.objects.filter(programme__in=keys, on__range=span).aggregate(
        all=Count("pk"), removed=Count("pk", filter=Q(state=DifficultyState.REMOVED))
    )
    projects = Project.objects.filter(programme__in=keys, since__lte=span[1]).exclude(ended_on__lt=span[0])
    found = projects.aggregate(
        all=Count("pk"),
        ended=Count("pk", filter=Q(ended_on__isnull=False)),
        cultural=Count("pk", filter=Q(kind=ProjectKind.CULTURAL)),
    )
    levels = Participation.objects.filter(programme__in=keys, on__range=span).values_list("level", flat=True)
    by_level = Counter(levels.order_by())
    told = "; ".join(f"{level.label}: {by_level[level]}" for level in Level if by_level[level])
    value = f"{difficulties['removed']} из {difficulties['all']}" if difficulties["all"] else "—"
    of_projects = _("культурных: %(cultural)s; закончено: %(ended)s") % found if found["all"] else ""
    return [
        Row(_("Снято затруднений"), value, _("снято из выявленных"), "6.2/7"),
        Row(_("Совместных проектов"), str(found["all"]), of_projects, "M4/2"),
        Row(_("Участие наставляемых в событиях"), str(by_level.total()), told, "M4/3"),
    ]


def _activities(keys: Collection[UUID], population: Population) -> list[Row]:
    """Activities of two kinds that were carried out in the period: life of the team (5.2/3), innovation (5.2/4)."""
    done = PlanItem.objects.filter(
        programme__in=keys,
        state=ItemState.DONE,
        done_on__range=(population.span.since, population.span.until),
    )
    found = done.aggregate(
        community=Count("pk", filter=Q(kind=ItemKind.COMMUNITY)),
        innovation=Count("pk", filter=Q(kind=ItemKind.PROJECT)),
    )
    note = _("выполненные мероприятия плана")
    return [
        Row(_("Участие в общественной жизни коллектива"), str(found["community"]), note, "5.2/3"),
        Row(_("Проекты, инновационная деятельность"), str(found["innovation"]), note, "M5/3"),
    ]


def _map(keys: Collection[UUID]) -> Row:
    """Maps of skills with both words; what has grown is told of three people or more, never of fewer (1.4/9)."""
    known = known_of(keys)
    own = known.get(MemberRole.MENTEE)
    sides = {_("по словам наставляемых"): own, _("по словам наставников"): known.get(MemberRole.MENTOR)}
    told = [
        _("увереннее стало, %(who)s: %(share)s") % {"who": who, "share": of_all(one.grown, one.directions)}
        for who, one in sides.items()
        if one is not None and one.people >= SMALL
    ]
    return Row(_("Оценили свои умения в начале и в конце"), str(own.people if own else 0), "; ".join(told), "2.2/7")


def _goals(population: Population) -> Row:
    """The mean of what mentees and mentors say of the request; one side missing: the other, and said so."""
    sides = {
        who: _met([one.key for one in population.finished(role)])
        for role, who in ((MemberRole.MENTEE, _("наставляемых")), (MemberRole.MENTOR, _("наставников")))
    }
    known = {who: value for who, value in sides.items() if value is not None}
    label = _("Запросы разрешены")
    if not known:
        return Row(label, "—", _("ответов меньше трёх"), "M4/1")
    mean = (sum(known.values(), Decimal(0)) / len(known)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    note = "" if len(known) == len(sides) else _("по ответам %(who)s") % {"who": next(iter(known))}
    return Row(label, f"{with_comma(mean)}\N{NO-BREAK SPACE}%", note, "M4/1")


def _met(keys: Collection[UUID]) -> Decimal | None:
    given = spread(keys, Wave.AFTER, "F2")
    if given is None:
        return None
    total = sum(given.values())
    return Decimal(sum(GOALS.get(answer, 0) * times for answer, times in given.items())) / total


def _reasons(programmes: list[Programme]) -> str:
    words = [str(programme.get_end_reason_display()) for programme in programmes]
    return "; ".join(f"{word}: {words.count(word)}" for word in dict.fromkeys(words))


def _forms_in(population: Population) -> dict[UUID, list[str]]:
    """The leading forms of each programme in the period: one that has changed its form is in both rows."""
    span = population.span
    return {one.pk: leading_forms(one, span.since, span.until) or [one.relation.form] for one in population.programmes}


def _involved(population: Population, label: str, forms: dict[UUID, list[str]], code: str = "") -> Involved:
    took_part = [one for one in population.participations if not code or code in forms[one.programme.pk]]

    def persons(role: str) -> int:
        return len({one.person.pk for one in took_part if one.role == role})

    return Involved(
        label,
        len({one.programme.pk for one in took_part}),
        persons(MemberRole.MENTOR),
        persons(MemberRole.MENTEE),
    )


def _both_waves(code: str, letter: str) -> list[str]:
    return [
        question.code
        for section in current(code).sections
        for question in section.questions
        if question.code.startswith(letter) and question.kind == Kind.SCALE and question.waves == BOTH
    ]


def _changed(found: Change, label: str, who: str) -> Changed:
    if found.matched < SMALL:
        return Changed(label, who, "—", "—", "—", found.matched)
    return Changed(
        label, who, with_comma(found.before), with_comma(found.after), with_comma(found.delta), found.matched
    )
