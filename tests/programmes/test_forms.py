"""The rules of the five forms, with their boundary dates; phases; what whoever approves has to say."""

from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastavnik.kit import clock, journal
from nastavnik.kit.periods import add_months
from nastavnik.kit.refusal import Outdated, Refused
from nastavnik.organisations.actions import give_role
from nastavnik.organisations.models import RoleKind
from nastavnik.pairs.models import Relation
from nastavnik.programmes.actions import (
    add_item,
    add_phase,
    agree_programme,
    approve_programme,
    begin_programme,
    change_category,
    choose_forms,
    close_programme,
    complete_programme,
    do_item,
    offer_programme,
    plan_meeting,
    record_meeting,
    remove_phase,
    start_programme,
    write_programme,
)
from nastavnik.programmes.form_rules import conflict_of, findings_at_end, findings_of
from nastavnik.programmes.models import Meeting, Phase, Programme
from nastavnik.programmes.phases import (
    Span,
    categories_text,
    forms_lines,
    leading_forms,
    needs_no_plan,
    span_on,
    spans_of,
)
from nastavnik.programmes.sides import REVERSED, SENIOR, judge
from nastavnik.regulation.actions import add_extra_form, change_extra_form
from nastavnik.regulation.models import Form
from nastavnik.regulation.terms import longest_until, shortest_until, too_long, too_short
from tests.cast import TODAY, Cast
from tests.programmes.conftest import TEXTS, UNTIL, answer_nothing, relation_in_force

WEEK = timedelta(days=7)


def written(cast: Cast, form: str, *, meetings: int = 0, channel: str = "phone", **terms) -> Programme:
    """A draft of the pair in a form, with all its texts, an activity and so many meetings, a week apart."""
    programme = begin_programme(relation_in_force(cast, form=form, **terms), by=cast.user("curator"))
    write_programme(programme, by=cast.user("mentor"), version=programme.version, **TEXTS)
    add_item(programme, by=cast.user("mentor"), title="Разбор беседы", kind="case", due_on=programme.until)
    for number in range(meetings):
        plan_meeting(
            programme,
            by=cast.user("mentor"),
            on=programme.since + WEEK * (number + 1),
            topic=f"Цель {number + 1}",
            channel=channel,
        )
    return programme


def offered(cast: Cast, programme: Programme) -> Programme:
    offer_programme(programme, by=cast.user("mentor"), version=programme.version)
    agree_programme(programme, by=cast.user("mentee"), version=programme.version)
    return Programme.objects.get(pk=programme.pk)


def running(cast: Cast, programme: Programme, reasons: dict[str, str] | None = None) -> Programme:
    programme = offered(cast, programme)
    approve_programme(programme, by=cast.user("curator"), version=programme.version, reasons=reasons or {})
    answer_nothing(programme, "before")
    start_programme(programme, by=cast.user("mentor"))
    return programme


def codes(programme: Programme) -> set[tuple[str, str]]:
    programme = Programme.objects.get(pk=programme.pk)
    return {(one.code, one.kind) for one in findings_of(programme)}


# --- terms ------------------------------------------------------------------------------------------------------


@pytest.mark.clause("3.3.4")
@pytest.mark.parametrize(
    ("since", "first", "last"),
    [
        (date(2026, 9, 1), date(2026, 11, 30), date(2027, 9, 1)),
        (date(2026, 8, 31), date(2026, 11, 30), date(2027, 8, 31)),
        (date(2026, 11, 30), date(2027, 2, 28), date(2027, 11, 30)),  # edge case 54
        (date(2027, 11, 30), date(2028, 2, 29), date(2028, 11, 30)),
        (date(2026, 11, 28), date(2027, 2, 27), date(2027, 11, 28)),
        (date(2026, 12, 1), date(2027, 2, 28), date(2027, 12, 1)),
        (date(2028, 2, 29), date(2028, 5, 28), date(2029, 2, 28)),
    ],
)
def test_the_traditional_form_lasts_three_months_to_a_year_in_calendar_months(since, first, last):
    assert (shortest_until(since), longest_until(since)) == (first, last)
    assert too_short("traditional", since, first) is None and too_long("traditional", since, last) is None
    assert f"не раньше чем по {first:%d.%m.%Y} (3.3.4)" in too_short("traditional", since, first - timedelta(days=1))
    assert f"не дольше года: по {last:%d.%m.%Y} (3.3.4)" in too_long("traditional", since, last + timedelta(days=1))
    assert too_short("virtual", since, since) is None and too_long("virtual", since, add_months(since, 30)) is None


