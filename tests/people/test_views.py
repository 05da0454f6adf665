"""Pages of people: who sees them, what they say, and what they do."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nastavnik.kit import clock
from nastavnik.organisations.actions import give_role
from nastavnik.organisations.models import RoleKind
from nastavnik.people import actions
from nastavnik.people.models import Employment, Person
from tests.cast import TODAY
from tests.people.tables import person


def at(cast, name, *rows):
    return reverse(f"people:{name}", args=[cast.organisation.slug, *(row.pk for row in rows)])


def text_of(answer) -> str:
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def names(answer) -> list[str]:
    return [row["person"].surname for row in answer.context["rows"]]


ADDED = {
    "surname": "Новикова", "first_name": "Вера", "patronymic": "Львовна", "sex": "female", "category": "first",
    "position": "учитель-логопед", "kind": "main", "since": "2026-09-07", "special_years": "3", "special_rest": "5",
}  # fmt: skip


@pytest.mark.clause("4.4.5")
@pytest.mark.parametrize(
    ("name", "of_whom", "statuses"),
    [
        ("person-list", None, {"curator": 200, "head": 200, "mentor": 403, "stranger": 404}),
        ("person-add", None, {"curator": 200, "head": 200, "mentor": 403, "stranger": 404}),
        ("access-open-many", None, {"curator": 200, "head": 200, "mentor": 403, "stranger": 404}),
        ("access-cards", None, {"curator": 200, "mentor": 403, "stranger": 404}),
        ("person-detail", "mentor", {"curator": 200, "mentor": 200, "mentee": 403, "stranger": 404}),
        ("person-change", "mentor", {"curator": 200, "mentor": 403, "stranger": 404}),
        ("case-forms-change", "mentor", {"curator": 200, "mentor": 403, "stranger": 404}),
        ("employment-add", "mentor", {"curator": 200, "mentor": 403, "stranger": 404}),
        ("person-dismiss", "mentor", {"curator": 200, "mentor": 403, "stranger": 404}),
    ],
)
def test_who_may_open_which_page(cast, signed_in, name, of_whom, statuses):
    address = at(cast, name, *([cast.people[of_whom]] if of_whom else []))
    assert {part: signed_in(part).get(address).status_code for part in statuses} == statuses


def test_a_post_of_another_institution_does_not_exist(cast, signed_in):
    job = cast.mentor.employments.get()
    assert signed_in("curator").get(at(cast, "employment-change", job)).status_code == 200
    assert signed_in("mentor").get(at(cast, "employment-change", job)).status_code == 403
    address = reverse("people:employment-change", args=[cast.other.slug, job.pk])
    assert signed_in("stranger").get(address).status_code == 404


def test_the_list_shows_everybody_at_work_and_finds_by_any_word(cast, signed_in):
    client = signed_in("curator")
    teachers = [
        "Абросимова", "Белокопытова", "Гаврилюк", "Зайцева", "Ким", "Кудрявцева", "Мухаметзянова",
    ]  # fmt: skip
    assert names(client.get(at(cast, "person-list"))) == sorted([*teachers, "Веретенникова"])
    assert names(client.get(at(cast, "person-list"), {"who": "teaching"})) == teachers
    assert names(client.get(at(cast, "person-list"), {"q": "заведующий"})) == ["Веретенникова"]
    assert names(client.get(at(cast, "person-list"), {"q": "артем ким"})) == ["Ким"]
    assert names(client.get(at(cast, "person-list"), {"q": "воспитатель ирина"})) == ["Белокопытова"]
    page = text_of(client.get(at(cast, "person-list"), {"q": "нет такого"}))
    assert "Никого не нашлось" in page and "ё и е считаются одной буквой" in page


def test_the_list_is_narrowed_by_post_category_experience_and_leave(cast, signed_in):
    client = signed_in("curator")
    actions.change_person(cast.mentor, by=None, category="highest")
    actions.change_employment(cast.bystander.employments.get(), by=None, on_leave=True)
    actions.dismiss(cast.third_mentee, by=cast.user("curator"), on=date(2026, 9, 11))

    def listed(**narrowed):
        return names(client.get(at(cast, "person-list"), narrowed))

    assert listed(post="учитель-логопед") == ["Гаврилюк"]
    assert listed(category="highest") == ["Белокопытова"]
    assert listed(experience="3") == ["Зайцева", "Ким"]
    assert listed(experience="20") == ["Абросимова", "Белокопытова", "Гаврилюк"]
    assert listed(experience="more", who="teaching") == ["Кудрявцева"]
    assert listed(who="on_leave") == ["Абросимова"]
    assert listed(who="left") == ["Мухаметзянова"]
    assert listed(category="none", post="воспитатель") == ["Абросимова", "Зайцева"]


def test_fifty_people_on_a_page_and_as_many_queries_as_for_five(cast, signed_in):
    client = signed_in("curator")
    shown, asked = [], []
    for number in (0, 60):
        for index in range(number):
            one = actions.add_person(cast.organisation, by=None, surname=f"Яблокова{index:02}", first_name="Вера")
            actions.employ(one, "воспитатель", by=None, special_months=index)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(at(cast, "person-list"), {"who": "all", "q": "воспитатель", "experience": "3"})
        asked.append(len(queries))
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(at(cast, "person-list"), {"who": "all", "q": "воспитатель"})
        asked.append(len(queries))
        shown.append(len(names(answer)))
    assert shown == [5, 50]
    assert asked[:2] == asked[2:]
    assert asked[0] == asked[1] + 1  # experience is counted as the card counts it: one query more
    assert max(asked) <= 11


def test_the_card_says_posts_experience_and_cases(cast, signed_in):
    page = text_of(signed_in("curator").get(at(cast, "person-detail", cast.mentor)))
    assert "18 лет 11 месяцев" in page and "с 02.09.2024" in page
    assert "Белокопытовой Ирины Геннадьевны, воспитателя" in page
    assert "Белокопытовой Ирине Геннадьевне, воспитателю" in page
    assert "Белокопытовой Ириной Геннадьевной, воспитателем" in page


def test_a_teacher_sees_their_own_card_without_doors(cast, signed_in):
    page = text_of(signed_in("mentor").get(at(cast, "person-detail", cast.mentor)))
    assert "18 лет 11 месяцев" in page
    assert "Уволить" not in page and "Изменить карточку" not in page and "Карточки доступа" not in page


def test_the_card_names_what_it_lacks(cast, signed_in):
    one = actions.add_person(cast.organisation, by=None, surname="Сафронова", first_name="М.", patronymic="П.")
    actions.employ(one, "педагог-психолог", by=None)
    page = text_of(signed_in("curator").get(at(cast, "person-detail", one)))
    assert "имя и отчество полностью; пол (нужен для склонения имени в приказах); педагогический стаж" in page
    assert "Склонение неизвестно" in page and "Сафронова М. П., педагога-психолога" in page


def test_a_person_is_added_with_a_post_and_the_page_says_what_comes_next(cast, signed_in):
    answer = signed_in("curator").post(at(cast, "person-add"), ADDED, follow=True)
    assert "Готово: Новикова Вера Львовна теперь в списке." in text_of(answer)
    job = person(cast.organisation, "Новикова").employments.get()
    assert (job.position, job.is_teaching, job.since, job.special_months, job.months_as_of) == (
        "учитель-логопед", True, date(2026, 9, 7), 41, TODAY,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("surname", "first_name", "patronymic"),
    [("Ким", "Артем", ""), ("Белокопытова", "Ирина", "Геннадиевна"), ("Зайцева", "П.", "А.")],
)
def test_a_likely_double_is_asked_about_before_it_is_added(cast, signed_in, surname, first_name, patronymic):
    client = signed_in("curator")
    sent = {**ADDED, "surname": surname, "first_name": first_name, "patronymic": patronymic}
    page = text_of(client.post(at(cast, "person-add"), sent))
    assert f"Уже есть: {surname} " in page and "Если это другой человек, поставьте отметку." in page
    assert Person.objects.of(cast.organisation).filter(surname=surname).count() == 1
    client.post(at(cast, "person-add"), {**sent, "another": "on"})
    assert Person.objects.of(cast.organisation).filter(surname=surname).count() == 2


def test_a_form_with_faults_says_which(cast, signed_in):
    sent = {**ADDED, "surname": "", "since": "вчера", "special_rest": "12"}
    answer = signed_in("curator").post(at(cast, "person-add"), sent)
    assert set(answer.context["form"].errors) == {"surname", "since", "special_rest"}
    assert "Проверьте, что введено" in text_of(answer)


def test_a_form_sent_twice_adds_one_person(cast, signed_in):
    client = signed_in("curator")
    sent = {**ADDED, "form_key": str(uuid.uuid4())}
    for _time in range(2):
        client.post(at(cast, "person-add"), sent)
    assert Person.objects.of(cast.organisation).filter(surname="Новикова").count() == 1


def test_a_new_surname_keeps_the_old_one_with_its_last_day(cast, signed_in):
    client = signed_in("curator")
    sent = {"surname": "Орлова", "first_name": "Полина", "patronymic": "Андреевна", "sex": "female"}
    client.post(at(cast, "person-change", cast.mentee), {**sent, "name_until": "2026-09-11"})
    page = text_of(client.get(at(cast, "person-detail", cast.mentee)))
    assert "Орлова Полина Андреевна" in page and "До 11.09.2026" in page and "Зайцева Полина Андреевна" in page
    assert cast.user("mentee").shown_name == "Орлова Полина Андреевна"
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    answer = client.post(at(cast, "person-change", cast.mentee), {**sent, "surname": "Ли", "name_until": tomorrow})
    assert "Этот день ещё не наступил" in text_of(answer)


def test_corrected_cases_win_and_an_empty_one_is_computed_again(cast, signed_in):
    client = signed_in("curator")
    page = text_of(client.get(at(cast, "case-forms-change", cast.second_mentee)))
    assert "по правилам: Киму Артёму" in page
    client.post(at(cast, "case-forms-change", cast.second_mentee), {"dative": "Ким Артёму", "genitive": " "})
    cast.second_mentee.refresh_from_db()
    assert cast.second_mentee.case_forms == {"dative": "Ким Артёму"}
    assert (cast.second_mentee.cases.dative, cast.second_mentee.cases.genitive) == ("Ким Артёму", "Кима Артёма")
    client.post(at(cast, "case-forms-change", cast.second_mentee), {})
    cast.second_mentee.refresh_from_db()
    assert cast.second_mentee.cases.dative == "Киму Артёму"


def test_a_second_post_is_offered_as_an_inner_one(cast, signed_in):
    client = signed_in("curator")
    assert client.get(at(cast, "employment-add", cast.mentor)).context["form"].initial == {"kind": "internal"}
    client.post(at(cast, "employment-add", cast.mentor), {"position": "тьютор", "kind": "internal"})
    assert {job.kind for job in cast.mentor.employments.all()} == {"main", "internal"}


def test_a_post_is_corrected_and_untouched_experience_keeps_its_day(cast, signed_in):
    client = signed_in("curator")
    job = cast.mentor.employments.get()
    form = client.get(at(cast, "employment-change", job)).context["form"]
    assert (form["special_years"].initial, form["special_rest"].initial) == (18, 11)
    sent = {"position": "старший воспитатель", "kind": "main", "is_teaching": "on", "special_years": "18",
            "special_rest": "11", "since": "2024-09-02"}  # fmt: skip
    client.post(at(cast, "employment-change", job), sent)
    job.refresh_from_db()
    assert (job.position, job.special_months, job.months_as_of) == ("старший воспитатель", 227, date(2026, 9, 1))
    client.post(at(cast, "employment-change", job), {**sent, "special_years": "19", "special_rest": "0"})
    job.refresh_from_db()
    assert (job.special_months, job.months_as_of) == (228, TODAY)
    answer = client.post(at(cast, "employment-change", job), {**sent, "until": "2024-09-01"})
    assert "Последний день работы раньше дня приёма (02.09.2024)." in text_of(answer)


def test_dismissal_says_what_will_happen_and_does_it(cast, signed_in):
    client = signed_in("curator")
    page = text_of(client.get(at(cast, "person-dismiss", cast.mentor)))
    assert "Закончатся должности: воспитатель." in page and "Закончатся роли: педагог." in page
    answer = client.post(at(cast, "person-dismiss", cast.mentor), {"on": "2026-09-14"}, follow=True)
    assert "последний день работы — 14.09.2026" in text_of(answer)
    assert not cast.user("mentor").is_active
    with clock.at(TODAY + timedelta(days=1)):
        page = text_of(client.get(at(cast, "person-detail", cast.mentor)))
        assert "не работает" in page and "Принять снова" in page
        answer = client.post(at(cast, "person-dismiss", cast.mentor), {"on": "2026-09-15"})
        assert "на 15.09.2026 в учреждении не работает" in text_of(answer)
        client.post(
            at(cast, "employment-add", cast.mentor), {"position": "тьютор", "kind": "main", "since": "2026-09-15"}
        )
        assert cast.mentor.position_on(clock.today()) == "тьютор"


@pytest.mark.clause("4.4.5")
def test_an_access_card_is_shown_once_and_opens_the_way_in(cast, signed_in):
    one = actions.add_person(cast.organisation, by=None, surname="Новикова", first_name="Вера", patronymic="Львовна")
    actions.employ(one, "воспитатель", by=None)
    client = signed_in("curator")
    answer = client.post(at(cast, "access-open", one), follow=True)
    (card,) = answer.context["cards"]
    assert (card["login"], card["name"]) == ("novikova.vl", "Новикова Вера Львовна")
    page = text_of(answer)
    assert "http://testserver/accounts/login/" in page and card["password"] in page
    user = Person.objects.get(pk=one.pk).user
    assert user.check_password(card["password"]) and user.must_change_password
    again = text_of(client.get(at(cast, "access-cards")))
    assert "Карточки уже показаны" in again and card["password"] not in again


def test_access_cards_for_many_at_once(cast, signed_in):
    people = []
    for name in ("Вера", "Анна", "Яна"):
        people.append(actions.add_person(cast.organisation, by=None, surname="Новикова", first_name=name))
        actions.employ(people[-1], "воспитатель", by=None)
    client = signed_in("curator")
    page = text_of(client.get(at(cast, "access-open-many")))
    assert page.count('type="checkbox" name="people"') == 3
    answer = client.post(at(cast, "access-open-many"), {"people": [one.pk for one in people[:2]]}, follow=True)
    logins = [card["login"] for card in answer.context["cards"]]
    assert logins == ["novikova.a", "novikova.v"]
    answer = client.post(at(cast, "access-open-many"), {})
    assert "Отметьте хотя бы одного человека." in text_of(answer)
    stranger = client.post(at(cast, "access-open-many"), {"people": [cast.stranger.pk]})
    assert stranger.status_code == 200 and stranger.context["form"].errors


def test_cards_are_made_again_when_the_form_is_sent_again_only_with_a_new_form(cast, signed_in):
    client = signed_in("curator")
    sent = {"form_key": str(uuid.uuid4())}
    first = client.post(at(cast, "access-open", cast.mentor), sent, follow=True).context["cards"][0]["password"]
    client.post(at(cast, "access-open", cast.mentor), sent)
    assert cast.user("mentor").check_password(first)


def test_nobody_opens_a_way_in_for_one_who_does_not_work_here(cast, signed_in):
    actions.dismiss(cast.bystander, by=cast.user("curator"), on=date(2026, 9, 10))
    answer = signed_in("curator").post(at(cast, "access-open", cast.bystander), follow=True)
    assert "Абросимова Наталья Юрьевна сейчас не работает в учреждении." in text_of(answer)
    assert not cast.user("bystander").is_active


@pytest.mark.clause("4.4.5")
def test_the_administrator_keeps_accounts_and_changes_no_card(cast, signed_in):
    give_role(cast.organisation, cast.user("bystander"), RoleKind.ADMINISTRATOR, since=TODAY, ground="приказ", by=None)
    client = signed_in("bystander")
    assert client.get(at(cast, "person-list")).status_code == 200
    assert client.post(at(cast, "access-open", cast.mentor)).status_code == 302
    assert client.get(at(cast, "person-change", cast.mentor)).status_code == 403
    assert client.get(at(cast, "person-dismiss", cast.mentor)).status_code == 403
    assert Employment.objects.of(cast.organisation).count() == 8
