"""The pages: what each role sees, may press and is told; strangers find nothing."""

from datetime import date, timedelta

import pytest
from django.urls import get_resolver, reverse

from nastavnik.kit import clock
from nastavnik.organisations.actions import give_role
from nastavnik.organisations.models import RoleKind
from nastavnik.programmes.actions import (
    add_item,
    agree_programme,
    begin_programme,
    cancel_item,
    plan_meeting,
    record_meeting,
    write_programme,
)
from nastavnik.programmes.models import Meeting, PlanItem, Programme
from nastavnik.surveys.models import Invitation
from tests.cast import FOUNDED, TODAY
from tests.programmes.conftest import TEXTS, answer_nothing, bring_to, carry_out, relation_in_force


def address(full_cast, name, row=None, *more):
    arguments = [full_cast.organisation.slug, *([row.pk] if row is not None else []), *more]
    return reverse(f"programmes:{name}", args=arguments)


@pytest.fixture
def at(full_cast):
    """`at("item-add", programme)` is an address of this room."""
    return lambda name, row=None, *more: address(full_cast, name, row, *more)


def main_of(answer) -> str:
    """The words inside <main>, without the frame of the page."""
    return answer.content.decode().split("<main")[1].split("</main>")[0]


# --- who may open what ------------------------------------------------------------------------------------------

PROGRAMME_PAGES = [
    "programme-detail", "programme-write", "programme-offer", "programme-agree", "programme-approve",
    "programme-return", "programme-start", "programme-close", "programme-complete", "programme-terminate",
    "item-add", "meeting-list", "meeting-add", "meeting-plan", "schedule-add", "phase-add", "category-change",
]  # fmt: skip
OTHER_PAGES = {
    "change-propose", "change-answer", "change-drop", "change-settle", "change-repeat", "change-split",
    "pause-propose", "pause-answer", "pause-consent-register", "pause-drop", "programme-resume",
    "end-ask", "end-comment", "wish-withdraw", "wish-accept",
}  # fmt: skip
GROWTH_PAGES = {  # tried in test_growth_views.py
    "programme-register", "template-list", "template-write", "template-change", "template-retire", "template-use",
    "mentee-detail", "version-list", "programme-growth", "growth-add", "growth-mend", "growth-erase",
    "growth-act", "specialist-invite", "engagement-detail", "engagement-accept", "engagement-decline",
    "item-entrust", "specialist-release",
    "structure-list", "structure-add", "structure-detail", "structure-change",  # in test_structures.py
    # in test_support.py
    "method-list", "council-task-list", "council-task-add", "council-task-finish", "council-task-drop",
    "trajectory-detail",  # in test_trajectory.py
    "programme-skills", "checkpoint-record", "competences-write",  # in test_skills.py
}  # fmt: skip
ITEM_PAGES = ["item-remove", "item-do", "item-confirm", "item-undo", "item-cancel", "item-keep"]
MEETING_PAGES = [
    "meeting-record", "meeting-miss", "meeting-move", "meeting-cancel", "meeting-file", "meeting-confirm",
    "meeting-remove",
]  # fmt: skip
OWN_PAGES = {"calendar-detail", "calendar-open", "calendar-renew", "calendar-close", "hours-change"}


def every_address(at, programme):
    item, meeting, relation = programme.items.first(), programme.meetings.first(), programme.relation
    yield from (at(name, programme) for name in PROGRAMME_PAGES)
    yield from (at(name, item) for name in ITEM_PAGES)
    yield from (at(name, meeting) for name in MEETING_PAGES)
    yield from (at(name, relation) for name in ("programme-of-relation", "programme-begin"))
    yield at("item-change", programme, item.pk)
    yield at("phase-remove", programme.phases.get())
    yield at("programme-paper", programme, "programme", "docx")


