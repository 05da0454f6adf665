"""Who sees and changes the banks (4.4.5, 4.5/2).

The curator keeps them, the council proposes, a person sees themselves; the administrator brings in, never takes out.
"""

import rules

from nastavnik.organisations.rules import is_administrator, is_council, is_member, leads
from nastavnik.people.rules import is_self

rules.add_perm("banks.view_banks", leads | is_council)
rules.add_perm("banks.view_entry", leads | is_council | is_self)
rules.add_perm("banks.change_entry", leads)
rules.add_perm("banks.run_collection", leads)
rules.add_perm("banks.answer_own", is_member)
rules.add_perm("banks.answer_for", leads)
rules.add_perm("banks.import_answers", leads | is_administrator)
rules.add_perm("banks.actualise_bank", leads)
rules.add_perm("banks.export_bank", leads)  # the administrator brings in, never takes out (domain 2.2)
rules.add_perm("banks.change_topics", leads)
