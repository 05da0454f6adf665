"""Two people who press at the same moment: a place is taken once, a pair agrees once (domain 1.5, 7.1/2)."""

import pytest

from nastavnik.accounts.models import User
from nastavnik.banks.actions import answer_requests, include_entry
from nastavnik.consents.models import Consent, ConsentKind
from nastavnik.kit import clock
from nastavnik.kit.journal import broken_link
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.actions import answer_interest, propose_relation
from nastavnik.pairs.choosing import choose_pair
from nastavnik.pairs.models import MatchRun, Relation, RelationMember
from nastavnik.pairs.places import places_taken, taken_places
from nastavnik.pairs.rounds import outcome_of, run_matching
from nastavnik.pairs.taking import take_pairs
from nastavnik.people.actions import add_person, employ
from nastavnik.people.models import Person
from tests.cast import FOUNDED, TODAY, build_cast, fill_banks, give_consent
from tests.pairs.made import introduced, make_room, plain
from tests.pairs.threads import Crowd, shared_database

pytestmark = pytest.mark.django_db(transaction=True)

CROWD = 20


@pytest.fixture
def busy_cast(transactional_db):
    with clock.at(TODAY):
        cast = build_cast()
        fill_banks(cast)
        yield cast


def refusals(outcomes) -> list[str]:
    strange = [each for each in outcomes if isinstance(each, Exception) and not isinstance(each, Refused)]
    assert strange == []
    return [plain(each.sentence) for each in outcomes if isinstance(each, Refused)]


@pytest.mark.clause("1.5")
def test_the_last_place_of_a_mentor_is_taken_once(busy_cast, tmp_path):
    mentees = [_mentee(busy_cast, number) for number in range(CROWD)]

    def take(number: int) -> Relation:
        organisation = Organisation.objects.select_related("settings").get(pk=busy_cast.organisation.pk)
        mentor = Person.objects.get(pk=busy_cast.second_mentor.pk)
        return propose_relation(
            organisation, [mentor], [Person.objects.get(pk=mentees[number])], by=busy_cast.user("curator")
        )

    crowd = Crowd()
    with shared_database(tmp_path):
        outcomes = crowd(CROWD, take)
        assert refusals(outcomes) == [
            "У наставника Гаврилюк Оксана Петровна мест: 1, все заняты или их не хватает."
        ] * (CROWD - 1)
        assert crowd.looks(lambda: places_taken(Person.objects.get(pk=busy_cast.second_mentor.pk))) == 1
        assert crowd.looks(lambda: broken_link(busy_cast.organisation.pk)) is None


@pytest.mark.clause("1.5")
def test_two_groups_at_once_do_not_exceed_the_places_of_either_mentor(busy_cast, tmp_path):
    """Each takes both mentors, in another order: nobody waits for ever, nobody gets too many."""
    make_room(busy_cast, "mentor", 3)
    make_room(busy_cast, "second_mentor", 3)
    mentees = [_mentee(busy_cast, number) for number in range(8)]

    def take(number: int) -> Relation:
        organisation = Organisation.objects.select_related("settings").get(pk=busy_cast.organisation.pk)
        mentors = [Person.objects.get(pk=busy_cast.people[part].pk) for part in ("mentor", "second_mentor")]
        people = Person.objects.filter(pk__in=mentees[number * 2 : number * 2 + 2])
        return propose_relation(
            organisation, mentors[:: 1 if number % 2 else -1], list(people), by=busy_cast.user("curator")
        )

    crowd = Crowd()
    with shared_database(tmp_path):
        assert len(refusals(crowd(4, take))) == 3
        for part in ("mentor", "second_mentor"):
            key = busy_cast.people[part].pk
            assert crowd.looks(lambda key=key: places_taken(Person.objects.get(pk=key))) == 2


def test_the_same_pair_proposed_by_two_at_once_is_made_once(busy_cast, tmp_path):
    def take(_number: int) -> Relation:
        organisation = Organisation.objects.select_related("settings").get(pk=busy_cast.organisation.pk)
        mentor, mentee = (Person.objects.get(pk=busy_cast.people[part].pk) for part in ("mentor", "mentee"))
        return propose_relation(organisation, [mentor], [mentee], by=busy_cast.user("curator"))

    crowd = Crowd()
    with shared_database(tmp_path):
        [sentence] = set(refusals(crowd(6, take)))
        assert sentence.startswith("Эти люди уже вместе")
        assert crowd.looks(Relation.objects.count) == 1


