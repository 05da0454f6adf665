"""Facts of the rooms below close items by themselves; one sentence says what blocks a stage."""

import uuid
from datetime import date

import pytest
from django.db import transaction

from nastavnik.banks.actions import answer_requests, close_collection, open_collection
from nastavnik.consents.actions import withdraw_consent
from nastavnik.consents.models import Consent
from nastavnik.help.actions import appoint_specialist
from nastavnik.kit import clock
from nastavnik.pairs.models import MatchRun
from nastavnik.people.actions import dismiss
from nastavnik.regulation.actions import approve_edition
from nastavnik.roadmap.actions import approve_roadmap, change_item, close_item, draft_roadmap
from nastavnik.roadmap.models import Roadmap
from nastavnik.roadmap.queries import current_roadmap, current_stage, read_stages, stages_of
from tests.cast import TODAY
from tests.pairs.made import in_force
from tests.roadmap.made import YEAR, make_invitation, make_programme, make_relation


@pytest.fixture
def draft(cast) -> Roadmap:
    return draft_roadmap(cast.organisation, by=cast.user("curator"), since=YEAR[0], until=YEAR[1])


def line(cast, clause):
    """The line of a clause in the roadmap of today."""
    return next(line for stage in stages_of(cast.organisation) for line in stage.lines if line.item.clause == clause)


def told(cast, clause):
    """State, day, words and whether it was marked by itself."""
    found = line(cast, clause)
    return found.state, found.done_on, found.sentence.replace("\u00a0", " "), found.is_auto


def test_there_are_no_stages_without_a_roadmap(cast):
    assert stages_of(cast.organisation) == []


@pytest.mark.clause("R1.1", "4.1")
def test_regulation_closes_its_item(cast, draft):
    assert told(cast, "R1.1") == ("open", None, "Нет приказа об утверждении Положения.", True)
    approve_edition(
        cast.organisation, by=cast.user("head"), since=TODAY, ground="приказ от 14.09.2026 № 41-ОД",
        ground_id=uuid.uuid4(),
    )  # fmt: skip
    said = "Положение действует с 14 сентября: приказ от 14.09.2026 № 41-ОД."
    assert told(cast, "R1.1") == ("done", TODAY, said, True)


@pytest.mark.clause("R1.2", "4.3/4")
def test_approval_closes_its_item(cast, draft):
    assert told(cast, "R1.2")[0] == "open"
    with transaction.atomic():
        approve_roadmap(draft, by=cast.user("head"), on=TODAY, ground="приказ № 43-ОД", ground_id=uuid.uuid4())
    assert told(cast, "R1.2") == ("done", TODAY, "Утверждена 14 сентября: приказ № 43-ОД.", True)


@pytest.mark.clause("R1.3", "R5.1", "4.3/5")
def test_order_on_pairs_closes_both_its_items(cast, draft):
    expected = "Ни одна пара или группа ещё не закреплена приказом."
    assert told(cast, "R1.3") == ("open", None, expected, True)
    make_relation(cast, "acquaintance")
    assert told(cast, "R5.1")[2] == "Ещё знакомятся: 1 пара или группа."
    make_relation(cast, "agreed", mentee="second_mentee")
    assert told(cast, "R5.1")[:3] == ("open", None, "Согласованы участниками и ждут приказа: 1.")
    make_relation(cast, "in_force", mentee="third_mentee", since=date(2026, 9, 10))
    expected = ("done", date(2026, 9, 10), "Закреплено приказом: 1 пара или группа. Ждут приказа: 1.", True)
    assert told(cast, "R1.3") == told(cast, "R5.1") == expected


