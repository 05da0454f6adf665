"""Who may do what with pairs: curator, head and council propose; members see their own and answer (4.5/2, 7.1/2)."""

import pytest

from nastavnik.organisations.models import RoleKind
from nastavnik.pairs.actions import drop_relation
from nastavnik.pairs.models import RelationState
from tests.pairs.made import brought_to, chosen, introduced, member_of, outsider

pytestmark = pytest.mark.django_db

ON_ORGANISATION = {
    "pairs.view_relations": {"head", "curator", "council"},
    "pairs.run_matching": {"head", "curator", "council"},
    "pairs.propose_relation": {"head", "curator", "council"},
}
ON_RELATION = {
    "pairs.change_terms": {"head", "curator"},
    "pairs.introduce_relation": {"head", "curator"},
    "pairs.drop_relation": {"head", "curator"},
}
PARTS = ("head", "curator", "council", "administrator", "mentor", "mentee", "second_mentee", "stranger")


def user_of(cast, part):
    return outsider(cast, part) if part in (RoleKind.COUNCIL, RoleKind.ADMINISTRATOR) else cast.user(part)


@pytest.mark.clause("7.2", "4.5/2", "4.4.5")
@pytest.mark.parametrize("permission", ON_ORGANISATION)
@pytest.mark.parametrize("part", PARTS)
def test_who_proposes_and_who_sees_the_list(full_cast, permission, part):
    allowed = user_of(full_cast, part).has_perm(permission, full_cast.organisation)
    assert allowed == (part in ON_ORGANISATION[permission])


@pytest.mark.parametrize("permission", ON_RELATION)
@pytest.mark.parametrize("part", PARTS)
def test_who_moves_a_pair(full_cast, permission, part):
    allowed = user_of(full_cast, part).has_perm(permission, introduced(full_cast))
    assert allowed == (part in ON_RELATION[permission])


@pytest.mark.clause("7.1/2")
@pytest.mark.parametrize(
    ("state", "seen"),
    [
        (RelationState.PROPOSED, False),  # a mere proposal is told to nobody
        (RelationState.ACQUAINTANCE, True),
        (RelationState.AGREED, True),
        (RelationState.IN_FORCE, True),
        (RelationState.ENDED, True),
        (RelationState.NOT_FORMED, True),
        (RelationState.DROPPED, False),  # given up before anybody knew of it
    ],
)
def test_a_member_sees_the_pair_from_the_acquaintance_on(full_cast, state, seen):
    relation = brought_to(full_cast, state)
    for part in ("mentor", "mentee"):
        assert full_cast.user(part).has_perm("pairs.view_relation", relation) == seen
        member = member_of(relation, full_cast, part)
        assert full_cast.user(part).has_perm("pairs.answer_interest", member) == seen
    for part in ("second_mentee", "stranger"):
        assert not full_cast.user(part).has_perm("pairs.view_relation", relation)


def test_a_member_still_sees_a_pair_that_was_given_up_after_the_acquaintance(full_cast):
    relation = drop_relation(introduced(full_cast), by=full_cast.user("curator"))
    assert full_cast.user("mentee").has_perm("pairs.view_relation", relation)


@pytest.mark.clause("7.1/2", "1.4/5")
@pytest.mark.parametrize("part", ["head", "curator", "council", "mentee", "stranger"])
def test_nobody_but_the_mentor_answers_for_the_mentor(full_cast, part):
    member = member_of(introduced(full_cast), full_cast, "mentor")
    assert not user_of(full_cast, part).has_perm("pairs.answer_interest", member)


@pytest.mark.clause("7.2")
def test_an_administrator_alone_makes_no_pair(full_cast):
    administrator = outsider(full_cast, RoleKind.ADMINISTRATOR)
    relation = chosen(full_cast)
    for permission in ("pairs.propose_relation", "pairs.introduce_relation", "pairs.view_relation"):
        assert not administrator.has_perm(permission, relation)
