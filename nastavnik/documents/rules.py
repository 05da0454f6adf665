"""Who may do what here: the two who lead everything, the council its minutes, a person their own papers (2.2)."""

import rules

from nastavnik.documents.models import MinutesKind
from nastavnik.organisations.rules import is_council, is_member, leads
from nastavnik.people.rules import is_self


@rules.predicate("minutes of the council")
def of_council(user, row):
    """Its own meetings and sessions; the pedagogical council and acquaintances are the curator's to write down."""
    kind = getattr(row, "kind", None)
    return kind in (MinutesKind.COUNCIL, MinutesKind.SESSION)


@rules.predicate("no minutes in particular")
def in_general(user, row):
    """The institution stands for the list: which kinds may be begun there, the form says."""
    return not hasattr(row, "held_on")


@rules.predicate("a question of minutes that the user may write")
def writes_its_minutes(user, row):
    minutes = getattr(row, "minutes", None)
    return minutes is not None and user.has_perm("documents.write_minutes", minutes)


rules.add_perm("documents.view_catalogue", is_member)
rules.add_perm("documents.take_papers", leads)
rules.add_perm("documents.view_minutes", leads | is_council)
rules.add_perm("documents.write_minutes", leads | (is_council & (of_council | in_general)))
rules.add_perm("documents.write_agenda", writes_its_minutes)
rules.add_perm("documents.sign_minutes", leads | (is_council & of_council))
rules.add_perm("documents.view_portfolio", leads | is_self)
rules.add_perm("documents.note_destruction", leads)
rules.add_perm("documents.keep_forms", leads)
rules.add_perm("documents.make_many", leads)
