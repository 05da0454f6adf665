"""To prepare a change of a pair in force, to carry it out by an order, and to undo it (8.1, 8.2, 5.1/3)."""

from datetime import date, timedelta

import pytest

from nastavnik.consents.actions import refuse_consent, register_consent, withdraw_consent
from nastavnik.consents.models import Consent, ConsentStep
from nastavnik.kit import clock
from nastavnik.kit.journal import entries_about
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.actions import (
    drop_change,
    end_by_revocation,
    end_relation,
    prepare_change,
    renew_consent,
    renew_newcomer_consent,
    undo_change,
    void_relation,
)
from nastavnik.pairs.models import ChangeKind, ChangeState, Relation, RelationChange, RelationState
from nastavnik.pairs.places import places_taken
from nastavnik.pairs.queries import without_pair
from nastavnik.pairs.readiness import missing_for_change
from nastavnik.pairs.states import CHANGE
from tests.cast import TODAY
from tests.pairs.changes import AMENDING, ON, again, carried_out, group, prepared, sign, standing, two_mentors
from tests.pairs.made import UNTIL, brought_to, chosen, fresh, in_force, make_room, member_of, plain

pytestmark = pytest.mark.django_db
BEFORE = ON - timedelta(days=1)


def refusal(*arguments, **facts) -> tuple[str, str | None]:
    with pytest.raises(Refused) as caught:
        prepared(*arguments, **facts)
    return plain(caught.value.sentence), caught.value.field


# --- the lifecycle ----------------------------------------------------------------------------------------------
MOVES = {("carry_out", "prepared"): "carried_out", ("undo", "carried_out"): "undone", ("drop", "prepared"): "dropped"}


def test_the_table_of_moves_is_this_one():
    assert {(move.name, source): move.target for move in CHANGE.moves for source in move.sources} == MOVES


@pytest.mark.parametrize("state", ChangeState.values)
def test_only_the_moves_of_the_table_are_possible(full_cast, state):
    relation = in_force(full_cast)
    change = prepared(full_cast, relation, "extend", until=date(2027, 8, 31))
    if state in ("carried_out", "undone"):
        carried_out(change, full_cast)
    if state == "undone":
        undo_change(again(change), by=full_cast.user("head"), on=ON)
    if state == "dropped":
        drop_change(change, by=full_cast.user("curator"))
    change = again(change)
    assert change.state == state
    assert CHANGE.possible(change) == [move for move, source in MOVES if source == state]


# --- to prepare -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", sorted(set(RelationState.values) - {"in_force"}))
def test_only_what_is_in_force_can_be_changed(full_cast, state):
    relation = brought_to(full_cast, state)
    said, _field = refusal(full_cast, relation, "end", reason="mutual")
    assert said.endswith(f"Её состояние — «{RelationState(state).label}».")
    assert not RelationChange.objects.exists()


def test_one_change_at_a_time(full_cast):
    """Edge case 62: who prolongs and who ends at the same moment; the curator decides."""
    relation = in_force(full_cast)
    prepared(full_cast, relation, "extend", until=date(2027, 8, 31))
    said, _field = refusal(full_cast, relation, "end", reason="mutual")
    assert said == (
        "Уже готовится изменение «продлить». Проведите его приказом или отмените подготовку, потом готовьте следующее."
    )


def test_after_giving_one_up_another_can_be_prepared(full_cast):
    relation = in_force(full_cast)
    drop_change(prepared(full_cast, relation, "extend", until=date(2027, 8, 31)), by=full_cast.user("curator"))
    assert prepared(full_cast, relation, "end", reason="mutual").state == "prepared"


YEAR = (
    "Традиционная форма длится не дольше года: по 14.09.2027 (3.3.4). Можно продлить до этого дня, выбрать другую "
    "форму или завершить работу и закрепить пару новым приказом."
)


