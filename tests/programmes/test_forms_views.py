"""The forms on the pages: what hinders is said beforehand, the choice is advised, what is unusual is answered."""

from datetime import date

import pytest
from django.urls import reverse

from nastavnik.kit import clock
from nastavnik.monitoring.models import Report
from nastavnik.programmes.actions import add_phase, plan_meeting
from nastavnik.programmes.adviser import advise
from nastavnik.programmes.models import Meeting, Phase, Programme
from nastavnik.regulation.models import ExtraForm
from nastavnik.surveys.actions import submit_response
from nastavnik.surveys.models import Invitation
from tests.cast import TODAY
from tests.programmes.test_forms import meet, offered, running, summed_up, written
from tests.programmes.test_views import address, main_of
from tests.surveys.conftest import every_answer

UNTIL = date(2026, 12, 1)


@pytest.fixture
def at(full_cast):
    return lambda name, row=None: address(full_cast, name, row)


def chooser(full_cast, programme) -> str:
    return reverse("desk:forms-choose", args=[full_cast.organisation.slug, programme.pk])


@pytest.mark.clause("3.3.4")
def test_the_page_says_what_hinders_by_the_form_and_leads_there(full_cast, signed_in, at):
    programme, client = written(full_cast, "traditional", meetings=4), signed_in("mentor")
    shown = main_of(client.get(at("programme-detail", programme)))
    assert "Что мешает по форме" in shown and "назначьте не меньше пяти. Сейчас назначено: 4." in shown
    assert "Привести программу к её форме." in shown and "Отправить на согласование" not in shown
    assert chooser(full_cast, programme) in shown and at("schedule-add", programme) in shown
    for seen_by in ("curator", "head"):
        assert "Что мешает по форме" in main_of(signed_in(seen_by).get(at("programme-detail", programme)))


@pytest.mark.clause("3.3.4", "3.3.1")
def test_a_schedule_plans_a_meeting_for_each_line_on_working_days(full_cast, signed_in, at):
    programme, client = written(full_cast, "traditional"), signed_in("mentee")
    topics = "\n".join(["Знакомство", "", *(f"Тема {number}" for number in range(4))])
    facts = {"topics": topics, "first": "2026-10-03", "weeks": "2", "minutes": "40", "channel": "phone"}
    answer = client.post(at("schedule-add", programme), facts, follow=True)
    assert "Назначено: 5\N{NO-BREAK SPACE}встреч." in main_of(answer) and "Что мешает по форме" not in main_of(answer)
    days = list(Meeting.objects.values_list("on", flat=True))  # 3 October is a Saturday
    assert days == [date(2026, 10, 5), date(2026, 10, 19), date(2026, 11, 2), date(2026, 11, 16), date(2026, 11, 30)]
    late = main_of(client.post(at("schedule-add", programme), {**facts, "first": "2027-05-01", "weeks": "4"}))
    assert "Последняя встреча пришлась бы на" in late and Meeting.objects.count() == 5


@pytest.mark.clause("3.4")
@pytest.mark.parametrize(("part", "status"), [("mentor", 200), ("curator", 200), ("bystander", 403), ("stranger", 404)])
def test_who_opens_the_choice_of_a_form(full_cast, signed_in, programme, part, status):
    assert signed_in(part).get(chooser(full_cast, programme)).status_code == status


@pytest.mark.clause("3.4")
def test_the_choice_is_advised_kept_and_refused_with_what_was_typed(full_cast, signed_in, at, programme):
    client, page = signed_in("mentee"), chooser(full_cast, programme)
    shown = main_of(client.get(page))
    assert "Развитие речи" in shown or "В запросе несколько направлений" in shown
    assert "Завершённого отчёта с самоанализом пока нет" in shown and "Срок — 8 месяцев" in shown
    facts = {"version": programme.version, "leading": "short", "others": ["traditional"], "rationale": "Коротко"}
    refused = main_of(client.post(page, facts))
    assert "вместе не применяются" in refused and "Коротко" in refused
    saved = main_of(client.post(page, {**facts, "others": ["virtual"]}, follow=True))
    assert "Краткосрочная (целеполагающая), вместе с ней: виртуальная (дистанционная)" in saved
    assert Phase.objects.get().rationale == "Коротко"


