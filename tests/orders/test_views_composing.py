"""The pages on which orders about bodies, banks, mentors, rewards and changes are drafted (D4, D6)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from nastavnik.consents.actions import propose_consent, register_consent
from nastavnik.consents.models import ConsentKind
from nastavnik.kit import clock
from nastavnik.orders.actions import NewItem
from nastavnik.orders.kinds.changes import ITEM_OF
from nastavnik.orders.models import ItemKind, Order
from nastavnik.orders.papers import order_paper
from nastavnik.orders.queries import banks_to_approve, changes_for_order, mentors_to_appoint
from nastavnik.pairs.actions import prepare_change
from nastavnik.pairs.models import ChangeKind
from nastavnik.papers.plain import to_text
from nastavnik.people.actions import add_person, employ
from nastavnik.regulation.models import Body
from tests.cast import FOUNDED, TODAY
from tests.orders.made import base_order, drafted, fresh, on_pairs, signed
from tests.orders.pages import at, page, sent, ticked
from tests.pairs.made import in_force, plain, ready

pytestmark = pytest.mark.django_db

STARTS = [
    "order-start",
    "body-order-start",
    "bank-order-start",
    "mentor-order-start",
    "reward-order-start",
    "change-order-start",
    "later-relations-add",
]
DRAFT = {"journal_of": "main"}


@pytest.mark.parametrize("name", STARTS)
@pytest.mark.parametrize(
    ("part", "status"), [("head", 200), ("curator", 200), ("mentor", 403), ("bystander", 403), ("stranger", 404)]
)
def test_who_opens_the_forms(signed_in, full_cast, name, part, status):
    assert signed_in(part).get(at(name)).status_code == status


def prepared(cast, relation, **facts):
    facts = {"on": TODAY + timedelta(days=7), "by": cast.user("curator")} | facts
    kind = facts.pop("kind", ChangeKind.END)
    if kind == ChangeKind.END:
        facts.setdefault("reason", "mutual")
    return prepare_change(relation, kind, **facts)


# --- the door ------------------------------------------------------------------------------------------------------
@pytest.mark.clause("4.1", "4.3/3", "4.3/5", "8.2")
def test_what_waits_for_an_order_stands_first_with_its_clause(signed_in, full_cast):
    client = signed_in("curator")
    said = page(client, at("order-start"))
    assert said.index("Внедрение модели и утверждение Положения") < said.index("Основа системы")
    assert "Утверждение: база наставляемых, база наставников" in said
    base_order(full_cast)
    prepared(full_cast, in_force(full_cast))
    ready(full_cast, ("second_mentor",), ("second_mentee",))
    said = page(client, at("order-start"))
    assert "Закрепление: 1 пара или группа" in said and "Изменения в парах и группах: 1" in said
    assert "Внедрение модели и утверждение Положения" not in said


def test_when_nothing_waits_only_the_cards_are_there(signed_in, cast):
    base_order(cast)
    said = page(signed_in("curator"), at("order-start"))
    assert "Ждёт приказа" not in said
    for name in (*STARTS[1:], "base-order-start", "relations-order-start", "later-order-add"):
        assert f'href="{at(name)}"' in said


# --- bodies --------------------------------------------------------------------------------------------------------
@pytest.mark.clause("4.3/3", "4.4.3")
def test_a_working_group_with_its_usual_name(signed_in, cast):
    said = sent(
        signed_in("curator"), at("body-order-start"), **DRAFT, body="working_group", chair=cast.head.pk,
        secretary=cast.curator.pk, members=[cast.mentor.pk, cast.head.pk],
    )  # fmt: skip
    assert "Проект приказа составлен" in said and "рабочая группа «Внедрение целевой модели наставничества»" in said
    item = Order.objects.get().items.get()
    assert (item.kind, item.facts["body"], item.facts["name"]) == (
        ItemKind.APPROVE_BODY,
        "working_group",
        "Внедрение целевой модели наставничества",
    )
    # the chair, ticked among the members too, has one seat
    assert item.facts["seats"] == [
        [str(cast.head.pk), "chair"],
        [str(cast.curator.pk), "secretary"],
        [str(cast.mentor.pk), "member"],
    ]


@pytest.mark.clause("4.5")
def test_the_council_bears_the_name_of_the_settings_or_the_typed_one(signed_in, cast):
    client = signed_in("curator")
    data = DRAFT | {"body": "council", "chair": cast.mentor.pk}
    assert "Впишите название объединения: в настройках учреждения его нет." in sent(
        client, at("body-order-start"), **data
    )
    assert not Order.objects.exists()
    sent(client, at("body-order-start"), **data, name=" «Клуб  наставников» ")
    assert Order.objects.get().items.get().facts["name"] == "Клуб наставников"
    cast.organisation.settings.council_name = "Совет наставников"
    cast.organisation.settings.save()
    sent(client, at("body-order-start"), **data)
    assert Order.objects.order_by("-id").first().items.get().facts["name"] == "Совет наставников"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Выберите, чей состав утверждает приказ."),
        ({"body": "working_group"}, "Выберите председателя."),
        ({"body": "working_group", "chair": "own", "secretary": "own"}, "Председатель и секретарь — разные люди."),
        ({"body": "working_group", "chair": "stranger"}, "Выберите корректный вариант"),
        ({"body": "orchestra", "chair": "own"}, "Выберите корректный вариант"),
    ],
)
def test_a_body_that_cannot_be_is_refused_at_its_field(signed_in, cast, data, sentence):
    who = {"own": cast.mentor.pk, "stranger": cast.stranger.pk}
    data = {name: who.get(value, value) for name, value in data.items()}
    assert sentence in sent(signed_in("curator"), at("body-order-start"), **DRAFT, **data)
    assert not Order.objects.exists()


def test_a_hostile_name_is_printed_as_letters_and_runs_nowhere(signed_in, cast):
    name = "<script>alert(1)</script>{{ settings.SECRET_KEY }}"
    sent(signed_in("curator"), at("body-order-start"), **DRAFT, body="council", chair=cast.mentor.pk, name=name)
    order = Order.objects.get()
    said = page(signed_in("curator"), at("order-detail", order.pk))
    assert "<script>alert" not in said and "&lt;script&gt;alert(1)" in said and "{{ settings.SECRET_KEY }}" in said
    assert "<script>alert(1)</script>{{ settings.SECRET_KEY }}" in plain(to_text(order_paper(fresh(order))))


# --- banks ---------------------------------------------------------------------------------------------------------
@pytest.mark.clause("4.3/3")
def test_both_banks_are_ticked_until_an_order_has_approved_them(signed_in, full_cast):
    client = signed_in("curator")
    said = page(client, at("bank-order-start"))
    assert ticked(said, "banks", "mentees") and ticked(said, "banks", "mentors")
    assert "Сейчас в базе: 3 человека." in said and "Сейчас в базе: 2 человека." in said
    sent(client, at("bank-order-start"), **DRAFT, banks=["mentees", "mentors"])
    order = Order.objects.get()
    assert [item.facts["bank"] for item in order.items.all()] == ["mentees", "mentors"]
    assert banks_to_approve(full_cast.organisation) == []  # a draft is on its way


def test_an_empty_bank_says_so_and_its_draft_lacks_it(signed_in, cast):
    client = signed_in("curator")
    assert "Никого нет: утверждать нечего." in page(client, at("bank-order-start"))
    said = sent(client, at("bank-order-start"), **DRAFT, banks=["mentors"])
    assert "База пуста: утверждать нечего." in said


# --- mentors -------------------------------------------------------------------------------------------------------
@pytest.mark.clause("4.2")
def test_mentors_of_the_bank_are_offered_with_what_they_lack(signed_in, full_cast):
    consent = propose_consent(full_cast.mentor, ConsentKind.MENTORING, by=None)
    register_consent(consent, by=full_cast.user("curator"), given_on=TODAY)
    client = signed_in("curator")
    said = page(client, at("mentor-order-start"))
    assert ticked(said, "people", full_cast.mentor.pk) and not ticked(said, "people", full_cast.second_mentor.pk)
    assert "Письменное согласие есть." in said and "Нет письменного согласия на наставничество (4.2)." in said
    assert full_cast.mentee.full_name not in said
    sent(client, at("mentor-order-start"), **DRAFT, people=[full_cast.mentor.pk, full_cast.second_mentor.pk])
    assert [item.person for item in Order.objects.get().items.all()] == [full_cast.mentor, full_cast.second_mentor]
    assert not mentors_to_appoint(full_cast.organisation).exists()  # both stand in a draft


def test_without_a_bank_nobody_can_be_appointed(signed_in, cast):
    said = page(signed_in("curator"), at("mentor-order-start"))
    assert "Назначать некого" in said and reverse("banks:bank-list", args=["ryabinka"]) in said


# --- rewards -------------------------------------------------------------------------------------------------------
@pytest.mark.clause("4.3/8")
def test_a_reward_names_each_and_goes_into_the_journal_of_personnel(signed_in, cast):
    client = signed_in("curator")
    said = page(client, at("reward-order-start"))
    assert '<option value="personnel" selected>' in said
    said = sent(
        client, at("reward-order-start"), journal_of="personnel", award="thanks",
        people=[cast.mentor.pk, cast.second_mentor.pk], text="За успешное сопровождение молодых педагогов.",
    )  # fmt: skip
    order = Order.objects.get()
    assert (order.journal, order.title) == ("personnel", "О поощрении за наставничество")
    assert "благодарность: за успешное сопровождение молодых педагогов" in said
    text = plain(to_text(order_paper(fresh(order))))
    assert "Объявить благодарность Белокопытовой Ирине Геннадьевне, воспитателю, за успешное сопровождение" in text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"people": []}, "Отметьте хотя бы одного человека."),
        ({"award": ""}, "Выберите вид поощрения."),
        ({"text": "успехи"}, "Начните со слов «за …», «в связи …» или «по итогам …»: так читается приказ."),
        ({"text": "за " + "а" * 300}, "не более 300"),
        ({"journal_of": "third"}, "Выберите корректный вариант"),
    ],
)
def test_a_reward_that_cannot_be_read_is_refused_at_its_field(signed_in, cast, data, sentence):
    data = {"award": "thanks", "people": [cast.mentor.pk], "text": "за труд", "journal_of": "personnel"} | data
    assert sentence in sent(signed_in("curator"), at("reward-order-start"), **data)
    assert not Order.objects.exists()


def test_a_name_that_cannot_be_declined_is_shown_before_the_reward_is_signed(signed_in, cast):
    """Edge case 4: never a guessed case in a signed paper."""
    person = add_person(cast.organisation, by=None, surname="Ким", first_name="Сон Хи")
    employ(person, "воспитатель", by=None, since=FOUNDED)
    order = drafted(cast, NewItem(ItemKind.REWARD, person=person, text="за труд", facts={"award": "thanks"}))
    assert "Ким Сон Хи: имя или должность не удалось уверенно просклонять" in page(
        signed_in("curator"), at("order-detail", order.pk)
    )


# --- changes of pairs ----------------------------------------------------------------------------------------------
def test_every_change_has_its_item():
    assert set(ITEM_OF) == set(ChangeKind.values)


@pytest.mark.clause("8.1", "8.2")
def test_a_prepared_change_becomes_an_item_that_amends_the_order_on_the_pair(signed_in, full_cast):
    base_order(full_cast)
    fixing = signed(full_cast, *on_pairs(ready(full_cast)))
    relation = fixing.items.get().relation
    change = prepared(full_cast, relation, kind=ChangeKind.EXTEND, on=TODAY, until=date(2027, 8, 31))
    client = signed_in("curator")
    said = page(client, at("change-order-start"))
    assert ticked(said, "changes", change.pk) and "Всё готово." in said
    said = sent(client, at("change-order-start"), **DRAFT, changes=change.pk)
    order = Order.objects.get(title="О продлении наставничества")
    item = order.items.get()
    assert (item.kind, item.change, item.target) == (ItemKind.EXTEND_RELATION, change, fixing)
    assert "изменяет приказ" in said or "Связанные приказы" not in said  # a draft has changed nothing yet
    assert not changes_for_order(full_cast.organisation).exists()


def test_a_change_that_lacks_a_consent_says_whose(signed_in, full_cast):
    base_order(full_cast)
    relation = in_force(full_cast)
    leaving = relation.members.get(role="mentor")
    prepared(full_cast, relation, kind=ChangeKind.REPLACE, leaving=leaving, people=[full_cast.second_mentor])
    said = page(signed_in("curator"), at("change-order-start"))
    assert "Нет письменного согласия: Гаврилюк Оксана Петровна." in said


def test_a_link_ticks_its_change_alone(signed_in, full_cast):
    base_order(full_cast)
    first = prepared(full_cast, in_force(full_cast))
    second = prepared(full_cast, in_force(full_cast, ("second_mentor",), ("second_mentee",)))
    said = page(signed_in("curator"), at("change-order-start") + f"?change={second.pk}")
    assert ticked(said, "changes", second.pk) and not ticked(said, "changes", first.pk)


def test_without_prepared_changes_the_page_says_where_they_are_prepared(signed_in, full_cast):
    said = page(signed_in("curator"), at("change-order-start"))
    assert "Подготовленных изменений нет" in said and reverse("pairs:relation-list", args=["ryabinka"]) in said


# --- the requisites of every draft ---------------------------------------------------------------------------------
def test_heading_journal_and_day_are_those_of_the_form(signed_in, cast):
    client = signed_in("curator")
    sent(
        client, at("base-order-start"), introduces="on", journal_of="personnel", title=" О  наставничестве ",
        effective_on="2026-10-01",
    )  # fmt: skip
    order = Order.objects.get()
    assert (order.title, order.journal, order.effective_on) == (
        "О наставничестве",
        "personnel",
        date(2026, 10, 1),
    )
    sent(client, at("base-order-start"), approves="on", journal_of="main", title="")
    assert Order.objects.order_by("-id").first().title.startswith("Об утверждении Положения")


def test_a_day_that_has_passed_is_refused_on_every_form(signed_in, cast):
    data = {"award": "thanks", "people": [cast.mentor.pk], "text": "за труд", "journal_of": "personnel"}
    said = sent(signed_in("curator"), at("reward-order-start"), **data, effective_on=clock.today() - timedelta(days=1))
    assert "Этот день уже прошёл" in said and not Order.objects.exists()


@pytest.mark.clause("4.3/3", "4.4.3")
def test_a_body_is_in_force_when_its_order_is_signed(cast):
    signed(
        cast,
        NewItem(
            ItemKind.APPROVE_BODY,
            facts={"body": "working_group", "name": "Внедрение", "seats": [[str(cast.mentor.pk), "chair"]]},
        ),
    )
    assert Body.objects.of(cast.organisation).on(TODAY).get().name == "Внедрение"