@pytest.mark.clause("7.2")
def test_many_who_decide_on_one_run_at_once_never_exceed_a_mentor_s_places(busy_cast, tmp_path):
    """Half take the proposals of the run, half choose somebody else for the same mentor: one place, one pair."""
    extra = [_mentee(busy_cast, number) for number in range(8)]
    by = busy_cast.user("curator")
    run = run_matching(busy_cast.organisation, by=by)
    limits = {str(busy_cast.mentor.pk): 2, str(busy_cast.second_mentor.pk): 1}
    assert len(outcome_of(run).proposals) == 3

    def decide(number: int) -> int:
        fresh = MatchRun.objects.select_related("organisation__settings").get(pk=run.pk)
        if number % 2:
            return len(take_pairs(fresh, {one.key for one in outcome_of(fresh).proposals}, by=by).made)
        mentor, mentee = Person.objects.get(pk=busy_cast.second_mentor.pk), Person.objects.get(pk=extra[number % 8])
        choose_pair(fresh, mentor, mentee, by=by, reason="По просьбе обоих")
        return 1

    crowd = Crowd()
    with shared_database(tmp_path):
        outcomes = crowd(8, decide)
        refusals(outcomes)
        taken = crowd.looks(lambda: {str(key): count for key, count in taken_places(busy_cast.organisation.pk).items()})
        assert taken.keys() == limits.keys() and all(taken[key] <= limits[key] for key in limits)
        made = sum(each for each in outcomes if isinstance(each, int))
        assert made == crowd.looks(Relation.objects.count) == sum(taken.values())
        assert crowd.looks(lambda: broken_link(busy_cast.organisation.pk)) is None


@pytest.mark.clause("7.1/2")
def test_yes_from_all_at_the_same_moment_agrees_once_and_asks_each_for_one_consent(busy_cast, tmp_path):
    make_room(busy_cast, places=3)
    relation = introduced(busy_cast, ("mentor",), ("mentee", "second_mentee", "third_mentee"))
    keys = [(member.pk, member.person.user_id) for member in relation.members.select_related("person")]

    def say_yes(number: int) -> str:
        member = RelationMember.objects.select_related("person").get(pk=keys[number][0])
        return answer_interest(member, "yes", by=User.objects.get(pk=keys[number][1])).state

    crowd = Crowd()
    with shared_database(tmp_path):
        outcomes = crowd(len(keys), say_yes)
        assert sorted(outcomes) == ["acquaintance"] * 3 + ["agreed"]
        assert crowd.looks(lambda: Relation.objects.get().state) == "agreed"
        asked = Consent.objects.filter(about_id=relation.pk)
        assert crowd.looks(lambda: asked.values("person").distinct().count()) == 4
        assert crowd.looks(asked.count) == 4


def _mentee(cast, number: int):
    """One more mentee in the bank; their key."""
    by = cast.user("curator")
    person = add_person(cast.organisation, by=None, surname=f"Пчёлкина-{number}", first_name="Ия", sex="female")
    employ(person, "воспитатель", by=None, since=FOUNDED)
    give_consent(cast, person, ConsentKind.PROCESSING)
    topics = [cast.topics["speech"]]
    include_entry(answer_requests(person, [{"topics": topics, "text": "Речь"}], by=by), by=by)
    return person.pk


@pytest.mark.clause("7.2")
def test_two_who_decide_at_once_do_not_give_one_mentee_two_mentors(busy_cast, tmp_path):
    """One takes what the run proposes, the other chooses other people; of the two the second is told."""
    run = run_matching(busy_cast.organisation, by=busy_cast.user("curator"))
    proposal = next(one for one in outcome_of(run).proposals if one.mentor == busy_cast.mentor)
    key = proposal.mentee.pk

    def decide(number: int):
        stored = MatchRun.objects.select_related("organisation__settings").get(pk=run.pk)
        by = busy_cast.user("curator")
        if number % 2:
            return len(take_pairs(stored, [proposal.key], by=by).made)
        mentor, mentee = Person.objects.get(pk=busy_cast.second_mentor.pk), Person.objects.get(pk=key)
        return choose_pair(stored, mentor, mentee, by=by, reason="Знают друг друга") and 1

    crowd = Crowd()
    with shared_database(tmp_path):
        outcomes = crowd(6, decide)
        refusals(outcomes)  # and nothing strange
        assert [each for each in outcomes if isinstance(each, int)].count(1) == 1
        assert crowd.looks(lambda: RelationMember.objects.filter(person=key, role="mentee").count()) == 1
