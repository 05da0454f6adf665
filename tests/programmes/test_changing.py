"""A change of a running programme: proposed, agreed by the mentor and each mentee, in force (8.2)."""

from datetime import date, timedelta

import pytest

from nastavnik.consents.actions import register_consent
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.orders.actions import NewItem
from nastavnik.orders.models import Fate, ItemKind
from nastavnik.pairs.actions import drop_change, prepare_change
from nastavnik.pairs.models import Relation, RelationChange
from nastavnik.programmes import actions
from nastavnik.programmes.models import Programme, ProgrammeChange, ProgrammeVersion
from nastavnik.programmes.turns import turn_of
from nastavnik.surveys.models import Invitation
from tests.cast import TODAY
from tests.orders.made import revoking, signed
from tests.programmes.conftest import UNTIL, carry_out, relation_in_force

LATER = date(2027, 8, 31)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def running(brought_to) -> Programme:
    return brought_to("running")


@pytest.fixture
def grouped(brought_to, group) -> Programme:
    """A running programme of the mentor with two mentees."""
    return brought_to("running", group)


def proposed(cast, programme, kind="extend", part="mentor", **facts) -> ProgrammeChange:
    facts = {"words": "Нужно ещё время", **({"until": LATER} if kind == "extend" else {}), **facts}
    return actions.propose_change(fresh(programme), kind, by=cast.user(part), **facts)


def answered(cast, change, *parts, agrees=True) -> ProgrammeChange:
    for part in parts:
        actions.answer_change(again(change), by=cast.user(part), agrees=agrees)
    return again(change)


def fresh(programme) -> Programme:
    return Programme.objects.select_related("relation", "organisation__settings").get(pk=programme.pk)


def again(change) -> ProgrammeChange:
    return ProgrammeChange.objects.select_related("programme__relation", "order_change").get(pk=change.pk)


def by_order(cast, order_change, item=ItemKind.EXTEND_RELATION, **facts):
    """The order that carries the prepared change out."""
    return signed(cast, NewItem(item, change=RelationChange.objects.get(pk=order_change.pk)), number="50-ОД", **facts)


def refusal_of(act) -> tuple[str, str | None]:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.sentence, caught.value.field


# --- agreed by all ---------------------------------------------------------------------------------------------
@pytest.mark.clause("8.2")
def test_a_change_of_the_plan_is_in_force_with_the_last_agreement(grouped, full_cast):
    item = grouped.items.get()
    steps = [
        {"act": "move", "item": str(item.pk), "due_on": "2026-12-01"},
        {"act": "add", "title": "Мастер-класс", "kind": "master_class", "due_on": "2026-11-20", "expected": ""},
    ]
    change = answered(full_cast, proposed(full_cast, grouped, "plan", content=steps), "mentee")
    assert (change.state, fresh(grouped).version) == ("open", grouped.version)
    change = answered(full_cast, change, "second_mentee")
    assert change.state == "in_force"
    stored = fresh(grouped)
    assert list(stored.items.values_list("title", "due_on")) == [
        ("Мастер-класс", date(2026, 11, 20)),
        (item.title, date(2026, 12, 1)),
    ]
    assert stored.version == grouped.version + 1
    members = {member.pk for member in stored.members}
    assert set(stored.agreements.filter(version=stored.version).values_list("member_id", flat=True)) == members
    assert ProgrammeVersion.objects.get(programme=stored, version=stored.version).occasion == "changed"


@pytest.mark.clause("8.2", "8.1/1")
def test_an_activity_cancelled_by_agreement_is_cancelled_and_one_done_meanwhile_stays(running, full_cast):
    first = running.items.get()
    steps = [{"act": "add", "title": "Ещё одно", "kind": "other", "due_on": "2026-11-20"}]
    answered(full_cast, proposed(full_cast, running, "plan", content=steps), "mentee")
    second = running.items.exclude(pk=first.pk).get()
    steps = [{"act": "cancel", "item": str(item.pk)} for item in (first, second)]
    steps.append({"act": "add", "title": "Вместо них", "kind": "other", "due_on": "2026-11-25"})
    change = proposed(full_cast, running, "plan", content=steps)
    carry_out(first)
    answered(full_cast, change, "mentee")
    assert dict(running.items.values_list("title", "state")) == {
        first.title: "done",
        "Ещё одно": "cancelled",
        "Вместо них": "planned",
    }