def test_the_list_of_addresses_here_is_whole():
    prefix = "o/<slug:slug>/programmes/"
    named = {*PROGRAMME_PAGES, *ITEM_PAGES, *MEETING_PAGES}
    named |= {"item-change"} | GROWTH_PAGES | OTHER_PAGES  # tried in test_changing_views.py
    named |= OWN_PAGES | {"programme-of-relation", "programme-begin", "programme-paper", "programme-list"}
    named.add("phase-remove")
    resolver = next(one for one in get_resolver().url_patterns if str(one.pattern) == "o/<slug:slug>/")
    room = next(one for one in resolver.url_patterns if getattr(one, "app_name", "") == "programmes")
    assert {pattern.name for pattern in room.url_patterns} == named, prefix


@pytest.mark.parametrize(
    ("part", "status"), [("stranger", 404), ("bystander", 403), ("second_mentee", 403), ("second_mentor", 403)]
)
def test_strangers_find_nothing_and_colleagues_may_not(brought_to, full_cast, signed_in, at, part, status):
    """Also a mentor and a mentee of another pair: nobody reads the programme of others."""
    programme = brought_to("running")
    plan_meeting(programme, by=full_cast.user("mentor"), on=TODAY, topic="Собрание")
    if part != "stranger":
        relation_in_force(full_cast, ("second_mentor",), ("third_mentee",))
    before = Programme.objects.values().get(pk=programme.pk)
    client = signed_in(part)
    for page in every_address(at, programme):
        assert client.get(page).status_code == status, page
        assert client.post(page).status_code == status, page
    assert client.get(at("programme-list")).status_code == status
    assert Programme.objects.values().get(pk=programme.pk) == before


def test_the_administrator_has_no_business_with_programmes(brought_to, full_cast, signed_in, at):
    programme, user = brought_to("draft"), full_cast.user("bystander")
    give_role(full_cast.organisation, user, RoleKind.ADMINISTRATOR, since=FOUNDED, ground="приказ № 5", by=None)
    client = signed_in("bystander")
    assert client.get(at("programme-detail", programme)).status_code == 403
    assert client.get(at("programme-list")).status_code == 403


def test_the_council_reads_and_does_not_act(brought_to, full_cast, signed_in, at):
    programme, user = brought_to("review"), full_cast.user("bystander")
    give_role(full_cast.organisation, user, RoleKind.COUNCIL, since=FOUNDED, ground="приказ № 6", by=None)
    client = signed_in("bystander")
    shown = main_of(client.get(at("programme-detail", programme)))
    assert "<form" not in shown
    assert client.get(at("programme-list")).status_code == 200
    assert client.post(at("programme-approve", programme), {"version": programme.version}).status_code == 403


def test_a_visitor_is_asked_to_sign_in(programme, client, at):
    answer = client.get(at("programme-detail", programme))
    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_login"))


# --- the register -----------------------------------------------------------------------------------------------


@pytest.mark.clause("4.4.8", "R5.2")
def test_the_register_shows_numbers_progress_and_pairs_without_a_programme(brought_to, full_cast, signed_in, at):
    programme = brought_to("closing")
    relation_in_force(full_cast, ("second_mentor",), ("third_mentee",))
    record_meeting(programme, by=full_cast.user("mentor"), on=TODAY, topic="Собрание")
    answer = signed_in("curator").get(at("programme-list"))
    row, without = answer.context["page"].object_list[0], answer.context["without"]
    assert (str(row), row.items_done, row.items_total, row.last_met) == (str(programme), 1, 1, TODAY)
    assert [relation.mentors[0].person for relation in without] == [full_cast.second_mentor]
    assert at("programme-begin", without[0]) in main_of(answer)


@pytest.mark.clause("R5.2")
@pytest.mark.parametrize(("days", "is_flagged"), [(14, False), (15, True)])
def test_a_pair_without_a_programme_is_flagged_on_the_day_after_the_last_one(pair, signed_in, at, days, is_flagged):
    curator = signed_in("curator")
    assert pair.organisation.settings.programme_days == 14
    with clock.at(pair.since + timedelta(days=days)):
        assert ("просрочено" in main_of(curator.get(at("programme-list")))) is is_flagged
        assert ("просрочено" in main_of(curator.get(f"/o/{pair.organisation.slug}/"))) is is_flagged


