"""Only the subject gives, refuses or withdraws; the curator registers the paper (domain 2.2)."""

import rules

from nastavnik.organisations.rules import leads
from nastavnik.people.rules import is_self

rules.add_perm("consents.view_consents", leads)
rules.add_perm("consents.view_consent", leads | is_self)
rules.add_perm("consents.propose_consent", leads)
rules.add_perm("consents.register_consent", leads)
rules.add_perm("consents.register_consents", leads)
rules.add_perm("consents.attach_scan", leads)
rules.add_perm("consents.refuse_consent", leads | is_self)
rules.add_perm("consents.withdraw_consent", leads | is_self)
rules.add_perm("consents.change_text", leads)