@pytest.mark.clause("R5.3")
def test_support_of_those_without_a_mentor_closes_its_item_by_itself(full_cast):
    cast, by = full_cast, full_cast.user("curator")
    draft_roadmap(cast.organisation, by=by, since=YEAR[0], until=YEAR[1])
    assert told(cast, "R5.3") == ("open", None, "Ждут наставника: 3. Никто не сопровождает: 3.", True)
    in_force(cast)
    for part, on in (("second_mentee", TODAY), ("third_mentee", date(2026, 9, 20))):
        with clock.at(on):
            appoint_specialist(cast.people[part], by=by, specialist=cast.bystander)
            assert (told(cast, "R5.3")[0] == "open") == (part == "second_mentee")
    with clock.at(date(2026, 9, 21)):
        said = "Ждут наставника: 2. Каждого сопровождает специалист, поиск продолжается."
        assert told(cast, "R5.3") == ("done", date(2026, 9, 20), said, True)
        dismiss(cast.bystander, by=by, on=date(2026, 9, 21))
    with clock.at(date(2026, 9, 22)):  # who has left accompanies nobody
        assert told(cast, "R5.3")[:3] == ("open", None, "Ждут наставника: 2. Никто не сопровождает: 2.")


@pytest.mark.clause("R5.3")
def test_support_is_not_needed_where_nobody_waits(cast, draft):
    assert told(cast, "R5.3")[0] == "open"
    make_relation(cast, "in_force", since=date(2026, 9, 10))
    assert told(cast, "R5.3") == ("not_applicable", None, "Никто не ждёт наставника.", True)


@pytest.mark.parametrize("state", ["not_formed", "dropped"])
def test_pairs_that_did_not_come_about_do_not_count(cast, draft, state):
    make_relation(cast, state)
    assert told(cast, "R5.1")[2] == "Ни одна пара или группа ещё не закреплена приказом."
    assert told(cast, "R4.1")[0] == "open"


def test_pair_of_last_year_does_not_close_this_years_item(cast, draft):
    make_relation(cast, "ended", since=date(2025, 10, 1), ended_on=date(2026, 5, 29))
    assert told(cast, "R5.1")[0] == "open"


@pytest.mark.clause("R1.4", "R5.2")
def test_programme_of_each_pair_closes_both_its_items(full_cast, draft):
    assert told(full_cast, "R1.4")[2] == "Программы составляются после приказа о закреплении пар и групп."
    first, second = (make_relation(full_cast, "in_force", mentee=part) for part in ("mentee", "second_mentee"))
    make_programme(first, "approved", approved_on=date(2026, 9, 20))
    programme = make_programme(second, "review")
    assert told(full_cast, "R5.2") == ("open", None, "Программы утверждены: 1 из 2.", True)
    programme.state, programme.approved_on = "approved", date(2026, 9, 25)
    programme.save()
    expected = ("done", date(2026, 9, 25), "Программы утверждены: 2 из 2.", True)
    assert told(full_cast, "R1.4") == told(full_cast, "R5.2") == expected


def test_ended_pair_whose_programme_never_came_blocks_nothing(full_cast, draft):
    make_programme(make_relation(full_cast, "in_force"), "approved")
    make_relation(full_cast, "ended", mentee="second_mentee", ended_on=date(2026, 9, 14))
    assert told(full_cast, "R5.2")[:3] == ("done", date(2026, 9, 20), "Программы утверждены: 1 из 1.")


@pytest.mark.clause("R1.4")
def test_programmes_are_not_applicable_when_there_are_no_mentees(cast, draft):
    assert told(cast, "R1.4") == ("not_applicable", None, "Наставляемых нет: программы не нужны.", True)


@pytest.mark.clause("R2.1")
def test_collection_of_requests_closes_its_item_with_coverage(cast, draft):
    assert told(cast, "R2.1") == ("open", None, "Сбор профессиональных запросов ещё не открыт.", True)
    collection = open_collection(cast.organisation, "mentees", by=cast.user("curator"))
    for part, wanted in (("mentee", [{"text": "Беседы с родителями"}]), ("second_mentee", [])):
        answer_requests(cast.people[part], wanted, by=cast.user("curator"), collection=collection)
    assert told(cast, "R2.1")[2] == "Сбор идёт до 28 сентября. Ответили 2 из 7 педагогов."
    with clock.at(date(2026, 9, 29)):
        assert told(cast, "R2.1")[2].startswith("Срок ответа прошёл 28 сентября, сбор не закрыт.")
        close_collection(collection, by=cast.user("curator"))
    expected = ("done", date(2026, 9, 29), "Сбор закрыт 29 сентября. Ответили 2 из 7 педагогов.", True)
    assert told(cast, "R2.1") == expected
    assert told(cast, "R3.1")[0] == "open"  # the other bank's