@pytest.mark.clause("3.3.4")
@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_a_later_beginning_never_ends_earlier(since):
    """Month ends of every length: both borders are monotonous, and the shortest term is 89 to 92 days long."""
    after = since + timedelta(days=1)
    assert shortest_until(since) <= shortest_until(after) and longest_until(since) <= longest_until(after)
    assert 89 <= (shortest_until(since) - since).days + 1 <= 92
    assert 365 <= (longest_until(since) - since).days + 1 <= 367


# --- each form beforehand ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "meetings", "may"),
    [
        pytest.param("short", 1, False, marks=pytest.mark.clause("3.3.1")),
        pytest.param("short", 2, True, marks=pytest.mark.clause("3.3.1")),
        pytest.param("short", 4, True, marks=pytest.mark.clause("3.3.1")),
        pytest.param("short", 5, False, marks=pytest.mark.clause("3.3.1")),
        pytest.param("traditional", 4, False, marks=pytest.mark.clause("3.3.4")),
        pytest.param("traditional", 5, True, marks=pytest.mark.clause("3.3.4")),
        pytest.param("situational", 0, True, marks=pytest.mark.clause("3.3.2")),
        pytest.param("virtual", 0, True, marks=pytest.mark.clause("3.3.5")),
    ],
)
def test_a_programme_is_offered_with_the_meetings_that_its_form_asks_for(full_cast, form, meetings, may):
    programme = written(full_cast, form, meetings=meetings, until=date(2026, 12, 13))
    if may:
        assert offered(full_cast, programme).state == "review"
        return
    with pytest.raises(Refused, match=f"Сейчас назначено: {meetings}"):
        offer_programme(programme, by=full_cast.user("mentor"), version=programme.version)
    assert Programme.objects.get().state == "draft"


@pytest.mark.clause("3.3.2", "1.3/6")
def test_a_situational_programme_is_approved_with_an_empty_plan(full_cast):
    programme = begin_programme(relation_in_force(full_cast, form="situational"), by=full_cast.user("curator"))
    write_programme(programme, by=full_cast.user("mentor"), version=programme.version, **TEXTS)
    assert needs_no_plan(programme) and running(full_cast, programme).state == "running"


@pytest.mark.clause("3.3.4")
@pytest.mark.parametrize(("until", "may"), [(date(2026, 12, 12), False), (date(2026, 12, 13), True)])
def test_a_traditional_programme_of_less_than_three_months_is_refused(full_cast, until, may):
    programme = written(full_cast, "traditional", meetings=5, until=until)
    assert (("traditional-term", "refuses") in codes(programme)) is not may


@pytest.mark.clause("3.3.1")
@pytest.mark.parametrize(("until", "warns"), [(date(2026, 12, 12), False), (date(2026, 12, 13), True)])
def test_a_short_programme_of_three_months_wants_a_reason(full_cast, until, warns):
    programme = written(full_cast, "short", meetings=2, until=until)
    assert codes(programme) == ({("short-long", "warns")} if warns else set())


@pytest.mark.clause("3.3.4")
def test_a_less_experienced_mentor_wants_a_reason_which_is_kept(full_cast):
    full_cast.mentor.employments.update(special_months=2)
    programme = offered(full_cast, written(full_cast, "traditional", meetings=5))
    curator = full_cast.user("curator")
    with pytest.raises(Refused, match=r"наставник опытнее .*Белокопытова.*2 месяца.*напишите почему") as refused:
        approve_programme(programme, by=curator, version=programme.version)
    assert (refused.value.field, Programme.objects.get().state) == ("1-traditional-half", "review")
    reasons = {"1-traditional-half": "Пришла из школы, где вела методическое объединение"}
    approve_programme(programme, by=curator, version=programme.version, reasons=reasons)
    assert programme.state == "approved"
    assert Phase.objects.get().reasons == {"traditional-half": reasons["1-traditional-half"]}
    assert [one.is_open for one in findings_of(Programme.objects.get())] == [False]


