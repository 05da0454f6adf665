"""A checkpoint that has come: said to each side once, gone with their own word (2.2/8)."""

from datetime import date, timedelta

import pytest

from nastavnik.kit import clock
from nastavnik.programmes.actions import record_checkpoint
from tests.reminders.conftest import said, seen, titles, work

MONTH = date(2026, 10, 14)


@pytest.mark.clause("2.2/8")
def test_a_checkpoint_is_said_to_each_side_and_goes_with_their_own_word(running, full_cast):
    work(MONTH - timedelta(days=1))
    assert said("checkpoint") == []
    work(MONTH)
    work(MONTH + timedelta(days=1))
    assert said("checkpoint") == [("Белокопытова", MONTH), ("Зайцева", MONTH)]
    words = "Отметить, как работает Зайцева П. А.: контрольная точка «1 месяц»"
    assert words in titles(full_cast, "mentor", MONTH)
    with clock.at(MONTH):
        record_checkpoint(running, by=full_cast.user("mentor"), level="model")
    assert "checkpoint" not in [line.kind.code for line in seen(full_cast, "mentor", MONTH)]
    assert "checkpoint" in [line.kind.code for line in seen(full_cast, "mentee", MONTH)]


def test_the_next_checkpoint_takes_the_place_of_one_that_was_passed_by(running, full_cast):
    work(MONTH)
    later = date(2026, 12, 14)
    work(later)
    lines = [line for line in seen(full_cast, "mentee", later) if line.kind.code == "checkpoint"]
    assert [line.reminder.occasion for line in lines] == [later]
    assert "3 месяца" in lines[0].title.replace("\N{NO-BREAK SPACE}", " ")
