"""Who may do what here: the head and the curator run it, a mentor sees and does their own (domain 2.2)."""

import rules

from nastavnik.organisations.rules import leads


@rules.predicate("is the mentor themselves")
def is_that_mentor(user, row):
    """Of a member, a notice or an agreement."""
    person = getattr(getattr(row, "member", row), "person", None)
    return person is not None and person.user_id == user.pk


@rules.predicate("is a mentee of the pair")
def is_that_mentee(user, member):
    return getattr(member, "role", "") == "mentee" and member.person.user_id == user.pk


@rules.predicate("is a resignation")
def is_resignation(user, notice):
    """What the mentor has given they take back themselves; the employer's notice belongs to the employer."""
    return getattr(notice, "kind", "") == "resign"


@rules.predicate("works here")
def has_a_card(user, organisation):
    person = getattr(user, "person", None)
    return person is not None and person.organisation_id == organisation.pk


rules.add_perm("duties.view_duties", leads)
rules.add_perm("duties.view_own", has_a_card)
# what is paid stands in an agreement: only the two who lead and the mentor read it (domain 4, pay data)
rules.add_perm("duties.view_supplement", leads | is_that_mentor)
rules.add_perm("duties.draft_supplement", leads)
rules.add_perm("duties.change_supplement", leads)
rules.add_perm("duties.register_supplement", leads)
rules.add_perm("duties.drop_supplement", leads)
rules.add_perm("duties.waive_supplement", leads)
rules.add_perm("duties.give_notice", leads | is_that_mentor)
rules.add_perm("duties.view_notice", leads | is_that_mentor)
rules.add_perm("duties.note_notice", leads)
rules.add_perm("duties.agree_last_day", leads)
rules.add_perm("duties.withdraw_notice", (is_that_mentor & is_resignation) | (leads & ~is_resignation))
rules.add_perm("duties.prepare_cancellation", leads)
rules.add_perm("duties.view_petition", is_that_mentee)