@pytest.mark.clause("3.4")
def test_the_last_self_analysis_stands_beside_the_choice(full_cast, signed_in, programme):
    Report.objects.create(
        organisation=full_cast.organisation, since=date(2025, 9, 1), until=date(2026, 8, 31), title="2025/2026",
        state="final", finished_on=TODAY, made_at=clock.now(), taken_at=clock.now(),
        words={"strengths": "Опытные наставники", "weaknesses": "Мало времени на встречи"},
    )  # fmt: skip
    page = chooser(full_cast, programme)
    assert "Мало времени на встречи" in main_of(signed_in("curator").get(page))
    told = main_of(signed_in("mentee").get(page))
    assert "о выводах расскажет куратор" in told and "Мало времени" not in told


def suits(programme: Programme) -> dict[str, bool]:
    return {one.form: one.is_advised for one in advise(programme).forms}


@pytest.mark.clause("3.4")
def test_the_advice_follows_the_circumstances(full_cast):
    """A term of two months and three planned meetings speak for the short form, seniority against the reversive."""
    written(full_cast, "short", meetings=3, until=date(2026, 11, 13))
    full_cast.mentee.mentee_entry.requests.get().topics.set([full_cast.topics["digital"]])
    said = suits(Programme.objects.get())
    assert said == {"short": True, "situational": False, "reversive": False, "traditional": False, "virtual": True}
    traditional = next(one for one in advise(Programme.objects.get()).forms if one.form == "traditional")
    assert "не меньше трёх месяцев" in traditional.against[0]
    for part, year, months in (("mentor", 1999, 20), ("mentee", 1970, 300)):
        person = full_cast.people[part]
        person.birth_year = year
        person.save()
        person.employments.update(special_months=months)
    assert suits(Programme.objects.get())["reversive"] is True


@pytest.mark.clause("4.4.7", "3.3.4")
def test_the_curator_approves_what_is_unusual_with_a_reason(full_cast, signed_in, at):
    full_cast.mentor.employments.update(special_months=2)
    programme, client = offered(full_cast, written(full_cast, "traditional", meetings=5)), signed_in("curator")
    page = main_of(client.get(at("programme-detail", programme)))
    assert "Необычно для этой формы" in page and f'href="{at("programme-approve", programme)}"' in page
    asked = main_of(client.get(at("programme-approve", programme)))
    assert "Почему это допустимо" in asked and "наставник опытнее наставляемого" in asked
    facts = {"version": programme.version, "answers": "1", "1-traditional-half": ""}
    assert "Обязательное поле" in main_of(client.post(at("programme-approve", programme), facts))
    facts["1-traditional-half"] = "Двадцать лет работала в школе"
    done = main_of(client.post(at("programme-approve", programme), facts, follow=True))
    assert "Готово. Программа утверждена." in done
    assert "Отступление допустимо: Двадцать лет работала в школе" in done


@pytest.mark.clause("3.3.4", "8.1/1")
def test_few_meetings_of_the_traditional_form_want_a_reason_on_the_page_of_the_end(full_cast, signed_in, at):
    programme = running(full_cast, written(full_cast, "traditional", meetings=5))
    with clock.at(date(2026, 12, 20)):
        programme, client = summed_up(full_cast, programme), signed_in("curator")
        page, facts = at("programme-complete", programme), {"on": "2026-12-20", "1-traditional-held": ""}
        asked = main_of(client.post(page, facts))
        assert "Состоялось встреч: 0, а традиционная форма — это больше четырёх." in asked
        assert "Обязательное поле" in asked
        facts["1-traditional-held"] = "Встречи велись в бумажном журнале"
        assert "Программа завершена" in main_of(client.post(page, facts, follow=True))


@pytest.mark.clause("3.3.1")
def test_the_fifth_meeting_offers_the_choice_on_its_page(full_cast, signed_in, at):
    programme, client = running(full_cast, written(full_cast, "short", meetings=2, until=UNTIL)), signed_in("mentor")
    assert "Это пятая встреча" not in main_of(client.get(at("meeting-add", programme)))
    with clock.at(date(2026, 10, 8)):
        client = signed_in("mentor")
        for number in range(4):
            meet(full_cast, programme, date(2026, 10, 1 + number))
        assert "Это пятая встреча" in main_of(client.get(at("meeting-add", programme)))
        facts = {"topic": "Срочный вопрос", "on": "2026-10-08", "minutes": "15", "channel": "phone"}
        refused = main_of(client.post(at("meeting-add", programme), facts))
        assert "Запишите эту как разовую помощь" in refused and "Срочный вопрос" in refused
        client.post(at("meeting-add", programme), {**facts, "as_help": "on"})
    assert Meeting.objects.get(topic="Срочный вопрос").is_help


