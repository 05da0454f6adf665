"""Both marks of an activity, and the colleague who is asked to help with it (5.1/1, 6.2/2, edge case 59)."""

from datetime import timedelta

import pytest

from nastavnik.consents.actions import register_consent, withdraw_consent
from nastavnik.consents.models import Consent, ConsentKind
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.models import RelationMember
from nastavnik.programmes.actions import (
    accept_engagement,
    change_item,
    confirm_item,
    decline_engagement,
    do_item,
    entrust_item,
    invite_specialist,
    release_specialist,
    terminate_programme,
    undo_item,
)
from nastavnik.programmes.marks import engagement_of, marks_of
from nastavnik.programmes.models import Engagement, PlanItem, Programme
from nastavnik.programmes.papers import programme_paper
from tests.cast import TODAY
from tests.programmes.conftest import bring_to

LATER = TODAY + timedelta(days=10)


def fresh(item: PlanItem) -> PlanItem:
    return PlanItem.objects.get(pk=item.pk)


@pytest.fixture
def item(brought_to) -> PlanItem:
    """An activity of a running programme; nobody in particular is responsible."""
    return brought_to("running").items.get()


def accepted(full_cast, item) -> Engagement:
    engagement = invite_specialist(item, full_cast.bystander, by=full_cast.user("mentor"), words="Показать игру")
    return accept_engagement(engagement, by=full_cast.user("bystander"))


def signed(full_cast, item) -> Engagement:
    engagement = accepted(full_cast, item)
    register_consent(engagement.consent, by=full_cast.user("curator"), given_on=TODAY)
    return Engagement.objects.get(pk=engagement.pk)


# --- two marks --------------------------------------------------------------------------------------------------
@pytest.mark.clause("6.2/2", "M4/1")
@pytest.mark.parametrize(("first", "second"), [("mentor", "mentee"), ("mentee", "mentor")])
def test_an_activity_is_done_when_both_sides_have_marked_it_in_either_order(item, full_cast, first, second):
    do_item(item, by=full_cast.user(first), actual="Разобрали три беседы", on=TODAY)
    stands = fresh(item)
    assert (stands.state, stands.actual, marks_of(stands).is_one_sided) == ("planned", "Разобрали три беседы", True)
    with clock.at(LATER):
        confirm_item(fresh(item), by=full_cast.user(second))
    stands = fresh(item)
    assert (stands.state, stands.done_on, stands.marks.count()) == ("done", TODAY, 2)


def test_a_side_marks_once_and_takes_back_only_its_own_mark(item, full_cast):
    mentor, mentee = full_cast.user("mentor"), full_cast.user("mentee")
    with pytest.raises(Refused, match="выполнение ещё никто не отметил"):
        confirm_item(item, by=mentee)
    do_item(item, by=mentor, actual="Готово")
    with pytest.raises(Refused, match="Ваша отметка уже стоит"):
        confirm_item(item, by=mentor)
    with pytest.raises(Refused, match="Вашей отметки здесь нет"):
        undo_item(item, by=mentee)
    undo_item(item, by=mentor)
    assert (item.marks.count(), fresh(item).actual) == (0, "Готово")


@pytest.mark.clause("1.4/7")
def test_in_a_group_who_is_responsible_marks_for_their_side(group, full_cast):
    programme = bring_to(full_cast, "running", group)
    item = programme.items.get()
    item.responsible = next(one for one in programme.members if one.person == full_cast.second_mentee)
    item.save()
    do_item(item, by=full_cast.user("mentor"), actual="Готово")
    with pytest.raises(Refused, match=r"отвечает Ким.А\."):
        confirm_item(item, by=full_cast.user("mentee"))
    confirm_item(item, by=full_cast.user("second_mentee"))
    assert fresh(item).state == "done"


