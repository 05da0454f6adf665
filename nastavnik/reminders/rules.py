"""Who may do what with reminders: each reads and puts off their own."""

import rules

from nastavnik.organisations.rules import is_member, roles_of


@rules.predicate("is reminded themselves, or holds the role that is reminded")
def is_reminded(user, reminder):
    if reminder is None:
        return False
    return reminder.user_id == user.pk or reminder.role in roles_of(user, reminder.organisation_id)


rules.add_perm("reminders.view_own", is_member)
rules.add_perm("reminders.put_off_reminder", is_reminded)
