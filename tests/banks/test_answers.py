"""Professional requests and questionnaires: drafts only on a yes, a no leaves no mark, what is said again stays."""

from datetime import date

import pytest

from nastavnik.banks.actions import answer_mentor, answer_requests, include_entry, open_collection, resolve_request
from nastavnik.banks.models import CollectionAnswer, MenteeEntry, MentorEntry, ProfessionalRequest
from nastavnik.consents.actions import propose_consent, register_consent
from nastavnik.consents.models import Consent, ConsentKind
from nastavnik.kit import clock
from nastavnik.kit.journal import entries_about
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Settings
from tests.cast import TODAY, give_consent


def wanted(cast, *codes, text=""):
    return {"topics": [cast.topics[code] for code in codes], "text": text}


def open_requests(entry):
    return [
        ([topic.code for topic in request.topics.all()], request.text, request.priority)
        for request in entry.requests.filter(state="open")
    ]


# --- requests (R2.1) ----------------------------------------------------------------------------------------
@pytest.mark.clause("R2.1", "1.3/2")
def test_answer_requests_makes_a_draft_and_asks_for_the_consent(cast):
    entry = answer_requests(
        cast.mentee,
        [wanted(cast, "speech", text=" Связная речь "), wanted(cast, "parents")],
        by=cast.user("mentee"), category="young", forms=["traditional"], hours=["sleep"], distance_ok=True,
        wishes="кроме четверга",
    )  # fmt: skip
    entry = MenteeEntry.objects.get(pk=entry.pk)
    assert (entry.state, entry.basis, entry.category, entry.wishes) == ("draft", None, "young", "кроме четверга")
    assert (entry.forms, entry.hours, entry.distance_ok) == (["traditional"], ["sleep"], True)
    assert open_requests(entry) == [(["speech"], "Связная речь", 1), (["parents"], "", 2)]
    assert [consent.state for consent in Consent.objects.filter(person=cast.mentee)] == ["proposed"]
    assert [each.event for each in entries_about(entry)] == ["requests_answered"]
    assert entries_about(entry).last().facts == {"count": 2}  # the journal says how many, never what


@pytest.mark.clause("R2.1")
def test_request_said_again_stays_the_same_row_and_the_others_are_dropped(cast):
    by = cast.user("mentee")
    answer_requests(cast.mentee, [wanted(cast, "speech", text="Речь"), wanted(cast, "play")], by=by)
    kept = ProfessionalRequest.objects.get(text="Речь")
    entry = answer_requests(cast.mentee, [wanted(cast, "parents"), wanted(cast, "speech", text="Речь")], by=by)
    assert open_requests(entry) == [(["parents"], "", 1), (["speech"], "Речь", 2)]
    assert ProfessionalRequest.objects.get(text="Речь") == kept
    assert [request.state for request in entry.requests.filter(topics=cast.topics["play"])] == ["dropped"]


def test_same_request_twice_in_one_answer_makes_two_rows(cast):
    entry = answer_requests(cast.mentee, [wanted(cast, "play"), wanted(cast, "play")], by=cast.user("mentee"))
    entry = answer_requests(cast.mentee, [wanted(cast, "play"), wanted(cast, "play")], by=cast.user("mentee"))
    assert open_requests(entry) == [(["play"], "", 1), (["play"], "", 2)]


def test_resolved_request_is_not_opened_again_by_a_later_answer(cast, mentee_draft):
    resolve_request(mentee_draft.requests.get(), by=None)
    answer_requests(cast.mentee, [wanted(cast, "play")], by=cast.user("mentee"))
    assert sorted(mentee_draft.requests.values_list("state", flat=True)) == ["open", "resolved"]


def test_category_once_told_is_not_lost_by_an_answer_without_it(cast):
    by = cast.user("curator")
    answer_requests(cast.mentee, [wanted(cast, "play")], by=by, category="beginner")
    assert answer_requests(cast.mentee, [wanted(cast, "play")], by=by).category == "beginner"


