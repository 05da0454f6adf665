"""Supplementary agreements: drafted from the pair, signed on paper, registered; or why none is needed (351.8)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from nastavnik.duties.actions import (
    attach_supplement_scan,
    change_supplement,
    draft_supplement,
    drop_supplement,
    register_supplement,
    waive_supplement,
)
from nastavnik.duties.models import JOB_FUNCTION, Supplement, SupplementState
from nastavnik.duties.queries import duty_rows, supplement_status
from nastavnik.duties.states import SUPPLEMENT
from nastavnik.kit.journal import entries_about
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.models import RelationState
from nastavnik.papers.models import IssuedPaper
from tests.cast import TODAY
from tests.duties.made import drafted, mentor_of, registered, resigned, supplement_brought_to, waived
from tests.pairs.changes import carried_out, prepared
from tests.pairs.made import UNTIL, brought_to, fresh, in_force, make_room, plain, ready

pytestmark = pytest.mark.django_db

MOVES = {
    ("register", "draft"): "signed",
    ("drop", "draft"): "dropped",
    ("drop", "not_needed"): "dropped",
}


def test_the_table_of_moves_is_this_one():
    assert {(move.name, source): move.target for move in SUPPLEMENT.moves for source in move.sources} == MOVES


@pytest.mark.parametrize("state", SupplementState.values)
def test_only_the_moves_of_the_table_are_possible(full_cast, state):
    supplement = supplement_brought_to(full_cast, state)
    assert (supplement.state, SUPPLEMENT.possible(supplement)) == (
        state, [move for move, source in MOVES if source == state],
    )  # fmt: skip


# --- drafts -------------------------------------------------------------------------------------------------------
@pytest.mark.clause("4.2")
def test_a_draft_is_filled_in_from_the_pair_and_leaves_the_contract_blank(full_cast):
    supplement = drafted(full_cast)
    assert (supplement.since, supplement.until, supplement.payment) == (TODAY, UNTIL, "")
    assert (supplement.contract_number, supplement.contract_date) == ("", None)
    assert supplement.form_words == "традиционная; «педагог – педагог»"
    assert supplement.content.endswith("Направление: Речевое развитие. Наставляемый: Зайцева Полина Андреевна.")


def test_a_draft_of_a_group_names_everybody(full_cast):
    make_room(full_cast)
    supplement = drafted(full_cast, in_force(full_cast, ("mentor",), ("mentee", "second_mentee")))
    assert supplement.content.endswith("Наставляемые: Зайцева Полина Андреевна, Ким Артём.")


def test_drafting_twice_gives_the_same_draft(full_cast):
    relation = in_force(full_cast)
    assert drafted(full_cast, relation) == drafted(full_cast, relation)


def test_it_can_be_drafted_before_the_order(full_cast):
    """Consent, agreement, order: in this order (domain, chapter 4)."""
    assert drafted(full_cast, ready(full_cast)).state == "draft"


@pytest.mark.parametrize("state", sorted(set(RelationState.values) - {"agreed", "in_force"}))
def test_for_a_pair_that_is_not_so_far_or_over_none_is_drafted(full_cast, state):
    member = mentor_of(full_cast, brought_to(full_cast, state))
    with pytest.raises(Refused, match="Соглашение готовят, когда пара согласована"):
        draft_supplement(member, by=full_cast.user("curator"))


def test_with_a_mentee_none_is_made(full_cast):
    with pytest.raises(Refused, match="заключают с наставником"):
        draft_supplement(mentor_of(full_cast, part="mentee"), by=full_cast.user("curator"))


def test_the_words_can_be_changed_until_it_is_signed(full_cast):
    supplement = change_supplement(
        drafted(full_cast), by=full_cast.user("curator"), payment="По пункту 3.4 Положения об оплате труда"
    )
    assert Supplement.objects.get(pk=supplement.pk).payment == "По пункту 3.4 Положения об оплате труда"
    register_supplement(supplement, by=full_cast.user("curator"), number="5", signed_on=TODAY)
    with pytest.raises(Refused, match="Изменить можно только проект"):
        change_supplement(supplement, by=full_cast.user("curator"), payment="иначе")


def test_a_term_ends_after_it_begins(full_cast):
    with pytest.raises(Refused) as caught:
        change_supplement(
            drafted(full_cast), by=full_cast.user("curator"), since=TODAY, until=TODAY - timedelta(days=1)
        )
    assert caught.value.field == "until"


# --- signed on paper ------------------------------------------------------------------------------------------------
def test_registered_with_what_stands_on_the_paper_and_kept_as_printed(full_cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        supplement = registered(full_cast)
    assert (supplement.state, supplement.number, supplement.signed_on) == ("signed", "5", TODAY)
    assert set(IssuedPaper.objects.about(supplement).values_list("kind", "format")) == {
        ("supplement", "pdf"), ("supplement", "docx"),
    }  # fmt: skip
    assert [entry.event for entry in entries_about(supplement)] == ["supplement_drafted", "supplement_registered"]


def test_a_day_that_has_not_come_is_refused(full_cast):
    with pytest.raises(Refused) as caught:
        register_supplement(
            drafted(full_cast), by=full_cast.user("curator"), number="5", signed_on=TODAY + timedelta(days=1)
        )
    assert caught.value.field == "signed_on"


def test_a_scan_belongs_to_what_is_signed(full_cast):
    with pytest.raises(Refused, match="ещё не зарегистрировано"):
        attach_supplement_scan(drafted(full_cast), None, by=full_cast.user("curator"))


def test_the_database_wants_a_day_and_a_pair_of_what_is_signed(full_cast):
    for facts in ({"state": "signed"}, {"state": "signed", "signed_on": TODAY, "relation": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Supplement.objects.create(
                organisation=full_cast.organisation, person=full_cast.mentor, made_on=TODAY, **facts
            )


# --- none is needed ---------------------------------------------------------------------------------------------------
def test_a_mentor_whose_job_it_is_needs_none_in_any_pair(full_cast):
    make_room(full_cast)
    first, second = in_force(full_cast), in_force(full_cast, ("mentor",), ("second_mentee",))
    draft = drafted(full_cast, first)
    waived(full_cast)
    draft.refresh_from_db()
    assert draft.state == "dropped"
    for relation in (first, second):
        status = supplement_status(fresh(relation))[0]
        assert (status.standing, status.words, status.warning) == (
            "not_needed", f"не требуется: {JOB_FUNCTION}", "",
        )  # fmt: skip
    with pytest.raises(Refused, match="сначала снимите отметку"):
        drafted(full_cast, first)


def test_without_a_ground_it_is_not_marked_and_not_twice(full_cast):
    with pytest.raises(Refused, match="Укажите основание"):
        waive_supplement(full_cast.mentor, by=full_cast.user("curator"), ground="  ")
    waived(full_cast)
    with pytest.raises(Refused, match="Уже отмечено"):
        waived(full_cast)


def test_the_mark_can_be_taken_back(full_cast):
    relation = in_force(full_cast)
    drop_supplement(waived(full_cast), by=full_cast.user("curator"))
    assert drafted(full_cast, relation).state == "draft"


# --- how a mentor stands (for the page of an order) -----------------------------------------------------------------
@pytest.mark.clause("4.2", "4.3/5")
def test_the_status_warns_and_never_blocks(full_cast):
    relation = in_force(full_cast)
    status = supplement_status(fresh(relation))[0]
    assert (status.standing, status.words) == ("none", "нет")
    assert plain(status.warning) == (
        "Нет дополнительного соглашения: Белокопытова Ирина Геннадьевна. Статья 351.8 ТК РФ велит указать в нём "
        "содержание, срок и форму наставничества. Приказ это не останавливает."
    )
    drafted(full_cast, relation)
    assert supplement_status(fresh(relation))[0].standing == "draft"
    registered(full_cast, relation)
    status = supplement_status(fresh(relation))[0]
    assert (status.standing, plain(status.words), status.warning) == (
        "signed", "есть: дополнительное соглашение от 14.09.2026 № 5", "",
    )  # fmt: skip


@pytest.mark.clause("8.2")
def test_a_prolonged_pair_wants_a_new_agreement(full_cast):
    relation = in_force(full_cast)
    registered(full_cast, relation)
    carried_out(prepared(full_cast, relation, "extend", until=date(2027, 8, 31)), full_cast)
    warning = supplement_status(fresh(relation))[0].warning
    assert warning.startswith("Соглашение действует по 31.05.2027, а наставничество — по 31.08.2027")
    assert registered(full_cast, fresh(relation), number="6").until == date(2027, 8, 31)
    assert supplement_status(fresh(relation))[0].warning == ""


def test_the_list_shows_mentors_of_pairs_that_are_agreed_or_in_force(full_cast):
    ready(full_cast, ("second_mentor",), ("third_mentee",))
    relation = in_force(full_cast)
    notice = resigned(full_cast, relation)
    rows = [(row.member.person, row.status.standing, row.notice) for row in duty_rows(full_cast.organisation)]
    assert rows == [(full_cast.mentor, "none", notice), (full_cast.second_mentor, "none", None)]
    assert [row.member.person for row in duty_rows(full_cast.organisation, full_cast.mentor)] == [full_cast.mentor]
