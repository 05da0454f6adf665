"""The pages of the room: two taps for a mentee, who opens what, nothing kept on a shared computer."""

import uuid
from datetime import date, timedelta

import pytest
from django.core import signing
from django.urls import reverse

from nastavnik.appeals.models import MediationCase, Petition, Proposal
from nastavnik.kit import clock
from nastavnik.kit.sent_forms import KEY, WHO
from nastavnik.organisations.models import Role
from nastavnik.programmes.actions import begin_programme
from nastavnik.programmes.models import Programme
from tests.appeals.made import (
    SECRET,
    case,
    case_brought_to,
    council,
    pair,
    petition,
    petition_brought_to,
    proposal,
    proposal_brought_to,
    role,
    stored,
)
from tests.pairs.changes import group, prepared
from tests.pairs.made import in_force, make_room, member_of, plain

pytestmark = pytest.mark.django_db


def at(name: str, *keys) -> str:
    return reverse(f"appeals:{name}", args=["ryabinka", *keys])


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return plain(answer.content.decode())


def sent(client, address: str, **data) -> str:
    answer = client.post(address, data, follow=True)
    assert answer.status_code == 200, answer.status_code
    return plain(answer.content.decode())


# --- petitions ------------------------------------------------------------------------------------------------------
@pytest.mark.clause("6.1/5")
def test_two_taps_from_the_page_of_the_pair(paired, signed_in):
    client, relation = signed_in("mentee"), pair()
    door = at("petition-submit", member_of(relation, paired, "mentee").pk)
    assert door in page(client, reverse("pairs:relation-detail", args=["ryabinka", relation.pk]))
    form = page(client, door)
    assert "можно сразу нажать «Подать»" in form and "Ответ — за 10 рабочих дней." in form
    said = sent(client, door)
    assert "Ходатайство подано. Наставник о нём пока не знает" in said and "Сейчас ждём: куратор и руководитель" in said
    assert Petition.objects.get().text == ""
    assert "уже подано и ждёт решения" in sent(client, door)  # a second tab
    assert Petition.objects.count() == 1


@pytest.mark.parametrize(("part", "status"), [("mentor", 403), ("curator", 403), ("head", 403), ("stranger", 404)])
def test_nobody_petitions_for_another(paired, signed_in, part, status):
    door = at("petition-submit", member_of(pair(), paired, "mentee").pk)
    assert (signed_in(part).get(door).status_code, signed_in(part).post(door).status_code) == (status, status)
    assert not Petition.objects.exists()


@pytest.mark.clause("6.1/5")
def test_the_curator_registers_talks_and_grants_and_the_forms_of_the_pair_come_filled(paired, signed_in):
    made, client = petition(paired), signed_in("curator")
    assert SECRET in page(client, at("petition-detail", made.pk))
    assert signed_in("mentor").get(at("petition-detail", made.pk)).status_code == 403
    client = signed_in("curator")
    assert "Наставник о ходатайстве не знает" in sent(client, at("petition-register", made.pk))
    assert "Слов автора он не видит" in sent(client, at("talk-open", made.pk))
    told = page(signed_in("mentor"), at("petition-detail", made.pk))
    assert SECRET not in told and "не получается встречаться" not in told and "не оценка вашей работы" in told
    said = sent(signed_in("curator"), at("petition-grant", made.pk), answer="Ищем")
    door = reverse("pairs:change-prepare", args=["ryabinka", made.member.relation_id])
    for kind in ("replace", "relieve"):
        address = f"{door}?kind={kind}&amp;leaving={made.mentor_id}"
        assert address in said
        form = signed_in("curator").get(address.replace("&amp;", "&")).context["form"]
        assert str(form["leaving"].value()) == str(made.mentor_id)
    assert f"kind=leave&amp;leaving={made.member_id}" not in said  # a pair has nobody to leave behind
    own = page(signed_in("mentee"), at("petition-detail", made.pk))
    assert "Вы не остаётесь без помощи" in own and "Ищем" in own