def test_who_has_left_marks_nothing_and_their_earlier_mark_stands(group, full_cast):
    programme = bring_to(full_cast, "running", group)
    item = programme.items.get()
    do_item(item, by=full_cast.user("second_mentee"), actual="Готово")
    RelationMember.objects.filter(person=full_cast.second_mentee).update(left_on=TODAY)
    with clock.at(LATER):
        with pytest.raises(Refused, match=r"по 14\.09\.2026: читать её можно"):
            undo_item(fresh(item), by=full_cast.user("second_mentee"))
        confirm_item(fresh(item), by=full_cast.user("mentor"))
    assert fresh(item).state == "done"


# --- the specialist ---------------------------------------------------------------------------------------------
@pytest.mark.clause("5.1/1")
def test_a_colleague_agrees_in_words_and_their_written_consent_opens(item, full_cast):
    engagement = accepted(full_cast, item)
    consent = engagement.consent
    assert (engagement.state, engagement.holds, engagement.waits_for_paper) == ("accepted", False, True)
    assert (consent.kind, consent.state, consent.person) == (ConsentKind.SPECIALIST, "proposed", full_cast.bystander)
    programme = item.programme
    assert consent.about == f"программа {programme}, {programme.relation}"


@pytest.mark.clause("5.1/1")
def test_nobody_answers_for_an_activity_without_a_written_consent_that_holds(item, full_cast):
    """Edge case 59: asked, agreed in words, or withdrawn is not enough."""
    mentor = full_cast.user("mentor")
    asked = invite_specialist(item, full_cast.bystander, by=mentor)
    for step in (lambda: None, lambda: accept_engagement(asked, by=full_cast.user("bystander"))):
        step()
        with pytest.raises(Refused, match="согласие привлечённого специалиста не действует"):
            entrust_item(Engagement.objects.get(pk=asked.pk), by=mentor)
    register_consent(asked.consent, by=full_cast.user("curator"), given_on=TODAY)
    entrust_item(Engagement.objects.get(pk=asked.pk), by=mentor)
    withdraw_consent(Consent.objects.get(pk=asked.consent_id), by=full_cast.user("curator"))
    assert marks_of(fresh(item)).specialist is None
    with pytest.raises(Refused, match="не действует"):
        entrust_item(Engagement.objects.get(pk=asked.pk), by=mentor)


@pytest.mark.clause("5.1/1", "6.2/2")
def test_the_responsible_specialist_marks_and_one_of_the_pair_confirms(item, full_cast):
    engagement = signed(full_cast, item)
    entrust_item(engagement, by=full_cast.user("mentor"))
    do_item(fresh(item), by=full_cast.user("mentee"), actual="Игру показали")
    confirm_item(fresh(item), by=full_cast.user("mentor"))  # the pair alone is not enough: the specialist answers
    assert fresh(item).state == "planned"
    with clock.at(LATER):
        confirm_item(fresh(item), by=full_cast.user("bystander"))
    assert (fresh(item).state, fresh(item).done_on) == ("done", TODAY)


def test_a_specialist_who_is_not_responsible_marks_nothing(item, full_cast):
    signed(full_cast, item)
    with pytest.raises(Refused, match="специалист, который отвечает"):
        do_item(item, by=full_cast.user("bystander"), actual="Готово")


@pytest.mark.clause("1.4/5")
def test_who_declines_has_no_part_in_it_and_may_be_asked_again(item, full_cast):
    engagement = invite_specialist(item, full_cast.bystander, by=full_cast.user("mentor"), words="Показать игру")
    with pytest.raises(Refused, match="отвечает тот, кого пригласили"):
        decline_engagement(engagement, by=full_cast.user("mentor"))
    decline_engagement(engagement, by=full_cast.user("bystander"))
    assert engagement_of(fresh(item), full_cast.user("bystander")) is None
    assert not Consent.objects.filter(kind=ConsentKind.SPECIALIST).exists()
    assert Engagement.objects.get().words == ""
    invite_specialist(item, full_cast.bystander, by=full_cast.user("mentor"))