@pytest.mark.clause("R3.1")
def test_questionnaire_of_mentors_closes_its_item(cast, draft):
    close_collection(open_collection(cast.organisation, "mentors", by=cast.user("curator")), by=cast.user("curator"))
    assert told(cast, "R3.1") == ("done", TODAY, "Сбор закрыт 14 сентября. Ответили 0 из 7 педагогов.", True)


@pytest.mark.clause("R2.2", "R3.2")
def test_banks_with_consents_close_their_items(full_cast, draft):
    assert told(full_cast, "R2.2") == ("done", TODAY, "В базе с согласием: 3.", True)
    assert told(full_cast, "R3.2") == ("done", TODAY, "В базе с согласием: 2.", True)


@pytest.mark.clause("R2.2")
def test_entries_without_consent_do_not_close_the_item(cast, draft):
    answer_requests(cast.mentee, [{"text": "Беседы"}], by=cast.user("curator"))
    said = "В базе ещё нет ни одного наставляемого. Черновиков без согласия или сведений: 1."
    assert told(cast, "R2.2") == ("open", None, said, True)


@pytest.mark.clause("R3.2")
def test_withdrawn_consents_open_the_item_again(full_cast, draft):
    for part in ("mentor", "second_mentor"):
        withdraw_consent(
            Consent.objects.get(person=full_cast.people[part], kind="processing"),
            by=full_cast.user(part),
            on=TODAY,
        )
    assert told(full_cast, "R3.2")[0] == "open"


@pytest.mark.clause("R4.1")
@pytest.mark.parametrize("how", ["run", "proposal"])
def test_choice_of_mentors_closes_its_item(full_cast, draft, how):
    assert told(full_cast, "R4.1") == ("open", None, "Подбор ещё не проводился.", True)
    if how == "run":
        MatchRun.objects.create(organisation=full_cast.organisation, made_at=clock.now())
    else:
        make_relation(full_cast, "proposed")
    assert told(full_cast, "R4.1") == ("done", TODAY, "Подбор проведён 14 сентября.", True)


@pytest.mark.clause("R6.1")
def test_surveys_after_the_programmes_close_their_item(full_cast, draft):
    with clock.at(date(2027, 5, 25)):
        assert told(full_cast, "R6.1")[2] == "Ещё ни одна программа не завершена."
        make_programme(make_relation(full_cast, "ended", ended_on=date(2027, 5, 20)), "completed")
        assert told(full_cast, "R6.1")[2] == "Анкеты «после» ещё не разосланы."
        make_invitation(full_cast, full_cast.mentor, "submitted", on=date(2027, 5, 20))
        waiting = make_invitation(full_cast, full_cast.mentee, "open", on=date(2027, 5, 20))
        assert told(full_cast, "R6.1") == ("open", None, "Сдано анкет «после»: 1 из 2.", True)
        waiting.state = "declined"
        waiting.save()
        assert told(full_cast, "R6.1") == ("done", date(2027, 5, 22), "Сдано анкет «после»: 1 из 2.", True)


def test_item_without_a_fact_waits_for_the_mark(cast, draft):
    assert told(cast, "R6.2") == ("open", None, "", False)
    close_item(line(cast, "R6.2").item, by=cast.user("curator"), on=TODAY, note="Семинар")
    assert told(cast, "R6.2") == ("done", TODAY, "Семинар", False)