def test_another_change_that_is_being_prepared_stands_in_the_way_and_is_named(paired, signed_in):
    """The mentor prolongs while the mentee asks for another one: the curator decides (edge case 62)."""
    made = petition_brought_to(paired, "granted")
    prepared(paired, pair(), "extend", until=date(2027, 8, 31))
    said = page(signed_in("curator"), at("petition-detail", made.pk))
    assert "уже готовится изменение «продлить»" in said
    assert "Подготовить замену наставника" in page(signed_in("curator"), reverse("desk:home", args=["ryabinka"]))


def test_while_there_is_no_new_mentor_the_programme_may_rest(paired, signed_in):
    """Edge case 63: the page leads those who prepare the replacement to the programme, and nobody else."""
    programme = begin_programme(pair(), by=paired.user("curator"))
    today = clock.today()  # how it comes to run is shown by the room of programmes
    Programme.objects.filter(pk=programme.pk).update(state="running", approved_on=today, started_on=today)
    made = petition_brought_to(paired, "granted")
    door = reverse("programmes:programme-detail", args=["ryabinka", programme.pk])
    petition_door = at("petition-submit", made.member_id)
    assert petition_door in page(signed_in("mentee"), door)  # two taps from the programme, too (6.1/5)
    assert petition_door not in page(signed_in("mentor"), door)
    said = page(signed_in("curator"), at("petition-detail", made.pk))
    assert "программу можно приостановить с согласия участников" in said and door in said
    assert "приостановить" not in page(signed_in("mentee"), at("petition-detail", made.pk))


def test_in_a_group_the_author_alone_may_leave(full_cast, signed_in):
    made = petition_brought_to(full_cast, "granted", group(full_cast))
    said = page(signed_in("curator"), at("petition-detail", made.pk))
    assert f"kind=leave&amp;leaving={made.member_id}" in said


def test_a_declined_one_says_why_and_is_repeated_to_the_head(paired, signed_in):
    made = petition_brought_to(paired, "registered")
    assert "Напишите, почему" in sent(signed_in("curator"), at("petition-decline", made.pk), answer="")
    sent(signed_in("curator"), at("petition-decline", made.pk), answer="До января некому")
    said = page(signed_in("mentee"), at("petition-detail", made.pk))
    assert "До января некому" in said and "Не согласны с ответом?" in said
    assert "Сейчас ждём: руководитель" in sent(signed_in("mentee"), at("petition-repeat", made.pk))
    again = Petition.objects.get(repeats=made)
    assert again.text == SECRET
    assert signed_in("curator").post(at("petition-register", again.pk)).status_code == 403
    assert signed_in("head").post(at("petition-register", again.pk)).status_code == 302


@pytest.mark.clause("6.1/5")
@pytest.mark.parametrize("kind", ["curator", "head"])
def test_whom_it_bypasses_finds_it_on_no_page(paired, signed_in, kind):
    made = petition_brought_to(paired, "registered")
    role(paired, "mentor", kind)
    client = signed_in("mentor")
    for name in ("petition-detail", "petition-grant", "petition-decline"):
        assert client.get(at(name, made.pk)).status_code == 403
    for place in (at("addressed-list"), at("appeal-list"), reverse("desk:home", args=["ryabinka"])):
        said = page(client, place)
        assert SECRET not in said and str(made.pk) not in said, place
    journal = page(client, reverse("desk:journal-list", args=["ryabinka"]))
    assert "Подано обращение" in journal and "ходатайство" not in journal.casefold()


def test_where_nobody_is_impartial_the_page_gives_the_paper_and_the_founder(paired, signed_in):
    Role.objects.filter(kind__in=["head", "curator"]).delete()
    role(paired, "mentor", "curator")
    said = page(signed_in("mentee"), at("petition-submit", member_of(pair(), paired, "mentee").pk))
    assert "подайте его учредителю: Администрация" in said and "Подать ходатайство" not in said
    assert "petition.pdf" in said


