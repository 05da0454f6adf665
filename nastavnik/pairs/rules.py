"""Who proposes, who sees, who answers: curator and council propose (4.5/2), members answer for themselves (7.1/2)."""

import rules

from nastavnik.organisations.rules import is_council, leads


@rules.predicate("is a member of the pair")
def is_member_of(user, relation):
    """One of the two sides, from the acquaintance on: a mere proposal is not told to anybody."""
    if not getattr(relation, "is_told", False):  # a list has no members, a proposal tells nobody
        return False
    return any(member.person.user_id == user.pk for member in relation.members.select_related("person"))


@rules.predicate("is one of the people of the pair, told of it or not")
def is_one_of_the_two(user, relation):
    members = getattr(relation, "members", None)
    return members is not None and any(one.person.user_id == user.pk for one in members.select_related("person"))


@rules.predicate("is the member themselves")
def is_that_member(user, member):
    return member.person.user_id == user.pk and member.relation.is_told


rules.add_perm("pairs.view_relations", leads | is_council)
rules.add_perm("pairs.view_relation", leads | is_council | is_member_of)
rules.add_perm("pairs.run_matching", leads | is_council)
rules.add_perm("pairs.propose_relation", leads | is_council)
rules.add_perm("pairs.change_terms", leads)
rules.add_perm("pairs.allow_load", leads)  # one pair more than usual (1.5)
rules.add_perm("pairs.introduce_relation", leads)
rules.add_perm("pairs.drop_relation", leads)
rules.add_perm("pairs.renew_consent", leads)
rules.add_perm("pairs.answer_interest", is_that_member)
rules.add_perm("pairs.enter_relation", leads)
rules.add_perm("pairs.prepare_change", leads)
rules.add_perm("pairs.drop_change", leads)
rules.add_perm("pairs.view_weights", leads | is_council)
rules.add_perm("pairs.change_weights", leads)  # the council helps to choose (4.5/2), it does not set the measure
rules.add_perm("pairs.advise_relation", is_council & ~is_one_of_the_two)