def test_invitations_that_cannot_be_say_why(item, full_cast):
    mentor = full_cast.user("mentor")
    invite_specialist(item, full_cast.bystander, by=mentor)
    cases = [
        (full_cast.bystander, "приглашение уже отправлено"),
        (full_cast.mentee, "и так участвует"),
        (full_cast.head, "не работает в учреждении педагогом"),
        (full_cast.stranger, "не работает в учреждении педагогом"),
    ]
    for person, words in cases:
        with pytest.raises(Refused, match=words) as refused:
            invite_specialist(item, person, by=mentor)
        assert refused.value.field == "person"
    do_item(item, by=mentor, actual="Готово")
    confirm_item(item, by=full_cast.user("mentee"))
    with pytest.raises(Refused, match="которое ещё предстоит"):
        invite_specialist(item, full_cast.second_mentor, by=mentor)


def test_what_a_mentee_answers_for_is_not_handed_over_without_agreement(item, full_cast):
    engagement = signed(full_cast, item)
    item.responsible = item.programme.relation.mentees[0]
    item.save()
    with pytest.raises(Refused, match="изменив план по согласию всех"):
        entrust_item(Engagement.objects.get(pk=engagement.pk), by=full_cast.user("mentor"))


@pytest.mark.clause("6.1/2")
def test_while_the_programme_is_written_a_new_responsible_is_a_new_text(brought_to, full_cast):
    programme = brought_to("agreeing")
    engagement = signed(full_cast, programme.items.get())
    before = Programme.objects.get(pk=programme.pk).version
    entrust_item(engagement, by=full_cast.user("mentee"))
    assert Programme.objects.get(pk=programme.pk).version == before + 1


def test_a_member_named_anew_answers_instead_of_the_specialist(brought_to, full_cast):
    item = brought_to("draft").items.get()
    entrust_item(signed(full_cast, item), by=full_cast.user("mentor"))
    assert marks_of(fresh(item)).specialist is not None
    mentee = item.programme.relation.mentees[0]
    change_item(fresh(item), by=full_cast.user("mentor"), version=item.version, responsible=mentee)
    assert (marks_of(fresh(item)).specialist, fresh(item).responsible) == (None, mentee)


def test_letting_a_specialist_go_takes_the_unsigned_blank_along_and_keeps_a_signed_one(item, full_cast):
    engagement = accepted(full_cast, item)
    release_specialist(engagement, by=full_cast.user("mentor"))
    assert not Consent.objects.filter(kind=ConsentKind.SPECIALIST).exists()
    again = signed(full_cast, item)
    release_specialist(again, by=full_cast.user("bystander"))
    assert Consent.objects.get(kind=ConsentKind.SPECIALIST).state == "given"


def test_at_the_end_of_a_programme_open_invitations_close_and_helpers_stay_named(brought_to, full_cast):
    programme = brought_to("running")
    item = programme.items.get()
    signed(full_cast, item)
    invite_specialist(item, full_cast.second_mentor, by=full_cast.user("mentor"))
    terminate_programme(programme, by=full_cast.user("curator"), reason="mutual")
    states = dict(Engagement.objects.values_list("person__surname", "state"))
    assert states == {"Абросимова": "accepted", "Гаврилюк": "released"}


@pytest.mark.clause("1.4/1", "4.5/6", "5.1/1")
def test_the_paper_of_the_plan_names_content_method_and_the_specialist_who_answers(brought_to, full_cast):
    item = brought_to("draft").items.get()
    change_item(item, by=full_cast.user("mentor"), version=1, content="Три беседы", method="Картотека бесед")
    entrust_item(signed(full_cast, fresh(item)), by=full_cast.user("mentor"))
    table = next(
        one for one in programme_paper(item.programme).blocks if getattr(one, "caption", "").startswith("Меро")
    )
    (row,) = table.rows
    assert row[1] == "Разбор трёх бесед с родителями\nТри беседы\nКартотека бесед"
    assert row[4] == full_cast.bystander.short_name
