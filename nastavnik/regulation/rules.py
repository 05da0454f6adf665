"""Who may see the regulation and keep the registry of acts."""

import rules

from nastavnik.organisations.rules import is_member, leads

rules.add_perm("regulation.view_edition", is_member)  # everybody lives by it (5.2/1, 6.2/1)
rules.add_perm("regulation.view_acts", is_member)
rules.add_perm("regulation.view_extra_forms", is_member)
rules.add_perm("regulation.add_extra_form", leads)
rules.add_perm("regulation.change_extra_form", leads)
rules.add_perm("regulation.change_act", leads)
rules.add_perm("regulation.add_act", leads)
rules.add_perm("regulation.view_readings", is_member)
rules.add_perm("regulation.note_reading", is_member)  # of one's own: a reading belongs to who says so
rules.add_perm("regulation.view_code", is_member)
rules.add_perm("regulation.write_code", leads)  # 5.2/8