@pytest.mark.clause("3.3.5")
def test_the_virtual_form_goes_with_every_other_and_wants_meetings_from_afar(full_cast):
    programme = written(full_cast, "traditional", meetings=5, channel="in_person")
    forms = ["traditional", "virtual", "situational"]
    choose_forms(programme, by=full_cast.user("mentee"), version=programme.version, forms=forms)
    assert codes(programme) == {("virtual-channel", "warns")}
    Meeting.objects.filter(topic="Цель 1").update(channel="phone")
    assert codes(programme) == set()


SIDES = [
    # mentor born, months; mentee born, months; what the reversive form says; the traditional
    (1998, 36, 1972, 300, (), ("half",)),
    (1972, 300, 1998, 36, ("opposite",), ()),
    (1998, 300, 1972, 36, ("half",), ()),  # younger but more experienced (edge case 14)
    (1972, 36, 1998, 300, ("half",), ("half",)),
    (None, 36, 1972, 300, ("unknown",), ("half",)),  # edge case 15
    (1998, None, 1972, 300, ("unknown",), ()),
    (None, 300, 1972, 36, ("unknown", "half"), ()),
    (1990, 36, 1990, 300, ("unknown",), ("half",)),  # of one year nobody can tell
]


@pytest.mark.clause("3.3.3", "3.3.4")
@pytest.mark.parametrize(("born", "months", "mentee_born", "mentee_months", "reversed_says", "senior_says"), SIDES)
def test_who_is_younger_and_who_is_more_experienced(
    full_cast, born, months, mentee_born, mentee_months, reversed_says, senior_says
):
    for part, year, spent in (("mentor", born, months), ("mentee", mentee_born, mentee_months)):
        person = full_cast.people[part]
        person.birth_year = year
        person.save()
        person.employments.update(special_months=spent, months_as_of=TODAY)
    relation = relation_in_force(full_cast)
    relation = Relation.objects.prefetch_related("members__person__employments").get(pk=relation.pk)
    sides = (relation.mentors, relation.mentees, TODAY)
    assert tuple(verdict for verdict, _said in judge(REVERSED, *sides)) == reversed_says
    assert tuple(verdict for verdict, _said in judge(SENIOR, *sides)) == senior_says
    attested = tuple(verdict for verdict, _said in judge(REVERSED, *sides, is_attested=True))
    assert attested == tuple(one for one in reversed_says if one != "unknown")


@pytest.mark.clause("3.3.3")
def test_the_reversive_form_wants_a_topic_and_is_attested_without_a_date_of_birth(full_cast):
    for part in ("mentor", "mentee"):
        full_cast.people[part].birth_year = None
        full_cast.people[part].save()
    full_cast.mentor.employments.update(special_months=2)
    programme = written(full_cast, "reversive")
    assert codes(programme) == {("reversive-topic", "refuses"), ("reversive-unknown", "attests")}
    phase = choose_forms(
        programme,
        by=full_cast.user("mentor"),
        version=programme.version,
        forms=["reversive"],
        topic="Интерактивная доска",
    )
    curator, programme = full_cast.user("curator"), offered(full_cast, programme)
    with pytest.raises(Refused, match="год рождения вносить не нужно") as refused:
        approve_programme(programme, by=curator, version=programme.version)
    assert refused.value.field == "attests"
    approve_programme(programme, by=curator, version=programme.version, attests=True)
    phase.refresh_from_db()
    assert (programme.state, phase.attested_on, phase.attested_by) == ("approved", TODAY, curator)


# --- the matrix -------------------------------------------------------------------------------------------------


FORBIDDEN = {frozenset({"short", "traditional"}), frozenset({"traditional", "reversive"})}


@pytest.mark.clause("3.4", "3.3")
@pytest.mark.parametrize("pair", list(combinations([*Form.values, "own-form"], 2)), ids="+".join)
def test_the_matrix_of_forms_is_whole(pair):
    """Two pairs of forms exclude each other, all others go together; an own form has no rules (domain 2.4)."""
    assert (conflict_of(pair) is not None) is (frozenset(pair) in FORBIDDEN)
    assert (conflict_of([*pair, "virtual", "situational"]) is not None) is (frozenset(pair) in FORBIDDEN)


