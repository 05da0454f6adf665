"""The yearly act (4.4.2): overdue after twelve months, cleared by the act; each entry confirmed or excluded."""

from datetime import date, timedelta

import pytest

from nastavnik.banks.actions import actualise_bank, include_entry, suspend_entry
from nastavnik.banks.models import Actualisation, MenteeEntry, MentorEntry
from nastavnik.banks.queries import freshness
from nastavnik.kit import clock
from nastavnik.kit.journal import entries_about
from nastavnik.kit.keys import new_key
from nastavnik.organisations.models import Settings
from tests.cast import TODAY


def acted(cast, bank, days_ago):
    return Actualisation.objects.create(
        organisation=cast.organisation, bank=bank, done_on=TODAY - timedelta(days=days_ago)
    )


@pytest.mark.clause("4.4.2")
@pytest.mark.parametrize("bank", ["mentees", "mentors"])
def test_act_of_366_days_ago_is_overdue_and_the_act_clears_it(cast, bank):
    acted(cast, bank, 366)
    assert freshness(cast.organisation, bank).is_overdue
    actualise_bank(cast.organisation, bank, [], by=cast.user("curator"))
    cleared = freshness(cast.organisation, bank)
    assert (cleared.is_overdue, cleared.done_on, cleared.due_on) == (False, TODAY, date(2027, 9, 14))


@pytest.mark.clause("4.4.2")
@pytest.mark.parametrize(
    ("days_ago", "is_overdue", "is_due_soon"),
    [(0, False, False), (334, False, False), (335, False, True), (365, False, True), (366, True, False)],
)
def test_reminder_begins_thirty_days_before(cast, days_ago, is_overdue, is_due_soon):
    acted(cast, "mentees", days_ago)
    seen = freshness(cast.organisation, "mentees")
    assert (seen.is_overdue, seen.is_due_soon) == (is_overdue, is_due_soon)


@pytest.mark.clause("4.4.2")
def test_first_term_runs_from_the_first_inclusion(cast, entry_in):
    assert freshness(cast.organisation, "mentees").due_on is None  # an empty bank has nothing to go through
    entry_in("mentees", "active")
    seen = freshness(cast.organisation, "mentees")
    assert (seen.done_on, seen.due_on) == (None, date(2027, 9, 14))
    assert freshness(cast.organisation, "mentors").due_on is None


def test_institution_may_ask_for_a_shorter_term(cast):
    Settings.objects.filter(organisation=cast.organisation).update(actualisation_months=6)
    cast.organisation.settings.refresh_from_db()
    acted(cast, "mentors", 185)
    assert freshness(cast.organisation, "mentors").due_on == date(2026, 9, 13)
    assert freshness(cast.organisation, "mentors").is_overdue


def test_act_of_another_institution_clears_nothing(cast):
    acted(cast, "mentees", 366)
    actualise_bank(cast.other, "mentees", [], by=cast.user("stranger"))
    assert freshness(cast.organisation, "mentees").is_overdue


@pytest.mark.clause("4.4.2")
def test_actualise_bank_confirms_those_kept_and_excludes_the_others(full_cast):
    cast, by = full_cast, full_cast.user("curator")
    kept, gone, paused = (
        MenteeEntry.objects.get(person=cast.people[part]) for part in ("mentee", "second_mentee", "third_mentee")
    )
    suspend_entry(paused, by=by)
    day = date(2027, 9, 1)
    with clock.at(day):
        act = actualise_bank(cast.organisation, "mentees", [kept.pk, paused.pk], by=by)
    for entry in (kept, gone, paused):
        entry.refresh_from_db()
    assert (kept.state, kept.confirmed_on) == ("active", day)
    assert (gone.state, gone.excluded_on, gone.confirmed_on) == ("excluded", day, TODAY)
    assert (paused.state, paused.confirmed_on) == ("suspended", day)
    assert (act.done_on, act.done_by, act.count) == (day, by, 3)
    assert {each["entry"]: each["decision"] for each in act.decisions} == {
        str(kept.pk): "confirmed", str(gone.pk): "excluded", str(paused.pk): "confirmed",
    }  # fmt: skip
    assert entries_about(act).get().facts == {"bank": "mentees", "count": 3}
    assert MentorEntry.objects.active().count() == 2  # the other bank is another act


@pytest.mark.clause("4.4.2")
def test_entry_included_while_the_page_was_open_is_left_as_it_is(cast, entry_in):
    earlier = entry_in("mentees", "active")
    later = entry_in("mentors", "draft")
    act = actualise_bank(cast.organisation, "mentees", [], shown=[new_key()], by=cast.user("curator"))
    earlier.refresh_from_db()
    assert (earlier.state, act.count) == ("active", 0)
    actualise_bank(cast.organisation, "mentees", [], shown=[earlier.pk, later.pk], by=cast.user("curator"))
    earlier.refresh_from_db()
    assert earlier.state == "excluded"


def test_act_does_not_touch_drafts(cast, mentee_draft):
    act = actualise_bank(cast.organisation, "mentees", [], by=cast.user("curator"))
    mentee_draft.refresh_from_db()
    assert (mentee_draft.state, act.count) == ("draft", 0)


def test_included_later_is_confirmed_on_that_day(cast, entry_in):
    entry = entry_in("mentees", "excluded")
    with clock.at(date(2027, 2, 1)):
        include_entry(entry, by=cast.user("curator"))
    assert entry.confirmed_on == date(2027, 2, 1)
