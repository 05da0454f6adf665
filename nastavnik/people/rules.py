"""Who may see and change what about people."""

import rules

from nastavnik.organisations.rules import is_administrator, is_council, leads


@rules.predicate("is the person themselves")
def is_self(user, row):
    person = getattr(row, "person", row)
    return getattr(person, "user_id", None) == user.pk


rules.add_perm("people.view_people", leads | is_administrator | is_council)
rules.add_perm("people.view_person", leads | is_administrator | is_council | is_self)
rules.add_perm("people.change_person", leads)
rules.add_perm("people.dismiss_person", leads)
rules.add_perm("people.import_staff", leads | is_administrator)  # 4.4.5: with the administrator
rules.add_perm("people.open_access", leads | is_administrator)
