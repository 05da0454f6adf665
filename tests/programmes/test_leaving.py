"""Who wishes to end asks for it, the curator decides; what the curator ends, the sides comment (8.1)."""

from datetime import date, timedelta

import pytest

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.orders.actions import NewItem
from nastavnik.orders.models import ItemKind
from nastavnik.pairs.actions import drop_change, end_relation, prepare_change
from nastavnik.pairs.models import Relation, RelationChange
from nastavnik.programmes import actions
from nastavnik.programmes.models import EndComment, EndWish, Programme, ProgrammeChange
from nastavnik.surveys.models import Invitation
from tests.cast import TODAY
from tests.orders.made import signed
from tests.programmes.conftest import relation_in_force

TOMORROW = TODAY + timedelta(days=1)
LAST = date(2026, 10, 30)


@pytest.fixture
def running(brought_to) -> Programme:
    return brought_to("running")


@pytest.fixture
def grouped(brought_to, group) -> Programme:
    return brought_to("running", group)


def fresh(programme) -> Programme:
    return Programme.objects.select_related("relation", "organisation__settings").get(pk=programme.pk)


def wished(cast, programme, part="mentee", **facts) -> EndWish:
    return actions.ask_end(fresh(programme), by=cast.user(part), **facts)


def accepted(cast, wish, on=LAST) -> EndWish:
    found = EndWish.objects.select_related("programme__relation", "member__person", "order_change")
    actions.accept_wish(found.get(pk=wish.pk), by=cast.user("curator"), on=on)
    return found.get(pk=wish.pk)


def ordered(cast, change, number="50-ОД"):
    kind = ItemKind.END_RELATION if change.kind == "end" else ItemKind.CHANGE_RELATION
    return signed(cast, NewItem(kind, change=RelationChange.objects.get(pk=change.pk)), number=number)


def refusal_of(act) -> tuple[str, str | None]:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.sentence, caught.value.field


# --- a member's initiative -------------------------------------------------------------------------------------
@pytest.mark.clause("8.1/2", "1.4/5")
@pytest.mark.parametrize(("parts", "reason"), [("mentee", "mentee"), ("mentor", "mentor"), ("both", "mutual")])
def test_a_pair_ends_by_the_order_that_a_wish_has_led_to(running, full_cast, parts, reason):
    wishes = [wished(full_cast, running, part) for part in (("mentor", "mentee") if parts == "both" else (parts,))]
    wish = accepted(full_cast, wishes[0])
    change = wish.order_change
    assert (wish.state, change.kind, change.reason, change.on, change.note) == ("accepted", "end", reason, LAST, "")
    assert set(EndWish.objects.values_list("state", flat=True)) == {"accepted"}
    ordered(full_cast, change)
    assert fresh(running).state == "running"  # its last day is still to come
    with clock.at(LAST + timedelta(days=1)):
        assert actions.end_due(clock.today()) == 1
    stored = fresh(running)
    assert (stored.state, stored.end_reason, stored.ended_on) == ("terminated", reason, LAST)
    assert set(EndWish.objects.values_list("state", flat=True)) == {"settled"}


@pytest.mark.clause("8.1/2")
def test_of_a_group_one_leaves_and_the_programme_goes_on(grouped, full_cast):
    wish = accepted(full_cast, wished(full_cast, grouped, "second_mentee"), on=TOMORROW)
    assert (wish.order_change.kind, wish.order_change.leaving) == ("leave", wish.member)
    ordered(full_cast, wish.order_change)
    with clock.at(TOMORROW):
        stored = fresh(grouped)
        assert (stored.state, stored.relation.kind, stored.version) == ("running", "pair", grouped.version + 1)
        assert [member.person for member in stored.members] == [full_cast.mentor, full_cast.mentee]
        assert EndWish.objects.get().state == "settled"
        sentence, _field = refusal_of(
            lambda: actions.record_meeting(stored, by=full_cast.user("second_mentee"), on=TOMORROW, topic="Беседа")
        )
        assert "Вы участвовали в этой программе по 14.09.2026" in sentence


@pytest.mark.clause("8.1/2")
def test_one_of_a_group_does_not_end_it_for_the_others(grouped, full_cast):
    sentence, field = refusal_of(
        lambda: actions.close_programme(fresh(grouped), by=full_cast.user("mentee"), result="Сделано", reason="mentee")
    )
    assert (sentence[:30], field) == ("Группа может продолжать без ва", "reason")
    actions.close_programme(fresh(grouped), by=full_cast.user("mentor"), result="Сделано", reason="mentor")


def test_a_wish_is_told_once_and_can_be_withdrawn(running, full_cast):
    wish = wished(full_cast, running, note="  Переезжаю  ")
    assert (wish.state, wish.note) == ("asked", "Переезжаю")
    assert refusal_of(lambda: wished(full_cast, running))[0] == "Ваша просьба уже у куратора."
    actions.withdraw_wish(wish, by=full_cast.user("mentee"))
    assert wished(full_cast, running).state == "asked"


def test_an_order_that_was_given_up_leaves_the_wish_to_be_decided_anew(running, full_cast):
    wish = accepted(full_cast, wished(full_cast, running))
    assert refusal_of(lambda: accepted(full_cast, wish))[0] == "Приказ по этой просьбе уже готовится."
    drop_change(wish.order_change, by=full_cast.user("curator"))
    assert accepted(full_cast, wish).order_change.state == "prepared"