@pytest.mark.clause("1.4/4")
@pytest.mark.parametrize("form", ["petition", "decline", "mediation", "proposal"])
def test_petitions_and_mediation_are_kept_nowhere_when_the_session_has_expired(paired, client, signed_in, form):
    """Edge case 81: on a shared computer what was typed comes back for a proposal, and for none of the others."""
    council(paired)
    made = petition_brought_to(paired, "registered")
    address, part = {
        "petition": (at("petition-submit", made.member_id), "mentee"),
        "decline": (at("petition-decline", made.pk), "curator"),
        "mediation": (at("mediation-ask"), "mentee"),
        "proposal": (at("proposal-submit"), "mentee"),
    }[form]
    who = signing.dumps(str(paired.people[part].user_id), salt=WHO)
    answer = client.post(address, {"text": SECRET, "answer": SECRET, KEY: str(uuid.uuid4()), WHO: who})
    assert answer.status_code == 302 and "/accounts/login/" in answer.url
    assert (SECRET in str(dict(client.session))) is (form == "proposal")
    if form != "proposal":
        assert "Текст этой формы нигде не сохраняется" in plain(client.get(answer.url).content.decode())
    back = signed_in(part).get(address, follow=True)
    assert (back.templates[0].name == "kit/typed_before.html") is (form == "proposal")


@pytest.mark.parametrize("name", ["petition", "mediation"])
def test_a_browser_is_told_to_remember_nothing(paired, signed_in, name):
    council(paired)
    member = member_of(pair(), paired, "mentee")
    address = at("petition-submit", member.pk) if name == "petition" else at("mediation-ask")
    answer = signed_in("mentee").get(address)
    text = answer.content.decode()
    field = text[text.index('<textarea name="text"') :].split(">")[0]
    assert 'autocomplete="off"' in field and "no-store" in answer.headers["Cache-Control"]


# --- proposals ------------------------------------------------------------------------------------------------------
@pytest.mark.clause("6.1/4")
def test_proposed_answered_and_shown_when_its_author_wants_it(cast, signed_in):
    said = sent(signed_in("mentee"), at("proposal-submit"), text="Встречаться и летом")
    made = Proposal.objects.get()
    assert "если его не будет в срок, ответит руководитель" in said
    assert signed_in("mentor").get(at("proposal-detail", made.pk)).status_code == 403
    assert "Встречаться и летом" in page(signed_in("curator"), at("addressed-list"))
    sent(signed_in("curator"), at("proposal-answer", made.pk), answer="Попробуем в июне")
    assert "Попробуем в июне" in page(signed_in("mentee"), at("proposal-detail", made.pk))
    assert "Встречаться" not in page(signed_in("mentor"), at("proposal-list"))
    sent(signed_in("mentee"), at("proposal-show", made.pk), shown="yes")
    said = page(signed_in("mentor"), at("proposal-list"))
    assert "Встречаться и летом" in said and "Попробуем в июне" in said and "Зайцева Полина Андреевна" in said
    assert signed_in("stranger").get(at("proposal-detail", made.pk)).status_code == 404


@pytest.mark.parametrize("what", ["proposal", "petition"])
def test_what_is_overdue_is_red_for_whoever_is_to_answer(paired, signed_in, what):
    made = {"proposal": proposal, "petition": petition}[what](paired)
    for day, late in ((made.due_on, False), (made.due_on + timedelta(days=3), True)):
        with clock.at(day):
            for place in (at("addressed-list"), reverse("desk:home", args=["ryabinka"])):
                assert ("todo__due--late" in page(signed_in("head"), place)) is late, (day, place)


@pytest.mark.parametrize("part", ["mentor", "curator", "head"])
def test_only_the_author_withdraws_or_shows(cast, signed_in, part):
    made = proposal(cast)
    for name in ("proposal-withdraw", "proposal-show"):
        assert signed_in(part).post(at(name, made.pk), {"shown": "yes"}).status_code == 403
    assert "Предложение отозвано, написанное стёрто." in sent(signed_in("mentee"), at("proposal-withdraw", made.pk))