def test_fact_wins_over_not_applicable(full_cast, draft):
    change_item(line(full_cast, "R2.2").item, by=full_cast.user("curator"), state="not_applicable", note="нет")
    assert told(full_cast, "R2.2")[0] == "done"


# --- stages -------------------------------------------------------------------------------------------------
def strip(cast):
    return [(stage.state, stage.done, stage.total) for stage in stages_of(cast.organisation)]


@pytest.mark.clause("R1")
def test_strip_shows_where_we_are_and_what_blocks(cast, draft):
    assert strip(cast) == [
        ("current", 1, 4), ("next", 0, 2), ("next", 0, 2), ("next", 0, 3), ("next", 1, 3), ("next", 0, 3),
        ("next", 0, 1),
    ]  # fmt: skip
    stages = stages_of(cast.organisation)
    assert current_stage(stages).blocking == "Нет приказа об утверждении Положения."
    assert stages[6].blocking.replace("\u00a0", " ").startswith("До 31 мая 2027: Освещение мероприятий")


def test_current_stage_is_that_of_the_earliest_term(cast, draft):
    """Stage 1 waits for its order on pairs until the banks are filled: terms lead, not numbers."""
    approve_edition(cast.organisation, by=None, since=TODAY, ground="приказ № 41-ОД", ground_id=uuid.uuid4())
    with transaction.atomic():
        approve_roadmap(draft, by=cast.user("head"), on=TODAY, ground="приказ № 43-ОД", ground_id=uuid.uuid4())
    stages = stages_of(cast.organisation)
    assert [stage.state for stage in stages[:3]] == ["next", "current", "next"]
    assert current_stage(stages).blocking == "Сбор профессиональных запросов ещё не открыт."


def test_stage_past_its_term_is_blocked(cast, draft):
    with clock.at(date(2026, 9, 15)):
        assert strip(cast)[0][0] == "current"  # the last day is in time
    with clock.at(date(2026, 9, 16)):
        assert strip(cast)[0][0] == "blocked"
        assert line(cast, "R1.1").is_late


@pytest.mark.clause("R7")
def test_stage_is_done_by_marks_and_skipped_when_nothing_applies(cast, draft):
    change_item(line(cast, "R7").item, by=cast.user("curator"), state="not_applicable", note="Сайта нет")
    assert strip(cast)[6] == ("skipped", 1, 1)
    for item in draft.items.filter(stage=6):
        close_item(item, by=cast.user("curator"), on=TODAY, note="Сделано")
    assert strip(cast)[5] == ("done", 3, 3)
    assert stages_of(cast.organisation)[5].blocking == ""


def test_current_roadmap_is_the_approved_one_of_the_day(cast, draft):
    assert current_roadmap(cast.organisation, TODAY) == draft
    with transaction.atomic():
        approve_roadmap(draft, by=cast.user("head"), on=TODAY, ground="приказ", ground_id=uuid.uuid4())
    following = draft_roadmap(
        cast.organisation, by=cast.user("curator"), since=date(2027, 9, 1), until=date(2028, 8, 31)
    )
    assert current_roadmap(cast.organisation, TODAY) == draft
    assert current_roadmap(cast.organisation, date(2027, 9, 1)) == following
    assert current_roadmap(cast.other, TODAY) is None


def test_strip_takes_as_many_queries_for_many_people_as_for_few(
    full_cast, draft, django_assert_max_num_queries, django_assert_num_queries
):
    with django_assert_max_num_queries(6) as few:
        stages_of(full_cast.organisation)
    for part in ("mentee", "second_mentee", "third_mentee"):
        make_programme(make_relation(full_cast, "in_force", mentee=part), "running")
        make_invitation(full_cast, full_cast.people[part], "submitted", on=TODAY)
    draft.items.update(responsible=full_cast.curator)
    with django_assert_num_queries(len(few)):
        read_stages(full_cast.organisation, draft)
        current_roadmap(full_cast.organisation, TODAY)