def test_the_register_keeps_ended_programmes_apart(brought_to, full_cast, signed_in, at):
    programme, client = brought_to("approved"), signed_in("curator")
    client.post(at("programme-terminate", programme), {"reason": "mentee", "note": ""})
    assert [*client.get(at("programme-list")).context["page"]] == []
    assert [*client.get(at("programme-list") + "?past").context["page"]] == [programme]


def test_the_register_takes_the_same_queries_for_one_programme_and_for_many(
    full_cast, signed_in, at, django_assert_num_queries, django_assert_max_num_queries
):
    client = signed_in("curator")
    bring_to(full_cast, "running", relation_in_force(full_cast))
    with django_assert_max_num_queries(12) as one:
        client.get(at("programme-list"))
    bring_to(full_cast, "agreeing", relation_in_force(full_cast, mentees=("second_mentee",)))
    bring_to(full_cast, "draft", relation_in_force(full_cast, ("second_mentor",), ("third_mentee",)))
    with django_assert_num_queries(len(one)):
        answer = client.get(at("programme-list"))
    assert [programme.number for programme in answer.context["page"]] == [3, 2, 1]


# --- begin and write --------------------------------------------------------------------------------------------


@pytest.mark.clause("R5.2", "1.4/3")
def test_a_pair_in_force_gets_its_programme_with_one_press(pair, signed_in, at):
    client = signed_in("mentor")
    assert "Запрос наставляемого и срок из приказа подставятся сами" in main_of(
        client.get(at("programme-of-relation", pair))
    )
    answer = client.post(at("programme-begin", pair), follow=True)
    programme = Programme.objects.get()
    assert answer.redirect_chain[-1][0] == at("programme-detail", programme)
    assert f"Программа {programme} начата." in main_of(answer)
    again = client.post(at("programme-begin", pair), follow=True)
    assert "уже есть программа" in main_of(again)
    assert client.get(at("programme-of-relation", pair)).url == at("programme-detail", programme)


@pytest.mark.clause("1.3/6")
def test_the_page_of_a_draft_names_what_is_missing_and_whose_turn_it_is(programme, full_cast, signed_in, at):
    shown = main_of(signed_in("mentee").get(at("programme-detail", programme)))
    assert "Сейчас очередь за вами" in shown
    missing = "формы и виды наставничества, перечень мероприятий, результаты наставничества"
    assert f"Составить программу. Не хватает: {missing}" in shown
    for hint in ("Отметьте направления наставничества.", "Добавьте хотя бы одно мероприятие."):
        assert hint in shown
    assert "Отправить на согласование" not in shown
    seen_by_curator = main_of(signed_in("curator").get(at("programme-detail", programme)))
    assert "Сейчас ждём: наставник и наставляемый" in seen_by_curator
    assert "Писать программу" not in seen_by_curator


@pytest.mark.clause("6.1/2")
def test_the_mentee_writes_the_text_and_the_page_says_who_wrote_what(programme, full_cast, signed_in, at):
    texts = {**TEXTS, "since": "2026-09-14", "until": "2027-05-31", "version": "1"}
    answer = signed_in("mentee").post(at("programme-write", programme), texts, follow=True)
    assert "Сохранено. Второй участник увидит новый вариант." in main_of(answer)
    programme.refresh_from_db()
    assert (programme.goal, programme.directions, programme.version) == (TEXTS["goal"], ["adaptation"], 2)
    add_item(programme, by=full_cast.user("mentor"), title="Беседа", due_on=TODAY)
    page = signed_in("curator").get(at("programme-detail", programme)).context["it"]
    wrote = {str(one.part): one.authors for one in page.wrote}
    mentor, mentee = str(full_cast.user("mentor")), str(full_cast.user("mentee"))
    assert wrote == {
        "направления": [mentee], "цель": [mentee], "задачи": [mentee], "планируемый результат": [mentee],
        "план мероприятий": [mentor],
    }  # fmt: skip


