"""Answers that contradict each other at one moment: one after the other, on both databases (8.2, edge case 62)."""

from datetime import date, timedelta

import pytest

from nastavnik.kit import clock
from nastavnik.kit.journal import broken_link
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.actions import prepare_change
from nastavnik.pairs.models import Relation, RelationChange
from nastavnik.programmes import actions
from nastavnik.programmes.models import Programme, ProgrammeChange
from tests.cast import TODAY, build_cast, fill_banks
from tests.pairs.threads import Crowd, shared_database
from tests.programmes.conftest import bring_to, relation_in_force

pytestmark = pytest.mark.django_db(transaction=True)
LATER, TOMORROW = date(2027, 8, 31), TODAY + timedelta(days=1)


@pytest.fixture
def crowded(transactional_db):
    with clock.at(TODAY):
        cast = build_cast()
        fill_banks(cast)
        cast.mentor.mentor_entry.group_size = 2
        cast.mentor.mentor_entry.save()
        programme = bring_to(cast, "running", relation_in_force(cast, mentees=("mentee", "second_mentee")))
        yield cast, programme


def stored() -> Programme:
    return Programme.objects.select_related("relation", "organisation__settings").get()


def said(outcomes) -> list[str]:
    """«done», or the first words of the refusal; anything else is a fault."""
    strange = [one for one in outcomes if isinstance(one, Exception) and not isinstance(one, Refused)]
    assert strange == []
    return sorted(one.sentence[:20] if isinstance(one, Refused) else "done" for one in outcomes)


@pytest.mark.clause("8.2")
def test_a_yes_and_a_no_at_one_moment_leave_one_of_the_two(crowded, tmp_path):
    cast, programme = crowded
    change = actions.propose_change(programme, "extend", by=cast.user("mentor"), words="Ещё", until=LATER)
    actions.answer_change(change, by=cast.user("mentee"), agrees=True)
    users = [cast.user(part) for part in ("second_mentee", "second_mentee")]

    def act(number: int):
        found = ProgrammeChange.objects.select_related("programme__relation").get(pk=change.pk)
        return actions.answer_change(found, by=users[number], agrees=number == 0)

    crowd = Crowd()
    with shared_database(tmp_path):
        assert said(crowd(2, act)) == ["done", "Ответить уже нельзя:"]
        state, orders = crowd.looks(
            lambda: (ProgrammeChange.objects.get().state, RelationChange.objects.filter(state="prepared").count())
        )
        assert (state, orders) in [("agreed", 1), ("declined", 0)]
        assert crowd.looks(lambda: broken_link(cast.organisation.pk)) is None


@pytest.mark.clause("8.2")
def test_an_extension_agreed_and_a_replacement_prepared_at_one_moment_are_not_both_on_their_way(crowded, tmp_path):
    cast, programme = crowded
    change = actions.propose_change(programme, "extend", by=cast.user("mentor"), words="Ещё", until=LATER)
    actions.answer_change(change, by=cast.user("mentee"), agrees=True)
    curator, last = cast.user("curator"), cast.user("second_mentee")

    def act(number: int):
        if number == 0:
            found = ProgrammeChange.objects.select_related("programme__relation").get(pk=change.pk)
            return actions.answer_change(found, by=last, agrees=True)
        relation = Relation.objects.get(pk=programme.relation_id)
        leaving = relation.members.get(person=cast.second_mentee)
        return prepare_change(relation, "leave", by=curator, on=TOMORROW, leaving=leaving)

    crowd = Crowd()
    with shared_database(tmp_path):
        outcomes = said(crowd(2, act))
        assert outcomes in (["done", "done"], ["done", "Уже готовится измене"])
        assert crowd.looks(lambda: RelationChange.objects.filter(state="prepared").count()) == 1
        agreed = crowd.looks(lambda: ProgrammeChange.objects.select_related("order_change").get())
        # who came second waits for the curator
        assert (agreed.state, agreed.order_change is None) == ("agreed", outcomes == ["done", "done"])


@pytest.mark.clause("8.2")
def test_of_two_proposals_at_one_moment_one_is_asked(crowded, tmp_path):
    cast, _programme = crowded
    users = [cast.user("mentor"), cast.user("mentee")]
    steps = [{"act": "add", "title": "Беседа", "due_on": "2026-11-20"}]

    def act(number: int):
        facts = {"content": steps} if number else {"until": LATER}
        return actions.propose_change(stored(), "plan" if number else "extend", by=users[number], words="Ещё", **facts)

    crowd = Crowd()
    with shared_database(tmp_path):
        assert said(crowd(2, act)) == ["done", "Уже согласуется изме"]
        assert crowd.looks(lambda: ProgrammeChange.objects.filter(state="open").count()) == 1