@pytest.mark.clause("8.2", "1.4/5")
def test_one_no_and_the_common_change_is_off(grouped, full_cast):
    change = answered(full_cast, proposed(full_cast, grouped), "mentee")
    change = answered(full_cast, change, "second_mentee", agrees=False)
    assert (change.state, change.order_change) == ("declined", None)
    assert fresh(grouped).until == UNTIL
    sentence, _field = refusal_of(lambda: answered(full_cast, change, "mentee"))
    assert sentence == "Ответить уже нельзя: изменение — «не согласовано»."


@pytest.mark.clause("8.2")
def test_who_has_not_agreed_is_split_off_and_the_others_are_asked_again(grouped, full_cast):
    change = answered(full_cast, proposed(full_cast, grouped), "second_mentee", agrees=False)
    split = actions.split_change(again(change), by=full_cast.user("curator"), on=TOMORROW)
    assert (split.kind, split.leaving.person, split.after) == ("members", full_cast.second_mentee, change)
    split = answered(full_cast, split, "mentor", "mentee", "second_mentee")
    assert (split.state, split.order_change.kind) == ("agreed", "leave")
    with clock.at(TOMORROW):
        by_order(full_cast, split.order_change, ItemKind.CHANGE_RELATION)
        assert again(split).state == "in_force"
    with clock.at(TOMORROW + timedelta(days=1)):
        repeated = actions.repeat_change(again(change), by=full_cast.user("mentor"))
        repeated = answered(full_cast, repeated, "mentee")
        assert (repeated.state, repeated.order_change.until) == ("agreed", LATER)


def test_of_a_pair_nobody_is_split_off(running, full_cast):
    change = answered(full_cast, proposed(full_cast, running), "mentee", agrees=False)
    sentence, _field = refusal_of(
        lambda: actions.split_change(again(change), by=full_cast.user("curator"), on=TOMORROW)
    )
    assert sentence == "Несогласие высказал не наставляемый этой группы: обсудите изменение заново."


@pytest.mark.clause("8.2")
def test_the_curator_may_propose_and_both_sides_are_asked(running, full_cast):
    change = proposed(full_cast, running, part="curator")
    assert change.agreements.count() == 0
    assert answered(full_cast, change, "mentor").state == "open"
    assert answered(full_cast, change, "mentee").state == "agreed"


@pytest.mark.clause("8.2")
def test_who_has_left_answers_nothing_and_is_not_waited_for(grouped, full_cast):
    change = proposed(full_cast, grouped)
    leaver = full_cast.second_mentee
    grouped.relation.members.filter(person=leaver).update(left_on=TODAY)
    with clock.at(TOMORROW):
        sentence, _field = refusal_of(lambda: answered(full_cast, change, "second_mentee"))
        assert sentence.startswith("Вы участвовали в этой программе по 14.09.2026")
        assert answered(full_cast, change, "mentee").state == "agreed"


# --- with an order ----------------------------------------------------------------------------------------------
@pytest.mark.clause("8.2", "4.3/5")
def test_an_extension_agreed_by_all_is_in_force_with_its_order(running, full_cast):
    change = answered(full_cast, proposed(full_cast, running), "mentee")
    prepared = change.order_change
    assert (change.state, prepared.kind, prepared.state, prepared.until) == ("agreed", "extend", "prepared", LATER)
    assert prepared.note == "По взаимному согласию участников. Нужно ещё время"
    assert (fresh(running).until, fresh(running).version) == (UNTIL, running.version)
    order = by_order(full_cast, prepared)
    stored = fresh(running)
    assert (stored.until, stored.relation.until, stored.version) == (LATER, LATER, running.version + 1)
    assert again(change).state == "in_force"
    with clock.at(TOMORROW):
        signed(full_cast, revoking(order, Fate.VOID), number="51-ОД")
    assert (fresh(running).until, fresh(running).version) == (UNTIL, running.version + 2)


@pytest.mark.clause("8.2")
def test_within_the_term_of_the_pair_no_order_is_wanted(running, full_cast):
    Programme.objects.filter(pk=running.pk).update(until=date(2027, 3, 31))
    change = answered(full_cast, proposed(full_cast, running, until=UNTIL), "mentee")
    assert (change.state, change.order_change, fresh(running).until) == ("in_force", None, UNTIL)


def test_an_extension_that_the_curator_has_ordered_reaches_the_programme_too(running, full_cast):
    curator = full_cast.user("curator")
    prepared = prepare_change(running.relation, "extend", by=curator, on=UNTIL + timedelta(days=1), until=LATER)
    by_order(full_cast, prepared)
    assert (fresh(running).until, fresh(running).version) == (LATER, running.version + 1)