@pytest.mark.clause("3.2")
def test_answer_requests_refuses_the_head(cast):
    with pytest.raises(Refused, match=r"Руководитель не может быть наставляемым \(3\.2\)\."):
        answer_requests(cast.head, [wanted(cast, "play")], by=cast.user("head"))
    assert answer_requests(cast.head, [], by=cast.user("head")) is None  # «нет» she may say


@pytest.mark.clause("R2.1")
def test_no_requests_is_an_answer_that_leaves_nothing_behind(cast, mentee_draft):
    collection = open_collection(cast.organisation, "mentees", by=cast.user("curator"))
    assert answer_requests(cast.mentee, [], by=cast.user("mentee"), collection=collection) is None
    assert not MenteeEntry.objects.exists()
    assert not Consent.objects.exists()  # nor the blank that nothing waits for any more
    answer = CollectionAnswer.objects.get()
    assert (answer.person, answer.said_yes, answer.answered_at) == (cast.mentee, False, clock.now())


def test_blank_of_the_consent_stays_while_the_other_bank_waits_for_it(cast, mentee_draft):
    by = cast.user("curator")
    answer_mentor(cast.mentee, by=by, ready=True, competences=[cast.topics["digital"]])
    answer_requests(cast.mentee, [], by=by)
    assert Consent.objects.get().state == "proposed"
    answer_mentor(cast.mentee, by=by, ready=False)
    assert not Consent.objects.exists()


def test_no_requests_leaves_an_entry_of_the_bank_without_open_ones(cast, entry_in):
    entry = entry_in("mentees", "active")
    answer_requests(cast.mentee, [], by=cast.user("mentee"))
    entry.refresh_from_db()
    assert (entry.state, open_requests(entry)) == ("active", [])


# --- would-be mentors (R3.1) --------------------------------------------------------------------------------
@pytest.mark.clause("R3.1", "1.3/1")
def test_answer_mentor_yes_makes_a_draft_profile(cast):
    entry = answer_mentor(
        cast.mentor, by=cast.user("mentor"), ready=True, competences=[cast.topics["speech"], cast.topics["play"]],
        about="Игровые приёмы", adults_experience="студенты колледжа", capacity=2, group_size=2, hours_per_week=2,
        forms=["short"], hours=["sleep"], distance_ok=True, needs="образец программы", wishes="кроме среды",
    )  # fmt: skip
    entry = MentorEntry.objects.get(pk=entry.pk)
    assert (entry.state, entry.selected_on, entry.basis) == ("draft", None, None)
    assert [topic.code for topic in entry.competences.all()] == ["speech", "play"]
    assert (entry.capacity, entry.group_size, entry.hours_per_week, entry.needs) == (2, 2, 2, "образец программы")
    assert Consent.objects.get().person == cast.mentor


@pytest.mark.clause("R3.1", "1.4/5")
def test_answer_mentor_no_makes_nothing(cast):
    collection = open_collection(cast.organisation, "mentors", by=cast.user("curator"))
    assert answer_mentor(cast.mentor, by=cast.user("mentor"), ready=False, collection=collection) is None
    assert not MentorEntry.objects.exists()
    assert not Consent.objects.exists()
    assert not entries_about(cast.mentor).filter(event__contains="mentor").exists()


@pytest.mark.clause("1.4/5")
def test_no_after_yes_takes_a_draft_away_without_a_trace(cast, mentor_draft):
    answer_mentor(cast.mentor, by=cast.user("mentor"), ready=False)
    assert not MentorEntry.objects.exists()


@pytest.mark.clause("1.4/5")
@pytest.mark.parametrize("state", ["active", "suspended"])
def test_no_after_yes_takes_the_mentor_out_of_the_bank(cast, entry_in, state):
    entry = entry_in("mentors", state)
    answer_mentor(cast.mentor, by=cast.user("mentor"), ready=False)
    entry.refresh_from_db()
    assert (entry.state, entry.excluded_on) == ("excluded", TODAY)


