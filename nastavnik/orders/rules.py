"""Who may do what with orders: the curator prepares, the head signs (4.3/2, 4.3/5); either may register the scan."""

import rules

from nastavnik.organisations.rules import is_administrator, leads

rules.add_perm("orders.view_orders", leads | is_administrator)
rules.add_perm("orders.view_order", leads | is_administrator)
rules.add_perm("orders.draft_order", leads)
rules.add_perm("orders.submit_order", leads)
rules.add_perm("orders.annul_order", leads)
rules.add_perm("orders.return_order", leads)  # the head with a remark; the curator who has seen a mistake
# registering a paper that the head has signed by hand: the head, or the curator who keeps the journal
rules.add_perm("orders.sign_order", leads)
rules.add_perm("orders.attach_scan", leads)
rules.add_perm("orders.note_acquaintance", leads)
