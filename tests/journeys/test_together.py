"""Two people write one programme at the same time, and record how their work goes (5, 6, 6.1/2)."""

import pytest

from nastavnik.kit import clock
from nastavnik.programmes.actions import begin_programme
from nastavnik.programmes.models import Observation, Programme
from tests.cast import PASSWORD, TODAY, build_cast, fill_banks
from tests.journeys.browser import Somebody
from tests.programmes.conftest import bring_to, relation_in_force

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db):
    with clock.at(TODAY):
        cast = build_cast()
        fill_banks(cast)
    with clock.everywhere(TODAY):
        yield cast


def at_the_text(somebody, cast, part: str) -> Somebody:
    who = somebody(part, phone=part == "mentee")
    who.signs_in(cast.user(part).username, PASSWORD)
    who.follows("Программа").follows("Писать программу")
    return who


def types(who: Somebody, name: str, words: str) -> None:
    field = who.page.locator(f"[name='{name}']")
    field.click()
    field.fill("")
    field.press_sequentially(words)


@pytest.mark.clause("6.1/2")
def test_two_write_at_once_what_is_typed_saves_itself_and_nothing_is_lost(somebody, cast):
    begin_programme(relation_in_force(cast), by=cast.user("curator"))
    mentor, mentee = (at_the_text(somebody, cast, part) for part in ("mentor", "mentee"))
    types(mentor, "goal", "Цель наставника")
    mentor.sees("Сохранено в ")
    types(mentee, "tasks", "Задачи наставляемой")
    mentee.sees("Сохранено в ")
    assert mentee.page.locator("[name='goal']").input_value() == "Цель наставника"  # it has come by itself
    stands = Programme.objects.get()
    assert (stands.goal, stands.tasks) == ("Цель наставника", "Задачи наставляемой")
    mentor.looks("together-write")
    types(mentor, "expected_result", "Два собрания")
    mentor.page.wait_for_function("document.querySelector('[name=tasks]').value === 'Задачи наставляемой'")
    # both in the same part: the other is told before anything is overwritten, and sees the two side by side
    types(mentee, "expected_result", "Три собрания")
    mentee.sees("Нажмите «Сохранить»: оба варианта встанут рядом")
    assert Programme.objects.get().expected_result == "Два собрания"
    mentee.presses("Сохранить").sees("Два варианта рядом", "Два собрания", "Три собрания")
    mentee.looks("together-side-by-side")
    mentee.presses("Сохранить").sees("Сохранено.")
    stands = Programme.objects.get()
    assert (stands.goal, stands.tasks, stands.expected_result) == (
        "Цель наставника", "Задачи наставляемой", "Три собрания",
    )  # fmt: skip


@pytest.mark.clause("5.1/4")
def test_a_mentor_records_an_observation_on_a_telephone_in_three_taps_and_one_line(somebody, cast):
    bring_to(cast, "running", relation_in_force(cast))
    mentor = somebody("mentor", phone=True)
    mentor.signs_in(cast.user("mentor").username, PASSWORD)
    mentor.follows("Ход работы")
    mentor.looks("growth-page-empty")
    mentor.follows("Наблюдение")
    mentor.looks("growth-observation")
    mentor.fills(text="Говорит спокойно, дети её слышат").presses("Записать").sees("Записано.")
    assert Observation.objects.get().text == "Говорит спокойно, дети её слышат"
