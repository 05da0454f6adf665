"""The course of the work in the figures of a year: difficulties, projects, events by level (6.2/7, M4/2, M4/3)."""

from datetime import date

import pytest

from nastavnik.kit import clock
from nastavnik.monitoring.population import population_of
from nastavnik.monitoring.process import process_of
from nastavnik.programmes.models import Difficulty, Participation, Project
from tests.monitoring.made import YEAR, make_programme, people

INSIDE, BEFORE = date(2027, 1, 15), date(2026, 8, 15)


def figures(cast) -> dict[str, tuple[str, str]]:
    rows = process_of(population_of(cast.organisation, YEAR))
    return {row.label: (row.value, row.note) for row in rows}


@pytest.mark.clause("6.2/7", "M4/2", "M4/3")
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
