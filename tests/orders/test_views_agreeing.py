"""The pages on which a draft is agreed: by people on their own page, by the curator from paper (4.5/1, ТК ст. 372)."""

from datetime import date

import pytest

from nastavnik.orders.actions import Asked, circulate_order
from nastavnik.orders.models import Order, OrderState
from nastavnik.orders.queries import visas_of
from tests.orders.made import brought_to, drafted, fresh, signed
from tests.orders.pages import at, page, sent

pytestmark = pytest.mark.django_db

WAITS = "Согласовать проект"


def asked(cast, *parts: str, union: bool = True) -> Order:
    """A draft that these people, and the trade union on paper, are to agree."""
    who = [Asked(cast.people[part].full_name, cast.people[part]) for part in parts]
    return circulate_order(
        drafted(cast), [*who, *([Asked("профсоюзный комитет")] if union else [])], by=cast.user("curator")
    )


@pytest.mark.clause("4.5/1")
def test_a_draft_is_sent_to_bodies_to_others_and_to_people(signed_in, cast):
    cast.organisation.settings.council_name = "Совет наставников"
    cast.organisation.settings.save()
    order = drafted(cast)
    client = signed_in("curator")
    assert at("order-circulate", order.pk) in page(client, at("order-detail", order.pk))
    said = page(client, at("order-circulate", order.pk))
    assert "профсоюзный комитет" in said and "Совет наставников" in said
    said = sent(
        client, at("order-circulate", order.pk), bodies=["профсоюзный комитет", "Совет наставников"],
        others="управляющий  совет\n\n", people=[cast.mentor.pk],
    )  # fmt: skip
    assert "Проект отправлен на согласование." in said and WAITS in said
    assert [(visa.who, visa.person) for visa in order.visas.all()] == [
        ("профсоюзный комитет", None),
        ("Совет наставников", None),
        ("управляющий совет", None),
        ("Белокопытова Ирина Геннадьевна, воспитатель", cast.mentor),
    ]


def test_somebody_has_to_be_asked(signed_in, cast):
    order = drafted(cast)
    said = sent(signed_in("curator"), at("order-circulate", order.pk), others=" \n ")
    assert "Укажите, кто согласует проект: хотя бы один орган или сотрудник." in said
    assert fresh(order).state == "draft"


def test_a_person_of_another_kindergarten_cannot_be_asked(signed_in, cast):
    order = drafted(cast)
    said = sent(signed_in("curator"), at("order-circulate", order.pk), people=[cast.stranger.pk])
    assert "Выберите корректный вариант" in said and fresh(order).state == "draft"


@pytest.mark.parametrize("state", [OrderState.AGREEING, OrderState.TO_SIGN, OrderState.IN_FORCE])
def test_what_is_no_draft_cannot_be_sent_round(signed_in, cast, state):
    order = brought_to(cast, state)
    answer = signed_in("curator").get(at("order-circulate", order.pk), follow=True)
    assert answer.redirect_chain == [(at("order-detail", order.pk), 302)]


# --- who may read and answer ---------------------------------------------------------------------------------------
@pytest.mark.clause("4.5/1")
def test_who_is_asked_opens_this_order_and_its_text_and_no_other(signed_in, cast):
    order, other = asked(cast, "mentor"), signed(cast)
    client = signed_in("mentor")
    said = page(client, at("order-detail", order.pk))
    assert "Прочитать проект и согласовать его или написать замечания" in said
    for act in ("Передать на подпись", "Вернуть на доработку", "Аннулировать", "С бумаги"):
        assert act not in said
    assert client.get(at("order-paper", order.pk, "docx")).status_code == 200
    for address in (at("order-list"), at("order-detail", other.pk), at("order-circulate", order.pk)):
        assert client.get(address).status_code == 403
    assert signed_in("mentee").get(at("order-detail", order.pk)).status_code == 403


@pytest.mark.parametrize("name", ["visa-agree", "visa-object"])
@pytest.mark.parametrize(
    ("part", "status"), [("mentor", 200), ("curator", 200), ("head", 200), ("mentee", 403), ("stranger", 404)]
)
def test_who_answers_for_a_person_who_is_asked(signed_in, cast, name, part, status):
    visa = asked(cast, "mentor").visas.get(person=cast.mentor)
    assert signed_in(part).get(at(name, visa.pk)).status_code == status


def test_a_person_who_is_asked_cannot_answer_for_the_trade_union(signed_in, cast):
    visa = asked(cast, "mentor").visas.get(person=None)
    assert signed_in("mentor").post(at("visa-agree", visa.pk)).status_code == 403
    visa.refresh_from_db()
    assert visa.state == "asked"


# --- answers -------------------------------------------------------------------------------------------------------
@pytest.mark.clause("4.5/1")
def test_the_person_agrees_with_one_button_and_the_curator_enters_the_rest_from_paper(signed_in, cast):
    order = asked(cast, "mentor")
    own, union = order.visas.order_by("person")
    own, union = (own, union) if own.person else (union, own)
    assert [visa.order for visa in visas_of(cast.user("mentor"), cast.organisation)] == [order]
    said = sent(signed_in("mentor"), at("visa-agree", own.pk), on="2020-01-01")
    assert "Согласование записано. Ждём ещё: профсоюзный комитет." in said
    own.refresh_from_db()
    assert own.on == date(2026, 9, 14)  # one's own word is of today, whatever the form says
    assert not visas_of(cast.user("mentor"), cast.organisation).exists()
    said = sent(signed_in("curator"), at("visa-agree", union.pk), on="2026-09-11")
    assert "Готово. Проект согласован всеми: его можно передать на подпись." in said and "11.09.2026" in said
    assert "Приказ передан руководителю на подпись." in sent(signed_in("curator"), at("order-submit", order.pk))


def test_an_agreement_of_tomorrow_is_refused(signed_in, cast):
    visa = asked(cast).visas.get()
    assert "Эта дата ещё не наступила." in sent(signed_in("curator"), at("visa-agree", visa.pk), on="2026-09-15")
    assert fresh(visa.order).state == "agreeing"


def test_remarks_bring_the_draft_back_with_their_words(signed_in, cast):
    order = asked(cast, "mentor")
    visa = order.visas.get(person=cast.mentor)
    assert "Обязательное поле" in sent(signed_in("mentor"), at("visa-object", visa.pk), remark=" ")
    said = sent(signed_in("mentor"), at("visa-object", visa.pk), remark="Нет срока <b>ознакомления</b>.")
    assert "Замечания записаны. Проект вернулся к куратору на доработку." in said
    assert signed_in("mentor").get(at("order-detail", order.pk)).status_code == 403  # another text is agreed anew
    said = page(signed_in("curator"), at("order-detail", order.pk))
    assert "Белокопытова Ирина Геннадьевна: Нет срока &lt;b&gt;ознакомления&lt;/b&gt;." in said


def test_who_comes_too_late_is_told_so(signed_in, cast):
    order = asked(cast, "mentor", union=False)
    visa = order.visas.get()
    client = signed_in("mentor")
    sent(client, at("visa-agree", visa.pk))
    answer = client.get(at("visa-object", visa.pk), follow=True)
    assert answer.redirect_chain == [(at("order-detail", order.pk), 302)]
    assert "Ответ уже не нужен: проект — «согласован»." in answer.content.decode()
