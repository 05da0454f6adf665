"""Acts that contradict each other at one moment, on both databases: one after the other, and nothing is lost."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from nastavnik.kit import clock
from nastavnik.kit.journal import broken_link
from nastavnik.kit.refusal import Outdated, Refused
from nastavnik.pairs.models import Relation, RelationChange
from nastavnik.programmes import actions
from nastavnik.programmes.models import ItemMark, Meeting, PlanItem, Programme, ProgrammeChange
from tests.cast import TODAY, build_cast, fill_banks
from tests.pairs.threads import Crowd, shared_database
from tests.programmes.conftest import bring_to, relation_in_force

pytestmark = pytest.mark.django_db(transaction=True)
LATER = date(2027, 8, 31)


@pytest.fixture
def group(transactional_db):
    """`group("running")` is a programme of the mentor with two mentees, and the cast."""
    with clock.at(TODAY):
        cast = build_cast()
        fill_banks(cast)
        cast.mentor.mentor_entry.group_size = 2
        cast.mentor.mentor_entry.save()
        relation = relation_in_force(cast, mentees=("mentee", "second_mentee"))
        yield lambda state: (cast, bring_to(cast, state, relation))


def stored() -> Programme:
    return Programme.objects.select_related("relation", "organisation__settings").get()


@pytest.mark.clause("6.1/2")
def test_of_two_who_write_one_part_at_one_moment_one_is_told_and_loses_nothing(group, tmp_path):
    cast, programme = group("draft")
    users = [cast.user("mentor"), cast.user("mentee")]
    texts = ["Цель наставника", "Цель наставляемой"]

    def write(number: int) -> str:
        actions.write_programme(stored(), by=users[number], version=programme.version, goal=texts[number])
        return texts[number]

    with shared_database(tmp_path):
        crowd = Crowd()
        outcomes = crowd(2, write)
        [kept] = [one for one in outcomes if isinstance(one, str)]
        [told] = [one for one in outcomes if isinstance(one, Outdated)]
        assert "Посмотрите новый вариант" in told.sentence
        now = crowd.looks(stored)
        assert (now.goal, now.version) == (kept, programme.version + 1)


@pytest.mark.clause("8.1/2", "8.2")
def test_an_end_and_the_last_yes_to_an_extension_leave_nothing_on_its_way(group, tmp_path):
    cast, programme = group("running")
    change = actions.propose_change(programme, "extend", by=cast.user("mentor"), words="Ещё", until=LATER)
    actions.answer_change(change, by=cast.user("mentee"), agrees=True)
    curator, last = cast.user("curator"), cast.user("second_mentee")

    def act(number: int) -> None:
        if number == 0:
            found = ProgrammeChange.objects.select_related("programme__relation").get(pk=change.pk)
            actions.answer_change(found, by=last, agrees=True)
            return
        with transaction.atomic():
            ending = stored()
            actions.close_programme(ending, by=curator, result="Итог", reason="mutual")
            actions.complete_programme(ending, by=curator, without_surveys=True)

    with shared_database(tmp_path):
        crowd = Crowd()
        outcomes = crowd(2, act)
        assert outcomes[1] is None, "an end is never refused for what has not come about"
        assert outcomes[0] is None or isinstance(outcomes[0], Refused)
        assert crowd.looks(lambda: (stored().state, Relation.objects.get().state)) == ("terminated", "ended")
        assert crowd.looks(lambda: ProgrammeChange.objects.get().state) == "dropped"
        assert crowd.looks(lambda: RelationChange.objects.filter(state="prepared").count()) == 0
        assert crowd.looks(lambda: stored().until) == programme.until
        assert crowd.looks(lambda: broken_link(cast.organisation.pk)) is None


@pytest.mark.clause("6.2/2")
def test_two_mentees_who_confirm_at_one_moment_confirm_once(group, tmp_path):
    """The same meeting, and the same activity: one of them is written down, and neither is told off."""
    cast, programme = group("running")
    mentor, users = cast.user("mentor"), [cast.user("mentee"), cast.user("second_mentee")]
    actions.record_meeting(programme, by=mentor, on=TODAY, topic="Собрание")
    item = programme.items.get()
    actions.do_item(item, by=mentor, actual="Получилось")

    def confirm(number: int) -> None:
        meeting = Meeting.objects.select_related("programme__relation", "programme__organisation__settings").get()
        actions.confirm_meeting(meeting, by=users[number])
        found = PlanItem.objects.select_related("programme__relation").get(pk=item.pk)
        actions.confirm_item(found, by=users[number])

    with shared_database(tmp_path):
        crowd = Crowd()
        outcomes = crowd(2, confirm)
        assert [one for one in outcomes if one is not None and not isinstance(one, Refused)] == []
        assert crowd.looks(lambda: Meeting.objects.get().confirmed_by) in users
        assert crowd.looks(lambda: PlanItem.objects.get().state) == "done"
        assert crowd.looks(lambda: ItemMark.objects.filter(side="mentee").count()) == 1


@pytest.mark.clause("8.2")
def test_a_pause_and_a_meeting_of_its_day_are_not_both_there(group, tmp_path):
    cast, programme = group("running")
    day = TODAY + timedelta(days=1)
    pause = actions.propose_pause(programme, by=cast.user("curator"), since=day, until=day + timedelta(days=9))
    for part in ("mentor", "mentee"):
        actions.answer_pause(pause, by=cast.user(part), agrees=True)
    mentor, last = cast.user("mentor"), cast.user("second_mentee")

    def act(number: int) -> str:
        if number:
            actions.record_meeting(stored(), by=mentor, on=day, topic="Собрание")
            return "met"
        found = type(pause).objects.select_related("programme__relation").get(pk=pause.pk)
        actions.answer_pause(found, by=last, agrees=True)
        return "rests"

    with clock.at(day), shared_database(tmp_path):
        crowd = Crowd()
        outcomes = crowd(2, act)
        assert sum(isinstance(one, Refused) for one in outcomes) == 1
        [done] = [one for one in outcomes if isinstance(one, str)]
        held = crowd.looks(lambda: Meeting.objects.filter(state="held").count())
        agreed = crowd.looks(lambda: type(pause).objects.get().state == "agreed")
        assert (held, agreed) == ((1, False) if done == "met" else (0, True))
