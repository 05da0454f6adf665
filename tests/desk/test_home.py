"""First pages by role: what is asked of me, with its reason; nothing about others."""

from datetime import date

import pytest

from nastavnik.banks.actions import open_collection
from nastavnik.banks.models import Bank
from nastavnik.desk.home.state import state_of
from nastavnik.desk.home.teacher import teacher_page
from nastavnik.desk.home.todo import deeds, waiting_for
from nastavnik.duties.actions import note_notice
from nastavnik.orders.actions import (
    Asked,
    NewItem,
    agree_visa,
    circulate_order,
    draft_order,
    object_to_order,
    submit_order,
)
from nastavnik.orders.models import ItemKind
from nastavnik.organisations.actions import give_role
from nastavnik.organisations.models import RoleKind
from nastavnik.pairs.actions import answer_interest, drop_change, introduce_relation, prepare_change, propose_relation
from nastavnik.pairs.models import Relation
from nastavnik.papers.actions import keep_papers
from nastavnik.papers.model import Heading, Paper
from nastavnik.programmes.actions import answer_change, answer_pause, ask_end, propose_change, propose_pause
from tests.cast import TODAY
from tests.duties.made import resigned
from tests.pairs.made import in_force
from tests.programmes.conftest import bring_to, relation_in_force


def titles(cast) -> list[str]:
    return [deed.title for deed in deeds(state_of(cast.organisation))]


@pytest.fixture
def address(cast):
    return f"/o/{cast.organisation.slug}/"


@pytest.mark.clause("4.1")
def test_the_curator_is_told_first_what_nothing_can_do_without(full_cast):
    assert titles(full_cast)[0] == "Издать приказ о внедрении модели и утверждении Положения"


@pytest.mark.clause("R2.1", "R3.1")
def test_both_campaigns_are_proposed_until_they_have_been_held(cast):
    wanted = ["Собрать профессиональные запросы педагогов", "Провести анкетирование будущих наставников"]
    assert [title for title in titles(cast) if title in wanted] == wanted
    open_collection(cast.organisation, Bank.MENTEES, by=cast.user("curator"))
    assert [title for title in titles(cast) if title in wanted] == wanted[1:]


@pytest.mark.clause("R4.1")
def test_people_without_a_mentor_are_proposed_to_be_matched(full_cast):
    assert "Подобрать пары" in titles(full_cast)


@pytest.mark.clause("7.1/2")
def test_answers_that_are_waited_for_are_counted_not_named(full_cast):
    cast = full_cast
    relation = propose_relation(cast.organisation, [cast.mentor], [cast.mentee], by=cast.user("curator"))
    introduce_relation(relation, by=cast.user("curator"))
    answer_interest(relation.members.get(role="mentee"), "yes", by=cast.user("mentee"))
    waiting = waiting_for(state_of(cast.organisation), cast.user("curator"))
    assert [each.what for each in waiting] == ["ответы участников: 1 из 2"]


@pytest.mark.clause("7.1/2")
def test_a_curator_who_is_a_mentor_does_not_learn_from_the_count_what_the_other_side_has_said(
    full_cast, signed_in, address
):
    cast = full_cast
    relation = propose_relation(cast.organisation, [cast.mentor], [cast.mentee], by=cast.user("curator"))
    introduce_relation(relation, by=cast.user("curator"))
    give_role(cast.organisation, cast.user("mentor"), RoleKind.CURATOR, since=TODAY, ground="приказ № 43-ОД", by=None)
    page = signed_in("mentor").get(address).content.decode()
    answer_interest(relation.members.get(role="mentee"), "yes", by=cast.user("mentee"))
    later = signed_in("mentor").get(address).content.decode()
    assert "ответы участников" in later and "1 из 2" not in later and "0 из 2" not in page
    assert "0 из 2" not in later


@pytest.mark.parametrize("part", ["head", "curator", "mentor", "mentee", "bystander"])
def test_everybody_has_a_first_page(full_cast, signed_in, address, part):
    assert signed_in(part).get(address).status_code == 200


@pytest.mark.clause("1.4/4")
def test_a_teachers_page_says_nothing_of_other_pairs(full_cast, signed_in, address):
    cast = full_cast
    relation = propose_relation(cast.organisation, [cast.mentor], [cast.mentee], by=cast.user("curator"))
    introduce_relation(relation, by=cast.user("curator"))
    page = signed_in("third_mentee").get(address).content.decode()
    assert "Белокопытова" not in page and "Зайцева" not in page
    own = signed_in("mentee").get(address).content.decode()
    assert "Хотите ли вы работать вместе?" in own and "Белокопытова" in own


