"""Who may do what with orders: the curator prepares, the head signs (4.3/2, 4.3/5); either may register the scan."""

import rules

from nastavnik.organisations.rules import is_administrator, leads


@rules.predicate("is asked to agree the order")
def is_asked(user, order):
    """Somebody who agrees a draft reads it, and it alone (ТК РФ ст. 372; 4.5/1)."""
    visas = getattr(order, "visas", None)  # the institution stands for the list: it has none
    return visas is not None and visas.filter(person__user=user).exists()


@rules.predicate("is the one who is asked")
def is_that_one(user, visa):
    person = getattr(visa, "person", None)
    return person is not None and person.user_id == user.pk


rules.add_perm("orders.view_orders", leads | is_administrator)
rules.add_perm("orders.view_order", leads | is_administrator | is_asked)
rules.add_perm("orders.draft_order", leads)
rules.add_perm("orders.circulate_order", leads)
# who is asked answers on their own page; the curator enters what was agreed on paper
rules.add_perm("orders.agree_visa", leads | is_that_one)
rules.add_perm("orders.object_visa", leads | is_that_one)
rules.add_perm("orders.submit_order", leads)
rules.add_perm("orders.annul_order", leads)
rules.add_perm("orders.return_order", leads)  # the head with a remark; the curator who has seen a mistake
# registering a paper that the head has signed by hand: the head, or the curator who keeps the journal
rules.add_perm("orders.sign_order", leads)
rules.add_perm("orders.attach_scan", leads)
rules.add_perm("orders.note_acquaintance", leads)
