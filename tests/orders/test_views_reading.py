"""Papers of an order, the sheet of acquaintance, the act of refusal (4.1, 4.3/2, edge case 46)."""

from datetime import timedelta

import pytest

from nastavnik.kit import clock
from nastavnik.orders.actions import NewItem, note_acquaintances
from nastavnik.orders.models import ItemKind
from nastavnik.orders.papers.reading import refusal_act
from nastavnik.papers.plain import to_text
from nastavnik.people.actions import dismiss
from tests.cast import PEOPLE, TODAY
from tests.orders.made import (
    BASE,
    base_order,
    drafted,
    on_pairs,
    signed,
)
from tests.orders.pages import at, page, sent, ticked
from tests.pairs.made import plain, ready
from tests.papers.reading import docx_text

pytestmark = pytest.mark.django_db


# --- acquaintance -----------------------------------------------------------------------------------------------
@pytest.mark.clause("4.3/2")
def test_the_sheet_of_acquaintance(signed_in, full_cast):
    base_order(full_cast)
    order = signed(full_cast, *on_pairs(ready(full_cast)))
    note_acquaintances(order, by=full_cast.user("curator"), on=TODAY, people=[full_cast.mentor])
    client = signed_in("curator")
    said = page(client, at("order-acquaint", order.pk))
    assert ticked(said, "people", full_cast.mentee.pk) and not ticked(said, "people", full_cast.mentor.pk)
    said = sent(client, at("order-acquaint", order.pk), on="2026-09-14", people=full_cast.mentee.pk, refused="on")
    assert "Ознакомление отмечено." in said and "отказ, составлен акт" in said
    assert "Приказ подписан и действует" in said  # everybody has been asked: nothing more to do


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"on": "2026-09-15"}, "Эта дата ещё не наступила."),
        ({"on": "2026-09-13"}, "Ознакомление раньше даты приказа: проверьте дату."),
        ({"people": []}, "Отметьте, кто ознакомлен."),
    ],
)
def test_a_sheet_that_cannot_be_is_refused(signed_in, full_cast, data, sentence):
    base_order(full_cast)
    order = signed(full_cast, *on_pairs(ready(full_cast)))
    data = {"on": "2026-09-14", "people": full_cast.mentee.pk} | data
    assert sentence in sent(signed_in("curator"), at("order-acquaint", order.pk), **data)
    assert not order.acquaintances.exists()


def test_only_those_whom_the_order_concerns_stand_on_the_sheet(signed_in, full_cast):
    base_order(full_cast)
    order = signed(full_cast, *on_pairs(ready(full_cast)))
    data = {"on": "2026-09-14", "people": full_cast.bystander.pk}
    assert "Выберите корректный вариант" in sent(signed_in("curator"), at("order-acquaint", order.pk), **data)
    assert not order.acquaintances.exists()


@pytest.mark.clause("4.1")
def test_the_regulation_is_read_by_all_teachers_though_its_paper_names_none(signed_in, cast):
    order = signed(cast)
    client = signed_in("curator")
    said = page(client, at("order-detail", order.pk))
    assert "Ознакомить с приказом под подпись: 7 человек" in said
    assert all(cast.people[part].full_name in said for part in ("mentor", "mentee", "bystander", "curator"))
    assert cast.head.full_name not in said.split("Ознакомление</h2>")[1].split("</section>")[0]
    content = sheet(client, order)
    assert "Абросимова" in content and "Белокопытова" in content and "Веретенникова" not in content
    assert "приказом от 14.09.2026 № 42-ОД" in content
    people = [cast.people[part].pk for part in PEOPLE if part != "head"]
    said = sent(client, at("order-acquaint", order.pk), on="2026-09-14", people=people)
    assert "Приказ подписан и действует" in said


@pytest.mark.clause("4.1")
def test_a_regulation_that_a_newer_one_has_replaced_is_read_by_nobody_any_more(signed_in, cast):
    first = signed(cast, NewItem(ItemKind.APPROVE_REGULATION), number="1")
    day = TODAY + timedelta(days=3)
    with clock.at(day):
        signed(cast, NewItem(ItemKind.APPROVE_REGULATION), number="2")
        assert "Приказ подписан и действует" in page(signed_in("curator"), at("order-detail", first.pk))


def test_nobody_is_asked_to_read_an_old_order_again(signed_in, cast):
    """Edge case 44: that was done on its own paper; whoever wants to note it may."""
    order = base_order(cast)
    client = signed_in("curator")
    said = page(client, at("order-detail", order.pk))
    assert "Приказ подписан и действует" in said and "ещё нет" not in said.split("Ознакомление</h2>")[1]
    said = sent(client, at("order-acquaint", order.pk), on="2026-09-14", people=cast.mentor.pk)
    assert "14.09.2026" in said.split("Ознакомление</h2>")[1].split("</section>")[0]