def test_two_tabs_show_both_texts_side_by_side_and_nothing_typed_is_lost(programme, full_cast, signed_in, at):
    write_programme(programme, by=full_cast.user("mentor"), version=1, goal="Цель наставника")
    texts = {"version": "1", "goal": "Цель наставляемой", "request": programme.request, "directions": ["adaptation"]}
    texts |= {"since": "2026-09-14", "until": "2027-05-31", "tasks": "", "expected_result": ""}
    client = signed_in("mentee")
    answer = client.post(at("programme-write", programme), texts)
    assert answer.status_code == 200
    shown = [(one["label"], one["stands"], one["typed"]) for one in answer.context["differences"]]
    assert [(str(label), stands, typed) for label, stands, typed in shown] == [
        ("Направления наставничества", "", "адаптация"),
        ("Цель", "Цель наставника", "Цель наставляемой"),
    ]
    form = answer.context["form"]
    assert form["goal"].value() == "Цель наставляемой"
    assert "(Белокопытова Ирина Геннадьевна)" in form.non_field_errors()[0]
    client.post(at("programme-write", programme), {**texts, "version": form["version"].value()})
    assert Programme.objects.get().goal == "Цель наставляемой"


def test_a_term_that_ends_before_it_begins_is_shown_at_its_field(programme, signed_in, at):
    texts = {**TEXTS, "since": "2026-10-14", "until": "2026-10-13", "version": "1"}
    answer = signed_in("mentor").post(at("programme-write", programme), texts)
    assert answer.context["form"].errors == {"until": ["Программа кончается раньше, чем начинается."]}


def test_items_are_added_one_after_another_changed_and_removed(programme, full_cast, signed_in, at):
    client = signed_in("mentor")
    item = {"title": "Взаимопосещение", "kind": "visit", "due_on": "2026-10-20", "expected": "Видит приёмы"}
    answer = client.post(at("item-add", programme), {**item, "more": "1"})
    assert (answer.status_code, answer.context["form"]["title"].value()) == (200, None)
    mentee = programme.relation.mentees[0]
    client.post(at("item-add", programme), {**item, "title": "Беседа", "responsible": mentee.pk})
    assert [(one.title, one.responsible) for one in programme.items.order_by("sort")] == [
        ("Взаимопосещение", None), ("Беседа", mentee),
    ]  # fmt: skip
    first = programme.items.get(title="Взаимопосещение")
    client.post(at("item-change", programme, first.pk), {**item, "title": "Два взаимопосещения", "version": "1"})
    stale = client.post(at("item-change", programme, first.pk), {**item, "title": "Иначе", "version": "1"})
    assert "Пока вы писали, мероприятие изменилось" in main_of(stale)
    first.refresh_from_db()
    assert first.title == "Два взаимопосещения"
    client.post(at("item-remove", first))
    assert programme.items.count() == 1


def test_the_responsible_is_chosen_from_this_pair_only(programme, full_cast, signed_in, at):
    other = relation_in_force(full_cast, ("second_mentor",), ("third_mentee",)).mentors[0]
    client = signed_in("mentor")
    form = client.get(at("item-add", programme)).context["form"]
    assert set(form.fields["responsible"].queryset) == set(programme.members)
    item = {"title": "Беседа", "kind": "case", "due_on": "2026-10-20", "responsible": other.pk}
    assert "responsible" in client.post(at("item-add", programme), item).context["form"].errors


# --- agree and decide -------------------------------------------------------------------------------------------