@pytest.mark.clause("8.2", "3.3")
@pytest.mark.parametrize(
    ("until", "said"),
    [
        (None, ("Укажите новое окончание.", "until")),
        (UNTIL, ("Новое окончание должно быть позже нынешнего (31.05.2027).", "until")),
        (date(2027, 9, 14), None),
        (date(2027, 9, 15), (YEAR, "until")),
    ],
)
def test_a_traditional_pair_is_prolonged_to_a_year_at_most(full_cast, until, said):
    relation = in_force(full_cast)
    if said is None:
        assert prepared(full_cast, relation, "extend", until=until).until == until
    else:
        assert refusal(full_cast, relation, "extend", until=until) == said


def test_another_form_may_last_longer(full_cast):
    relation = in_force(full_cast, form="virtual")
    assert prepared(full_cast, relation, "extend", until=date(2028, 5, 31)).until == date(2028, 5, 31)


@pytest.mark.clause("8.2")
def test_nothing_is_prolonged_after_its_end(full_cast):
    """Edge case 65: neither prepared nor signed."""
    relation = in_force(full_cast)
    change = prepared(full_cast, relation, "extend", until=date(2027, 8, 31))
    with clock.at(UNTIL + timedelta(days=1)):
        assert [plain(each.sentence) for each in missing_for_change(change, clock.today())] == [
            "Срок наставничества кончился 31.05.2027: продлить его задним числом нельзя. Подведите итоги или "
            "прекратите наставничество и закрепите пару новым приказом."
        ]
        drop_change(change, by=full_cast.user("curator"))
        assert refusal(full_cast, relation, "extend", until=date(2027, 8, 31))[0].startswith("Срок наставничества")