def test_the_number_of_queries_of_the_curators_page_does_not_grow_with_pairs(
    full_cast, signed_in, address, django_assert_max_num_queries
):
    cast, client = full_cast, signed_in("curator")
    introduce(cast, "mentor", "mentee")
    client.get(address)
    with django_assert_max_num_queries(16) as few:
        client.get(address)
    introduce(cast, "second_mentor", "third_mentee")
    introduce(cast, "mentor", "second_mentee")
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(address)


def introduce(cast, mentor: str, mentee: str) -> None:
    relation = propose_relation(
        cast.organisation, [cast.people[mentor]], [cast.people[mentee]], by=cast.user("curator")
    )
    introduce_relation(relation, by=cast.user("curator"))


def test_the_journal_page_names_the_acts_in_words(full_cast, signed_in, address):
    page = signed_in("curator").get(f"{address}journal/").content.decode()
    assert "Запись включена в базу" in page and "entry_included" not in page


def test_a_user_without_a_role_is_told_so(cast, client):
    user = cast.user("bystander")
    user.roles.all().delete()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "У вас сейчас нет роли ни в одном учреждении" in client.get("/").content.decode()


def test_the_watching_machine_gets_its_answer(client, db):
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.clause("7.1/2")
def test_after_ones_own_answer_the_page_says_whose_turn_it_is_and_nothing_of_the_other_side(
    full_cast, signed_in, address
):
    cast = full_cast
    cast.people["mentor"].phone = "+7 (000) 123-45-67"
    cast.people["mentor"].save()
    introduce(cast, "mentor", "mentee")
    member = Relation.objects.get().members.get(role="mentee")
    answer_interest(member, "yes", by=cast.user("mentee"))
    page = signed_in("mentee").get(address).content.decode()
    assert "Ваш ответ записан. Когда ответят все, куратор скажет, что дальше." in page
    assert 'href="tel:+70001234567"' in page
    assert "Если нужна помощь куратора" in page
    assert "Если нужна помощь куратора" not in signed_in("curator").get(address).content.decode()


@pytest.mark.clause("4.3/2")
def test_the_head_sees_an_order_to_sign_once_and_is_not_said_to_wait_for_the_own_signature(cast, signed_in, address):
    order = draft_order(
        cast.organisation, [NewItem(ItemKind.INTRODUCE_MODEL)], by=cast.user("curator"), title="О внедрении модели"
    )
    submit_order(order, by=cast.user("curator"))
    page = signed_in("head").get(address).content.decode()
    assert page.count("О внедрении модели") == 1 and "На подпись" in page and "подпись приказа" not in page
    assert "подпись приказа" in signed_in("curator").get(address).content.decode()


def test_the_journal_names_the_papers_that_were_issued(cast, signed_in, address):
    order = draft_order(
        cast.organisation, [NewItem(ItemKind.INTRODUCE_MODEL)], by=cast.user("curator"), title="О внедрении модели"
    )
    submit_order(order, by=cast.user("curator"))
    keep_papers(
        Paper(
            kind="order",
            title="О внедрении модели",
            author="Куратор",
            date=TODAY,
            blocks=(Heading(text="О внедрении модели"),),
        ),
        {"docx": b"bytes"},
        organisation_id=cast.organisation.pk,
        about_id=order.pk,
        by=cast.user("head"),
    )
    page = signed_in("curator").get(f"{address}journal/").content.decode()
    assert "Документ выпущен и сохранён: О внедрении модели (DOCX)" in page


# --- orders on their way ---------------------------------------------------------------------------------------
def circulated(cast, *asked: Asked):
    item = NewItem(ItemKind.INTRODUCE_MODEL)
    order = draft_order(cast.organisation, [item], by=cast.user("curator"), title="О внедрении")
    return circulate_order(order, asked, by=cast.user("curator"))


@pytest.mark.clause("4.5/1")
def test_who_is_asked_to_agree_a_draft_finds_it_at_home_until_the_answer(cast, signed_in, address):
    order = circulated(cast, Asked(cast.mentor.full_name, cast.mentor))
    words = "Вас просят согласовать проект приказа"
    page = signed_in("mentor").get(address).content.decode()
    assert words in page and f"/orders/{order.pk}/" in page
    assert words not in signed_in("mentee").get(address).content.decode()
    agree_visa(order.visas.get(), by=cast.user("mentor"))
    assert words not in signed_in("mentor").get(address).content.decode()


@pytest.mark.clause("4.5/1")
def test_a_curator_who_is_asked_finds_it_beside_the_deeds(cast, signed_in, address):
    circulated(cast, Asked(cast.curator.full_name, cast.curator))
    assert "Вас просят согласовать проект приказа" in signed_in("curator").get(address).content.decode()