def test_who_has_left_since_stays_on_the_sheet(signed_in, cast):
    order = signed(cast)
    note_acquaintances(order, by=cast.user("curator"), on=TODAY, people=[cast.bystander])
    dismiss(cast.bystander, by=cast.user("curator"), on=TODAY)
    with clock.at(TODAY + timedelta(days=1)):
        assert cast.bystander.full_name in page(signed_in("curator"), at("order-detail", order.pk))


# --- the act of refusal -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(("paper_format", "mark"), [("docx", b"PK"), ("pdf", b"%PDF-")])
def test_the_act_of_refusal_is_printed_for_one_person(signed_in, full_cast, paper_format, mark):
    base_order(full_cast)
    order = signed(full_cast, *on_pairs(ready(full_cast)))
    client = signed_in("curator")
    address = at("refusal-act", order.pk, full_cast.mentee.pk, paper_format)
    assert address in page(client, at("order-detail", order.pk))
    answer = client.get(address)
    assert answer.status_code == 200 and answer.content.startswith(mark)


def test_the_words_of_the_act(full_cast):
    base_order(full_cast)
    order = signed(full_cast, *on_pairs(ready(full_cast)))
    text = plain(to_text(refusal_act(order, full_cast.mentee, TODAY, drawn_by=full_cast.curator)))
    assert "Зайцева Полина Андреевна, воспитатель" in text and "от 14 сентября 2026 г. № 42-ОД" in text
    assert "От подписи в листе ознакомления работник отказался." in text
    assert "Старший воспитатель" in text and text.count("Свидетель") == 2


def test_an_act_is_drawn_only_for_those_who_are_to_read_and_only_after_the_signature(signed_in, full_cast):
    base_order(full_cast)
    pairs = on_pairs(ready(full_cast))
    order = signed(full_cast, *pairs)
    client = signed_in("curator")
    assert client.get(at("refusal-act", order.pk, full_cast.bystander.pk, "pdf")).status_code == 404
    assert client.get(at("refusal-act", order.pk, full_cast.mentee.pk, "odt")).status_code == 404
    draft = drafted(full_cast)
    assert client.get(at("refusal-act", draft.pk, full_cast.mentee.pk, "pdf")).status_code == 404
    assert client.get(at("readers-sheet", draft.pk, "pdf")).status_code == 404


@pytest.mark.parametrize(("part", "status"), [("head", 200), ("mentor", 403), ("stranger", 404)])
def test_who_takes_the_sheet_and_the_act(signed_in, cast, part, status):
    order = signed(cast)
    client = signed_in(part)
    assert client.get(at("readers-sheet", order.pk, "docx")).status_code == status
    assert client.get(at("refusal-act", order.pk, cast.mentor.pk, "docx")).status_code == status


def sheet(client, order) -> str:
    return plain(docx_text(client.get(at("readers-sheet", order.pk, "docx")).content))


# --- papers -----------------------------------------------------------------------------------------------------
def downloaded(client, order, paper_format: str = "docx"):
    answer = client.get(at("order-paper", order.pk, paper_format))
    return answer, b"".join(answer) if answer.streaming else answer.content


@pytest.mark.parametrize(("paper_format", "mark"), [("docx", b"PK"), ("pdf", b"%PDF-")])
def test_a_draft_is_printed_as_it_stands(signed_in, cast, paper_format, mark):
    answer, content = downloaded(signed_in("curator"), drafted(cast), paper_format)
    assert answer.status_code == 200 and content.startswith(mark)
    assert answer["Content-Disposition"].startswith("attachment;")


def test_a_registered_order_is_the_kept_file(signed_in, cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        order = signed(cast)
    client = signed_in("curator")
    _answer, first = downloaded(client, order)
    cast.organisation.full_name = "Новое имя"
    cast.organisation.save()
    _answer, second = downloaded(client, order)
    assert first == second and "№ 42-ОД" in plain(docx_text(second))


def test_an_old_order_and_an_unknown_format_have_no_paper(signed_in, cast):
    client = signed_in("curator")
    assert client.get(at("order-paper", base_order(cast).pk, "pdf")).status_code == 404
    assert client.get(at("order-paper", drafted(cast).pk, "odt")).status_code == 404


def test_the_scan_is_downloaded_where_there_is_one(signed_in, cast):
    client = signed_in("curator")
    answer = client.get(at("order-scan", signed(cast).pk))
    assert answer.status_code == 200 and answer["Content-Type"] == "image/jpeg"
    assert client.get(at("order-scan", drafted(cast, *BASE).pk)).status_code == 404