@pytest.mark.clause("8.2", "3.4")
def test_a_later_phase_is_added_and_taken_out_by_the_page(full_cast, signed_in, at, programme):
    client = signed_in("mentor")
    facts = {"since": "2027-02-01", "leading": "situational", "rationale": "Дальше по обращениям"}
    shown = main_of(client.post(at("phase-add", programme), facts, follow=True))
    assert "с этого дня программа продолжится в другой форме" in shown and "Ситуационная" in shown
    later = Phase.objects.get(begins_on__isnull=False)
    client.post(at("phase-remove", later))
    assert list(Phase.objects.values_list("begins_on", flat=True)) == [None]


@pytest.mark.clause("3.2")
def test_the_curator_changes_the_category_with_a_reason_and_members_do_not(full_cast, signed_in, at, programme):
    assert signed_in("mentor").get(at("category-change", programme)).status_code == 403
    facts = {"category_form": "head_teacher", "reason": "Наставник исполняет обязанности заведующего"}
    shown = main_of(signed_in("curator").post(at("category-change", programme), facts, follow=True))
    assert "Руководитель – педагог" in shown and facts["reason"] in shown


@pytest.mark.clause("2.2/4")
def test_the_directory_of_own_forms(full_cast, signed_in, programme):
    def to(name, *more):
        return reverse(f"regulation:{name}", args=[full_cast.organisation.slug, *more])

    client = signed_in("curator")
    shown = main_of(client.post(to("extra-form-add"), {"name": "сетевая", "note": "С другим садом"}, follow=True))
    assert "Форма добавлена" in shown and "Сетевая" in shown
    own = ExtraForm.objects.get()
    assert "Сетевая" in main_of(client.get(chooser(full_cast, programme)))
    client.post(to("extra-form-change", own.pk), {"name": "сетевая", "note": ""})
    assert "Сетевая" not in main_of(client.get(chooser(full_cast, programme)))
    assert signed_in("mentor").get(to("extra-form-list")).status_code == 200
    assert signed_in("mentor").post(to("extra-form-add"), {"name": "иная"}).status_code == 403
    assert signed_in("stranger").get(to("extra-form-change", own.pk)).status_code == 404


def test_a_programme_that_is_agreed_sends_back_from_the_choice(full_cast, signed_in):
    programme = running(full_cast, written(full_cast, "situational"))
    answer = signed_in("mentor").get(chooser(full_cast, programme), follow=True)
    assert "форму меняют с согласия всех участников (8.2)" in main_of(answer)


def test_the_choice_takes_the_same_queries_whatever_the_number_of_meetings_and_phases(
    full_cast, signed_in, programme, django_assert_num_queries, django_assert_max_num_queries
):
    client, page, mentor = signed_in("curator"), chooser(full_cast, programme), full_cast.user("mentor")
    with django_assert_max_num_queries(30) as few:
        client.get(page)
    for number in range(6):
        plan_meeting(programme, by=mentor, on=date(2026, 10, 1 + number), topic="Тема", channel="phone")
    add_phase(programme, by=mentor, since=date(2027, 1, 1), forms=["situational"], rationale="")
    with django_assert_num_queries(len(few)):
        client.get(page)


@pytest.mark.clause("3.4", "M2")
def test_the_advice_is_the_same_whatever_a_person_has_answered(full_cast, signed_in):
    """In a pair everybody would know whose answer stands behind a reason (docs/adr/0015)."""
    programme = written(full_cast, "traditional", meetings=5)
    before = advise(programme)
    invitation = Invitation.objects.get(person=full_cast.mentee, wave="before")
    submit_response(invitation, every_answer(invitation, A5=1), by=full_cast.user("mentee"))
    assert advise(Programme.objects.get(pk=programme.pk)) == before
    shown = main_of(signed_in("mentor").get(chooser(full_cast, programme)))
    assert "Ответы анкет на совет не влияют: их читает только тот, кто их дал." in shown
