"""The pages of the room: two taps to ask, who reads what, whose turn it is; how many queries they take."""

from datetime import timedelta

import pytest
from django.urls import reverse

from nastavnik.help.actions import add_contact, appoint_specialist, route_help
from nastavnik.help.models import Accompaniment, HelpRequest
from nastavnik.help.queries import lines_for
from nastavnik.kit import clock
from nastavnik.pairs.models import Relation
from tests.help.made import RECORD, WORDS, answer, ask, asked_of, brought_to, pass_on, running, stored, take
from tests.pairs.made import plain

pytestmark = pytest.mark.django_db
HOME = reverse("desk:home", args=["ryabinka"])


def at(name: str, *keys) -> str:
    return reverse(f"help:{name}", args=["ryabinka", *keys])


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return plain(answer.content.decode())


def sent(client, address: str, **data) -> str:
    answer = client.post(address, data, follow=True)
    assert answer.status_code == 200, answer.status_code
    return plain(answer.content.decode())


@pytest.mark.clause("3.3.2", "6.1/3")
def test_two_taps_from_the_first_page_and_one_to_react(paired, signed_in):
    client, topic = signed_in("mentee"), paired.topics["speech"]
    assert at("help-ask") in page(client, HOME)
    form = page(client, at("help-ask"))
    assert "Сначала его получит ваш наставник: Белокопытова И. Г." in form
    assert form.index("Из вашего запроса") < form.index("Речевое развитие") < form.index("Познавательное развитие")
    said = sent(client, at("help-ask"), topic=topic.pk)
    assert "Вопрос отправлен: Белокопытова Ирина Геннадьевна" in said and "расскажет при разговоре" in said
    help = HelpRequest.objects.get()
    client = signed_in("mentor")
    assert "Вас просят о помощи: Речевое развитие" in page(client, HOME)
    assert "Автор видит, что вы отвечаете." in sent(client, at("help-take", help.pk))
    said = sent(client, at("help-answer", help.pk), record=RECORD, way="in_person", on="2026-09-14", minutes="15")
    assert "Автор вопроса отметит, помогло ли." in said and RECORD in said
    client = signed_in("mentee")
    assert "Вам ответили: Речевое развитие" in page(client, HOME)
    assert "Вопрос закрыт, больше ничего не нужно." in sent(client, at("help-close", help.pk))
    assert "Вам ответили" not in page(client, HOME)


@pytest.mark.clause("R5.3")
def test_who_has_neither_a_pair_nor_a_place_in_a_bank_asks_in_the_same_way(full_cast, signed_in):
    client = signed_in("bystander")
    assert at("help-ask") in page(client, HOME)
    said = sent(client, at("help-ask"), topic=full_cast.topics["contests"].pk, text=f"  {WORDS}\nи ещё")
    assert "Вопрос у куратора. В базе наставников нет никого с этим направлением." in said
    assert HelpRequest.objects.get().text == f"{WORDS} и ещё"
    client = signed_in("curator")
    assert "Найти, кто поможет: Абросимова Н. Ю., Конкурсы и открытые занятия" in page(client, HOME)
    help = HelpRequest.objects.get()
    assert "Белокопытова Ирина Геннадьевна" in page(client, at("help-route", help.pk))
    assert "Вопрос направлен." in sent(client, at("help-route", help.pk), to=full_cast.mentor.pk)
    assert asked_of(full_cast, help) == "mentor"


def test_passing_on_and_asking_again_say_who_has_it_now(paired, signed_in):
    help = ask(paired)
    assert "Вопрос передан дальше. Объяснять ничего не нужно." in sent(signed_in("mentor"), at("help-pass", help.pk))
    client = signed_in("mentee")
    told = page(client, at("help-detail", help.pk))
    assert "Передавали дальше" in told and "1 раз" in told and "Гаврилюк Оксана Петровна" in told
    answer(paired, help, "second_mentor")
    assert "Вопрос у куратора. Все, кто мог бы помочь, уже отвечали" in sent(client, at("help-again", help.pk))


