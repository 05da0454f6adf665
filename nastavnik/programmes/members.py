"""Who of a pair or group somebody is, in relation to a programme, an item of its plan or a meeting."""

from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.models import Relation, RelationMember


def relation_of(row: Any) -> Relation:
    """The pair or group of a programme, an item, a meeting (or itself), with its people read once."""
    programme = getattr(row, "programme", row)
    relation = getattr(programme, "relation", programme)
    members = Prefetch("members", RelationMember.objects.select_related("person"))
    prefetch_related_objects([relation], members, "members__person")  # the latter: somebody has read them bare
    return relation


def member_of(row: Any, user: User) -> RelationMember | None:
    """The membership of the user of today, or None."""
    relation = relation_of(row)
    return next((one for one in relation.mentors + relation.mentees if one.person.user_id == user.pk), None)


def as_member(row: Any, user: User) -> RelationMember:
    """The membership of the user; Refused when this is not their programme."""
    member = member_of(row, user)
    if member is None:
        refuse_leaver(row, user)
        raise Refused(_("Это может сделать только участник программы: наставник или наставляемый."))
    return member


def refuse_leaver(row: Any, user: User) -> None:
    """Refused, with their last day, for somebody who has taken part and has left; nothing for anybody else."""
    left = [one.left_on for one in relation_of(row).members.all() if one.person.user_id == user.pk and one.left_on]
    if left and member_of(row, user) is None:
        raise Refused(
            _("Вы участвовали в этой программе по %(day)s: читать её можно, отмечать и записывать — уже нет.")
            % {"day": f"{max(left):%d.%m.%Y}"}
        )
