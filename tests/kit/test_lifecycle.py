"""One writer of states: it looks at the stored row, asks the guard, writes the journal."""

import pytest

from nastavnik.consents.actions import propose_consent, refuse_consent, register_consent
from nastavnik.consents.models import Consent, ConsentKind
from nastavnik.consents.states import CONSENT
from nastavnik.kit import clock
from nastavnik.kit.lifecycle import Lifecycle
from nastavnik.kit.models import JournalEntry
from nastavnik.kit.refusal import Refused


@pytest.fixture
def consent(cast):
    return propose_consent(cast.mentee, ConsentKind.PROCESSING, by=cast.user("curator"))


def test_a_move_from_a_wrong_state_is_refused_with_the_state_in_words(cast, consent):
    refuse_consent(consent, by=cast.user("curator"))
    with pytest.raises(Refused) as refusal:
        register_consent(consent, by=cast.user("curator"), given_on=clock.today())
    assert refusal.value.sentence == "Сейчас это невозможно: состояние — «не дано»."


def test_the_stored_row_decides_not_the_copy_in_hand(cast, consent):
    stale = Consent.objects.get(pk=consent.pk)
    register_consent(consent, by=cast.user("curator"), given_on=clock.today())
    with pytest.raises(Refused):
        refuse_consent(stale, by=cast.user("curator"))
    assert Consent.objects.get(pk=consent.pk).state == "given"


def test_a_refused_move_writes_nothing(cast, consent):
    refuse_consent(consent, by=cast.user("curator"))
    before = JournalEntry.objects.count()
    with pytest.raises(Refused):
        refuse_consent(consent, by=cast.user("curator"))
    assert JournalEntry.objects.count() == before


def test_possible_moves_are_those_whose_guards_are_silent(consent):
    assert CONSENT.possible(consent) == ["register", "sign", "refuse"]


def test_lifecycles_are_well_formed():
    for lifecycle in Lifecycle.registry:
        states = set(lifecycle.states.values)
        for move in lifecycle.moves:
            assert set(move.sources) <= states, f"{lifecycle.name}.{move.name}"
            assert move.target in states, f"{lifecycle.name}.{move.name}"
        reached = set(lifecycle.born) | {move.target for move in lifecycle.moves}
        assert reached == states, f"{lifecycle.name}: {states - reached} cannot be reached"