@pytest.mark.clause("4.3/2", "4.5/1")
def test_a_draft_that_is_being_agreed_is_with_others_and_then_a_deed_again(cast):
    order = circulated(cast, Asked("профсоюзный комитет"), Asked("управляющий совет"))
    agree_visa(order.visas.get(who="управляющий совет"), by=cast.user("curator"))
    state = state_of(cast.organisation)
    assert [(one.what, one.who) for one in waiting_for(state, cast.user("curator"))] == [
        ("согласование приказа", "профсоюзный комитет")
    ]
    assert "О внедрении" not in titles(cast)
    agree_visa(order.visas.get(who="профсоюзный комитет"), by=cast.user("curator"))
    reasons = {deed.title: deed.reason for deed in deeds(state_of(cast.organisation))}
    assert reasons["О внедрении"] == "Проект согласован всеми: передайте его на подпись."


def test_a_draft_that_came_back_says_so(cast):
    order = circulated(cast, Asked("профсоюзный комитет"))
    object_to_order(order.visas.get(), by=cast.user("curator"), remark="Нет срока.")
    reasons = {deed.title: deed.reason for deed in deeds(state_of(cast.organisation))}
    assert reasons["О внедрении"] == "Проект возвращён с замечаниями: исправьте и передайте снова."


@pytest.mark.clause("8.2")
def test_prepared_changes_wait_for_their_order(full_cast):
    assert not [title for title in titles(full_cast) if title.startswith("Оформить приказом изменения")]
    prepare_change(in_force(full_cast), "end", by=full_cast.user("curator"), on=TODAY, reason="mutual")
    assert "Оформить приказом изменения в парах и группах: 1" in titles(full_cast)


@pytest.mark.clause("5.1/3", "4.3/5")
def test_a_notice_and_what_a_withdrawal_asks_for_stand_with_their_days(full_cast):
    """Taken note of first, then the change is prepared; the steps of the law are there from the first day."""
    notice = resigned(full_cast)
    state = state_of(full_cast.organisation)
    lines = {deed.title: deed for deed in deeds(state)}
    line = lines["Сложение обязанностей наставника"]
    assert (line.button, line.due) == ("Принять к сведению", notice.last_day)
    assert line.reason == f"Белокопытова\u00a0И.\u00a0Г.: последний день наставничества — {notice.last_day:%d.%m.%Y}."
    step = next(deed for deed in lines.values() if deed.clause == "4.3/5")
    assert (step.title, step.due) == (state.steps[0].words, state.steps[0].due_on)
    note_notice(notice, by=full_cast.user("curator"))
    lines = {deed.title: deed for deed in deeds(state_of(full_cast.organisation))}
    assert lines["Сложение обязанностей наставника"].button == "Подготовить изменение"


@pytest.mark.clause("8.1/2", "8.2")
def test_a_wish_to_end_and_a_change_without_its_order_stand_on_the_curators_list(full_cast):
    programme = bring_to(full_cast, "running", relation_in_force(full_cast))
    ask_end(programme, by=full_cast.user("mentee"))
    change = propose_change(programme, "extend", by=full_cast.user("mentor"), words="Ещё", until=date(2027, 8, 31))
    answer_change(change, by=full_cast.user("mentee"), agrees=True)
    drop_change(change.order_change, by=full_cast.user("curator"))
    found = [deed.title.replace("\N{NO-BREAK SPACE}", " ") for deed in deeds(state_of(full_cast.organisation))]
    assert "Просит о завершении: Зайцева П. А." in found
    assert "Согласовано изменение программы № 1/2026: нужен приказ" in found


@pytest.mark.clause("8.2")
def test_a_member_reads_at_home_that_a_change_waits_or_that_the_programme_rests(full_cast):
    programme = bring_to(full_cast, "running", relation_in_force(full_cast))

    def standing(part: str) -> str:
        [together] = teacher_page(full_cast.organisation, full_cast.people[part])["together"]
        return together.standing

    change = propose_change(programme, "extend", by=full_cast.user("mentor"), words="Ещё", until=date(2027, 8, 31))
    assert standing("mentor") == ""
    assert standing("mentee").startswith("Предложено изменить программу")
    answer_change(change, by=full_cast.user("mentee"), agrees=False)
    pause = propose_pause(programme, by=full_cast.user("curator"), since=TODAY)
    for part in ("mentor", "mentee"):
        answer_pause(pause, by=full_cast.user(part), agrees=True)
    assert standing("mentee").startswith("Программа приостановлена по согласию участников")