@pytest.mark.clause("3.1", "3.4")
@pytest.mark.parametrize(
    ("forms", "refused"),
    [
        (["traditional", "virtual", "situational"], ""),
        (["short", "situational", "virtual"], ""),
        (["reversive", "virtual"], ""),
        (["reversive", "short"], ""),
        (["short", "traditional"], "от двух до четырёх встреч"),
        (["traditional", "reversive"], "составьте вторую пару"),
        ([], "хотя бы одна обязательна"),
        (["magic"], "Такой формы нет"),
    ],
)
def test_which_forms_go_together_in_one_phase(programme, full_cast, forms, refused):
    def choose():
        return choose_forms(programme, by=full_cast.user("mentor"), version=programme.version, forms=forms)

    if refused:
        with pytest.raises(Refused, match=refused):
            choose()
        assert Phase.objects.get().forms == ["virtual"]
    else:
        assert choose().forms == forms


@pytest.mark.clause("3.4", "6.1/2")
def test_choosing_is_writing_the_rationale_is_kept_and_answers_are_asked_anew(programme, full_cast):
    mentor, seen = full_cast.user("mentor"), programme.version
    Phase.objects.update(reasons={"virtual-channel": "Так удобнее"})
    phase = choose_forms(
        programme, by=mentor, version=seen, forms=["situational"], rationale="Вопросы возникают по ходу работы"
    )
    assert (phase.rationale, phase.reasons, programme.version) == ("Вопросы возникают по ходу работы", {}, seen + 1)
    with pytest.raises(Outdated):
        choose_forms(programme, by=full_cast.user("mentee"), version=seen, forms=["virtual"])
    entry = journal.entries_about(programme).last()
    assert (entry.event, entry.facts["parts"]) == ("forms_chosen", ["forms"])


@pytest.mark.clause("2.2/4", "3.1")
def test_a_form_of_the_institutions_own_has_no_rules_and_is_counted(programme, full_cast):
    own = add_extra_form(
        full_cast.organisation, by=full_cast.user("curator"), name=" сетевое ", note="С соседним садом"
    )
    mentor = full_cast.user("mentor")
    with pytest.raises(Refused, match="Форма «Сетевое» уже есть"):
        add_extra_form(full_cast.organisation, by=full_cast.user("curator"), name="Сетевое")
    choose_forms(programme, by=mentor, version=programme.version, forms=[str(own.pk), "virtual"])
    assert leading_forms(programme) == [str(own.pk)]
    assert forms_lines(programme) == ["сетевое, вместе с ней: виртуальная (дистанционная)"]
    change_extra_form(own, by=full_cast.user("curator"), name="сетевое", is_active=False)
    programme = Programme.objects.get()
    assert choose_forms(programme, by=mentor, version=programme.version, forms=[str(own.pk)]).forms == [str(own.pk)]
    choose_forms(programme, by=mentor, version=programme.version, forms=["virtual"])
    with pytest.raises(Refused, match="Такой формы нет"):
        choose_forms(programme, by=mentor, version=programme.version, forms=[str(own.pk)])


# --- phases -----------------------------------------------------------------------------------------------------


@pytest.mark.clause("8.2", "3.3")
def test_each_phase_is_checked_by_its_own_rule_on_its_own_meetings(full_cast):
    """Short, then traditional from the next month on: lawful as phases, not as one (domain 2.4)."""
    programme = written(full_cast, "short", meetings=3)
    since, mentor = date(2026, 10, 14), full_cast.user("mentor")
    add_phase(programme, by=mentor, since=since, forms=["traditional"], rationale="Затем долгая работа")
    first, second = spans_of(programme)
    assert (first.since, first.until) == (TODAY, since - timedelta(days=1))
    assert (second.since, second.until) == (since, UNTIL)
    assert codes(programme) == {("traditional-meetings", "refuses")}
    for number in range(5):
        plan_meeting(programme, by=mentor, on=since + WEEK * number, topic="Долгая работа", channel="phone")
    assert codes(programme) == set()
    assert leading_forms(programme) == ["short", "traditional"]
    assert forms_lines(Programme.objects.get())[1] == "с 14.10.2026 по 31.05.2027 – традиционная"