@pytest.mark.clause("3.3.2")
def test_a_refused_question_keeps_what_was_typed(paired, signed_in):
    ask(paired)
    said = sent(signed_in("mentee"), at("help-ask"), topic=paired.topics["speech"].pk, text="Ещё одно")
    assert "Вы уже спросили об этом" in said and "Ещё одно" in said
    assert "Нажмите направление: о чём вопрос." in sent(signed_in("mentee"), at("help-ask"), text="Ещё одно")


@pytest.mark.clause("1.4/4")
@pytest.mark.parametrize(
    ("part", "status", "reads"),
    [("mentee", 200, True), ("mentor", 200, True), ("curator", 200, False), ("head", 200, False),
     ("second_mentor", 403, False), ("third_mentee", 403, False), ("stranger", 404, False)],
)  # fmt: skip
def test_the_words_are_between_the_two_and_the_record_is_the_curators_too(full_cast, signed_in, part, status, reads):
    help = brought_to(full_cast, "answered")
    answered = signed_in(part).get(at("help-detail", help.pk))
    assert answered.status_code == status
    told = plain(answered.content.decode())
    assert (WORDS in told) == reads and (RECORD in told) == (status == 200)


@pytest.mark.clause("1.4/4")
def test_who_has_passed_it_on_no_longer_reads_it(full_cast, signed_in):
    help = pass_on(full_cast, ask(full_cast), "mentor")
    assert signed_in("mentor").get(at("help-detail", help.pk)).status_code == 403
    assert WORDS in page(signed_in("second_mentor"), at("help-detail", help.pk))


@pytest.mark.parametrize(
    ("part", "refused"),
    [
        ("mentee", {"help-take", "help-answer", "help-pass", "help-route"}),
        ("mentor", {"help-route", "help-close", "help-again", "help-withdraw"}),
        (
            "curator",
            {"help-take", "help-answer", "help-pass", "help-route", "help-close", "help-again", "help-withdraw"},
        ),
    ],
)
def test_each_does_their_own(full_cast, signed_in, part, refused):
    """The curator leaves a question alone that somebody else has and the time of which has not run out."""
    help, client = ask(full_cast), signed_in(part)
    names = ("help-take", "help-answer", "help-pass", "help-route", "help-close", "help-again", "help-withdraw")
    assert {name for name in names if client.get(at(name, help.pk)).status_code == 403} == refused


@pytest.mark.clause("3.3.2", "1.4/9")
def test_the_curators_page_tells_times_and_rates_nobody(full_cast, signed_in):
    help = ask(full_cast)
    with clock.at(clock.now() + timedelta(minutes=25)):
        take(full_cast, help, "mentor")
    ask(full_cast, "bystander", "contests")
    told = page(signed_in("curator"), at("request-list"))
    assert "Ждут вас" in told and "Абросимова Н. Ю.: Конкурсы и открытые занятия" in told
    assert "25 минут" in told and "По людям время не считается." in told
    assert WORDS not in told and "Белокопытова" not in told  # the time is not beside the name of whoever reacted


def test_a_curator_does_not_decide_on_their_own_question(full_cast, signed_in):
    help = ask(full_cast, "curator", "contests")
    assert signed_in("curator").post(at("help-take", help.pk)).status_code == 403
    assert "Найти, кто поможет" not in page(signed_in("curator"), HOME)
    assert "Найти, кто поможет" in page(signed_in("head"), HOME)
    assert "Автор видит" in sent(signed_in("head"), at("help-take", help.pk))
    assert stored(help).helper_id == full_cast.head.pk


@pytest.mark.clause("R5.3")
def test_a_specialist_is_appointed_talks_and_the_teacher_sees_who(full_cast, signed_in):
    client = signed_in("curator")
    assert at("waiting-list") in page(client, reverse("pairs:relation-list", args=["ryabinka"]))
    assert "Зайцева Полина Андреевна" in page(client, at("waiting-list"))
    door = at("accompaniment-appoint", full_cast.mentee.pk)
    assert "воспитатель" in page(client, door)
    assert "Педагог видит, кто его сопровождает" in sent(client, door, specialist=full_cast.bystander.pk)
    made = Accompaniment.objects.get()
    client = signed_in("bystander")
    facts = {"note": "Договорились о показе занятия", "kind": "talk", "on": "2026-09-14"}
    assert "Записано. Больше ничего не нужно." in sent(client, at("contact-add", made.pk), **facts)
    assert client.get(at("accompaniment-close", made.pk)).status_code == 403
    client = signed_in("mentee")
    home = page(client, HOME)
    assert "Вас сопровождает" in home and "Абросимова Наталья Юрьевна" in home
    assert "Договорились о показе занятия" in page(client, at("accompaniment-detail", made.pk))
    assert client.get(at("contact-add", made.pk)).status_code == 403
    assert signed_in("mentor").get(at("accompaniment-detail", made.pk)).status_code == 403
    assert "Сопровождение завершено." in sent(
        signed_in("curator"), at("accompaniment-close", made.pk), reason="declined"
    )
    assert "Вас сопровождает" not in page(signed_in("mentee"), HOME)


