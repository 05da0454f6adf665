"""Only the person opens their own form; the two who lead see who has handed in (4.4.5, M3/2)."""

import rules

from nastavnik.organisations.rules import is_member, leads
from nastavnik.people.rules import is_self

rules.add_perm("surveys.view_own_invitations", is_member)
rules.add_perm("surveys.answer_invitation", is_self)
rules.add_perm("surveys.oversee_invitations", leads)
