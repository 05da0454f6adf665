"""What the tests of the banks share: entries in any state, made by the acts that the screens call."""

import pytest

from nastavnik.banks.actions import (
    answer_mentor,
    answer_requests,
    exclude_entry,
    include_entry,
    select_mentor,
    suspend_entry,
)
from nastavnik.banks.models import Bank, Entry
from nastavnik.consents.models import ConsentKind
from tests.cast import give_consent


@pytest.fixture
def mentee_draft(cast):
    """The mentee's requests as a draft; the consent is asked for, not given."""
    topics = [cast.topics["speech"]]
    return answer_requests(cast.mentee, [{"topics": topics, "text": "Связная речь"}], by=cast.user("mentee"))


@pytest.fixture
def mentor_draft(cast):
    """The mentor's questionnaire as a draft: not selected, without a consent."""
    return answer_mentor(
        cast.mentor, by=cast.user("mentor"), ready=True, competences=[cast.topics["speech"]], capacity=2
    )


@pytest.fixture
def entry_in(cast, mentee_draft, mentor_draft):
    """`entry_in("mentors", "active")`: the mentor's entry in that state, with its consent given."""

    def entry_in(bank: str, state: str) -> Entry:
        entry, by = (
            (mentor_draft, cast.user("curator")) if bank == Bank.MENTORS else (mentee_draft, cast.user("curator"))
        )
        if state == "draft":
            return entry
        give_consent(cast, entry.person, ConsentKind.PROCESSING)
        if bank == Bank.MENTORS:
            select_mentor(entry, by=by)
        include_entry(entry, by=by)
        if state == "suspended":
            suspend_entry(entry, by=by)
        elif state == "excluded":
            exclude_entry(entry, by=by)
        return entry

    return entry_in