@pytest.mark.clause("8.2", "3.3.4")
def test_a_change_of_form_begins_a_phase_with_its_order(running, full_cast):
    on = TODAY + timedelta(days=20)
    change = proposed(full_cast, running, "form", on=on, forms=["situational"])
    change = answered(full_cast, change, "mentee")
    assert (change.order_change.kind, change.order_change.form) == ("terms", "situational")
    assert fresh(running).phases.count() == running.phases.count()
    by_order(full_cast, change.order_change, ItemKind.CHANGE_RELATION)
    last = fresh(running).phases.last()
    assert (last.begins_on, last.forms, again(change).state) == (on, ["situational"], "in_force")


@pytest.mark.clause("8.2", "3.4")
def test_a_second_form_beside_the_ordered_one_wants_no_order(running, full_cast):
    form = running.relation.form
    change = proposed(full_cast, running, "form", on=TODAY + timedelta(days=20), forms=[form, "situational"])
    change = answered(full_cast, change, "mentee")
    assert (change.state, change.order_change) == ("in_force", None)
    assert fresh(running).phases.last().forms == [form, "situational"]


@pytest.mark.clause("8.2", "M2")
def test_who_comes_by_an_order_is_asked_before_and_who_leaves_answers_for_nothing(grouped, full_cast):
    leaver = grouped.relation.members.get(person=full_cast.second_mentee)
    grouped.items.update(responsible=leaver)
    change = proposed(full_cast, grouped, "members", "curator", on=TOMORROW, leaving=leaver)
    change = answered(full_cast, change, "mentor", "mentee", "second_mentee")
    by_order(full_cast, change.order_change, ItemKind.CHANGE_RELATION)
    assert grouped.items.get().responsible is None
    joining = proposed(full_cast, grouped, "members", "curator", on=TOMORROW, joining=full_cast.third_mentee)
    joining = answered(full_cast, joining, "mentor", "mentee", "second_mentee")
    assert joining.order_change.newcomers.count() == 2  # who comes, and the mentor whose consent names others
    for newcomer in joining.order_change.newcomers.select_related("consent"):
        register_consent(newcomer.consent, by=full_cast.user("curator"), given_on=TODAY)
    signed(
        full_cast,
        NewItem(ItemKind.CHANGE_RELATION, change=RelationChange.objects.get(pk=joining.order_change.pk)),
        number="52-ОД",
    )
    asked = Invitation.objects.filter(wave="before", person=full_cast.third_mentee)
    assert (asked.count(), again(joining).state) == (1, "in_force")


# --- what is refused --------------------------------------------------------------------------------------------
def test_a_year_is_the_most_and_the_sentence_says_what_can_be_done_instead(running, full_cast):
    Relation.objects.update(form="traditional")
    sentence, field = refusal_of(lambda: proposed(full_cast, running, until=date(2027, 10, 1)))
    assert field == "until"
    assert sentence.startswith("Традиционная форма длится не дольше года: по 14.09.2027")
    assert "закрепить пару новым приказом" in sentence


@pytest.mark.parametrize(
    ("facts", "words", "field"),
    [
        ({"until": UNTIL}, "Новое окончание должно быть позже нынешнего", "until"),
        ({"until": None}, "Укажите новое окончание", "until"),
        ({"words": " "}, "Напишите, почему нужно изменение", "words"),
        ({"kind": "plan", "content": []}, "Ничего не изменено", None),
        ({"kind": "plan", "content": [{"act": "add", "title": "Поздно", "due_on": "2027-06-01"}]}, "новый срок", None),
        ({"kind": "form", "on": TODAY, "forms": []}, "Выберите форму наставничества", "leading"),
        ({"kind": "form", "on": TODAY - timedelta(days=1), "forms": ["virtual"]}, "Этот день уже прошёл", "on"),
        ({"kind": "members", "on": TOMORROW}, "Выберите, кто выбывает или кто войдёт", None),
        ({"kind": "boredom"}, "Выберите, что изменить", "kind"),
    ],
)
@pytest.mark.clause("8.2")
def test_what_each_kind_lacks_is_said_at_its_field(running, full_cast, facts, words, field):
    kind = facts.get("kind", "extend")
    more = {name: value for name, value in facts.items() if name != "kind"}
    sentence, at = refusal_of(lambda: proposed(full_cast, running, kind, **more))
    assert words in sentence
    assert at == field
    assert not ProgrammeChange.objects.exists()


