"""Who may see, draw up and mark the roadmap (4.4.4); approving it is the head's, by order (4.3/4)."""

import rules

from nastavnik.organisations.rules import is_council, leads

rules.add_perm("roadmap.view_roadmap", leads | is_council)  # 4.5/1
rules.add_perm("roadmap.draft_roadmap", leads)
rules.add_perm("roadmap.revise_roadmap", leads)
rules.add_perm("roadmap.add_item", leads)
rules.add_perm("roadmap.change_item", leads)
rules.add_perm("roadmap.close_item", leads)
