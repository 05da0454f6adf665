"""The three indicators of M6, with their numerator, denominator, formula and the people behind them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from nastavnik.monitoring.population import Participation, Population, population_of
from nastavnik.monitoring.rounding import of_all, percent, shown, with_comma
from nastavnik.monitoring.spans import Span
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import MemberRole
from nastavnik.people.models import Person
from nastavnik.surveys.matching import SMALL, Counts, Satisfaction, satisfaction
from nastavnik.surveys.models import Invitation, Wave
from nastavnik.surveys.queries import states_of

CODES = ("1a", "1b", "2", "3")
METHOD = 1
"""Version of the method: it is stored with every frozen figure, a changed threshold never recounts a report."""


Told = tuple[str, Collection[Person]]
"""A remark and the people it is about: everybody sees how many, who may see the people sees whom."""


@dataclass(frozen=True)
class Behind:
    """Somebody behind a figure: in the numerator too when `counted`. `note` says why they are there."""

    name: str
    post: str
    counted: bool | None
    note: str = ""


@dataclass(frozen=True)
class Indicator:
    """A figure with all that it is made of; `value` is None when it cannot be computed, and `reason` says why."""

    code: str
    clause: str
    title: str
    numerator: int
    denominator: int
    reason: str
    formula: str
    notes: tuple[str, ...]
    left_out: tuple[str, ...]  # with names: for those who may see the people
    people: tuple[Behind, ...]
    is_main: bool = True

    @property
    def value(self) -> Decimal | None:
        """Per cent, one digit, half away from zero."""
        return percent(self.numerator, self.denominator)

    @property
    def number(self) -> str | None:
        """«66,7» for a page that prints the unit itself, None when not computable."""
        return None if self.value is None else with_comma(self.value)

    @property
    def shown(self) -> str:
        """«66,7 %», or «—»."""
        return shown(self.value)


def indicators_of(organisation: Organisation, span: Span) -> list[Indicator]:
    """All of them, the main reading of the first one before the other (domain G8)."""
    return compute(organisation, population_of(organisation, span))


def compute(organisation: Organisation, population: Population) -> list[Indicator]:
    """The same from what has been read already."""
    finished = {str(role): population.finished(role) for role in (MemberRole.MENTEE, MemberRole.MENTOR)}
    keys = {role: [one.key for one in ended] for role, ended in finished.items()}
    said = satisfaction(keys)
    states = states_of([key for own in keys.values() for key in own], Wave.AFTER)
    satisfied = (_satisfaction(population, role, said[role], states) for role in finished)
    return [*coverage_of(organisation, population), *satisfied]


def coverage_of(organisation: Organisation, population: Population) -> list[Indicator]:
    """Both readings of the share of those who have entered programmes, the chosen one first (domain G8)."""
    young_first = organisation.settings.share_of == "young"
    both = [_share_of_all(population, not young_first), _share_of_young(population, young_first)]
    return both[::-1] if young_first else both


# --- M6/1 -------------------------------------------------------------------------------------------------------
def _share_of_all(population: Population, is_main: bool) -> Indicator:
    team = population.team
    return _share(
        population,
        team.teachers,
        code="1a",
        title=_("Доля педагогов, вошедших в программы в роли наставляемого"),
        reason=_("На эту дату в учреждении нет педагогов."),
        of=_("педагогических работников на %(day)s (без руководителя и внешних совместителей)")
        % {"day": f"{team.day:%d.%m.%Y}"},
        told=[
            (
                _("Были наставляемыми, но на эту дату не входят в число педагогов"),
                _outside(population, team.teachers),
            )
        ],
        is_main=is_main,
    )


def _share_of_young(population: Population, is_main: bool) -> Indicator:
    team = population.team
    told: list[Told] = [
        (_("Год рождения не указан, учтены по стажу"), team.age_unknown),
        (_("Стаж не указан, к молодым специалистам не отнесены"), team.experience_unknown),
    ]
    return _share(
        population,
        team.young,
        code="1b",
        title=_("Доля молодых специалистов, вошедших в программы в роли наставляемого"),
        reason=_("Молодых специалистов нет: показатель не вычисляется."),
        of=_("молодых специалистов на %(day)s") % {"day": f"{team.day:%d.%m.%Y}"},
        told=told,
        is_main=is_main,
    )


def _share(
    population: Population,
    people: Collection[Person],
    *,
    code: str,
    title: str,
    reason: str,
    of: str,
    told: list[Told],
    is_main: bool,
) -> Indicator:
    """|M ∩ T| / |T|: who is not in the denominator is not in the numerator (edge case 71)."""
    day, entered = population.team.day, population.mentees
    told = [*told, _short(population, MemberRole.MENTEE)]
    return Indicator(
        code=code,
        clause="M6/1",
        title=title,
        numerator=sum(person.pk in entered for person in people),
        denominator=len(people),
        reason="" if people else reason,
        formula=_("Наставляемые из этого числа, хотя бы один день в начатой программе за период / %(of)s × 100 %%.")
        % {"of": of},
        notes=_counted(told),
        left_out=_named(told),
        people=tuple(
            Behind(person.full_name, person.position_on(day), person.pk in entered)
            for person in sorted(people, key=lambda person: person.pk not in entered)
        ),
        is_main=is_main,
    )


def _outside(population: Population, teachers: Collection[Person]) -> list[Person]:
    inside = {person.pk for person in teachers}
    return [person for key, person in population.mentees.items() if key not in inside]


# --- M6/2, M6/3 ---------------------------------------------------------------------------------------------------
def _satisfaction(
    population: Population, role: str, said: Satisfaction, states: Mapping[UUID, Invitation]
) -> Indicator:
    """Participations with S0 of 4 or 5 / all participations that ended: silence lowers it (edge case 73)."""
    finished = population.finished(role)
    of_mentees = role == MemberRole.MENTEE
    return Indicator(
        code="2" if of_mentees else "3",
        clause="M6/2" if of_mentees else "M6/3",
        title=_("Удовлетворённость наставляемых участием в программах")
        if of_mentees
        else _("Удовлетворённость наставников участием в программах"),
        numerator=said.counts.satisfied,
        denominator=len(finished),
        reason="" if finished else _("За период нет завершённых программ."),
        formula=_(
            "Участия, где на «В целом я удовлетворён(а)» ответили 4 или 5 / все участия в программах, завершённых "
            "за период × 100 %. Кто не ответил, остаётся в знаменателе."
        ),
        notes=(*_about_answers(said, len(finished)), *_counted([_short(population, role)])),
        left_out=_named([_short(population, role)]),
        people=_handed_in(finished, said.counts, population, states),
    )


def _about_answers(said: Satisfaction, finished: int) -> list[str]:
    """What a reader must know so as not to misread the figure: silence, few answers, small numbers."""
    notes: list[str] = []
    counts, index = said.counts, said.index
    if not finished:
        return notes
    notes.append(_("Анкеты «после» сданы: %(share)s.") % {"share": of_all(counts.submitted, finished)})
    if counts.submitted * 2 < finished:
        notes.append(_("Недостаточно ответов: сдано меньше половины, показатель занижен молчанием."))
    if counts.rated:
        notes.append(
            _("Удовлетворены из тех, кто оценил: %(share)s.") % {"share": of_all(counts.satisfied, counts.rated)}
        )
    if counts.submitted > counts.rated:
        notes.append(_("«Не могу оценить» или без оценки: %(count)s.") % {"count": counts.submitted - counts.rated})
    if finished == 1:
        notes.append(_("Участие одно: показатель может быть только 0 или 100 %, ответ нельзя скрыть."))
    elif finished < SMALL:
        notes.append(_("Участий меньше трёх: показывается только число."))
    if index.value is not None and index.respondents >= SMALL:
        notes.append(
            _("Индекс удовлетворённости: %(value)s из 100 (ответивших: %(count)s).")
            % {"value": index.value, "count": index.respondents}
        )
    return notes


def _handed_in(
    finished: list[Participation], counts: Counts, population: Population, states: Mapping[UUID, Invitation]
) -> tuple[Behind, ...]:
    """The participations counted and whether their survey is in: never an answer; nobody when fewer than three.

    With one or two surveys handed in, the figure beside such a list would name the author (domain 2.4).
    """
    if len(finished) < SMALL:
        return ()

    def word(one: Participation) -> str:
        if 0 < counts.submitted < SMALL:
            return ""
        invitation = states.get(one.key)
        return str(invitation.get_state_display()) if invitation else _("не разослана")

    day = population.team.day
    return tuple(
        Behind(
            one.person.full_name,
            one.person.position_on(day),
            None,
            " · ".join(filter(None, (_("программа %(number)s") % {"number": one.programme}, word(one)))),
        )
        for one in finished
    )


# --- who is left out --------------------------------------------------------------------------------------------
def _short(population: Population, role: str) -> Told:
    return (
        _("Не учтены участия короче двух недель"),
        [one.person for one in population.short if one.role == role],
    )


def _counted(told: list[Told]) -> tuple[str, ...]:
    return tuple(f"{words}: {len(people)}." for words, people in told if people)


def _named(told: list[Told]) -> tuple[str, ...]:
    return tuple(f"{words}: {', '.join(person.short_name for person in people)}." for words, people in told if people)