# --- mediation ------------------------------------------------------------------------------------------------------
@pytest.mark.clause("4.5/8")
def test_a_mediation_from_the_asking_to_its_end(paired, signed_in):
    council(paired)
    address, mediator = at("mediation-ask"), paired.user("bystander")
    form = page(signed_in("mentee"), address)
    assert "Белокопытова Ирина Геннадьевна" in form.split('name="others"')[0]  # the own pair comes first
    said = sent(signed_in("mentee"), address, mediator=str(mediator.pk))
    assert "Укажите, с кем нужен разговор." in said and not MediationCase.objects.exists()
    said = sent(signed_in("mentee"), address, near=[str(paired.mentor.pk)], mediator=str(mediator.pk), text=SECRET)
    assert "О ней знаете только вы и медиатор" in said
    made = MediationCase.objects.get()
    assert signed_in("mentor").get(at("mediation-detail", made.pk)).status_code == 403
    assert "Вас просят быть медиатором" in page(signed_in("bystander"), reverse("desk:home", args=["ryabinka"]))
    sent(signed_in("bystander"), at("mediation-accept", made.pk))
    said = page(signed_in("mentor"), at("mediation-detail", made.pk))
    assert SECRET not in said and "Готов(а) к разговору" in said
    place = made.parties.get(person=paired.mentor)
    assert "готов(а) к разговору" in sent(signed_in("mentor"), at("mediation-answer", place.pk), answer="yes")
    close = at("mediation-close", made.pk)
    assert "Отметьте, чем закончилась медиация." in sent(signed_in("bystander"), close)
    said = sent(signed_in("bystander"), close, outcome="agreed", note="Встречи — по вторникам")
    assert "Написанное автором стёрто." in said and "договорились" in said
    said = page(signed_in("mentee"), at("mediation-detail", made.pk))
    assert SECRET not in said and "Встречи — по вторникам" in said


@pytest.mark.clause("4.5/8")
def test_the_head_cannot_open_a_mediation_and_sees_only_a_count(cast, signed_in):
    made = case_brought_to(cast, "running")
    client = signed_in("head")
    for name in ("mediation-detail", "mediation-close", "mediator-choose"):
        assert client.get(at(name, made.pk)).status_code == 403
    for name in ("mediation-accept", "mediation-refuse", "mediation-withdraw"):
        assert client.post(at(name, made.pk)).status_code == 403
    said = page(client, at("addressed-list"))
    assert "Просьб о медиации за учебный год: 1, завершено: 0." in said
    assert "Зайцева" not in said and str(made.pk) not in said
    assert str(made.pk) not in page(client, reverse("desk:home", args=["ryabinka"]))
    journal = page(client, reverse("desk:journal-list", args=["ryabinka"]))
    assert "Подано обращение" in journal and "медиаци" not in journal.casefold()


def test_both_sides_open_it_to_the_head_and_either_closes_it_again(cast, signed_in):
    made = case_brought_to(cast, "closed")
    doors = {part: at("mediation-open", made.parties.get(person=cast.people[part]).pk) for part in ("mentee", "mentor")}
    sent(signed_in("mentee"), doors["mentee"], opens="yes")
    assert signed_in("head").get(at("mediation-detail", made.pk)).status_code == 403
    sent(signed_in("mentor"), doors["mentor"], opens="yes")
    assert "Встречи — по вторникам" in page(signed_in("head"), at("mediation-detail", made.pk))
    sent(signed_in("mentee"), doors["mentee"], opens="no")
    assert signed_in("head").get(at("mediation-detail", made.pk)).status_code == 403


def test_without_anybody_to_mediate_the_page_says_so(cast, signed_in):
    Role.objects.filter(user=cast.user("curator"), kind="curator").delete()
    role(cast, "head", "curator")
    assert "Медиатора сейчас нет" in page(signed_in("mentee"), at("mediation-ask"))


