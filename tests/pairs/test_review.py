"""The matching round seen by somebody with a bad intent: what it betrays, who may do what, old pages (1.4/5, 7.2)."""

import pytest

from nastavnik.banks.actions import say_wishes
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.actions import give_role
from nastavnik.organisations.models import Role
from nastavnik.pairs.actions import propose_relation
from nastavnik.pairs.models import CouncilOpinion, MatchWeights, Relation
from nastavnik.pairs.rounds import outcome_of
from nastavnik.pairs.taking import take_pairs
from tests.cast import Cast
from tests.pairs.made import chosen, outsider, plain
from tests.pairs.test_round import run_of
from tests.pairs.test_round_views import TYPED
from tests.pairs.test_views import at, page, sent

pytestmark = pytest.mark.django_db
ASKED = "есть просьба не предлагать эту пару"


def into_council(cast: Cast, part: str) -> None:
    user = cast.user(part)
    give_role(cast.organisation, user, "council", since=clock.today(), ground="приказ от 01.09.2026 № 40-ОД", by=None)


# --- who has asked not to be put together with whom ------------------------------------------------------------------
@pytest.mark.clause("1.4/5", "7.1/2")
@pytest.mark.parametrize(("by", "about", "reader"), [
    ("third_mentee", "mentor", "mentor"), ("mentor", "third_mentee", "third_mentee"),
])  # fmt: skip
def test_one_of_the_two_who_forms_pairs_is_not_told_that_the_other_has_asked(signed_in, full_cast, by, about, reader):
    """A member of the council knows what they have asked themselves: the rest was asked by the other."""
    say_wishes(full_cast.people[by], {}, [full_cast.people[about]], by=full_cast.user(by))
    run = run_of(full_cast)
    into_council(full_cast, reader)
    into_council(full_cast, "bystander")
    two = f"?mentee={full_cast.third_mentee.pk}&mentor={full_cast.mentor.pk}"
    told = page(signed_in("bystander"), at("match-detail", run.pk)).lower()
    assert ASKED in told and ASKED in page(signed_in("bystander"), at("pair-choose", run.pk) + two).lower()
    client = signed_in(reader)
    assert "просьб" not in page(client, at("match-detail", run.pk)).lower()
    said = page(client, at("pair-choose", run.pk) + two)
    assert "просьб" not in said.lower() and "Эту пару выбрать нельзя" in said
    with pytest.raises(Refused) as caught:
        propose_relation(
            full_cast.organisation, [full_cast.mentor], [full_cast.third_mentee], by=full_cast.user(reader)
        )
    assert "просьб" not in caught.value.sentence.lower()


@pytest.mark.clause("1.4/5", "R5.3")
@pytest.mark.parametrize(("reader", "told"), [("mentor", False), ("bystander", True)])
def test_who_is_left_without_a_mentor_because_of_the_reader_is_explained_without_it(signed_in, full_cast, reader, told):
    say_wishes(full_cast.second_mentee, {}, [full_cast.mentor], by=full_cast.user("second_mentee"))
    run = run_of(full_cast)
    into_council(full_cast, reader)
    said = page(signed_in(reader), at("match-detail", run.pk)).lower()
    assert full_cast.second_mentee.surname.lower() in said.partition("без наставника")[2]
    assert ("по просьбе одной из сторон" in said) == told == (ASKED in said or "по просьбе" in said)