@pytest.mark.parametrize(
    ("kind", "facts", "said"),
    [
        ("terms", {}, ("Ничего не изменено: укажите другую форму или направление.", None)),
        ("terms", {"form": "traditional"}, ("Ничего не изменено: укажите другую форму или направление.", None)),
        ("terms", {"form": "magic"}, ("Такой формы нет.", "form")),
        ("terms", {"topic": "Иное", "on": date(2027, 6, 1)},
         ("Наставничество кончается 31.05.2027: сначала продлите его.", "on")),
        ("terms", {"topic": "Иное", "on": date(2026, 9, 13)},
         ("Этот день раньше начала наставничества (14.09.2026).", "on")),
        ("join", {}, ("Выберите, кто войдёт в группу.", "people")),
        ("join", {"people": ("mentee",)}, ("Уже участвует: Зайцева Полина Андреевна.", "people")),
        ("join", {"people": ("bystander",)}, ("Абросимова Наталья Юрьевна не состоит в базе наставляемых.", None)),
        ("join", {"people": ("head",)}, ("Руководитель не может быть наставляемым (3.2).", "people")),
        ("join", {"people": ("second_mentee", "third_mentee")},
         ("У наставника Белокопытова Ирина Геннадьевна мест: 2, все заняты или их не хватает.", None)),
        ("leave", {}, ("Выберите, кто выбывает.", "leaving")),
        ("leave", {"leaving": "mentor"},
         ("Это единственный наставник: замените его или прекратите наставничество.", "leaving")),
        ("leave", {"leaving": "mentee"}, ("Это единственный наставляемый: прекратите наставничество.", "leaving")),
        ("replace", {"people": ("second_mentor",)}, ("Выберите наставника, который выбывает.", "leaving")),
        ("replace", {"leaving": "mentee", "people": ("second_mentor",)},
         ("Выберите наставника, который выбывает.", "leaving")),
        ("replace", {"leaving": "mentor"}, ("Выберите нового наставника.", "people")),
        ("replace", {"leaving": "mentor", "people": ("bystander",)},
         ("Абросимова Наталья Юрьевна не состоит в базе наставников.", None)),
        ("replace", {"leaving": "mentor", "people": ("second_mentor",), "on": TODAY},
         ("Наставничество действует с 14.09.2026: изменение возможно со следующего дня.", "on")),
        ("relieve", {}, ("Выберите наставника, который выбывает.", "leaving")),
        ("end", {}, ("Выберите причину.", "reason")),
        ("end", {"reason": "boredom"}, ("Выберите причину.", "reason")),
        ("end", {"reason": "done"},
         ("План выполнен в полном объёме: приказ не нужен, подведите итоги программы (8.1).", "reason")),
        ("end", {"reason": "curator"},
         ("Напишите, почему наставничество прекращается по инициативе куратора.", "note")),
        ("marry", {}, ("Выберите, что изменить.", "kind")),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_its_sentence(full_cast, kind, facts, said):
    relation = in_force(full_cast)
    assert refusal(full_cast, relation, kind, **facts) == said
    assert not RelationChange.objects.exists()


def test_people_of_another_kindergarten_cannot_come(full_cast):
    relation = in_force(full_cast)
    with pytest.raises(Refused, match="своего учреждения"):
        prepare_change(relation, "join", by=full_cast.user("curator"), on=ON, people=[full_cast.stranger])


def test_a_member_of_another_pair_cannot_leave_this_one(full_cast):
    first, second = in_force(full_cast), in_force(full_cast, ("second_mentor",), ("third_mentee",))
    with pytest.raises(Refused, match="Этот человек уже не участник"):
        prepare_change(
            first,
            "replace",
            by=full_cast.user("curator"),
            on=ON,
            leaving=second.mentors[0],
            people=[full_cast.second_mentor],
        )


@pytest.mark.clause("1.5")
def test_a_promised_place_is_not_promised_twice(full_cast):
    """The second mentor takes one mentee: after the replacement is prepared nobody else."""
    prepared(full_cast, in_force(full_cast), "replace", leaving="mentor", people=("second_mentor",))
    assert places_taken(full_cast.second_mentor) == 1
    with pytest.raises(Refused, match="все заняты"):
        chosen(full_cast, ("second_mentor",), ("third_mentee",))


# --- consents of who comes --------------------------------------------------------------------------------------
@pytest.mark.clause("4.2", "4.3/5")
def test_a_replacement_asks_the_new_mentor_and_every_mentee_anew(full_cast):
    make_room(full_cast, "second_mentor")
    relation = group(full_cast)
    change = prepared(full_cast, relation, "replace", leaving="mentor", people=("second_mentor",))
    asked = [
        (one.person.surname, one.role, one.is_new, one.consent.kind, one.consent.state, one.consent.about)
        for one in change.newcomers.all()
    ]
    assert asked == [
        ("Гаврилюк", "mentor", True, "mentoring", "proposed", "Зайцева Полина Андреевна, Ким Артём"),
        ("Зайцева", "mentee", False, "mentee", "proposed", "Гаврилюк Оксана Петровна"),
        ("Ким", "mentee", False, "mentee", "proposed", "Гаврилюк Оксана Петровна"),
    ]
    assert fresh(relation).stands_on(TODAY)  # the old consents hold until the order


@pytest.mark.clause("4.2", "4.3/5")
def test_who_joins_and_the_mentor_are_asked_about_each_other(full_cast):
    change = prepared(full_cast, in_force(full_cast), "join", people=("second_mentee",))
    asked = [(one.person.surname, one.is_new, one.consent.about) for one in change.newcomers.all()]
    assert asked == [
        ("Ким", True, "Белокопытова Ирина Геннадьевна"),
        ("Белокопытова", False, "Зайцева Полина Андреевна, Ким Артём"),
    ]


@pytest.mark.clause("4.2", "4.3/5")
def test_without_the_new_consents_the_order_lacks_them_by_name(full_cast):
    relation = in_force(full_cast)
    change = prepared(full_cast, relation, "replace", leaving="mentor", people=("second_mentor",))
    lacks = [(each.sentence, each.mend, each.clause) for each in missing_for_change(again(change), TODAY)]
    assert lacks == [
        ("Нет письменного согласия: Гаврилюк Оксана Петровна.", "consent", "4.2"),
        ("Нет письменного согласия: Зайцева Полина Андреевна.", "consent", "4.3/5"),
    ]
    with pytest.raises(Refused) as caught:
        carried_out(change, full_cast)
    assert caught.value.sentence == " ".join(each[0] for each in lacks)
    assert (again(change).state, fresh(relation).mentors[0].person) == ("prepared", full_cast.mentor)


def test_blanks_that_nobody_has_signed_go_with_the_change(full_cast):
    relation = in_force(full_cast)
    change = prepared(full_cast, relation, "replace", leaving="mentor", people=("second_mentor",))
    register_consent(
        change.newcomers.get(person=full_cast.mentee).consent, by=full_cast.user("curator"), given_on=TODAY
    )
    drop_change(again(change), by=full_cast.user("curator"))
    left = Consent.objects.filter(about_id=relation.pk).values_list("person__surname", "state").order_by("pk")
    assert list(left) == [("Белокопытова", "given"), ("Зайцева", "given"), ("Зайцева", "given")]
    assert fresh(relation).stands_on(TODAY)


def test_who_refused_and_thought_otherwise_gets_a_new_blank(full_cast):
    change = prepared(full_cast, in_force(full_cast), "replace", leaving="mentor", people=("second_mentor",))
    newcomer = change.newcomers.get(person=full_cast.second_mentor)
    with pytest.raises(Refused, match="Бланк согласия уже подготовлен"):
        renew_newcomer_consent(newcomer, by=full_cast.user("curator"))
    refuse_consent(newcomer.consent, by=full_cast.user("second_mentor"))
    lack = missing_for_change(again(change), TODAY)[0]
    assert (lack.sentence, lack.mend, lack.member) == (
        "Согласие не дано: Гаврилюк Оксана Петровна.", "renew", newcomer,
    )  # fmt: skip
    newcomer = renew_newcomer_consent(newcomer, by=full_cast.user("curator"))
    assert (newcomer.consent.state, newcomer.consent.about) == ("proposed", "Зайцева Полина Андреевна")


@pytest.mark.clause("4.3/5")
def test_a_resting_pair_is_not_prolonged_but_can_be_ended(full_cast):
    relation = in_force(full_cast)
    withdraw_consent(member_of(relation, full_cast, "mentee").consent, by=full_cast.user("mentee"))
    change = prepared(full_cast, relation, "extend", until=date(2027, 8, 31))
    lack = missing_for_change(again(change), TODAY)
    assert [(each.sentence, each.mend) for each in lack] == [("Согласие отозвано: Зайцева Полина Андреевна.", "renew")]
    drop_change(change, by=full_cast.user("curator"))
    change = prepared(full_cast, relation, "end", reason="mentee")
    assert missing_for_change(again(change), TODAY) == []


# --- to carry out -----------------------------------------------------------------------------------------------
@pytest.mark.clause("8.2")
def test_prolonged(full_cast):
    relation = in_force(full_cast)
    change = carried_out(prepared(full_cast, relation, "extend", until=date(2027, 8, 31)), full_cast)
    assert (change.state, change.ground, fresh(relation).until) == ("carried_out", AMENDING, date(2027, 8, 31))


@pytest.mark.clause("8.2")
def test_other_terms(full_cast):
    relation = in_force(full_cast)
    carried_out(prepared(full_cast, relation, "terms", form="virtual", topic="Работа с родителями"), full_cast)
    stored = fresh(relation)
    assert (stored.form, stored.topic, stored.category_form) == ("virtual", "Работа с родителями", "teacher_teacher")


@pytest.mark.clause("4.3/5")
def test_a_pair_becomes_a_group_when_somebody_joins(full_cast):
    relation = in_force(full_cast)
    carried_out(sign(prepared(full_cast, relation, "join", people=("second_mentee",)), full_cast), full_cast)
    assert standing(relation) == (
        "group",
        [
            ("Белокопытова", "mentor", TODAY, None),
            ("Зайцева", "mentee", TODAY, None),
            ("Ким", "mentee", ON, None),
        ],
    )
    mentor = member_of(relation, full_cast, "mentor").consent
    assert mentor.about == "Зайцева Полина Андреевна, Ким Артём"
    old = Consent.objects.get(person=full_cast.mentor, about_id=relation.pk, about="Зайцева Полина Андреевна")
    assert (old.state, old.replaced_on, old.successor) == ("replaced", ON, mentor)
    joined = member_of(relation, full_cast, "second_mentee")
    assert (joined.consent.state, joined.request.state) == ("given", "open")


@pytest.mark.clause("8.1/2")
def test_a_group_of_two_mentees_becomes_a_pair_when_one_leaves(full_cast):
    """Edge case 57."""
    relation = group(full_cast)
    carried_out(prepared(full_cast, relation, "leave", leaving="second_mentee"), full_cast)
    kind, members = standing(relation)
    assert (kind, members[2]) == ("pair", ("Ким", "mentee", TODAY, BEFORE))
    assert {member.person.surname for member in fresh(relation).mentees} == {"Зайцева", "Ким"}  # to the last day
    with clock.at(ON):
        assert [member.person.surname for member in fresh(relation).mentees] == ["Зайцева"]
        assert full_cast.second_mentee.pk in {entry.person_id for entry in without_pair(full_cast.organisation)}


@pytest.mark.clause("8.1/2")
def test_leaving_a_group_of_three_keeps_the_group(full_cast):
    make_room(full_cast)
    relation = in_force(full_cast, ("mentor",), ("mentee", "second_mentee", "third_mentee"))
    carried_out(prepared(full_cast, relation, "leave", leaving="mentee"), full_cast)
    assert (fresh(relation).kind, fresh(relation).state) == ("group", "in_force")


@pytest.mark.clause("6.1/5", "4.3/5")
def test_a_new_mentor_from_a_day_on(full_cast):
    relation = in_force(full_cast)
    change = sign(prepared(full_cast, relation, "replace", leaving="mentor", people=("second_mentor",)), full_cast)
    carried_out(change, full_cast)
    assert standing(relation) == (
        "pair",
        [
            ("Белокопытова", "mentor", TODAY, BEFORE),
            ("Зайцева", "mentee", TODAY, None),
            ("Гаврилюк", "mentor", ON, None),
        ],
    )
    for day in (TODAY, BEFORE, ON, ON + timedelta(days=30)):
        with clock.at(day):
            assert fresh(relation).stands_on(day), day
            assert list(Relation.objects.in_force(day)) == [relation], day
    with clock.at(ON + timedelta(days=30)):  # the days before stay lawful, though the consent is another now
        assert fresh(relation).stands_on(TODAY)
        assert list(Relation.objects.in_force(TODAY)) == [relation]


@pytest.mark.clause("5.1/3")
def test_relieved_where_another_mentor_remains_the_group_goes_on(full_cast):
    relation = two_mentors(full_cast)
    carried_out(prepared(full_cast, relation, "relieve", leaving="second_mentor"), full_cast)
    kind, members = standing(relation)
    assert (kind, members[1], fresh(relation).state) == ("pair", ("Гаврилюк", "mentor", TODAY, BEFORE), "in_force")


@pytest.mark.clause("5.1/3", "8.1/2")
def test_relieved_as_the_only_mentor_ends_the_pair_the_day_before(full_cast):
    relation = in_force(full_cast)
    carried_out(prepared(full_cast, relation, "relieve", leaving="mentor"), full_cast)
    stored = fresh(relation)
    assert (stored.state, stored.ended_on, stored.end_reason) == ("ended", BEFORE, "mentor")
    assert stored.stands_on(BEFORE) and not stored.stands_on(ON)
    with clock.at(ON):  # and the mentee is accompanied (R5.3, edge case 63)
        assert full_cast.mentee.pk in {entry.person_id for entry in without_pair(full_cast.organisation)}


@pytest.mark.clause("8.1/2", "8.1/3")
@pytest.mark.parametrize("reason", ["mentor", "mentee", "mutual", "curator", "dismissal"])
def test_ended_on_its_last_day_for_its_reason(full_cast, reason):
    relation = in_force(full_cast)
    carried_out(prepared(full_cast, relation, "end", reason=reason, note="По обстоятельствам"), full_cast)
    stored = fresh(relation)
    assert (stored.state, stored.ended_on, stored.end_reason, stored.end_note) == (
        "ended", ON, reason, "По обстоятельствам",
    )  # fmt: skip
    assert stored.mentees[0].request.state == "open"  # waits again (R5.3)


def test_a_place_taken_meanwhile_refuses_the_order(full_cast):
    relation = in_force(full_cast)
    change = sign(prepared(full_cast, relation, "replace", leaving="mentor", people=("second_mentor",)), full_cast)
    entry = full_cast.second_mentor.mentor_entry
    entry.state = "excluded"
    entry.save()
    with pytest.raises(Refused, match="не состоит в базе наставников"):
        carried_out(change, full_cast)
    assert standing(relation)[1][0] == ("Белокопытова", "mentor", TODAY, None)


@pytest.mark.clause("4.3/5")
def test_the_step_after_a_withdrawal_is_done_when_who_withdrew_has_left(full_cast):
    relation = group(full_cast)
    withdraw_consent(member_of(relation, full_cast, "second_mentee").consent, by=full_cast.user("second_mentee"))
    assert ConsentStep.objects.open().count() == 1
    carried_out(prepared(full_cast, relation, "leave", leaving="second_mentee"), full_cast)
    step = ConsentStep.objects.get()
    assert (step.done_on, step.note) == (TODAY, "исключить из группы")


def test_the_step_stays_while_another_consent_is_lacking(full_cast):
    relation = group(full_cast)
    for part in ("mentee", "second_mentee"):
        withdraw_consent(member_of(relation, full_cast, part).consent, by=full_cast.user(part))
    carried_out(prepared(full_cast, relation, "leave", leaving="second_mentee"), full_cast)
    assert ConsentStep.objects.open().count() == 2
    carried_out(prepared(full_cast, relation, "end", reason="mentee"), full_cast)
    assert ConsentStep.objects.open().count() == 0


# --- to undo ----------------------------------------------------------------------------------------------------
def undone(change: RelationChange, cast, on=date(2026, 11, 2)) -> RelationChange:
    with clock.at(on):
        return undo_change(again(change), by=cast.user("head"), on=on)


@pytest.mark.parametrize(
    ("on", "until"), [(date(2026, 11, 2), UNTIL), (date(2027, 7, 1), date(2027, 6, 30))]
)  # a prolonged term that has been used holds to the day before
def test_undoing_a_prolongation(full_cast, on, until):
    relation = in_force(full_cast)
    change = carried_out(prepared(full_cast, relation, "extend", until=date(2027, 8, 31)), full_cast)
    undone(change, full_cast, on)
    assert (again(change).state, fresh(relation).until) == ("undone", until)


def test_undoing_other_terms(full_cast):
    relation = in_force(full_cast)
    undone(carried_out(prepared(full_cast, relation, "terms", form="virtual", topic="Иное"), full_cast), full_cast)
    assert (fresh(relation).form, fresh(relation).topic) == ("traditional", "Речевое развитие")


def test_undoing_a_joining(full_cast):
    relation = in_force(full_cast)
    change = carried_out(sign(prepared(full_cast, relation, "join", people=("second_mentee",)), full_cast), full_cast)
    undone(change, full_cast)
    assert standing(relation) == (
        "pair",
        [
            ("Белокопытова", "mentor", TODAY, None),
            ("Зайцева", "mentee", TODAY, None),
            ("Ким", "mentee", ON, date(2026, 11, 1)),
        ],
    )
    assert fresh(relation).stands_on(date(2026, 11, 2))  # the mentor's consent names her still


def test_undoing_a_leaving(full_cast):
    relation = group(full_cast)
    undone(carried_out(prepared(full_cast, relation, "leave", leaving="second_mentee"), full_cast), full_cast)
    kind, members = standing(relation)
    assert (kind, members[2]) == ("group", ("Ким", "mentee", TODAY, None))


def test_undoing_a_replacement_rests_until_the_mentee_consents_to_the_former_mentor(full_cast):
    relation = in_force(full_cast)
    change = sign(prepared(full_cast, relation, "replace", leaving="mentor", people=("second_mentor",)), full_cast)
    undone(carried_out(change, full_cast), full_cast)
    assert standing(relation)[1] == [
        ("Белокопытова", "mentor", TODAY, None),
        ("Зайцева", "mentee", TODAY, None),
        ("Гаврилюк", "mentor", ON, date(2026, 11, 1)),
    ]
    asked = member_of(relation, full_cast, "mentee").consent
    assert (asked.state, asked.about) == ("proposed", "Белокопытова Ирина Геннадьевна")
    with clock.at(date(2026, 11, 2)):
        assert not fresh(relation).stands_on(date(2026, 11, 2))
        register_consent(asked, by=full_cast.user("curator"), given_on=date(2026, 11, 2))
        assert fresh(relation).stands_on(date(2026, 11, 2))


@pytest.mark.parametrize("kind", ["end", "relieve"])
def test_undoing_an_end_revives_the_pair(full_cast, kind):
    relation = in_force(full_cast)
    facts = {"reason": "mutual"} if kind == "end" else {"leaving": "mentor"}
    undone(carried_out(prepared(full_cast, relation, kind, **facts), full_cast), full_cast)
    stored = fresh(relation)
    assert (stored.state, stored.ended_on, stored.end_reason) == ("in_force", None, "")
    assert [member.left_on for member in stored.members.all()] == [None, None]


@pytest.mark.parametrize("kind", ["end", "relieve"])
def test_an_end_is_not_undone_when_the_place_has_been_taken(full_cast, kind):
    make_room(full_cast, places=1)
    relation = in_force(full_cast)
    facts = {"reason": "mutual"} if kind == "end" else {"leaving": "mentor"}
    change = carried_out(prepared(full_cast, relation, kind, **facts), full_cast)
    chosen(full_cast, ("mentor",), ("third_mentee",))
    with pytest.raises(Refused, match="все заняты"):
        undone(change, full_cast)
    assert (fresh(relation).state, again(change).state) == ("ended", "carried_out")


def test_a_change_under_a_later_one_is_not_undone(full_cast):
    relation = in_force(full_cast)
    first = carried_out(prepared(full_cast, relation, "terms", topic="Иное"), full_cast)
    second = carried_out(prepared(full_cast, relation, "extend", until=date(2027, 8, 31)), full_cast)
    with pytest.raises(Refused) as caught:
        undone(first, full_cast)
    assert caught.value.sentence == (
        f"На этом изменении стоит более позднее — «продлить», {AMENDING}. Сначала отмените его."
    )
    undone(second, full_cast)
    undone(first, full_cast)
    assert fresh(relation).topic == "Речевое развитие"


def test_a_change_of_a_pair_that_has_ended_since_is_not_undone(full_cast):
    relation = in_force(full_cast)
    change = carried_out(prepared(full_cast, relation, "extend", until=date(2027, 8, 31)), full_cast)
    end_relation(fresh(relation), by=None, on=ON, reason="mutual")
    with pytest.raises(Refused, match="вернуть прежнее уже нельзя"):
        undone(change, full_cast)


# --- an order of assignment that is revoked (edge case 40) -----------------------------------------------------
def test_revoked_from_a_day_the_pair_has_ended_and_stays(full_cast):
    relation = in_force(full_cast)
    change = prepared(full_cast, relation, "extend", until=date(2027, 8, 31))
    end_by_revocation(fresh(relation), by=full_cast.user("head"), on=BEFORE, note="Приказ утратил силу.")
    stored = fresh(relation)
    assert (stored.state, stored.ended_on, stored.end_reason) == ("ended", BEFORE, "order")
    assert list(Relation.objects.in_force(TODAY)) == [stored]
    assert again(change).state == "dropped"


def test_revoked_from_the_first_day_the_pair_has_never_been(full_cast):
    relation = void_relation(in_force(full_cast), by=full_cast.user("head"), note="Приказ утратил силу.")
    assert (fresh(relation).state, fresh(relation).end_note) == ("void", "Приказ утратил силу.")
    assert list(Relation.objects.in_force(TODAY)) == list(Relation.objects.fixed(TODAY)) == []
    assert not fresh(relation).stands_on(TODAY)
    assert places_taken(full_cast.mentor) == 0
    assert entries_about(relation).last().event == "relation_voided"


# --- a pair rests (4.2, 4.3/5) ----------------------------------------------------------------------------------
@pytest.mark.clause("4.3/5")
def test_a_pair_rests_from_the_day_a_mentee_withdraws_until_a_new_consent(full_cast):
    relation = in_force(full_cast)
    with clock.at(ON):
        withdraw_consent(member_of(relation, full_cast, "mentee").consent, by=full_cast.user("mentee"))
        stored = fresh(relation)
        assert stored.is_resting and [member.person for member in stored.lapsed_today] == [full_cast.mentee]
        assert list(Relation.objects.in_force(ON)) == []
        assert list(Relation.objects.fixed(ON)) == [relation]
        assert list(Relation.objects.in_force(BEFORE)) == [relation] and stored.stands_on(BEFORE)
        member = renew_consent(member_of(relation, full_cast, "mentee"), by=full_cast.user("curator"))
        assert fresh(relation).is_resting
        register_consent(member.consent, by=full_cast.user("curator"), given_on=ON)
        assert not fresh(relation).is_resting and list(Relation.objects.in_force(ON)) == [relation]
        assert fresh(relation).stands_on(BEFORE)


@pytest.mark.clause("5.1/3")
def test_a_mentor_who_has_withdrawn_is_bound_for_three_working_days_and_no_new_order_is_founded_on_it(full_cast):
    relation = in_force(full_cast)
    withdraw_consent(member_of(relation, full_cast, "mentor").consent, by=full_cast.user("mentor"))
    for day, stands in ((TODAY, True), (date(2026, 9, 17), True), (date(2026, 9, 18), False)):
        with clock.at(day):
            assert fresh(relation).stands_on(day) is stands, day
    change = prepared(full_cast, relation, "extend", until=date(2027, 8, 31))
    assert [each.mend for each in missing_for_change(again(change), TODAY)] == ["renew"]


def test_a_blank_for_a_consent_that_still_holds_does_not_stop_the_pair(full_cast):
    relation = in_force(full_cast)
    withdraw_consent(member_of(relation, full_cast, "mentor").consent, by=full_cast.user("mentor"))
    renew_consent(member_of(relation, full_cast, "mentor"), by=full_cast.user("curator"))
    for day, stands in ((TODAY, True), (date(2026, 9, 17), True), (date(2026, 9, 18), False)):
        with clock.at(day):
            assert fresh(relation).stands_on(day) is stands, day
            assert (list(Relation.objects.in_force(day)) == [relation]) is stands, day


@pytest.mark.parametrize("kind", ChangeKind.values)
def test_every_kind_has_its_words(kind):
    assert ChangeKind(kind).label