def test_excluded_mentor_who_answers_yes_again_is_a_draft(cast, entry_in):
    entry = entry_in("mentors", "excluded")
    answer_mentor(cast.mentor, by=cast.user("mentor"), ready=True, competences=[cast.topics["play"]])
    entry.refresh_from_db()
    assert entry.state == "draft"
    assert [each.event for each in entries_about(entry)][-2:] == ["entry_reopened", "mentor_answered"]


@pytest.mark.parametrize(
    ("facts", "sentence", "field"),
    [
        ({"competences": []}, "Отметьте хотя бы одну сильную тему.", "competences"),
        ({"capacity": 4}, "В учреждении у одного наставника не больше 3 наставляемых (1.5).", "capacity"),
        ({"capacity": 1, "group_size": 2}, "Группа не может быть больше, чем всего наставляемых.", "group_size"),
    ],
)
@pytest.mark.clause("1.5", "1.3/1")
def test_answer_mentor_refuses(cast, facts, sentence, field):
    facts = {"competences": [cast.topics["play"]], **facts}
    with pytest.raises(Refused) as refusal:
        answer_mentor(cast.mentor, by=cast.user("mentor"), ready=True, **facts)
    assert (refusal.value.sentence, refusal.value.field) == (sentence, field)
    assert not MentorEntry.objects.exists()


@pytest.mark.clause("1.5")
def test_limit_is_that_of_the_institution(cast):
    Settings.objects.filter(organisation=cast.organisation).update(mentor_limit=1)
    cast.organisation.settings.refresh_from_db()
    with pytest.raises(Refused, match="не больше 1 наставляемых"):
        answer_mentor(cast.mentor, by=None, ready=True, competences=[cast.topics["play"]], capacity=2)


def test_answer_mentor_takes_no_field_that_is_none_of_a_profile(cast):
    with pytest.raises(AssertionError, match="no fields of a mentor's profile"):
        answer_mentor(cast.mentor, by=None, ready=True, competences=[cast.topics["play"]], state="active")


# --- both ---------------------------------------------------------------------------------------------------
def test_answer_does_not_ask_for_a_consent_that_is_there(cast):
    given = give_consent(cast, cast.mentee, ConsentKind.PROCESSING)
    entry = answer_requests(cast.mentee, [wanted(cast, "play")], by=cast.user("mentee"))
    assert entry.basis == given
    assert Consent.objects.get() == given


def test_answer_to_a_closed_collection_is_refused_and_nothing_is_kept(cast):
    collection = open_collection(cast.organisation, "mentees", by=cast.user("curator"))
    collection.closed_on = TODAY
    collection.save()
    with pytest.raises(Refused, match="Сбор уже закрыт: обратитесь к куратору"):
        answer_requests(cast.mentee, [wanted(cast, "play")], by=cast.user("mentee"), collection=collection)
    assert not MenteeEntry.objects.exists()


@pytest.mark.clause("R2.2")
def test_later_answer_keeps_the_place_in_the_bank(cast, entry_in):
    entry = entry_in("mentees", "active")
    with clock.at(date(2026, 10, 1)):
        answer_requests(cast.mentee, [wanted(cast, "play")], by=cast.user("mentee"))
    entry.refresh_from_db()
    assert (entry.state, entry.included_on, entry.takes_part) == ("active", TODAY, True)


def test_one_person_may_ask_and_offer_at_once(cast):
    """A teacher who helps in one field may want help in another (edge case 2)."""
    by = cast.user("curator")
    register_consent(propose_consent(cast.mentor, ConsentKind.PROCESSING, by=by), by=by, given_on=TODAY)
    answer_mentor(cast.mentor, by=by, ready=True, competences=[cast.topics["play"]])
    mentee = answer_requests(cast.mentor, [wanted(cast, "digital")], by=by)
    include_entry(mentee, by=by)
    assert (MentorEntry.objects.get().state, MenteeEntry.objects.get().state) == ("draft", "active")
    assert Consent.objects.count() == 1  # one operator, one purpose, one paper