def test_from_the_first_word_to_approval_by_the_buttons_of_the_page(brought_to, full_cast, signed_in, at):
    programme = brought_to("draft")
    version = {"version": programme.version}
    client = signed_in("mentor")
    assert "Перечитать программу и отправить её на согласование" in main_of(
        client.get(at("programme-detail", programme))
    )
    answer = client.post(at("programme-offer", programme), version, follow=True)
    assert "ваше согласие уже записано" in main_of(answer)
    assert f"Сейчас ждём: {full_cast.mentee.short_name}" in main_of(answer)
    client = signed_in("mentee")
    assert "Согласен(на) с программой" in main_of(client.get(at("programme-detail", programme)))
    answer = client.post(at("programme-agree", programme), version, follow=True)
    assert "Согласны все — программа передана на утверждение." in main_of(answer)
    client = signed_in("curator")
    assert "Сейчас очередь за вами" in main_of(client.get(at("programme-detail", programme)))
    answer = client.post(at("programme-approve", programme), version, follow=True)
    assert "Программа утверждена. Она начнётся, когда участники сдадут анкеты «до»." in main_of(answer)
    assert Programme.objects.get().approved_by == full_cast.user("curator")


def test_a_button_on_an_outdated_page_does_nothing(brought_to, full_cast, signed_in, at):
    programme = brought_to("agreeing")
    seen = programme.version
    write_programme(programme, by=full_cast.user("mentor"), version=seen, goal="Иная цель")
    for sent in ({"version": seen}, {"version": "x"}, {}):
        answer = signed_in("mentee").post(at("programme-agree", programme), sent, follow=True)
        assert "программа изменилась (Белокопытова Ирина Геннадьевна)" in main_of(answer)
    assert programme.agreements.filter(version=programme.version).count() == 0


def test_a_returned_programme_shows_the_words_to_its_authors(brought_to, signed_in, at):
    programme = brought_to("review")
    client = signed_in("curator")
    assert client.post(at("programme-return", programme), {"note": " "}).context["form"].errors["note"]
    client.post(at("programme-return", programme), {"note": "Уточните сроки бесед"})
    shown = main_of(signed_in("mentee").get(at("programme-detail", programme)))
    assert "Программу вернули на доработку" in shown
    assert "Уточните сроки бесед" in shown


# --- start ------------------------------------------------------------------------------------------------------


@pytest.mark.clause("M2")
def test_an_approved_programme_leads_each_member_to_their_own_survey(brought_to, full_cast, signed_in, at):
    programme = brought_to("approved")
    own = Invitation.objects.get(person=full_cast.mentee)
    shown = main_of(signed_in("mentee").get(at("programme-detail", programme)))
    assert reverse("surveys:invitation-detail", args=[full_cast.organisation.slug, own.pk]) in shown
    assert "Начать программу" not in shown
    seen_by_curator = main_of(signed_in("curator").get(at("programme-detail", programme)))
    assert "Сдать анкеты «до» (осталось: 2)" in seen_by_curator
    assert "Начать, не дожидаясь анкет" in seen_by_curator
    refused = main_of(signed_in("mentor").post(at("programme-start", programme), follow=True))
    assert "Не сданы анкеты «до»: 2" in refused
    answer_nothing(programme, "before")
    answer = signed_in("mentor").post(at("programme-start", programme), follow=True)
    assert "Программа началась." in main_of(answer)
    assert Programme.objects.get().state == "running"


@pytest.mark.clause("M2")
def test_the_curator_starts_earlier_only_with_words(brought_to, signed_in, at):
    programme, client = brought_to("approved"), signed_in("curator")
    assert client.post(at("programme-start", programme), {"late_note": ""}).context["form"].errors["late_note"]
    client.post(at("programme-start", programme), {"late_note": "Наставляемая на больничном"})
    shown = main_of(client.get(at("programme-detail", programme)))
    assert "Замер «до» проведён позже" in shown
    assert "Наставляемая на больничном" in shown


# --- carry out --------------------------------------------------------------------------------------------------


