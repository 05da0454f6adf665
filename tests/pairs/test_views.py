"""The pages of pairs: who opens them, what they say to whom, what they do."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from nastavnik.consents.actions import refuse_consent
from nastavnik.kit import clock
from nastavnik.organisations.models import RoleKind
from nastavnik.pairs.models import Relation, RelationState
from nastavnik.pairs.rounds import outcome_of, run_matching
from tests.cast import TODAY
from tests.pairs.made import (
    agreed,
    answer,
    base_effects,
    brought_to,
    chosen,
    fresh,
    in_force,
    introduced,
    make_room,
    member_of,
    outsider,
    plain,
    ready,
    resting,
)

pytestmark = pytest.mark.django_db


def at(name: str, *keys) -> str:
    return reverse(f"pairs:{name}", args=["ryabinka", *keys])


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return plain(answer.content.decode())


def sent(client, address: str, **data) -> str:
    """The page after a form has been sent and its answer followed."""
    answer = client.post(address, data, follow=True)
    assert answer.status_code == 200, answer.status_code
    return plain(answer.content.decode())


# --- who ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["relation-list", "relation-add"])
@pytest.mark.parametrize(
    ("part", "status"), [("head", 200), ("curator", 200), ("mentor", 403), ("mentee", 403), ("stranger", 404)]
)
def test_who_opens_the_lists(signed_in, full_cast, name, part, status):
    assert signed_in(part).get(at(name)).status_code == status


@pytest.mark.parametrize(
    ("part", "status"), [("curator", 200), ("mentor", 200), ("mentee", 200), ("bystander", 403), ("stranger", 404)]
)
def test_who_opens_a_pair(signed_in, full_cast, part, status):
    relation = introduced(full_cast)
    assert signed_in(part).get(at("relation-detail", relation.pk)).status_code == status


@pytest.mark.parametrize("name", ["relation-introduce", "relation-drop"])
@pytest.mark.parametrize(("part", "status"), [("mentor", 403), ("bystander", 403), ("stranger", 404)])
def test_only_those_who_lead_move_a_pair(signed_in, full_cast, name, part, status):
    relation = chosen(full_cast)
    assert signed_in(part).post(at(name, relation.pk)).status_code == status
    assert fresh(relation).state == "proposed"


@pytest.mark.clause("7.1/2")
@pytest.mark.parametrize(("part", "status"), [("curator", 403), ("mentee", 403), ("stranger", 404), ("mentor", 200)])
def test_the_question_is_opened_by_the_one_who_is_asked(signed_in, full_cast, part, status):
    member = member_of(introduced(full_cast), full_cast, "mentor")
    assert signed_in(part).get(at("interest-answer", member.pk)).status_code == status


@pytest.mark.clause("7.2")
def test_an_administrator_alone_makes_no_pair(client, full_cast):
    client.force_login(
        outsider(full_cast, RoleKind.ADMINISTRATOR), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    data = {"mentors": full_cast.mentor.pk, "mentees": full_cast.mentee.pk, "form": "traditional",
            "since": "2026-09-15", "until": "2027-05-31"}  # fmt: skip
    assert client.post(at("relation-add"), data).status_code == 403
    assert client.post(at("match-run")).status_code == 403
    assert not Relation.objects.exists()


def test_a_visitor_is_sent_to_sign_in(client, full_cast):
    assert client.get(at("relation-list"))["Location"].startswith("/accounts/login/?next=")


# --- the list -------------------------------------------------------------------------------------------------
@pytest.mark.clause("R5.3")
def test_those_without_a_pair_stand_on_top_with_how_long_they_wait(signed_in, full_cast):
    chosen(full_cast)
    with clock.at(TODAY + timedelta(days=3)):
        said = page(signed_in("curator"), at("relation-list"))
    assert said.index("Ещё без пары") < said.index("Складываются")
    waiting = said[said.index("Ещё без пары") : said.index("Складываются")]
    assert "Ким Артём" in waiting and "Мухаметзянова Алсу Ринатовна" in waiting and "3 дня" in waiting
    assert "Зайцева" not in waiting
    assert f"?mentees={full_cast.second_mentee.pk}" in waiting


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (RelationState.PROPOSED, "подбор"),
        (RelationState.ACQUAINTANCE, "знакомство"),
        (RelationState.AGREED, "ждёт согласий"),
        (RelationState.IN_FORCE, "действует"),
        (RelationState.ENDED, "завершена"),
        (RelationState.NOT_FORMED, "не сложилась"),
        (RelationState.DROPPED, "отменена куратором"),
    ],
)
def test_each_pair_says_how_it_stands(signed_in, full_cast, state, word):
    brought_to(full_cast, state)
    said = page(signed_in("curator"), at("relation-list"))
    assert "Белокопытова И. Г." in said and word in said


def test_a_pair_with_all_consents_waits_for_its_order(signed_in, full_cast):
    ready(full_cast)
    assert "ждёт приказа" in page(signed_in("curator"), at("relation-list"))


def test_an_empty_kindergarten_says_what_to_do(signed_in, cast):
    said = page(signed_in("curator"), at("relation-list"))
    assert "Пар пока нет" in said and "Открыть базы" in said and "Подобрать пары" not in said


def test_the_list_takes_the_same_number_of_queries_for_any_number_of_pairs(
    signed_in, full_cast, django_assert_max_num_queries, django_assert_num_queries
):
    client = signed_in("curator")
    make_room(full_cast, "second_mentor", 3)
    chosen(full_cast)  # two more mentees wait for a pair
    resting(full_cast, ("second_mentor",), ("mentee",))
    client.get(at("relation-list"))
    with django_assert_max_num_queries(13) as few:
        client.get(at("relation-list"))
    agreed(full_cast, ("mentor",), ("second_mentee",))
    resting(full_cast, ("second_mentor",), ("second_mentee",))
    with django_assert_num_queries(len(few)):
        client.get(at("relation-list"))


# --- by one's own choice --------------------------------------------------------------------------------------
@pytest.mark.clause("7.2")
def test_a_group_can_be_chosen_by_hand(signed_in, full_cast):
    make_room(full_cast, places=3)
    client = signed_in("curator")
    said = page(client, at("relation-add"))
    assert "Речевое развитие, Физическое развитие, Взаимодействие с родителями; свободно: 3 места; " in said
    assert "ведёт группу до 3 человек" in said
    said = sent(
        client, at("relation-add"), mentors=full_cast.mentor.pk,
        mentees=[full_cast.mentee.pk, full_cast.third_mentee.pk], topic="Речь", form="traditional",
        since="2026-09-15", until="2027-05-31",
    )  # fmt: skip
    assert "Подбор сохранён. Теперь познакомьте участников." in said
    assert "Наставническая группа" in said and "Наставляемые" in said
    relation = Relation.objects.get()
    assert [member.person for member in relation.mentees] == [full_cast.mentee, full_cast.third_mentee]


def test_the_one_who_was_come_from_is_ticked(signed_in, full_cast):
    said = page(signed_in("curator"), at("relation-add") + f"?mentees={full_cast.mentee.pk}")
    assert f'value="{full_cast.mentee.pk}"' in said
    before = said[: said.index(f'value="{full_cast.mentee.pk}"') + 200]
    assert "checked" in before[-200:]


def test_a_made_up_key_in_the_address_is_no_fault(signed_in, full_cast):
    assert signed_in("curator").get(at("relation-add") + "?mentees=не-ключ").status_code == 200


def test_what_is_missing_is_said_at_its_field_and_what_was_typed_stays(signed_in, full_cast):
    said = sent(signed_in("curator"), at("relation-add"), topic="Речь", form="traditional", since="2027-06-01",
                until="2027-05-31", mentees=full_cast.mentee.pk)  # fmt: skip
    assert "Отметьте хотя бы одного наставника." in said and "Окончание раньше начала." in said
    assert 'value="Речь"' in said
    assert not Relation.objects.exists()


def test_people_of_another_kindergarten_are_no_choice(signed_in, full_cast):
    said = sent(signed_in("curator"), at("relation-add"), mentors=full_cast.stranger.pk, mentees=full_cast.mentee.pk,
                form="traditional", since="2026-09-15", until="2027-05-31")  # fmt: skip
    assert not Relation.objects.exists() and "Бочкарёва" not in said


@pytest.mark.clause("1.5")
def test_a_mentor_without_a_free_place_is_not_offered(signed_in, full_cast):
    chosen(full_cast, ("second_mentor",), ("mentee",))
    said = page(signed_in("curator"), at("relation-add"))
    assert "Гаврилюк" not in said and "Белокопытова" in said
    assert "уже в паре" in said
    chosen(full_cast, ("mentor",), ("second_mentee",))
    chosen(full_cast, ("mentor",), ("third_mentee",))
    assert "Свободных мест у наставников нет" in page(signed_in("curator"), at("relation-add"))


# --- a run of the matching ------------------------------------------------------------------------------------
@pytest.mark.clause("R4.1", "7.1/1")
def test_the_matching_proposes_with_its_reasons_and_changes_nothing(signed_in, full_cast):
    client = signed_in("curator")
    answer = client.post(at("match-run"), follow=True)
    said = plain(answer.content.decode())
    assert answer.redirect_chain[-1][0].startswith("/o/ryabinka/pairs/match/")
    for words in (
        "Белокопытова Ирина Геннадьевна",
        "направление (речевое развитие)",
        "Сумма",
        "Кто запустил",
        "больше пар и лучшего соответствия при этих данных не бывает",
        "Следующие по соответствию",
    ):
        assert words in said
    assert not Relation.objects.exists()


@pytest.mark.clause("7.2", "R5.1")
def test_ticked_pairs_become_pairs_and_say_what_comes_next(signed_in, full_cast):
    run = run_matching(full_cast.organisation, by=full_cast.user("curator"))
    client = signed_in("curator")
    keys = [pair.key for pair in _proposals(run)]
    assert len(keys) == 3
    said = sent(client, at("match-apply", run.pk), pair=keys[:2])
    assert "Подобрано: 2 пары. Теперь познакомьте участников." in said
    assert Relation.objects.count() == 2
    relation = Relation.objects.first()
    assert relation.run == run and relation.explanation["sentence"] and relation.topic
    said = sent(client, at("match-apply", run.pk), pair=keys)
    assert "Подобрано: 1 пара." in said and Relation.objects.count() == 3
    assert "Не отмечено ни одной новой пары." in sent(client, at("match-apply", run.pk), pair=keys)


def test_a_pair_that_is_impossible_meanwhile_says_why_and_the_others_are_made(signed_in, full_cast):
    run = run_matching(full_cast.organisation, by=full_cast.user("curator"))
    proposals = _proposals(run)
    taken = next(one for one in proposals if one.mentor == full_cast.second_mentor)
    other = "mentee" if taken.mentee != full_cast.mentee else "third_mentee"
    chosen(full_cast, ("second_mentor",), (other,))
    said = sent(signed_in("curator"), at("match-apply", run.pk), pair=[one.key for one in proposals])
    assert "У наставника Гаврилюк Оксана Петровна мест: 1, все заняты или их не хватает." in said
    assert "Подобрано: 1 пара." in said
    assert "С другим наставником пара уже складывается или действует." in said  # who was chosen by hand


@pytest.mark.clause("7.2")
def test_a_proposed_group_is_taken_with_one_button(signed_in, full_cast):
    make_room(full_cast, places=3)
    run = run_matching(full_cast.organisation, by=full_cast.user("curator"))
    client = signed_in("curator")
    said = page(client, at("match-detail", run.pk))
    assert "Можно собрать группу" in said and "Взять одной группой" in said
    [group] = _groups(run)
    said = sent(client, at("match-group", run.pk), group=group.key)
    assert "Группа подобрана. Теперь познакомьте участников." in said
    relation = Relation.objects.get()
    assert (relation.kind, relation.topic) == ("group", "Речевое развитие")
    assert {member.person for member in relation.mentees} == {full_cast.mentee, full_cast.third_mentee}
    assert "Почему эта группа" in said and said.count("речевое развитие") >= 2
    said = page(client, at("match-detail", run.pk))
    assert "Можно собрать группу" not in said and said.count('name="pair"') == 1
    assert "Эта группа уже подобрана." in sent(client, at("match-group", run.pk), group=group.key)


def test_a_group_of_which_a_pair_is_taken_already_is_refused_with_the_reason(signed_in, full_cast):
    make_room(full_cast, places=3)
    run = run_matching(full_cast.organisation, by=full_cast.user("curator"))
    [group] = _groups(run)
    chosen(full_cast, mentees=("mentee",))
    said = sent(signed_in("curator"), at("match-group", run.pk), group=group.key)
    assert "Эти люди уже вместе" in said
    assert Relation.objects.count() == 1


@pytest.mark.parametrize("group", ["", "made-up", "a:b,c"])
def test_a_made_up_group_makes_nothing(signed_in, full_cast, group):
    run = run_matching(full_cast.organisation, by=full_cast.user("curator"))
    sent(signed_in("curator"), at("match-group", run.pk), group=group)
    assert not Relation.objects.exists()


@pytest.mark.clause("R5.3")
def test_who_is_left_without_a_mentor_sees_why_and_what_would_help(signed_in, full_cast):
    full_cast.mentor.mentor_entry.competences.set([full_cast.topics["speech"]])
    run = run_matching(full_cast.organisation, by=full_cast.user("curator"))
    said = page(signed_in("curator"), at("match-detail", run.pk))
    assert "Без наставника" in said and "Ким Артём" in said and "Что поможет" in said
    assert "нет ни одного наставника по направлению «физическое развитие»" in said


# --- one pair -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("state", "words"),
    [
        (RelationState.PROPOSED, "Познакомить участников"),
        (RelationState.ACQUAINTANCE, "Ответы участников"),
        (RelationState.AGREED, "Собрать и зарегистрировать подписанные согласия"),
        (RelationState.IN_FORCE, "Пара действует с 14 сентября"),
        (RelationState.ENDED, "Работа завершена"),
        (RelationState.NOT_FORMED, "Не сложилось: это обычный исход"),
        (RelationState.DROPPED, "Подбор отменён куратором"),
    ],
)
def test_the_curator_sees_whose_turn_it_is(signed_in, full_cast, state, words):
    base_effects(full_cast)
    relation = brought_to(full_cast, state)
    assert words in page(signed_in("curator"), at("relation-detail", relation.pk))


def test_introducing_tells_what_comes_next(signed_in, full_cast):
    relation = chosen(full_cast)
    said = sent(signed_in("curator"), at("relation-introduce", relation.pk))
    assert "Участники видят предложение на своих страницах, и каждый ответит за себя." in said
    assert fresh(relation).state == "acquaintance"


@pytest.mark.clause("4.1", "4.2", "4.3/5")
def test_what_is_missing_stands_with_the_button_that_mends_it(signed_in, full_cast):
    relation = agreed(full_cast)
    said = page(signed_in("curator"), at("relation-detail", relation.pk))
    assert "Чего не хватает для приказа" in said
    for sentence in ("Нет приказа о внедрении целевой модели наставничества.", "Нет приказа об утверждении Положения.",
                     "Нет письменного согласия: Белокопытова Ирина Геннадьевна."):  # fmt: skip
        assert sentence in said
    assert reverse("orders:base-order-start", args=["ryabinka"]) in said
    for member in relation.members.all():
        assert reverse("consents:consent-detail", args=["ryabinka", member.consent_id]) in said


@pytest.mark.clause("7.2")
def test_a_pair_that_lacks_nothing_leads_to_the_order(signed_in, full_cast):
    base_effects(full_cast)
    relation = ready(full_cast)
    said = page(signed_in("curator"), at("relation-detail", relation.pk))
    assert "Составить приказ и передать на подпись" in said and "Чего не хватает" not in said
    assert reverse("orders:relations-order-start", args=["ryabinka"]) + f"?relation={relation.pk}" in said


@pytest.mark.clause("1.4/5")
def test_after_a_refused_consent_a_new_blank_is_one_button_away(signed_in, full_cast):
    base_effects(full_cast)
    relation = agreed(full_cast)
    member = member_of(relation, full_cast, "mentee")
    refuse_consent(member.consent, by=full_cast.user("mentee"))
    client = signed_in("curator")
    said = page(client, at("relation-detail", relation.pk))
    assert "Решить, как быть: согласия нет" in said and "Новый бланк" in said
    said = sent(client, at("consent-renew", member.pk))
    assert "Новый бланк согласия готов: распечатайте и дайте подписать." in said
    assert "Нет письменного согласия: Зайцева Полина Андреевна." in said


def test_a_pair_in_force_later_says_from_when(signed_in, full_cast):
    relation = in_force(full_cast, since=date(2026, 10, 1))
    said = page(signed_in("curator"), at("relation-detail", relation.pk))
    assert "Пара закреплена приказом и начнёт действовать 1 октября" in said
    assert "приказ от 14.09.2026 № 42-ОД" in said


def test_a_group_speaks_of_itself_as_a_group(signed_in, full_cast):
    make_room(full_cast)
    relation = in_force(full_cast, ("mentor",), ("mentee", "second_mentee"))
    said = page(signed_in("curator"), at("relation-detail", relation.pk))
    assert "Наставническая группа" in said and "Группа действует с 14 сентября" in said and "Путь группы" in said


def test_a_refused_move_says_why_on_the_page(signed_in, full_cast):
    relation = in_force(full_cast)
    said = sent(signed_in("curator"), at("relation-drop", relation.pk))
    assert "Сейчас это невозможно: состояние — «действует»." in said


def test_the_page_of_a_group_takes_as_many_queries_as_that_of_a_pair(
    signed_in, full_cast, django_assert_num_queries, django_assert_max_num_queries
):
    make_room(full_cast, "second_mentor", 3)
    pair = agreed(full_cast)
    group = agreed(full_cast, ("second_mentor",), ("mentee", "second_mentee", "third_mentee"))
    client = signed_in("curator")
    client.get(at("relation-detail", pair.pk))
    with django_assert_max_num_queries(14) as of_pair:
        client.get(at("relation-detail", pair.pk))
    with django_assert_num_queries(len(of_pair)):
        client.get(at("relation-detail", group.pk))


# --- terms ----------------------------------------------------------------------------------------------------
def test_terms_are_changed_before_the_order(signed_in, full_cast):
    relation = chosen(full_cast)
    said = sent(signed_in("curator"), at("terms-change", relation.pk), topic="Игра", form="short",
                since="2026-10-01", until="2026-11-30")  # fmt: skip
    assert "Условия сохранены." in said and "01.10.2026 – 30.11.2026" in said
    assert fresh(relation).form == "short"


@pytest.mark.clause("8.2")
def test_terms_of_a_fixed_pair_are_refused_with_the_reason(signed_in, full_cast):
    relation = in_force(full_cast)
    said = sent(signed_in("curator"), at("terms-change", relation.pk), topic="", form="short",
                since="2026-10-01", until="2026-11-30")  # fmt: skip
    assert "Пара уже закреплена приказом: изменить условия можно только новым приказом (8.2)." in said
    assert fresh(relation).form == "traditional"


def test_terms_need_both_days_in_their_order(signed_in, full_cast):
    relation = chosen(full_cast)
    client = signed_in("curator")
    said = sent(client, at("terms-change", relation.pk), form="short", since="2026-10-01", until="2026-09-30")
    assert "Окончание раньше начала." in said
    assert "Обязательное поле" in sent(client, at("terms-change", relation.pk), form="short", since="", until="")


# --- private answers ------------------------------------------------------------------------------------------
@pytest.mark.clause("7.1/2")
def test_the_question_shows_with_whom_and_on_what(signed_in, full_cast):
    relation = introduced(full_cast)
    said = page(signed_in("mentee"), at("interest-answer", member_of(relation, full_cast, "mentee").pk))
    assert "Хотите ли вы работать вместе?" in said and "Белокопытова Ирина Геннадьевна" in said
    assert "Речевое развитие" in said and "14.09.2026 – 31.05.2027" in said
    assert "checked" not in said[said.index('name="interest"') :]  # nothing is chosen beforehand (1.4/5)


@pytest.mark.clause("7.1/2", "1.4/5")
@pytest.mark.parametrize("who", ["mentor", "mentee"])
def test_a_no_is_never_shown_to_the_other_side_nor_to_the_curator(signed_in, full_cast, who):
    relation = introduced(full_cast)
    other = {"mentor": "mentee", "mentee": "mentor"}[who]
    answer(relation, full_cast, other, "yes")
    said = sent(signed_in(who), at("interest-answer", member_of(relation, full_cast, who).pk), interest="no")
    assert "Ответ принят. Другая сторона узнает только, что пара не сложилась." in said
    for reader in (other, "curator", "head"):
        said = page(signed_in(reader), at("relation-detail", relation.pk))
        assert "Не сложилось: это обычный исход" in said
        assert "нет</" not in said and ">нет" not in said and "Ответили" not in said
        if reader != other:
            assert "Ваш ответ" not in said
    said = page(signed_in("curator"), at("relation-list"))
    assert "не сложилась" in said


@pytest.mark.clause("7.1/2")
def test_a_member_does_not_learn_how_many_have_answered(signed_in, full_cast):
    """One of two answered would tell the other side's answer before one's own."""
    relation = introduced(full_cast)
    answer(relation, full_cast, "mentor", "yes")
    said = page(signed_in("mentee"), at("relation-detail", relation.pk))
    assert "Ответить, хотите ли вы работать вместе" in said and "Ответили" not in said and "1 из 2" not in said
    assert "Ответили 1 из 2." in page(signed_in("curator"), at("relation-detail", relation.pk))


@pytest.mark.clause("7.1/2", "4.3/5")
def test_the_last_yes_says_that_the_consent_is_next(signed_in, full_cast):
    relation = introduced(full_cast)
    answer(relation, full_cast, "mentor", "yes")
    said = sent(signed_in("mentee"), at("interest-answer", member_of(relation, full_cast, "mentee").pk), interest="yes")
    assert "Все ответили «да». Куратор пригласит подписать согласие." in said
    consent = member_of(relation, full_cast, "mentee").consent
    assert reverse("consents:consent-detail", args=["ryabinka", consent.pk]) in said
    other = member_of(relation, full_cast, "mentor").consent
    assert str(other.pk) not in said  # the other side's consent is not theirs to open


def test_no_answer_chosen_is_said_at_the_field(signed_in, full_cast):
    member = member_of(introduced(full_cast), full_cast, "mentee")
    assert "Выберите один из ответов." in sent(signed_in("mentee"), at("interest-answer", member.pk), interest="")


def test_an_answer_that_comes_too_late_says_so(signed_in, full_cast):
    relation = introduced(full_cast)
    answer(relation, full_cast, "mentor", "no")
    member = member_of(relation, full_cast, "mentee")
    said = sent(signed_in("mentee"), at("interest-answer", member.pk), interest="yes")
    assert "Ответ уже не нужен: состояние — «не сложилась»." in said


def test_who_comes_too_late_is_led_to_the_pair(signed_in, full_cast):
    relation = agreed(full_cast)
    client = signed_in("mentee")
    answered = client.get(at("interest-answer", member_of(relation, full_cast, "mentee").pk), follow=True)
    assert answered.redirect_chain == [(at("relation-detail", relation.pk), 302)]
    assert "Ответ уже не нужен." in plain(answered.content.decode())


def test_terms_of_a_fixed_pair_are_not_asked_for(signed_in, full_cast):
    relation = in_force(full_cast)
    answered = signed_in("curator").get(at("terms-change", relation.pk), follow=True)
    assert answered.redirect_chain == [(at("relation-detail", relation.pk), 302)]
    assert "Условия уже не изменить." in plain(answered.content.decode())


@pytest.mark.clause("7.1/2")
def test_a_member_knows_nothing_of_a_mere_proposal(signed_in, full_cast):
    relation = chosen(full_cast)
    assert signed_in("mentee").get(at("relation-detail", relation.pk)).status_code == 403
    member = member_of(relation, full_cast, "mentee")
    assert signed_in("mentee").get(at("interest-answer", member.pk)).status_code == 403


def _proposals(run):
    return outcome_of(run).proposals


def _groups(run):
    return outcome_of(run).groups