@pytest.mark.clause("8.2")
def test_what_has_ended_is_not_prolonged(running, full_cast):
    with clock.at(UNTIL + timedelta(days=1)):
        sentence, field = refusal_of(lambda: proposed(full_cast, running))
    assert (sentence[:30], field) == ("Срок программы кончился 31.05.", "until")


@pytest.mark.parametrize(
    ("state", "words"),
    [("draft", "ещё составляется"), ("review", "ещё составляется"), ("closing", "Подводятся итоги")],
)
def test_only_an_approved_or_running_programme_is_changed(brought_to, full_cast, state, words):
    programme = brought_to(state)
    sentence, _field = refusal_of(lambda: proposed(full_cast, programme))
    assert words in sentence


# --- two at once: the curator decides (edge case 62) ------------------------------------------------------------
def test_of_two_changes_one_waits_for_the_other(running, full_cast):
    proposed(full_cast, running)
    steps = [{"act": "add", "title": "Беседа", "due_on": "2026-11-20"}]
    sentence, _field = refusal_of(lambda: proposed(full_cast, running, "plan", "mentee", content=steps))
    assert sentence.startswith("Уже согласуется изменение «продление».")


def test_a_replacement_that_is_being_prepared_is_not_told_and_the_curator_decides(running, full_cast):
    curator = full_cast.user("curator")
    change = proposed(full_cast, running)
    mentor = running.relation.mentors[0]
    replacing = prepare_change(
        running.relation, "replace", by=curator, on=TOMORROW, leaving=mentor, people=[full_cast.second_mentor]
    )
    change = answered(full_cast, change, "mentee")
    assert (change.state, change.order_change) == ("agreed", None)
    sentence, _field = refusal_of(lambda: actions.settle_proposal(again(change), by=curator))
    assert sentence.startswith("Уже готовится изменение «заменить наставника».")
    actions.drop_proposal(again(change), by=curator)
    sentence, _field = refusal_of(lambda: proposed(full_cast, running))
    assert sentence == "Куратор уже готовит приказ об этой паре или группе: решите с ним, какое из изменений нужно."
    drop_change(replacing, by=curator)
    assert proposed(full_cast, running).state == "open"


def test_the_curator_prepares_the_order_once_the_way_is_free(running, full_cast):
    curator = full_cast.user("curator")
    change = answered(full_cast, proposed(full_cast, running), "mentee")
    sentence, _field = refusal_of(lambda: actions.drop_proposal(again(change), by=curator))
    assert "сначала отмените его подготовку" in sentence
    drop_change(change.order_change, by=curator)
    settled = actions.settle_proposal(again(change), by=curator)
    assert (settled.state, settled.order_change.state) == ("agreed", "prepared")
    assert settled.order_change != change.order_change


def test_an_order_for_a_pair_without_a_programme_changes_none(full_cast):
    relation = relation_in_force(full_cast)
    prepared = prepare_change(relation, "extend", by=full_cast.user("curator"), on=TOMORROW, until=LATER)
    by_order(full_cast, prepared)
    assert Programme.objects.count() == 0


@pytest.mark.clause("6.1/2", "M2")
def test_who_comes_into_a_running_programme_agrees_with_it_and_has_a_first_meeting_of_their_own(running, full_cast):
    """Edge case 56."""
    change = answered(
        full_cast,
        proposed(full_cast, running, "members", "curator", on=date(2026, 10, 1), joining=full_cast.third_mentee),
        *("mentor", "mentee"),
    )
    for newcomer in change.order_change.newcomers.select_related("consent"):
        register_consent(newcomer.consent, by=full_cast.user("curator"), given_on=TODAY)
    by_order(full_cast, change.order_change, ItemKind.CHANGE_RELATION)
    mentor, newcomer = full_cast.user("mentor"), full_cast.user("third_mentee")
    with clock.at(date(2026, 10, 8)):
        stored = fresh(running)
        assert turn_of(stored, newcomer).deed == "agree"
        actions.agree_programme(stored, by=newcomer, version=stored.version)
        assert turn_of(fresh(running), newcomer).deed != "agree"
        actions.record_meeting(fresh(running), by=mentor, on=date(2026, 9, 20), topic="До прихода")
        asked = Invitation.objects.get(wave="before", person=full_cast.third_mentee)
        assert not asked.is_late
        actions.record_meeting(fresh(running), by=mentor, on=date(2026, 10, 8), topic="Первая вместе")
    asked.refresh_from_db()
    assert asked.is_late
