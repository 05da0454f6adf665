"""Who may do what with partners: those who lead keep the registry, the council reads it (4.3/6)."""

import rules

from nastavnik.organisations.rules import is_council, leads

rules.add_perm("partners.view_partners", leads | is_council)
rules.add_perm("partners.keep_partners", leads)
# signatures stand on the paper: it is opened by those who have made it
rules.add_perm("partners.view_scan", leads)
rules.add_perm("partners.keep_events", leads)
