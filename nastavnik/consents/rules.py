"""Only the subject gives, refuses or withdraws; the curator registers the paper (domain 2.2)."""

import rules

from nastavnik.organisations.rules import is_head, is_member, leads
from nastavnik.people.rules import is_self

rules.add_perm("consents.view_consents", leads)
rules.add_perm("consents.view_consent", leads | is_self)
rules.add_perm("consents.view_own", is_member)
rules.add_perm("consents.ask_own", is_member)  # to open a blank for oneself: nobody is asked twice (edge case 33)
rules.add_perm("consents.propose_consent", leads)
rules.add_perm("consents.register_consent", leads)
rules.add_perm("consents.register_consents", leads)
rules.add_perm("consents.attach_scan", leads)
rules.add_perm("consents.sign_consent", is_self)
rules.add_perm("consents.refuse_consent", leads | is_self)
rules.add_perm("consents.withdraw_consent", leads | is_self)
rules.add_perm("consents.close_step", leads)
rules.add_perm("consents.manage_resources", leads)
rules.add_perm("consents.view_signature", leads)
rules.add_perm("consents.switch_signature", is_head)
rules.add_perm("consents.change_text", leads)