@pytest.mark.clause("6.2/2")
def test_an_item_is_marked_from_the_page_and_the_mark_taken_back(brought_to, signed_in, at):
    programme = brought_to("running")
    item, client = programme.items.get(), signed_in("mentee")
    assert "Выполнено мероприятий" in main_of(client.get(at("programme-detail", programme)))
    answer = client.post(at("item-do", item), {"actual": "Разобрали", "on": "2026-09-15"})
    assert answer.context["form"].errors == {"on": ["Этот день ещё не наступил."]}
    answer = client.post(at("item-do", item), {"actual": "Разобрали", "on": "2026-09-14"}, follow=True)
    assert "отмечено одной стороной" in main_of(answer)
    client = signed_in("mentor")
    assert "Подтвердить, что мероприятие прошло" in main_of(client.get(at("programme-detail", programme)))
    answer = client.post(at("item-confirm", item), follow=True)
    assert "Готово. Отмечено обеими сторонами: мероприятие выполнено." in main_of(answer)
    assert "План выполнен: подвести итоги программы" in main_of(answer)
    client.post(at("item-undo", item))
    assert PlanItem.objects.get().state == "planned"


@pytest.mark.clause("8.2")
def test_a_proposal_to_cancel_is_shown_to_the_other_side_with_both_answers(brought_to, full_cast, signed_in, at):
    programme = brought_to("running")
    item = programme.items.get()
    answer = signed_in("mentor").post(at("item-cancel", item), follow=True)
    assert "Мероприятие будет отменено, когда согласятся все участники." in main_of(answer)
    shown = main_of(signed_in("mentee").get(at("programme-detail", programme)))
    assert f"Предложено отменить. Согласны: {full_cast.mentor.short_name}" in shown
    assert "Согласиться на отмену" in shown
    signed_in("mentee").post(at("item-keep", item))
    assert item.consents.count() == 0
    cancel_item(item, by=full_cast.user("mentor"))
    answer = signed_in("mentee").post(at("item-cancel", item), follow=True)
    assert "Согласны все: мероприятие отменено." in main_of(answer)


@pytest.mark.clause("6.2/2")
def test_an_overdue_item_is_seen_by_all_three(brought_to, signed_in, at):
    programme = brought_to("running")
    due_on = programme.items.get().due_on
    with clock.at(due_on + timedelta(days=3)):
        for part in ("mentor", "mentee", "curator"):
            shown = main_of(signed_in(part).get(at("programme-detail", programme)))
            assert "просрочено на 3\N{NO-BREAK SPACE}дня" in shown


# --- meetings ---------------------------------------------------------------------------------------------------


def test_a_meeting_is_recorded_with_one_line_of_text_and_two_taps_from_the_page(brought_to, full_cast, signed_in, at):
    programme = brought_to("running", relation_in_force(full_cast, form="situational"))
    client = signed_in("mentor")
    assert at("meeting-add", programme) in main_of(client.get(at("programme-detail", programme)))
    form = client.get(at("meeting-add", programme)).context["form"]
    filled = {name: form[name].value() for name in ("on", "minutes", "channel")}
    assert filled == {"on": TODAY, "minutes": 40, "channel": "in_person"}
    answer = client.post(at("meeting-add", programme), {**filled, "topic": "Разбор собрания"}, follow=True)
    assert "Готово. Встреча записана." in main_of(answer)
    meeting = Meeting.objects.get()
    assert (meeting.topic, meeting.state, meeting.result) == ("Разбор собрания", "held", "")


def test_the_other_side_is_asked_to_confirm_and_the_recorder_is_not(brought_to, full_cast, signed_in, at):
    programme = brought_to("running")
    meeting = record_meeting(programme, by=full_cast.user("mentor"), on=TODAY, topic="Разбор собрания")
    seen_by_mentor = main_of(signed_in("mentor").get(at("programme-detail", programme)))
    assert "ждёт подтверждения" in seen_by_mentor
    assert at("meeting-confirm", meeting) not in seen_by_mentor
    client = signed_in("mentee")
    shown = main_of(client.get(at("programme-detail", programme)))
    assert "Подтвердить встречу 14\N{NO-BREAK SPACE}сентября: «Разбор собрания»" in shown
    answer = client.post(at("meeting-confirm", meeting), follow=True)
    assert "Встреча подтверждена." in main_of(answer)
    refused = signed_in("mentor").post(at("meeting-confirm", meeting), follow=True)
    assert refused.status_code == 200
    assert Meeting.objects.get().confirmed_by == full_cast.user("mentee")


