"""Which form suits: what is known of the request, the length, the staff and the self-analysis, in words (3.4).

It advises with its reasons; people choose. Of self-analysis it reads no answers of anybody (docs/adr/0015): the page
shows the words of the institution's last report.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nastavnik.banks.models import MenteeEntry, MentorEntry
from nastavnik.kit.periods import months_between
from nastavnik.pairs.places import limit_of, taken_places
from nastavnik.programmes.models import MeetingState, Programme
from nastavnik.programmes.phases import Span, spans_of
from nastavnik.programmes.sides import REVERSED, SENIOR, Verdict, judge
from nastavnik.regulation.models import Form
from nastavnik.regulation.terms import shortest_until, too_long, too_short
from nastavnik.russian.numerals import months_words

FEW_HOURS = 1
"""Of a mentor, in a week: regular meetings of a whole year are hard to find room for."""


@dataclass(frozen=True)
class Known:
    """What the choice rests on, one thing in words: «Запрос», «Длительность», «Кадры»."""

    label: str
    text: str


@dataclass(frozen=True)
class Suits:
    """A form with the reasons for and against it."""

    form: str
    name: str
    clause: str
    reasons: tuple[str, ...]
    against: tuple[str, ...]

    @property
    def is_advised(self) -> bool:
        return bool(self.reasons) and not self.against


@dataclass(frozen=True)
class Advice:
    known: tuple[Known, ...]
    forms: tuple[Suits, ...]

    @property
    def advised(self) -> list[Suits]:
        return [one for one in self.forms if one.is_advised]

    @property
    def others(self) -> list[Suits]:
        return [one for one in self.forms if not one.is_advised]


@dataclass(frozen=True)
class Circumstances:
    """The facts; `months` are whole months of the phase, `planned` its meetings, `fitting` free mentors by topic."""

    topics: tuple[str, ...]
    is_digital: bool
    span: Span
    planned: int
    free: int
    fitting: int
    hours: int | None
    both_want: frozenset[str]
    both_at_distance: bool

    @property
    def months(self) -> int:
        return months_between(self.span.since, self.span.until)


def advise(programme: Programme) -> Advice:
    """What speaks for each of the five forms and what against, for the phase of today (a fixed number of queries)."""
    facts = _circumstances(programme)
    found = {form: ([], []) for form in Form}  # type: dict[Form, tuple[list[str], list[str]]]
    for form, speaks_for, sentence in (*_by_request(facts), *_by_length(facts), *_by_staff(facts)):
        found[form][not speaks_for].append(sentence)
    for form, speaks_for, sentence in _by_sides(programme, facts.span):
        found[form][not speaks_for].append(sentence)
    return Advice(
        tuple(_known(facts)),
        tuple(
            Suits(form, str(form.label), _CLAUSES[form], tuple(reasons), tuple(against))
            for form, (reasons, against) in found.items()
        ),
    )


_CLAUSES = {
    Form.SHORT: "3.3.1",
    Form.SITUATIONAL: "3.3.2",
    Form.REVERSIVE: "3.3.3",
    Form.TRADITIONAL: "3.3.4",
    Form.VIRTUAL: "3.3.5",
}
_Word = tuple[Form, bool, str]


def _circumstances(programme: Programme) -> Circumstances:
    relation, organisation = programme.relation, programme.organisation
    prefetch_related_objects([relation], "members__person__employments", "members__request__topics")
    topics = {
        topic.code: topic.name
        for member in relation.mentees
        if member.request is not None
        for topic in member.request.topics.all()
    }
    people = [member.person_id for member in (*relation.mentors, *relation.mentees)]
    mentors = {one.person_id: one for one in MentorEntry.objects.of(organisation).filter(person__in=people)}
    mentees = MenteeEntry.objects.of(organisation).filter(person__in=people)
    entries = [mentors[one.person_id] for one in relation.mentors if one.person_id in mentors]
    asked = [*entries, *(one for one in mentees if one.person_id not in mentors)]
    wants = [set(one.forms) for one in asked]
    hours = [one.hours_per_week for one in entries if one.hours_per_week is not None]
    span = spans_of(programme)[0]
    free, fitting = _free_mentors(programme, set(topics))
    return Circumstances(
        topics=tuple(topics.values()),
        is_digital="digital" in topics,
        span=span,
        planned=sum(one.state == MeetingState.PLANNED for one in span.meetings(programme)),
        free=free,
        fitting=fitting,
        hours=min(hours) if hours else None,
        both_want=frozenset(set.intersection(*wants)) if len(wants) > 1 else frozenset(),
        both_at_distance=len(asked) > 1 and all(one.distance_ok for one in asked),
    )


def _free_mentors(programme: Programme, codes: set[str]) -> tuple[int, int]:
    """How many mentors of the bank have a place left, and how many of them are strong in a topic of the request."""
    organisation = programme.organisation
    taken = taken_places(organisation.pk)
    entries = MentorEntry.objects.of(organisation).active().prefetch_related("competences")
    free = [one for one in entries if taken.get(one.person_id, 0) < limit_of(one, organisation)]
    fitting = [one for one in free if codes & {topic.code for topic in one.competences.all()}]
    return len(free), len(fitting)


def _by_request(facts: Circumstances) -> Iterator[_Word]:
    if len(facts.topics) == 1:
        yield Form.SHORT, True, _("В запросе одно направление: короткую цель можно поставить и достичь.")
    elif len(facts.topics) > 1:
        yield Form.TRADITIONAL, True, _("В запросе несколько направлений: за две–четыре встречи их не пройти.")
    if facts.is_digital:
        yield Form.VIRTUAL, True, _("Запрос о цифровых средствах: встречи на расстоянии сами дают практику.")


def _by_length(facts: Circumstances) -> Iterator[_Word]:
    term = (Form.TRADITIONAL, facts.span.since, facts.span.until)
    against = too_short(*term) or too_long(*term)
    if against:
        yield Form.TRADITIONAL, False, against
    else:
        yield Form.TRADITIONAL, True, _("Срок — %s: это от трёх месяцев до года.") % months_words(facts.months)
    if facts.span.until < shortest_until(facts.span.since):
        yield Form.SHORT, True, _("Срок короче трёх месяцев.")
    else:
        yield Form.SHORT, False, _("Срок три месяца и больше: для краткосрочной формы это необычно.")
    if facts.planned > 4:
        yield Form.SHORT, False, _("Назначено больше четырёх встреч.")
        yield Form.TRADITIONAL, True, _("Назначено больше четырёх встреч.")
    elif facts.planned > 1:
        yield Form.SHORT, True, _("Назначено от двух до четырёх встреч.")
    elif facts.planned == 0:
        yield Form.SITUATIONAL, True, _("Встречи заранее не назначены: помогать можно по мере обращений.")


def _by_staff(facts: Circumstances) -> Iterator[_Word]:
    if facts.hours is not None and facts.hours <= FEW_HOURS:
        yield Form.SITUATIONAL, True, _("У наставника не больше часа в неделю.")
        yield Form.VIRTUAL, True, _("У наставника не больше часа в неделю: на расстоянии не нужно искать место.")
    if facts.topics and facts.fitting == 0:
        yield (
            Form.VIRTUAL,
            True,
            _("Других свободных наставников по этому направлению нет: на расстоянии поможет и другое учреждение."),
        )
    if facts.both_at_distance:
        yield Form.VIRTUAL, True, _("Участники готовы заниматься на расстоянии.")
    for form in Form:
        if form in facts.both_want:
            yield form, True, _("Эту форму отметили в анкетах и наставник, и наставляемый.")


def _by_sides(programme: Programme, span: Span) -> Iterator[_Word]:
    sides = (programme.relation.mentors, programme.relation.mentees, span.since)
    for _verdict, sentence in judge(SENIOR, *sides):
        yield Form.TRADITIONAL, False, sentence
    found = list(judge(REVERSED, *sides, is_attested=span.phase.attested_on is not None))
    if not found:
        yield Form.REVERSIVE, True, _("Наставник моложе, а наставляемый опытнее.")
    for verdict, sentence in found:
        if verdict != Verdict.UNKNOWN:
            yield Form.REVERSIVE, False, sentence


def _known(facts: Circumstances) -> Iterator[Known]:
    yield Known(_("Запрос"), ", ".join(facts.topics) or _("направление в базе не указано"))
    length = months_words(facts.months)
    meetings = ngettext("назначена %d встреча", "назначено встреч: %d", facts.planned) % facts.planned
    yield Known(_("Длительность"), f"{length}, {meetings}")
    free = _("свободных наставников в базе: %(free)s, из них по этому направлению: %(fitting)s") % {
        "free": facts.free,
        "fitting": facts.fitting,
    }
    hours = _("; у наставника часов в неделю: %s") % facts.hours if facts.hours is not None else ""
    yield Known(_("Кадры"), free + hours)