def test_who_refuses_to_mediate_sees_it_no_more_and_the_author_chooses_anew(cast, signed_in):
    made = case(cast)
    assert "Автор выберет другого медиатора" in sent(signed_in("bystander"), at("mediation-refuse", made.pk))
    assert signed_in("bystander").get(at("mediation-detail", made.pk)).status_code == 403
    choose = at("mediator-choose", made.pk)
    assert "Абросимова" not in page(signed_in("mentee"), choose).split("<form")[-1]
    assert "Медиатор выбран." in sent(signed_in("mentee"), choose, mediator=str(cast.user("curator").pk))


# --- lists ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("part", "status"), [("head", 200), ("curator", 200), ("mentor", 403), ("stranger", 404)])
def test_who_opens_the_list_of_what_is_addressed(cast, signed_in, part, status):
    assert signed_in(part).get(at("addressed-list")).status_code == status


def test_the_lists_cost_the_same_for_one_row_and_for_three(full_cast, signed_in, django_assert_max_num_queries):
    make_room(full_cast)
    relation = group(full_cast)
    petition(full_cast, relation)
    proposal_brought_to(full_cast, "answered")
    proposal(full_cast)
    case(full_cast)
    counted = {}
    for part, name in (("curator", "addressed-list"), ("mentee", "appeal-list")):
        client = signed_in(part)
        client.get(at(name))
        with django_assert_max_num_queries(22) as few:
            client.get(at(name))
        counted[part, name] = len(few.captured_queries)
    petition(full_cast, relation, "second_mentee")
    third = in_force(full_cast, ("second_mentor",), ("third_mentee",))
    petition(full_cast, third, "third_mentee")
    Petition.objects.filter(member__person=full_cast.mentee).update(state="withdrawn", text="", reasons=[])
    petition(full_cast, relation)
    proposal(full_cast)
    case(full_cast, "curator", ("second_mentor",))
    for (part, name), number in counted.items():
        client = signed_in(part)
        with django_assert_max_num_queries(number):
            client.get(at(name))


@pytest.mark.clause("1.4/9")
def test_no_page_of_the_room_rates_anybody_or_speaks_of_subordination(paired, signed_in):
    council(paired)
    made, member = petition_brought_to(paired, "considered"), member_of(pair(), paired, "mentee")
    mine = case(paired, "curator")
    pages = [
        ("mentee", at("appeal-list")), ("mentee", at("petition-detail", made.pk)), ("mentee", at("mediation-ask")),
        ("mentor", at("petition-detail", made.pk)), ("curator", at("addressed-list")),
        ("curator", at("petition-decline", made.pk)), ("mentee", at("mediation-detail", mine.pk)),
        ("third_mentee", at("proposal-submit")),
    ]  # fmt: skip
    for part, address in pages:
        said = page(signed_in(part), address).casefold()
        assert not any(word in said for word in ("подчин", "рейтинг", "балл", "подопечн", "дисциплин")), address
    assert stored(made).member == member


@pytest.mark.clause("6.1/5", "R5.3")
def test_a_granted_petition_offers_somebody_who_accompanies_while_the_author_waits(paired, signed_in):
    """Edge case 63: one press from the decision to the appointment, also by whoever has not read the petition."""
    made = petition_brought_to(paired, "registered")
    door = reverse("help:accompaniment-appoint", args=["ryabinka", paired.mentee.pk]) + "?replaced=1"
    assert door not in page(signed_in("curator"), at("petition-detail", made.pk))
    sent(signed_in("curator"), at("petition-grant", made.pk), answer="")
    client = signed_in("curator")
    assert door in page(client, at("petition-detail", made.pk))
    assert "checked" in page(client, door)
    said = sent(client, door, specialist=paired.bystander.pk, being_replaced="on")
    assert "сопровождение закончится само, когда приступит наставник." in said
    for part in ("mentee", "mentor"):
        assert door not in page(signed_in(part), at("petition-detail", made.pk))