VIDEO = {"channel": "video", "place": "https://video.example/ryabinka"}


def test_a_planned_meeting_is_recorded_or_marked_as_not_held(brought_to, full_cast, signed_in, at):
    programme, client = brought_to("running"), signed_in("mentee")
    tomorrow = TODAY + timedelta(days=1)
    for topic in ("Первая", "Вторая"):
        client.post(at("meeting-plan", programme), {"on": tomorrow, "topic": topic, "minutes": 40, **VIDEO})
    first, second = Meeting.objects.order_by("id")
    why = {"note": "замена в группе"}
    assert "День этой встречи ещё не наступил." in main_of(client.post(at("meeting-miss", first), why))
    with clock.at(tomorrow):
        client.post(at("meeting-miss", first), why)
        form = client.get(at("meeting-record", second)).context["form"]
        assert (form["topic"].value(), form["on"].value(), form["channel"].value()) == ("Вторая", tomorrow, "video")
        client.post(at("meeting-record", second), {"topic": "Вторая", "on": tomorrow, "minutes": 30, **VIDEO})
    assert [one.state for one in Meeting.objects.order_by("id")] == ["not_held", "held"]


def test_a_wrong_day_of_a_meeting_is_shown_at_its_field(brought_to, signed_in, at):
    meeting = {"topic": "Беседа", "on": TODAY + timedelta(days=1), "minutes": 40, "channel": "in_person"}
    answer = signed_in("mentor").post(at("meeting-add", brought_to("running")), meeting)
    assert answer.context["form"].errors == {"on": ["Этот день ещё не наступил."]}


def test_the_journal_of_meetings_is_read_by_both_sides_and_the_curator(brought_to, full_cast, signed_in, at):
    programme = brought_to("running")
    record_meeting(programme, by=full_cast.user("mentor"), on=TODAY, topic="Разбор собрания")
    for part in ("mentor", "mentee", "curator", "head"):
        assert "Разбор собрания" in main_of(signed_in(part).get(at("meeting-list", programme)))
    assert "Записать встречу" not in main_of(signed_in("curator").get(at("meeting-list", programme)))


# --- the end ----------------------------------------------------------------------------------------------------


@pytest.mark.clause("8.1/1")
def test_one_open_item_and_the_full_plan_is_not_offered_as_a_reason(brought_to, signed_in, at):
    programme, client = brought_to("running"), signed_in("mentor")
    form = client.get(at("programme-close", programme)).context["form"]
    assert [code for code, _label in form.fields["reason"].choices] == ["mentor", "mutual"]
    answer = client.post(at("programme-close", programme), {"result": "Итог", "reason": "done"})
    assert "reason" in answer.context["form"].errors
    carry_out(programme.items.get())
    form = client.get(at("programme-close", programme)).context["form"]
    assert [code for code, _label in form.fields["reason"].choices] == ["done", "mentor", "mutual"]
    assert form["reason"].value() == "done"


@pytest.mark.clause("8.1/2", "8.1/3")
def test_each_role_gives_its_own_reasons(brought_to, signed_in, at):
    programme = brought_to("running")
    offered = {}
    for part in ("mentee", "curator"):
        form = signed_in(part).get(at("programme-close", programme)).context["form"]
        offered[part] = [code for code, _label in form.fields["reason"].choices]
    assert offered == {
        "mentee": ["mentee", "mutual"],
        "curator": ["mentor", "mentee", "mutual", "curator", "dismissal"],
    }


