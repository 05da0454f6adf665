"""A programme in hand, on telephones: recorded, marked, changed by agreement, brought to its end (5, 6, 8)."""

from datetime import timedelta

import pytest

from nastavnik.kit import clock
from nastavnik.pairs.models import Relation
from nastavnik.programmes.models import Difficulty, Meeting, PlanItem, Programme, ProgrammeChange
from nastavnik.regulation.actions import publish_code
from tests.cast import PASSWORD, TODAY, build_cast, fill_banks
from tests.journeys.browser import Somebody
from tests.journeys.test_meetings import TAPS, taps_of
from tests.programmes.conftest import answer_nothing, bring_to, relation_in_force

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = TODAY + timedelta(days=1)


@pytest.fixture
def cast(transactional_db):
    """A pair whose programme runs since yesterday; the code of the mentors has just been published."""
    with clock.at(TODAY):
        cast = build_cast()
        fill_banks(cast)
        bring_to(cast, "running", relation_in_force(cast, form="situational"))
        publish_code(cast.organisation, by=cast.user("curator"), kind="code", text="Помогать, а не оценивать.")
    with clock.everywhere(NOW):
        yield cast


def with_telephone(somebody, cast, part: str) -> Somebody:
    who = somebody(part, phone=True)
    who.signs_in(cast.user(part).username, PASSWORD)
    return who


def to_programme(who: Somebody) -> Somebody:
    return who.goes_home().follows("Программа")


@pytest.mark.clause("5.2/8", "6.2/2", "6.2/7", "8.2", "8.1/1")
def test_a_programme_is_lived_on_telephones_from_a_meeting_to_its_end(somebody, cast):
    mentor, mentee = (with_telephone(somebody, cast, part) for part in ("mentor", "mentee"))
    reads_the_code(mentor)
    records_a_meeting(mentor)
    marks_and_writes(mentee)
    agree_on_a_change(mentor, mentee)
    carry_out_and_sum_up(mentor, mentee)
    ends_the_programme(with_telephone(somebody, cast, "curator"))


def reads_the_code(mentor: Somebody) -> None:
    mentor.sees("Прочитать наставнику").follows("Прочитать").looks("phone-reading").follows("Кодекс наставника")
    mentor.presses("Прочитано").sees("Отмечено: прочитано сегодня.")
    mentor.goes_home().does_not_see("Прочитать наставнику")


def records_a_meeting(mentor: Somebody) -> None:
    """From the first page: three taps and one line, and not one more (6.1/3, 3.3)."""
    mentor.context.add_init_script(TAPS)
    mentor.page.reload()
    mentor.follows("Записать встречу")
    mentor.page.locator("[name='topic']").click()
    mentor.page.keyboard.type("Разобрали утренний круг")
    mentor.page.get_by_role("button", name="Записать", exact=True).click()
    mentor.sees("Готово. Встреча записана.")
    assert taps_of(mentor) == 3
    assert Meeting.objects.get().topic == "Разобрали утренний круг"


def marks_and_writes(mentee: Somebody) -> None:
    to_programme(mentee).presses("Подтвердить").sees("Встреча подтверждена").looks("phone-mentee-programme")
    mentee.page.locator("#plan").get_by_role("link", name="Выполнено").click()
    mentee.fills(actual="Три беседы разобраны").looks("phone-item").presses("Отметить")
    mentee.sees("Мероприятие будет выполнено, когда его подтвердит вторая сторона.")
    assert PlanItem.objects.get().state == "planned", "one side alone does not make it done"
    mentee.goes_home().follows("Ход работы").follows("Затруднение")
    mentee.fills(text="Родители перебивают").presses("Записать").sees("Записано.")
    mentee.follows("Что делаем").fills(action="Готовим первую фразу вместе").presses("Записать")
    mentee.sees("Готовим первую фразу вместе").looks("phone-growth")
    assert Difficulty.objects.get().state == "joint"


def agree_on_a_change(mentor: Somebody, mentee: Somebody) -> None:
    to_programme(mentor).sees("отмечено одной стороной").follows("Предложить изменение")
    mentor.page.locator("main a[href*='kind=plan']").first.click()
    mentor.fills(**{"title-0": "Собрание в группе", "due-0": (NOW + timedelta(days=10)).isoformat()})
    mentor.fills(words="Показать то, чему научились").looks("phone-change").presses("Предложить участникам")
    assert ProgrammeChange.objects.get().state == "open"
    to_programme(mentee).sees("Добавить «Собрание в группе»").looks("phone-change-asked")
    mentee.page.locator("#changing").get_by_role("button", name="Согласен(на)", exact=True).click()
    mentee.sees("Собрание в группе")
    assert ProgrammeChange.objects.get().state == "in_force"
    assert PlanItem.objects.count() == 2


def carry_out_and_sum_up(mentor: Somebody, mentee: Somebody) -> None:
    confirms(mentor)
    mentor.page.locator("#plan").get_by_role("link", name="Выполнено").click()
    mentor.fills(actual="Собрание прошло спокойно").presses("Отметить")
    confirms(mentee)
    assert {item.state for item in PlanItem.objects.all()} == {"done"}
    to_programme(mentor).follows("Подвести итоги").ticks("план выполнен")
    mentor.fills(result="Собрания проводит сама").looks("phone-summing-up").presses("Записать итоги")
    assert Programme.objects.get().state == "closing"


def confirms(who: Somebody) -> None:
    to_programme(who)
    who.page.locator("#plan").get_by_role("button", name="Подтвердить", exact=True).click()
    who.sees("мероприятие выполнено")


def ends_the_programme(curator: Somebody) -> None:
    answer_nothing(Programme.objects.get(), "after")
    curator.follows("К программе").sees("Собрания проводит сама").looks("phone-curator-programme")
    curator.follows("Завершить программу").looks("phone-complete").presses("Завершить программу")
    curator.sees("завершена полностью").looks("phone-completed")
    assert (Programme.objects.get().end_reason, Relation.objects.get().state) == ("done", "ended")
