"""Who may do what here: the curator and the head prepare, the head approves, everybody sees what is said of them."""

import rules

from nastavnik.organisations.rules import is_head, is_member, leads


@rules.predicate("is shown in the publication")
def is_shown(user, row):
    return any(one.fields and one.person.user_id == user.pk for one in row.people.select_related("person"))


rules.add_perm("site.view_publications", leads)
rules.add_perm("site.view_publication", leads | is_shown)
rules.add_perm("site.view_own_publications", is_member)
rules.add_perm("site.prepare_publication", leads)
rules.add_perm("site.approve_publication", is_head)
rules.add_perm("site.return_publication", leads)
rules.add_perm("site.publish_publication", leads)
rules.add_perm("site.withdraw_publication", leads)