@pytest.mark.clause("8.1/1", "R6.1")
def test_from_the_summary_to_the_end_by_the_buttons_of_the_page(brought_to, full_cast, signed_in, at):
    programme = brought_to("running")
    carry_out(programme.items.get())
    answer = signed_in("mentor").post(
        at("programme-close", programme), {"result": "Собрания проведены", "reason": "done"}, follow=True
    )
    assert "Участникам открыты анкеты «после»" in main_of(answer)
    client = signed_in("curator")
    waiting = main_of(client.get(at("programme-detail", programme)))
    assert "Сдать анкеты «после» (осталось: 2)" in waiting
    assert "Завершить, не дожидаясь анкет" in waiting
    day = {"on": "2026-09-14"}
    answer = client.post(at("programme-complete", programme), day)
    assert "Не сданы анкеты «после»: 2" in str(answer.context["form"].errors["without_surveys"])
    answer_nothing(programme, "after")
    assert "Завершить программу" in main_of(client.get(at("programme-detail", programme)))
    answer = client.post(at("programme-complete", programme), day, follow=True)
    assert "Программа завершена, пара завершена вместе с ней. Больше ничего не нужно." in main_of(answer)
    shown = main_of(signed_in("mentee").get(at("programme-detail", programme)))
    assert "Программа завершена полностью" in shown
    assert "Собрания проведены" in shown
    assert "<form" not in shown


def test_the_curator_completes_without_the_surveys_by_a_tick(brought_to, signed_in, at):
    programme = brought_to("closing")
    sent = {"on": "2026-09-14", "without_surveys": "on"}
    signed_in("curator").post(at("programme-complete", programme), sent)
    assert Programme.objects.get().state == "completed"


def test_a_programme_that_has_not_begun_is_ended_with_a_reason(brought_to, signed_in, at):
    programme, client = brought_to("agreeing"), signed_in("curator")
    answer = client.post(at("programme-terminate", programme), {"reason": "curator", "note": ""})
    assert answer.context["form"].errors["note"]
    client.post(at("programme-terminate", programme), {"reason": "curator", "note": "Наставник уволился"})
    assert Programme.objects.get().state == "terminated"


# --- the size of the page ---------------------------------------------------------------------------------------


def test_the_page_takes_the_same_queries_for_a_small_programme_and_for_a_large_one(
    group, full_cast, signed_in, at, django_assert_num_queries, django_assert_max_num_queries
):
    programme = begin_programme(group, by=full_cast.user("curator"))
    mentor = full_cast.user("mentor")
    write_programme(programme, by=mentor, version=1, **TEXTS)
    add_item(programme, by=mentor, title="Беседа", due_on=TODAY, responsible=programme.members[0])
    client = signed_in("mentor")
    client.post(at("programme-offer", programme), {"version": programme.version})
    for part in ("mentee", "second_mentee"):
        agree_programme(programme, by=full_cast.user(part), version=programme.version)
    signed_in("curator").post(at("programme-approve", programme), {"version": programme.version})
    answer_nothing(programme, "before")
    client = signed_in("mentor")
    client.post(at("programme-start", programme))
    programme.refresh_from_db()
    record_meeting(programme, by=full_cast.user("mentee"), on=TODAY, topic="Первая")
    cancel_item(programme.items.get(), by=full_cast.user("mentee"))
    with django_assert_max_num_queries(15) as small:
        client.get(at("programme-detail", programme))
    PlanItem.objects.bulk_create(
        PlanItem(
            organisation=full_cast.organisation, programme=programme, title=f"Мероприятие {number}",
            due_on=date(2026, 10, 1), responsible=programme.members[number % 3],
        )
        for number in range(200)
    )  # fmt: skip
    Meeting.objects.bulk_create(
        Meeting(
            organisation=full_cast.organisation, programme=programme, on=TODAY, topic=f"Встреча {number}",
            state="held", minutes=40, recorded_by=full_cast.user("mentee"), recorded_at=clock.now(),
        )
        for number in range(100)
    )  # fmt: skip
    record_meeting(programme, by=full_cast.user("second_mentee"), on=TODAY, topic="Последняя")
    for item in programme.items.all()[:10]:
        cancel_item(item, by=full_cast.user("second_mentee"))
    with django_assert_num_queries(len(small)):
        client.get(at("programme-detail", programme))