@pytest.mark.clause("8.2")
def test_a_traditional_programme_goes_on_virtually_from_a_day(full_cast):
    programme = running(full_cast, written(full_cast, "traditional", meetings=5))
    mentor, on = full_cast.user("mentor"), date(2027, 1, 11)
    with pytest.raises(Refused, match=r"после 14\.09\.2026 и не позже 31\.05\.2027") as refused:
        add_phase(programme, by=mentor, since=TODAY, forms=["virtual"], rationale="Переезд")
    assert refused.value.field == "since"
    with pytest.raises(Refused, match="уже идёт в этой форме"):
        add_phase(programme, by=mentor, since=on, forms=["traditional"], rationale="")
    phase = add_phase(programme, by=mentor, since=on, forms=["virtual", "traditional"], rationale="Переезд")
    assert span_on(programme, on - timedelta(days=1)).forms == ["traditional"]
    assert span_on(programme, on).phase == phase
    with pytest.raises(Refused, match="не раньше чем по"):
        add_phase(programme, by=mentor, since=date(2027, 4, 1), forms=["traditional"], rationale="")
    with pytest.raises(Refused, match="Программа уже не составляется"):
        remove_phase(phase, by=mentor)


def test_a_phase_is_taken_out_and_keeps_within_the_term(programme, full_cast):
    mentor = full_cast.user("mentor")
    phase = add_phase(programme, by=mentor, since=date(2027, 2, 1), forms=["situational"], rationale="")
    with pytest.raises(Refused, match=r"Смена формы 01\.02\.2027 окажется вне срока") as refused:
        write_programme(programme, by=mentor, version=programme.version, until=date(2027, 1, 31))
    assert refused.value.field == "until"
    programme = Programme.objects.get()
    remove_phase(phase, by=mentor)
    assert [span.until for span in spans_of(Programme.objects.get())] == [UNTIL]
    with pytest.raises(Refused, match="Первый этап остаётся"):
        remove_phase(Phase.objects.get(), by=mentor)


@pytest.mark.clause("8.2")
@given(
    begins=st.sets(st.dates(date(2026, 9, 15), date(2027, 12, 31)), max_size=6),
    since=st.dates(date(2026, 9, 1), date(2027, 3, 1)),
    length=st.integers(0, 400),
)
def test_phases_cover_the_programme_without_gaps_or_overlaps(begins, since, length):
    """Whatever the term becomes, each of its days is in exactly one phase, and no phase reaches out of it."""
    programme = Programme(since=since, until=since + timedelta(days=length))
    phases = [Phase(programme=programme, forms=["virtual"], begins_on=day) for day in (None, *sorted(begins))]
    programme._prefetched_objects_cache = {"phases": Phases(phases)}
    spans = spans_of(programme)
    assert (spans[0].since, spans[-1].until) == (programme.since, programme.until)
    for one, other in pairwise(spans):
        assert other.since == one.until + timedelta(days=1) and one.since <= one.until
    assert sum((span.until - span.since).days + 1 for span in spans) == length + 1
    for day in (programme.since, programme.until):
        assert [span for span in spans if day in span] == [span_on(programme, day)]


class Phases(list):
    """Rows that have been read already."""

    def all(self) -> list[Phase]:
        return self


@pytest.mark.clause("3.2")
def test_whoever_acts_for_the_head_mentors_as_the_head_and_is_no_mentee(full_cast):
    facts = {"since": TODAY, "until": UNTIL, "ground": "приказ № 50", "by": None, "is_acting": True}
    give_role(full_cast.organisation, full_cast.user("mentor"), RoleKind.HEAD, **facts)
    programme = begin_programme(relation_in_force(full_cast), by=full_cast.user("curator"))
    assert Phase.objects.get().category_form == "head_teacher"
    assert categories_text(programme) == "руководитель – педагог"
    with pytest.raises(Refused, match=r"Руководитель не может быть наставляемым"):
        relation_in_force(full_cast, ("second_mentor",), ("mentor",))


@pytest.mark.clause("3.2")
def test_the_category_is_changed_with_a_reason(full_cast, programme):
    curator = full_cast.user("curator")
    assert Phase.objects.get().category_form == "teacher_teacher"
    with pytest.raises(Refused, match="Напишите, почему") as refused:
        change_category(programme, by=curator, category_form="head_teacher", reason=" ")
    assert refused.value.field == "reason"
    change_category(programme, by=curator, category_form="head_teacher", reason="Исполняет обязанности с октября")
    phase = Phase.objects.get()
    assert (phase.category_form, phase.category_reason) == ("head_teacher", "Исполняет обязанности с октября")


# --- carried out and ended --------------------------------------------------------------------------------------


