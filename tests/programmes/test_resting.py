"""A pair without somebody's consent rests: nothing is begun or recorded on those days (4.2, 4.3/5)."""

from datetime import date, timedelta

import pytest

from nastavnik.consents.actions import register_consent, withdraw_consent
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.monitoring.population import population_of
from nastavnik.monitoring.spans import span_of
from nastavnik.monitoring.statistics import statistics_of
from nastavnik.pairs.actions import end_relation, renew_consent, void_relation
from nastavnik.programmes.actions import do_item, record_meeting, start_programme
from tests.cast import TODAY
from tests.programmes.conftest import relation_in_force

pytestmark = pytest.mark.django_db
LATER = date(2026, 9, 21)
WORDS = "Пара приостановлена: нет действующего согласия (Зайцева П. А.)."


def withdraw(programme) -> None:
    member = programme.relation.mentees[0]
    withdraw_consent(member.consent, by=member.person.user)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.clause("4.3/5", "1.4/3")
def test_a_resting_pair_starts_nothing(brought_to, full_cast):
    programme = brought_to("approved")
    withdraw(programme)
    with pytest.raises(Refused) as caught:
        start_programme(programme, by=full_cast.user("curator"), late_note="замер позже")
    assert plain(caught.value.sentence) == WORDS


@pytest.mark.clause("4.3/5", "1.4/3")
def test_what_was_done_before_can_be_recorded_what_is_done_after_cannot(brought_to, full_cast):
    programme = brought_to("running")
    with clock.at(LATER):
        withdraw(programme)
        by = full_cast.user("mentor")
        record_meeting(programme, by=by, on=LATER - timedelta(days=1), topic="Собрание")
        for deed in (
            lambda: record_meeting(programme, by=by, on=LATER, topic="Собрание"),
            lambda: do_item(programme.items.get(), by=by, actual="Получилось", on=LATER),
        ):
            with pytest.raises(Refused) as caught:
                deed()
            assert (plain(caught.value.sentence), caught.value.field) == (WORDS, "on")


@pytest.mark.clause("4.3/5")
def test_a_new_consent_brings_it_back(brought_to, full_cast):
    programme = brought_to("running")
    with clock.at(LATER):
        withdraw(programme)
        member = renew_consent(programme.relation.mentees[0], by=full_cast.user("curator"))
        register_consent(member.consent, by=full_cast.user("curator"), given_on=LATER)
        programme.refresh_from_db()
        assert record_meeting(programme, by=full_cast.user("mentor"), on=LATER, topic="Собрание").state == "held"


@pytest.mark.clause("8.1")
def test_after_the_last_day_that_an_order_has_fixed_nothing_is_recorded(brought_to, full_cast):
    programme = brought_to("running")
    end_relation(programme.relation, by=None, on=LATER, reason="mutual")
    by = full_cast.user("mentor")
    with clock.at(LATER):
        record_meeting(programme, by=by, on=LATER, topic="Собрание")
    with clock.at(LATER + timedelta(days=1)), pytest.raises(Refused) as caught:
        record_meeting(programme, by=by, on=clock.today(), topic="Собрание")
    assert caught.value.sentence == "Последний день наставничества был 21.09.2026."


def test_what_was_never_valid_counts_nowhere(brought_to, full_cast):
    """Edge case 40."""
    programme = brought_to("running")
    other = relation_in_force(full_cast, ("second_mentor",), ("third_mentee",))
    span = span_of(full_cast.organisation, "year")

    def counted() -> tuple[int, str]:
        population = population_of(full_cast.organisation, span)
        pairs = next(row for row in statistics_of(full_cast.organisation, population) if str(row.label) == "Пар")
        return len(population.programmes), pairs.value

    with clock.at(TODAY):
        assert counted() == (1, "2")
        void_relation(programme.relation, by=full_cast.user("head"), note="Отменён")
        assert counted() == (0, "1")
        void_relation(other, by=full_cast.user("head"), note="Отменён")
        assert counted() == (0, "0")
