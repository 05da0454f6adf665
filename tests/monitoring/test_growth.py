"""The course of the work in the figures of a year: difficulties, projects, events by level (6.2/7, M4/2, M4/3)."""

from datetime import date

import pytest

from nastavnik.kit import clock
from nastavnik.monitoring.population import population_of
from nastavnik.monitoring.process import process_of
from nastavnik.programmes.models import Competence, Difficulty, Participation, PlanItem, Project
from tests.monitoring.made import STARTED, YEAR, make_programme, people

INSIDE, BEFORE = date(2027, 1, 15), date(2026, 8, 15)


def figures(cast) -> dict[str, tuple[str, str]]:
    rows = process_of(population_of(cast.organisation, YEAR))
    return {row.label: (row.value, row.note) for row in rows}


@pytest.mark.clause("5.2/5", "6.2/7", "M4/2", "M4/3")
def test_what_was_recorded_in_the_period_is_counted(cast):
    programme = make_programme(cast, people(cast, "mentee"))
    own = {"organisation": cast.organisation, "programme": programme, "made_at": clock.now()}
    for on, state in ((INSIDE, "revealed"), (INSIDE, "removed"), (BEFORE, "removed")):
        removed_on = INSIDE if state == "removed" else None
        Difficulty.objects.create(text="Речь", on=on, state=state, removed_on=removed_on, **own)
    Project.objects.create(title="Театр", kind="cultural", since=BEFORE, **own)
    Project.objects.create(title="Уголок", kind="educational", since=BEFORE, ended_on=BEFORE, result="Готов", **own)
    Project.objects.create(title="Книга", kind="educational", since=INSIDE, ended_on=INSIDE, result="Издана", **own)
    for level, on in (("regional", INSIDE), ("regional", INSIDE), ("own", INSIDE), ("federal", BEFORE)):
        Participation.objects.create(title="Форум", level=level, on=on, **own)
    found = figures(cast)
    assert found["Снято затруднений"][0] == "1 из 2"
    assert found["Совместных проектов"] == ("2", "культурных: 1; закончено: 1")
    assert found["Участие наставляемых в событиях"] == ("3", "внутри учреждения: 1; региональный: 2")


def test_nothing_recorded_is_not_nought_per_cent(cast):
    make_programme(cast, people(cast, "mentee"))
    assert figures(cast)["Снято затруднений"][0] == "—"


@pytest.mark.clause("5.2/3", "5.2/4", "M5/3")
@pytest.mark.parametrize(
    ("kind", "label"),
    [("community", "Участие в общественной жизни коллектива"), ("project", "Проекты, инновационная деятельность")],
)
def test_a_figure_changes_when_an_activity_of_its_kind_is_done(cast, kind, label):
    programme = make_programme(cast, people(cast, "mentee"))
    own = {"organisation": cast.organisation, "programme": programme, "kind": kind, "due_on": INSIDE}
    item = PlanItem.objects.create(title="Праздник осени", **own)
    PlanItem.objects.create(title="Прошлый год", state="done", done_on=BEFORE, **own)
    assert figures(cast)[label][0] == "0", "planned, or done before the period"
    item.state, item.done_on = "done", INSIDE
    item.save()
    assert figures(cast)[label][0] == "1"


@pytest.mark.clause("2.2/7", "1.4/9")
def test_maps_of_skills_are_counts_and_what_has_grown_is_told_of_three_people_or_more(cast):
    programme = make_programme(cast, people(cast, "mentee", "second_mentee", "third_mentee"))
    own = {"organisation": cast.organisation, "programme": programme, "made_at": clock.now(), "side": "mentee"}
    members = list(programme.relation.members.filter(role="mentee"))
    for number, (member, after) in enumerate(zip(members, ("sure", "known", "known"), strict=True), start=1):
        for moment, level, on in (("before", "known", STARTED), ("after", after, INSIDE)):
            Competence.objects.create(
                member=member, topic=cast.topics["speech"], moment=moment, level=level, on=on, **own
            )
        value, note = figures(cast)["Оценили свои умения в начале и в конце"]
        told = "увереннее стало, по словам наставляемых: 1\u00a0из\u00a03 (33,3\u00a0%)" if number == 3 else ""
        assert (value, note) == (str(number), told)
