"""Meetings on a telephone: recorded from the first page in three taps and one line, moved, confirmed (3.3, 6.2/2)."""

from datetime import time, timedelta

import pytest

from nastavnik.kit import clock
from nastavnik.programmes.actions import plan_meeting
from nastavnik.programmes.models import Meeting
from tests.cast import PASSWORD, TODAY, build_cast, fill_banks
from tests.journeys.browser import Somebody
from tests.programmes.conftest import bring_to, relation_in_force

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TAPS = """addEventListener("click", (event) => {
    if (event.isTrusted) sessionStorage.taps = Number(sessionStorage.taps || 0) + 1
}, true)"""


@pytest.fixture
def cast(transactional_db):
    """A pair that meets face to face, on the day after its programme has started."""
    with clock.at(TODAY):
        cast = build_cast()
        fill_banks(cast)
        bring_to(cast, "running", relation_in_force(cast, form="situational"))
    with clock.everywhere(TODAY + timedelta(days=1)):
        yield cast


def at_home(somebody, cast, part: str, taps: bool = False) -> Somebody:
    """Somebody with a telephone, on their first page; with `taps` every finger is counted from there on."""
    who = somebody(part, phone=True)
    who.signs_in(cast.user(part).username, PASSWORD)
    who.sees("Следующая встреча")
    if taps:
        who.context.add_init_script(TAPS)
        who.page.reload()
    return who


def taps_of(who: Somebody) -> int:
    return int(who.page.evaluate("sessionStorage.taps || 0"))


@pytest.mark.clause("3.3", "6.2/2")
def test_a_mentor_records_a_meeting_from_the_first_page_in_three_taps_and_one_line(somebody, cast):
    mentor = at_home(somebody, cast, "mentor", taps=True)
    mentor.looks("meeting-mentor-home")
    mentor.follows("Записать встречу")
    save = mentor.page.get_by_role("button", name="Записать", exact=True)
    assert save.bounding_box()["y"] < 800, "the button is to be seen without scrolling"
    mentor.looks("meeting-record")
    mentor.page.locator("[name='topic']").click()
    mentor.page.keyboard.type("Разобрали утренний круг")
    save.click()
    mentor.sees("Готово. Встреча записана.")
    assert taps_of(mentor) == 3
    meeting = Meeting.objects.get()
    assert (meeting.topic, meeting.on, meeting.minutes, meeting.channel, meeting.state) == (
        "Разобрали утренний круг", TODAY + timedelta(days=1), 40, "in_person", "held",
    )  # fmt: skip
    mentee = at_home(somebody, cast, "mentee")
    mentee.follows("Программа").presses("Подтвердить").sees("Встреча подтверждена")


@pytest.mark.clause("3.3")
def test_a_planned_meeting_is_moved_and_recorded_and_the_other_side_sees_it(somebody, cast):
    with clock.at(TODAY):
        programme = Meeting._meta.get_field("programme").related_model.objects.get()
        plan_meeting(programme, by=cast.user("mentor"), on=TODAY + timedelta(days=1), topic="Утренний круг",
                     starts_at=time(13, 30))  # fmt: skip
    mentee = at_home(somebody, cast, "mentee")
    mentee.sees("13:30").follows("Программа").follows("Перенести")
    mentee.looks("meeting-move")
    mentee.fills(on=(TODAY + timedelta(days=2)).isoformat(), starts_at="14:00").presses("Перенести")
    mentee.sees("Второй участник увидит, что она перенесена и кем.")
    mentor = at_home(somebody, cast, "mentor")
    mentor.sees("перенесена с 15", "Зайцева", "14:00")
    mentor.follows("Программа").looks("meeting-programme")
    with clock.everywhere(TODAY + timedelta(days=2)):
        mentor = at_home(somebody, cast, "mentor", taps=True)
        mentor.follows("Записать встречу").presses("Записать").sees("Готово. Встреча записана.")
        assert taps_of(mentor) == 2
    assert Meeting.objects.get().state == "held"


def test_the_calendar_and_the_week_of_hours_on_a_telephone(somebody, cast):
    mentee = at_home(somebody, cast, "mentee")
    mentee.follows("Мой график").fills(day_0="8–12, 15:30–17", day_2="7:30–13").looks("hours").presses("Сохранить")
    mentee.sees("График сохранён.")
    mentee.follows("Встречи в моём календаре").presses("Включить").sees("/calendar/").looks("calendar")
    mentee.presses("Выключить").sees("адрес больше ничего не показывает")