@pytest.mark.clause("R5.2")
def test_a_pair_without_a_programme_is_flagged_when_its_days_have_passed(paired, signed_in):
    """On day N it is still to be done, on day N + 1 it is late; with a programme neither is said."""
    days, client = paired.organisation.settings.programme_days, signed_in("curator")
    since = Relation.objects.get().since
    with clock.at(since + timedelta(days=days)):
        told = page(client, HOME)
        assert "Начать программу: Белокопытова И. Г. — Зайцева П. А." in told and "просрочено" not in told
    with clock.at(since + timedelta(days=days + 1)):
        assert "просрочено на 1 день" in page(client, HOME)


def _ask_all(cast, topic: str) -> None:
    for part in ("mentee", "second_mentee", "third_mentee", "bystander"):
        help = ask(cast, part, topic)
        answer(cast, help, asked_of(cast, help))


@pytest.mark.parametrize(
    ("name", "part", "most"),
    [
        ("help-list", "mentor", 12),
        ("help-ask", "mentee", 14),
        ("request-list", "curator", 14),
        ("waiting-list", "curator", 18),
    ],
)
def test_the_number_of_queries_does_not_grow(full_cast, signed_in, django_assert_max_num_queries, name, part, most):
    cast, client = full_cast, signed_in(part)
    by = cast.user("curator")
    for mentee in ("mentee", "second_mentee"):
        made = appoint_specialist(cast.people[mentee], by=by, specialist=cast.bystander)
        add_contact(made, by=by, note="Разговор")
    for topic in ("speech", "parents", "physical"):
        _ask_all(cast, topic)
    client.get(at(name))
    with django_assert_max_num_queries(most) as few:
        client.get(at(name))
    for topic in ("parents", "physical"):
        _ask_all(cast, topic)
    appoint_specialist(cast.third_mentee, by=by, specialist=cast.bystander)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(at(name))


def test_the_first_page_asks_one_query_more_where_nothing_waits(cast, django_assert_num_queries):
    user = cast.user("bystander")
    lines_for(cast.organisation, user)  # the roles are remembered
    with django_assert_num_queries(1):
        assert lines_for(cast.organisation, user) == []


@pytest.mark.clause("3.3.2", "6.1/3", "1.4/4")
def test_a_programme_tells_that_somebody_outside_the_pair_has_helped_and_nothing_more(full_cast, signed_in):
    programme = running(full_cast, "traditional", mentees=("mentee", "second_mentee"))
    answer(full_cast, ask(full_cast), "mentor", record="Ответ наставника")
    help = pass_on(full_cast, ask(full_cast, topic="parents"), "mentor")
    if help.helper is None:
        route_help(help, by=full_cast.user("curator"), to=full_cast.people["second_mentor"])
    answer(full_cast, help, "second_mentor")
    door = at("programme-help", programme.pk)
    for part in ("mentor", "mentee", "curator"):
        client = signed_in(part)
        assert door in page(client, reverse("programmes:programme-detail", args=["ryabinka", programme.pk]))
        told = page(client, door)
        assert "Коллеги вне пары помогли 1 раз." in told and full_cast.topics["parents"].name in told
        assert "Речевое развитие" not in told  # the mentor's own answer stands in the journal
        for kept in (WORDS, RECORD, "Гаврилюк"):
            assert kept not in told
    assert "Помощи со стороны не было" in page(signed_in("second_mentee"), door)  # the questions of others are theirs
    for part, status in (("second_mentor", 403), ("bystander", 403), ("stranger", 404)):
        assert signed_in(part).get(door).status_code == status
