"""Input that cannot be: a sentence says why and what is possible instead; what was typed stays (issue «Bad input»)."""

from datetime import date

import pytest
from django.urls import reverse

from nastavnik.kit import clock
from nastavnik.programmes.actions import add_item, change_item, invite_specialist, remove_item, write_programme
from nastavnik.programmes.models import PlanItem, Programme, ProgrammeChange
from tests.cast import TODAY
from tests.programmes.conftest import bring_to, relation_in_force
from tests.programmes.test_forms import running, written

ITEM = {"title": "Открытое занятие", "kind": "open_lesson", "due_on": "2026-10-20", "expected": "Видит приёмы"}


def at(name: str, row, *more) -> str:
    return reverse(f"programmes:{name}", args=["ryabinka", row.pk, *more])


@pytest.fixture
def item(programme, full_cast) -> PlanItem:
    return add_item(programme, by=full_cast.user("mentor"), title="Игра", kind="case", due_on=TODAY)


# --- ends before it begins ----------------------------------------------------------------------------------------
@pytest.mark.clause("1.3/6", "8.2")
def test_a_programme_that_ends_before_it_begins_keeps_what_was_typed(programme, signed_in):
    typed = {
        "version": "1", "directions": ["adaptation"], "request": "Речь", "goal": "Цель на полстраницы", "tasks": "",
        "expected_result": "", "since": "2026-10-14", "until": "2026-10-13",
    }  # fmt: skip
    answer = signed_in("mentor").post(at("programme-write", programme), typed)
    assert answer.context["form"].errors == {"until": ["Программа кончается раньше, чем начинается."]}
    assert answer.context["form"]["goal"].value() == "Цель на полстраницы"
    assert Programme.objects.get().goal == ""


@pytest.mark.clause("8.2")
@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("2027-05-01", "Новое окончание должно быть позже нынешнего"),
        ("2027-09-15", "Традиционная форма длится не дольше года: по 14.09.2027 (3.3.4). Можно продлить до этого дня"),
    ],
)
def test_an_extension_backwards_or_past_a_year_says_what_is_possible(full_cast, signed_in, until, sentence):
    programme = running(full_cast, written(full_cast, "traditional", meetings=5))
    typed = {"until": until, "words": "Осталось провести два собрания"}
    address = at("change-propose", programme) + "?kind=extend"
    answer = signed_in("mentor").post(address, typed)
    said = " ".join(" ".join(errors) for errors in answer.context["form"].errors.values())
    assert sentence in said
    assert answer.context["form"]["words"].value() == "Осталось провести два собрания"
    assert not ProgrammeChange.objects.exists()


@pytest.mark.clause("8.2")
def test_an_extension_after_the_end_is_refused_with_what_is_possible(full_cast, signed_in):
    programme = bring_to(full_cast, "running", relation_in_force(full_cast, until=date(2026, 12, 31)))
    with clock.at(date(2027, 1, 11)):
        typed = {"until": "2027-05-31", "words": "Не успели"}
        answer = signed_in("mentor").post(at("change-propose", programme) + "?kind=extend", typed, follow=True)
        said = answer.content.decode()
    assert "продлить" in said and "задним числом нельзя" in said and "Не успели" in said
    assert "Подведите итоги и составьте новую программу." in said
    assert not ProgrammeChange.objects.exists()


# --- somebody who never agreed -----------------------------------------------------------------------------------
@pytest.mark.clause("5.1/1", "1.4/5")
def test_an_activity_is_not_assigned_to_somebody_who_never_agreed(programme, item, full_cast, signed_in):
    other = relation_in_force(full_cast, ("second_mentor",), ("third_mentee",)).mentors[0]
    client = signed_in("mentor")
    refused = client.post(at("item-add", programme), {**ITEM, "responsible": other.pk})
    (sentence,) = refused.context["form"].errors["responsible"]
    assert sentence == (
        "Ответственным может быть только участник программы. Коллегу приглашают в помощь со страницы программы: он "
        "ответит за мероприятие, когда согласится (5.1)."
    )
    assert refused.context["form"]["title"].value() == "Открытое занятие"
    asked = invite_specialist(item, full_cast.bystander, by=full_cast.user("mentor"), words="Показать игру")
    said = client.post(at("item-entrust", asked), follow=True).content.decode()
    assert "Абросимова Н.\u00a0Ю." in said or "Абросимова" in said
    asked.refresh_from_db()
    assert (asked.is_responsible, PlanItem.objects.filter(title="Открытое занятие").exists()) == (False, False)