@pytest.mark.clause("7.1/2")
def test_who_forms_pairs_and_is_named_in_a_wish_does_not_read_it(signed_in, full_cast):
    """The page of wishes promises it: those who form pairs read whom somebody has named, the one named does not."""
    say_wishes(full_cast.second_mentee, {"mentees": [full_cast.mentor]}, [], by=full_cast.user("second_mentee"))
    say_wishes(full_cast.mentee, {"mentees": [full_cast.second_mentor]}, [], by=full_cast.user("mentee"))
    run = run_of(full_cast)
    run.mutual = [{
        "mentee": str(full_cast.mentee.pk), "mentor": str(full_cast.second_mentor.pk), "wished": "mentee",
        "points": 50, "now": 60, "instead": None, "instead_points": None,
    }]  # fmt: skip
    run.save()
    for part in ("mentor", "second_mentor", "bystander"):
        into_council(full_cast, part)
    named, mutual = "наставник назван в пожеланиях", "назвал этого наставника в пожеланиях"
    told = page(signed_in("bystander"), at("match-detail", run.pk)).lower()
    assert named in told and mutual in told
    assert named not in page(signed_in("mentor"), at("match-detail", run.pk)).lower()
    assert mutual not in page(signed_in("second_mentor"), at("match-detail", run.pk)).lower()
    own = next(one for one in outcome_of(run).proposals if one.mentee == full_cast.second_mentee)
    relation = take_pairs(run, [own.key], by=full_cast.user("bystander")).made[0]
    assert named in page(signed_in("curator"), at("relation-detail", relation.pk)).lower()
    Role.objects.filter(kind="curator", organisation=full_cast.organisation).update(user=full_cast.user("mentor"))
    assert named not in page(signed_in("mentor"), at("relation-detail", relation.pk)).lower()


# --- the council ---------------------------------------------------------------------------------------------------
@pytest.mark.clause("4.5/2", "7.1/2")
def test_a_member_of_the_council_neither_judges_their_own_pair_nor_reads_what_others_think(signed_in, full_cast):
    relation = chosen(full_cast)
    into_council(full_cast, "mentor")
    CouncilOpinion.objects.create(
        organisation=full_cast.organisation, relation=relation, given_by=outsider(full_cast, "council"),
        stand="discuss", note="сомневаюсь", given_on=relation.made_on,
    )  # fmt: skip
    client = signed_in("mentor")
    assert client.get(at("opinion-give", relation.pk)).status_code == 403
    assert client.post(at("opinion-give", relation.pk), {"stand": "for"}).status_code == 403
    assert "предлагаю обсудить" not in page(client, at("relation-list"))
    assert "предлагаю обсудить" in page(signed_in("bystander"), at("relation-list"))
    assert CouncilOpinion.objects.count() == 1


@pytest.mark.clause("7.1", "4.5/2")
def test_the_council_reads_the_weights_and_only_those_who_lead_change_them(signed_in, full_cast):
    outsider(full_cast, "council")
    client = signed_in("bystander")
    said = page(client, at("weights-change"))
    assert "Сейчас" in said and "Посмотреть, что изменится" not in said
    assert client.post(at("weights-change"), {**TYPED, "tried": "50-15-10-10-10-10-5"}).status_code == 403
    assert not MatchWeights.objects.exists()


# --- an old page, a long word --------------------------------------------------------------------------------------
@pytest.mark.clause("7.2")
def test_a_proposal_of_an_old_page_gives_nobody_a_second_mentor_unasked(signed_in, full_cast):
    run = run_of(full_cast)
    proposal = next(one for one in outcome_of(run).proposals if one.mentor == full_cast.mentor)
    full_cast.second_mentor.mentor_entry.competences.set(full_cast.mentor.mentor_entry.competences.all())
    part = next(part for part, person in full_cast.people.items() if person == proposal.mentee)
    chosen(full_cast, ("second_mentor",), (part,))
    said = page(signed_in("curator"), at("match-detail", run.pk))
    assert f'value="{proposal.key}"' not in said
    taken = take_pairs(run, [proposal.key], by=full_cast.user("curator"))
    assert not taken.made and Relation.objects.count() == 1
    assert [plain(one) for one in taken.refused] == [
        f"{plain(proposal.mentee.short_name)}: С другим наставником пара уже складывается или действует. "
        "Второго наставника выбирают на странице «Выбрать самим»."
    ]


@pytest.mark.parametrize(("word", "sentence"), [
    ("а" * 301, "не более 300"), ("так\x00надо", "ноль-байт"),
])  # fmt: skip
def test_a_word_about_the_load_that_cannot_be_kept_is_told_and_nothing_is_taken(signed_in, full_cast, word, sentence):
    run = run_of(full_cast)
    keys = [one.key for one in outcome_of(run).proposals]
    said = sent(signed_in("curator"), at("match-apply", run.pk), pair=keys, load_reason=word)
    assert sentence in said and not Relation.objects.exists()
