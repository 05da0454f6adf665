"""What is still missing before an order can fix a pair or group, each with the page where it is mended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nastavnik.consents.models import ConsentKind, ConsentState
from nastavnik.organisations.models import RoleKind
from nastavnik.pairs.models import MemberRole, Relation, RelationMember, RelationState
from nastavnik.regulation.queries import Base, base_on

CONSENT_OF = {MemberRole.MENTOR: ConsentKind.MENTORING, MemberRole.MENTEE: ConsentKind.MENTEE}


@dataclass(frozen=True)
class Missing:
    """One thing that is not there yet: the sentence, whose turn it is, the page that mends it, the clause.

    `mend` is a short name that the page turns into a button: «consent» (sign it), «renew» (a new blank),
    «base_orders», «term», «answers», or "" when only giving up the pair helps; `member` says whose.
    """

    sentence: str
    mend: str
    clause: str
    turn: str
    member: RelationMember | None = None


def missing_for_order(relation: Relation, day: date, base: Base | None = None) -> list[Missing]:
    """Everything that an order signed on `day` would lack; an empty list means: it can be signed.

    `base` are the base orders in force on that day, for callers that look at many relations.
    """
    return list(_missing(relation, day, base or base_on(relation.organisation, day)))


def _missing(relation: Relation, day: date, base: Base) -> Iterator[Missing]:
    if not relation.is_forming:
        words = {"pair": relation, "state": relation.get_state_display()}
        yield Missing(_("Закрепить приказом нельзя: %(pair)s, состояние — «%(state)s».") % words, "", "7.2", "")
        return
    if base.introduction is None:
        yield Missing(_("Нет приказа о внедрении целевой модели наставничества."), "base_orders", "4.1", RoleKind.HEAD)
    if base.edition is None:
        yield Missing(_("Нет приказа об утверждении Положения."), "base_orders", "4.1", RoleKind.HEAD)
    if relation.state != RelationState.AGREED:
        yield Missing(_("Участники ещё не подтвердили взаимный интерес."), "answers", "7.1/2", "")
    if relation.since is None or relation.until is None:
        yield Missing(_("Не указан срок наставничества."), "term", "4.3/5", RoleKind.CURATOR)
    elif relation.until < day:
        words = {"day": f"{relation.until:%d.%m.%Y}"}
        yield Missing(_("Срок наставничества кончается %(day)s, раньше приказа.") % words, "term", "4.3/5", "")
    for member in relation.mentors + relation.mentees:
        yield from _missing_of(member, day)


def _missing_of(member: RelationMember, day: date) -> Iterator[Missing]:
    """The member works here on that day and has given the written consent (4.2, 4.3/5)."""
    clause = "4.2" if member.role == MemberRole.MENTOR else "4.3/5"
    if not member.person.employments_on(day):
        words = {"who": member.person.full_name}
        yield Missing(_("На дату приказа не работает в учреждении: %(who)s.") % words, "", clause, "", member)
    elif lack := lack_of_consent(member, day):
        sentence, mend = lack
        yield Missing(sentence, mend, clause, "", member)


def lack_of_consent(member: RelationMember, day: date) -> tuple[str, str] | None:
    """Why the member's written consent does not carry an order of that day, and what mends it; None: it does.

    It is signed on the day of the order at the latest (4.2, 4.3/5); when it was scanned does not matter.
    """
    consent, who = member.consent, {"who": member.person.full_name}
    if consent is None or consent.state == ConsentState.PROPOSED:
        return _("Нет письменного согласия: %(who)s.") % who, "consent"
    if consent.state == ConsentState.REFUSED:
        return _("Согласие не дано: %(who)s.") % who, "renew"
    if consent.is_valid_on(day):
        return None
    if consent.given_on and consent.given_on > day:
        return _("Согласие подписано позже даты приказа: %(who)s.") % who, ""
    if consent.withdrawn_on and consent.withdrawn_on <= day:
        return _("Согласие отозвано: %(who)s.") % who, "renew"
    return _("Согласие не действует на дату приказа: %(who)s.") % who, "renew"