@pytest.mark.parametrize(("state", "words"), [("closing", "Итоги программы уже подводятся")])
def test_what_ends_already_is_not_asked_to_end(brought_to, full_cast, state, words):
    assert words in refusal_of(lambda: wished(full_cast, brought_to(state)))[0]


def test_a_bystander_asks_nothing(running, full_cast):
    assert "только участник программы" in refusal_of(lambda: wished(full_cast, running, "bystander"))[0]


# --- the curator's initiative ----------------------------------------------------------------------------------
@pytest.mark.clause("8.1/3")
def test_the_sides_comment_an_end_by_the_curator_before_and_after_the_order(running, full_cast):
    mentee = full_cast.user("mentee")
    assert refusal_of(lambda: actions.comment_end(fresh(running), by=mentee, text="Почему?"))[0] == (
        "Программа не завершается по инициативе куратора."
    )
    facts = {"reason": "curator", "note": "Встречи не проводились"}
    change = prepare_change(running.relation, "end", by=full_cast.user("curator"), on=TODAY, **facts)
    actions.comment_end(fresh(running), by=mentee, text="Не согласна: встречи были")
    actions.comment_end(fresh(running), by=mentee, text="Встречи были в сентябре")
    ordered(full_cast, change)
    actions.comment_end(fresh(running), by=full_cast.user("mentor"), text="Согласна")
    assert (fresh(running).state, fresh(running).end_note) == ("terminated", "Встречи не проводились")
    assert list(EndComment.objects.values_list("member__role", "text")) == [
        ("mentee", "Встречи были в сентябре"),
        ("mentor", "Согласна"),
    ]
    assert refusal_of(lambda: actions.comment_end(fresh(running), by=mentee, text=" "))[1] == "text"


@pytest.mark.clause("8.1/3")
@pytest.mark.parametrize(("reason", "who"), [("curator", "head"), ("mutual", "curator")])
def test_the_head_decides_on_an_end_by_the_curator(running, full_cast, reason, who):
    actions.close_programme(
        fresh(running), by=full_cast.user("curator"), result="Начато", reason=reason, note="Карантин"
    )
    may = [part for part in ("head", "curator") if full_cast.user(part).has_perm(
        "programmes.complete_programme", fresh(running))]  # fmt: skip
    assert may == [who]


# --- an end that an order has fixed ----------------------------------------------------------------------------
@pytest.mark.clause("8.1")
def test_end_due_ends_what_is_over_once_and_nothing_else(running, brought_to, full_cast):
    other = brought_to("draft", relation_in_force(full_cast, ("second_mentor",), ("third_mentee",)))
    answered = ProgrammeChange.objects
    actions.propose_change(
        fresh(running), "plan", by=full_cast.user("mentor"), words="Добавить",
        content=[{"act": "add", "title": "Беседа", "due_on": "2026-11-20"}],
    )  # fmt: skip
    for programme in (running, other):
        end_relation(programme.relation, by=full_cast.user("head"), on=LAST, reason="mutual")
    with clock.at(LAST):
        assert actions.end_due(LAST) == 0
        actions.record_meeting(fresh(running), by=full_cast.user("mentor"), on=LAST, topic="Последняя")
    after = LAST + timedelta(days=1)
    with clock.at(after):
        assert [actions.end_due(after), actions.end_due(after)] == [2, 0]
    assert set(Programme.objects.values_list("state", "end_reason", "ended_on")) == {("terminated", "mutual", LAST)}
    assert Invitation.objects.filter(wave="after").count() == 2  # of the one that ran
    assert answered.get().state == "dropped"


def test_a_pair_that_never_was_has_no_programme_that_goes_on(brought_to, full_cast):
    programme = brought_to("draft")
    Relation.objects.filter(pk=programme.relation_id).update(state="void", end_note="Отменён")
    assert actions.end_due(TODAY) == 1
    assert (fresh(programme).state, fresh(programme).end_reason) == ("terminated", "curator")


@pytest.mark.clause("6.2/2", "8.1/2")
@pytest.mark.parametrize(
    "act",
    [
        lambda programme, by: actions.do_item(programme.items.get(), by=by, actual="Получилось"),
        lambda programme, by: actions.confirm_item(programme.items.get(), by=by),
        lambda programme, by: actions.record_meeting(programme, by=by, on=clock.today(), topic="Собрание"),
        lambda programme, by: actions.confirm_meeting(programme.meetings.get(), by=by),
        lambda programme, by: actions.make_remark(programme, by=by, text="А я думаю"),
        lambda programme, by: actions.reveal_difficulty(programme, by=by, text="Не слышат"),
    ],
    ids=["do", "confirm", "record", "confirm_meeting", "discuss", "difficulty"],
)
def test_who_has_left_marks_and_records_nothing_and_is_told_why(brought_to, group, full_cast, act):
    programme = brought_to("running", group)
    actions.record_meeting(programme, by=full_cast.user("mentor"), on=TODAY, topic="Собрание")
    actions.do_item(programme.items.get(), by=full_cast.user("mentor"), actual="Получилось")
    group.members.filter(person=full_cast.second_mentee).update(left_on=TODAY)
    with clock.at(TODAY + timedelta(days=1)), pytest.raises(Refused, match=r"по 14\.09\.2026: читать её можно"):
        act(Programme.objects.get(), full_cast.user("second_mentee"))
    assert programme.meetings.get().confirmed_on is None
    assert programme.items.get().state == "planned"
