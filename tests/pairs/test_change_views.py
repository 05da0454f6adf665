"""The pages of a pair that an order has fixed: what lapsed, what can be changed, what was; and pairs of before."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from nastavnik.consents.actions import refuse_consent
from nastavnik.kit import clock
from nastavnik.pairs.actions import end_relation, undo_change, void_relation
from nastavnik.pairs.models import ChangeKind, Relation, RelationChange
from tests.cast import TODAY
from tests.pairs.changes import AMENDING, ON, again, carried_out, group, prepared, sign
from tests.pairs.made import brought_to, fresh, in_force, make_room, member_of, plain, resting

pytestmark = pytest.mark.django_db


def at(name: str, *keys) -> str:
    return reverse(f"pairs:{name}", args=["ryabinka", *keys])


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return plain(answer.content.decode())


def sent(client, address: str, **data) -> str:
    answer = client.post(address, data, follow=True)
    assert answer.status_code == 200, answer.status_code
    return plain(answer.content.decode())


# --- who --------------------------------------------------------------------------------------------------------
PEOPLE = [("head", 200), ("curator", 200), ("mentor", 403), ("mentee", 403), ("bystander", 403), ("stranger", 404)]


@pytest.mark.parametrize(("part", "status"), PEOPLE)
def test_who_prepares_changes(signed_in, full_cast, part, status):
    relation = in_force(full_cast)
    assert signed_in(part).get(at("change-prepare", relation.pk)).status_code == status


@pytest.mark.parametrize(("part", "status"), PEOPLE)
def test_who_enters_pairs_of_before(signed_in, full_cast, part, status):
    assert signed_in(part).get(at("relation-enter")).status_code == status


@pytest.mark.parametrize(("part", "status"), [("mentor", 403), ("second_mentor", 403), ("stranger", 404)])
def test_nobody_else_gives_a_change_up_or_asks_anew(signed_in, full_cast, part, status):
    change = prepared(full_cast, in_force(full_cast), "replace", leaving="mentor", people=("second_mentor",))
    client = signed_in(part)
    assert client.post(at("change-drop", change.pk)).status_code == status
    assert client.post(at("newcomer-renew", change.newcomers.first().pk)).status_code == status
    assert again(change).state == "prepared"


# --- to prepare ---------------------------------------------------------------------------------------------------
def test_a_pair_is_offered_everything_but_to_leave_a_group(signed_in, full_cast):
    relation = in_force(full_cast)
    said = page(signed_in("curator"), at("change-prepare", relation.pk))
    offered = [kind for kind in ChangeKind.values if f"?kind={kind}" in said]
    assert offered == ["extend", "terms", "join", "replace", "relieve", "end"]


def test_a_group_is_offered_to_leave_too(signed_in, full_cast):
    said = page(signed_in("curator"), at("change-prepare", group(full_cast).pk))
    assert "?kind=leave" in said


@pytest.mark.parametrize("state", ["agreed", "ended"])
def test_what_is_not_in_force_leads_back_with_the_reason(signed_in, full_cast, state):
    relation = brought_to(full_cast, state)
    answer = signed_in("curator").get(at("change-prepare", relation.pk), follow=True)
    assert "которая закреплена и не завершена" in plain(answer.content.decode())


@pytest.mark.clause("8.2")
def test_prolonged_by_the_form(signed_in, full_cast):
    relation = in_force(full_cast)
    said = sent(signed_in("curator"), at("change-prepare", relation.pk) + "?kind=extend", until="2027-08-31")
    assert "Изменение подготовлено. Состав не меняется. Дальше — приказ." in said
    assert "Готовится изменение" in said and "Продлить по 31 августа 2027." in said
    assert "Для приказа всё есть." in said
    change = RelationChange.objects.get()
    assert (change.kind, change.until, change.on) == ("extend", date(2027, 8, 31), TODAY + timedelta(days=1))


@pytest.mark.clause("8.2", "3.3")
def test_a_term_past_a_year_is_refused_at_its_field_with_what_is_possible(signed_in, full_cast):
    relation = in_force(full_cast)
    said = sent(signed_in("curator"), at("change-prepare", relation.pk) + "?kind=extend", until="2027-12-31")
    assert "Традиционная форма длится не дольше года: по 14.09.2027 (3.3.4)." in said
    assert 'value="2027-12-31"' in said and not RelationChange.objects.exists()


@pytest.mark.clause("6.1/5", "4.3/5")
def test_a_replacement_by_the_form_names_what_the_order_lacks(signed_in, full_cast):
    relation, client = in_force(full_cast), signed_in("curator")
    address = at("change-prepare", relation.pk) + "?kind=replace"
    said = page(client, address)
    assert "Гаврилюк Оксана Петровна" in said and "свободно: 1 место" in said
    said = sent(
        client, address, leaving=member_of(relation, full_cast, "mentor").pk, people=full_cast.second_mentor.pk,
        on="2026-10-05", note="Перешла в другой корпус",
    )  # fmt: skip
    assert "Останется пара Гаврилюк О. П. — Зайцева П. А. Дальше — согласия на подпись и приказ." in said
    assert "Заменить наставника с 5 октября: был(а) Белокопытова И. Г., будет Гаврилюк О. П." in said
    assert "Нет письменного согласия: Гаврилюк Оксана Петровна." in said
    assert "Нет письменного согласия: Зайцева Полина Андреевна." in said
    asked = RelationChange.objects.get().newcomers.get(person=full_cast.second_mentor)
    assert reverse("consents:consent-detail", args=["ryabinka", asked.consent_id]) in said


def test_who_leaves_and_when_come_with_the_address(signed_in, full_cast):
    relation = in_force(full_cast)
    key = member_of(relation, full_cast, "mentor").pk
    said = page(signed_in("curator"), at("change-prepare", relation.pk) + f"?kind=relieve&leaving={key}&on=2026-10-08")
    assert 'value="2026-10-08"' in said and f'value="{key}"' in said


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("join", {"on": "2026-10-05"}, "Отметьте, кто войдёт в группу."),
        ("replace", {"on": "2026-10-05"}, "Отметьте нового наставника."),
        ("end", {"on": "2026-10-05"}, "Выберите причину."),
        ("end", {"on": "2026-10-05", "reason": "curator"},
         "Напишите, почему наставничество прекращается по инициативе куратора."),
        ("end", {"on": "2026-09-01", "reason": "mutual"}, "Этот день раньше начала наставничества (14.09.2026)."),
    ],
)  # fmt: skip
def test_what_is_lacking_is_said_at_the_field(signed_in, full_cast, kind, data, words):
    relation = in_force(full_cast)
    assert words in sent(signed_in("curator"), at("change-prepare", relation.pk) + f"?kind={kind}", **data)
    assert not RelationChange.objects.exists()


def test_without_anybody_free_the_page_says_so(signed_in, full_cast):
    relation = in_force(full_cast)
    in_force(full_cast, ("second_mentor",), ("third_mentee",))
    said = page(signed_in("curator"), at("change-prepare", relation.pk) + "?kind=replace")
    assert "Сейчас выбрать некого" in said


def test_given_up_from_the_page(signed_in, full_cast):
    change = prepared(full_cast, in_force(full_cast), "extend", until=date(2027, 8, 31))
    said = sent(signed_in("curator"), at("change-drop", change.pk))
    assert "Подготовка изменения отменена. Всё остаётся как было." in said and "Готовится изменение" not in said


def test_a_new_blank_for_who_comes_is_one_button_away(signed_in, full_cast):
    change = prepared(full_cast, in_force(full_cast), "replace", leaving="mentor", people=("second_mentor",))
    newcomer = change.newcomers.get(person=full_cast.second_mentor)
    refuse_consent(newcomer.consent, by=full_cast.user("second_mentor"))
    client = signed_in("curator")
    assert at("newcomer-renew", newcomer.pk) in page(client, at("relation-detail", change.relation_id))
    assert "Новый бланк согласия готов" in sent(client, at("newcomer-renew", newcomer.pk))


# --- what is told to whom -----------------------------------------------------------------------------------------
@pytest.mark.clause("6.1/5")
@pytest.mark.parametrize("part", ["mentor", "mentee"])
def test_members_do_not_see_what_is_being_prepared(signed_in, full_cast, part):
    relation = in_force(full_cast)
    prepared(full_cast, relation, "replace", leaving="mentor", people=("second_mentor",), note="Просьба")
    said = page(signed_in(part), at("relation-detail", relation.pk))
    assert "Готовится изменение" not in said and "Гаврилюк" not in said and "Просьба" not in said


def test_what_orders_have_changed_and_who_was_in_it_is_seen_by_all(signed_in, full_cast):
    relation = in_force(full_cast)
    carried_out(
        sign(prepared(full_cast, relation, "replace", leaving="mentor", people=("second_mentor",)), full_cast),
        full_cast,
    )
    with clock.at(ON):
        said = page(signed_in("mentee"), at("relation-detail", relation.pk))
    assert AMENDING in said and "вступило в силу" in said
    assert "Участники по времени" in said and "04.10.2026" in said and "05.10.2026" in said


def test_an_undone_change_says_so(signed_in, full_cast):
    relation = in_force(full_cast)
    change = carried_out(prepared(full_cast, relation, "extend", until=date(2027, 8, 31)), full_cast)
    undo_change(again(change), by=full_cast.user("head"), on=TODAY)
    assert "отменено приказом" in page(signed_in("curator"), at("relation-detail", relation.pk))


@pytest.mark.clause("6.1/5")
def test_a_mentee_finds_the_blank_of_a_petition_and_the_mentor_the_way_out(signed_in, full_cast):
    relation = in_force(full_cast)
    key = member_of(relation, full_cast, "mentee").pk
    blank = reverse("duties:petition-paper", args=["ryabinka", key, "pdf"])
    assert blank in page(signed_in("mentee"), at("relation-detail", relation.pk))
    said = page(signed_in("mentor"), at("relation-detail", relation.pk))
    assert blank not in said and reverse("duties:own-duties", args=["ryabinka"]) in said


# --- a pair rests -------------------------------------------------------------------------------------------------
@pytest.mark.clause("4.3/5")
def test_a_resting_pair_says_since_when_why_until_when_and_what_can_be_done(signed_in, full_cast):
    relation, client = resting(full_cast), signed_in("curator")
    said = page(client, at("relation-detail", relation.pk))
    assert "приостановлена" in said and "Пара приостановлена: нет действующего согласия" in said
    assert "Согласие отозвано: Зайцева Полина Андреевна." in said and "не действует с 14 сентября" in said
    assert "срок — 17 сентября" in said  # three working days for the order
    assert at("consent-renew", member_of(relation, full_cast, "mentee").pk) in said
    assert at("change-prepare", relation.pk) in said
    said = page(client, at("relation-list"))
    assert "приостановлена" in said and "Зайцева П. А.: отозвано 14.09.2026" in said


def test_its_members_see_it_too_and_no_buttons(signed_in, full_cast):
    relation = resting(full_cast)
    said = page(signed_in("mentor"), at("relation-detail", relation.pk))
    assert "Встречи пока не проводят" in said and at("change-prepare", relation.pk) not in said
    assert at("consent-renew", member_of(relation, full_cast, "mentee").pk) not in said


def test_a_new_blank_for_a_resting_pair(signed_in, full_cast):
    relation = resting(full_cast)
    sent(signed_in("curator"), at("consent-renew", member_of(relation, full_cast, "mentee").pk))
    assert member_of(relation, full_cast, "mentee").consent.state == "proposed"


# --- ends -----------------------------------------------------------------------------------------------------------
def test_an_end_to_come_is_shown_with_its_day(signed_in, full_cast):
    relation = in_force(full_cast)
    end_relation(relation, by=None, on=ON, reason="mutual")
    client = signed_in("curator")
    said = page(client, at("relation-list"))
    assert said.index("Закреплены приказом") < said.index("действует по 5 октября")
    assert "Последний день наставничества — 5 октября" in page(client, at("relation-detail", relation.pk))
    with clock.at(ON + timedelta(days=1)):
        assert "завершена" in page(client, at("relation-list"))


def test_what_has_never_been_valid_stands_in_no_list(signed_in, full_cast):
    relation = in_force(full_cast)
    void_relation(relation, by=full_cast.user("head"), note="Приказ признан утратившим силу.")
    client = signed_in("curator")
    assert "Белокопытова" not in page(client, at("relation-list"))
    said = page(client, at("relation-detail", relation.pk))
    assert "Пара признана не состоявшейся" in said and "Приказ признан утратившим силу." in said


# --- pairs of before (edge case 44) ---------------------------------------------------------------------------------
def test_a_pair_of_before_is_entered_in_two_steps_and_leads_to_its_order(signed_in, cast):
    client = signed_in("curator")
    assert "Базы для этого не нужны" in page(client, at("relation-enter"))
    address = at("relation-enter") + f"?mentors={cast.mentor.pk}&mentees={cast.mentee.pk}"
    said = page(client, address)
    assert "Дата письменного согласия" in said and "Белокопытова Ирина Геннадьевна" in said
    said = sent(
        client, address, form="traditional", topic="Речь", since="2026-09-02", until="2027-05-31",
        **{f"consent_{person.pk.hex}": "2026-09-01" for person in (cast.mentor, cast.mentee)},
    )  # fmt: skip
    assert "Пара внесена. Теперь внесите приказ, которым она закреплена." in said
    assert "работала до программы" in said and "Взаимный интерес" not in said
    assert Relation.objects.get().is_entered_later


@pytest.mark.clause("4.2")
def test_a_consent_that_is_lacking_is_named_and_what_was_typed_stays(signed_in, cast):
    address = at("relation-enter") + f"?mentors={cast.mentor.pk}&mentees={cast.mentee.pk}"
    said = sent(
        signed_in("curator"), address, form="traditional", since="2026-09-02", until="2027-05-31",
        **{f"consent_{cast.mentor.pk.hex}": "2026-09-01"},
    )  # fmt: skip
    assert "Нет даты письменного согласия: Зайцева Полина Андреевна." in said and 'value="2026-09-01"' in said
    assert not Relation.objects.exists()


def test_the_same_person_on_both_sides_is_said_at_once(signed_in, cast):
    address = at("relation-enter") + f"?mentors={cast.mentor.pk}&mentees={cast.mentor.pk}"
    assert "не может быть наставником самому себе" in page(signed_in("curator"), address)


# --- queries --------------------------------------------------------------------------------------------------------
def test_the_page_of_a_changed_group_takes_as_many_queries_as_that_of_a_changed_pair(
    signed_in, full_cast, django_assert_num_queries, django_assert_max_num_queries
):
    make_room(full_cast, "second_mentor")
    client = signed_in("curator")
    pair = in_force(full_cast, ("second_mentor",), ("third_mentee",))
    carried_out(prepared(full_cast, pair, "terms", topic="Иное"), full_cast)
    prepared(full_cast, pair, "extend", until=date(2027, 8, 31))
    client.get(at("relation-detail", pair.pk))
    with django_assert_max_num_queries(27) as few:
        client.get(at("relation-detail", pair.pk))
    many = group(full_cast)
    for topic in ("Одно", "Другое", "Третье"):
        carried_out(prepared(full_cast, many, "terms", topic=topic), full_cast)
    prepared(full_cast, many, "extend", until=date(2027, 8, 31))
    with django_assert_num_queries(len(few)):
        client.get(at("relation-detail", many.pk))
    assert fresh(many).kind == "group"