def meet(cast: Cast, programme: Programme, day: date, *, confirmed: bool = True, **facts) -> Meeting:
    facts = {"result": "Договорились", "channel": "phone", **facts}
    meeting = record_meeting(programme, by=cast.user("mentor"), on=day, topic="Цель", **facts)
    if confirmed:
        Meeting.objects.filter(pk=meeting.pk).update(confirmed_on=day)
    return meeting


@pytest.mark.clause("3.3.1")
def test_a_fifth_meeting_of_the_short_form_is_help_or_a_change_of_form(full_cast):
    """Edge case 51: counted are those that were held."""
    programme = running(full_cast, written(full_cast, "short", meetings=2, until=date(2026, 12, 1)))
    with clock.at(date(2026, 10, 20)):
        for number in range(4):
            meet(full_cast, programme, date(2026, 10, 1 + number))
        with pytest.raises(Refused, match="четыре уже состоялись") as refused:
            meet(full_cast, programme, date(2026, 10, 19))
        assert refused.value.field == "as_help"
        assert meet(full_cast, programme, date(2026, 10, 19), as_help=True).is_help
        add_phase(programme, by=full_cast.user("mentor"), since=date(2026, 10, 20), forms=["virtual"], rationale="")
        assert not meet(full_cast, programme, date(2026, 10, 20)).is_help


def summed_up(cast: Cast, programme: Programme) -> Programme:
    mentor = cast.user("mentor")
    for item in programme.items.all():
        for side in ("mentor", "mentee"):
            item.refresh_from_db()
            if item.state == "planned":
                do_item(item, by=cast.user(side), actual="Получилось")
    close_programme(programme, by=mentor, result="Собрания проведены самостоятельно")
    answer_nothing(programme, "after")
    return Programme.objects.get(pk=programme.pk)


@pytest.mark.clause("3.3.1", "8.1/1")
@pytest.mark.parametrize(
    ("held", "said"),
    [
        ([{}], "Состоялось встреч: 1, а в краткосрочной форме их не меньше двух"),
        ([{}, {"confirmed": False}], "Состоялось встреч: 1"),  # disputed is not done (edge case 66)
        ([{}, {"result": ""}], "Допишите его: 02.10.2026"),
        ([{}, {}], ""),
    ],
)
def test_a_short_programme_ends_in_full_with_two_meetings_and_their_results(full_cast, held, said):
    programme = running(full_cast, written(full_cast, "short", meetings=2, until=date(2026, 12, 1)))
    with clock.at(date(2026, 10, 2)):
        for number, facts in enumerate(held):
            meet(full_cast, programme, date(2026, 10, 1 + number), **facts)
    with clock.at(date(2026, 11, 30)):
        programme = summed_up(full_cast, programme)
        if said:
            with pytest.raises(Refused, match=said):
                complete_programme(programme, by=full_cast.user("curator"))
            assert Programme.objects.get().state == "closing"
        else:
            assert complete_programme(programme, by=full_cast.user("curator")).state == "completed"


@pytest.mark.clause("3.3.4", "8.1/1")
def test_a_traditional_programme_of_few_meetings_ends_in_full_with_a_reason(full_cast):
    programme = running(full_cast, written(full_cast, "traditional", meetings=5))
    curator = full_cast.user("curator")
    with clock.at(date(2026, 12, 20)):
        programme = summed_up(full_cast, programme)
        assert [one.key for one in findings_at_end(programme)] == ["1-traditional-held"]
        with pytest.raises(Refused, match="Состоялось встреч: 0, а традиционная форма — это больше четырёх") as refused:
            complete_programme(programme, by=curator)
        reasons = {refused.value.field: "Встречи велись в бумажном журнале"}
        assert complete_programme(programme, by=curator, reasons=reasons).state == "completed"


def test_a_programme_of_before_the_phases_has_the_one_of_its_order(programme, full_cast):
    Phase.objects.all().delete()
    programme = Programme.objects.get()
    assert [(one.forms, one.since, one.until) for one in spans_of(programme)] == [(["virtual"], TODAY, UNTIL)]
    add_phase(programme, by=full_cast.user("mentor"), since=date(2027, 1, 1), forms=["situational"], rationale="")
    assert [one.forms for one in spans_of(Programme.objects.get())] == [["virtual"], ["situational"]]
    assert isinstance(spans_of(programme)[0], Span) and Phase.objects.count() == 2
