"""Who of a pair or group somebody is, in relation to a programme, an item of its plan or a meeting."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.models import Relation, RelationMember


def relation_of(row: Any) -> Relation:
    """The pair or group of a programme, an item, a meeting (or itself), with its people read once."""
    programme = getattr(row, "programme", row)
    relation = getattr(programme, "relation", programme)
    prefetch_related_objects([relation], "members__person")
    return relation


def member_of(row: Any, user: User) -> RelationMember | None:
    """The membership of the user of today, or None."""
    relation = relation_of(row)
    return next((one for one in relation.mentors + relation.mentees if one.person.user_id == user.pk), None)


def as_member(row: Any, user: User) -> RelationMember:
    """The membership of the user; Refused when this is not their programme."""
    member = member_of(row, user)
    if member is None:
        raise Refused(_("Это может сделать только участник программы: наставник или наставляемый."))
    return member