# --- two tabs ------------------------------------------------------------------------------------------------------
@pytest.mark.clause("6.1/2")
def test_two_tabs_on_one_activity_show_both_variants_and_the_second_is_taken_when_sent_again(
    item, full_cast, signed_in
):
    change_item(item, by=full_cast.user("mentee"), version=1, title="Подвижная игра", responsible=None)
    client = signed_in("mentor")
    typed = {**ITEM, "version": "1"}
    answer = client.post(at("item-change", item.programme, item.pk), typed)
    shown = {str(one["label"]): (one["stands"], one["typed"]) for one in answer.context["differences"]}
    assert shown["Мероприятие"] == ("Подвижная игра", "Открытое занятие")
    assert shown["Вид"] == ("разбор ситуации", "открытое занятие")
    assert shown["Срок"] == ("14.09.2026", "20.10.2026")
    assert "Два варианта рядом" in answer.content.decode()
    assert answer.context["form"]["title"].value() == "Открытое занятие"
    assert PlanItem.objects.get().title == "Подвижная игра"
    client.post(
        at("item-change", item.programme, item.pk), {**typed, "version": answer.context["form"]["version"].value()}
    )
    assert (PlanItem.objects.get().title, PlanItem.objects.get().version) == ("Открытое занятие", 3)


@pytest.mark.clause("5.1/2", "6.1/2")
def test_an_activity_that_was_taken_out_in_another_tab_is_not_lost_and_may_be_added_anew(item, full_cast, signed_in):
    programme, key = item.programme, item.pk
    place, client = at("item-change", programme, key), signed_in("mentor")
    remove_item(item, by=full_cast.user("mentee"))
    answer = client.post(place, {**ITEM, "version": "1"})
    said = answer.content.decode()
    assert "Пока вы писали, мероприятие убрали из плана." in said
    assert answer.context["form"]["title"].value() == "Открытое занятие"
    again = at("item-add", programme)
    assert f'action="{again}"' in said and "Добавить" in said
    client.post(again, ITEM)
    assert [one.title for one in programme.items.all()] == ["Открытое занятие"]
    opened = client.get(place, follow=True)
    assert opened.redirect_chain and "Этого мероприятия в плане больше нет" in opened.content.decode()


@pytest.mark.clause("6.1/2", "8.2")
@pytest.mark.parametrize(
    ("state", "instead"),
    [
        ("review", "верните её на доработку"),
        ("running", "Изменить её можно с согласия всех участников"),
        ("closing", "что не успели, запишите в них"),
    ],
)
def test_a_tab_left_open_while_the_programme_went_on_says_what_is_possible_and_keeps_the_text(
    brought_to, signed_in, state, instead
):
    programme, client = brought_to(state), signed_in("mentor")
    item = programme.items.get()
    pages = {
        at("item-add", programme): ITEM,
        at("item-change", item.programme, item.pk): {**ITEM, "version": "1"},
        at("programme-write", programme): {
            "version": str(programme.version), "directions": ["adaptation"], "request": "Речь", "tasks": "",
            "goal": "Открытое занятие", "expected_result": "", "since": "2026-09-14", "until": "2027-05-31",
        },
    }  # fmt: skip
    for address, typed in pages.items():
        said = client.post(address, typed).content.decode()
        assert instead in said and "Открытое занятие" in said, address
        opened = client.get(address, follow=True)
        assert opened.redirect_chain and instead in opened.content.decode(), address
    assert PlanItem.objects.get().title == "Разбор трёх бесед с родителями"


@pytest.mark.clause("6.1/2")
def test_a_button_pressed_on_a_page_of_before_acts_on_nothing_and_says_who_has_changed_it(
    programme, full_cast, signed_in
):
    write_programme(programme, by=full_cast.user("mentee"), version=1, goal="Цель наставляемой")
    said = signed_in("mentor").post(at("programme-offer", programme), {"version": "1"}, follow=True).content.decode()
    assert "программа изменилась (Зайцева Полина Андреевна). Посмотрите новый вариант." in said
    assert Programme.objects.get().state == "draft"
