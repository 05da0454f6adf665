"""What is still missing before an order can fix a pair or group, each with the page where it is mended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nastavnik.consents.models import ConsentKind
from nastavnik.organisations.models import RoleKind
from nastavnik.pairs.models import MemberRole, Relation, RelationMember, RelationState
from nastavnik.regulation.models import Edition, ModelIntroduction

CONSENT_OF = {MemberRole.MENTOR: ConsentKind.MENTORING, MemberRole.MENTEE: ConsentKind.MENTEE}


@dataclass(frozen=True)
class Missing:
    """One thing that is not there yet: the sentence, whose turn it is, the page that mends it, the clause.

    `mend` is a short name («consent», «order», «answers», «base_orders», «term») that the page turns into a
    button; `member` says whose consent it is.
    """

    sentence: str
    mend: str
    clause: str
    turn: str
    member: RelationMember | None = None


def missing_for_order(relation: Relation, day: date) -> list[Missing]:
    """Everything that an order signed on `day` would lack; an empty list means: it can be signed."""
    return list(_missing(relation, day))


def _missing(relation: Relation, day: date) -> Iterator[Missing]:
    organisation = relation.organisation
    if not ModelIntroduction.objects.of(organisation).on(day).exists():
        yield Missing(_("Нет приказа о внедрении целевой модели наставничества."), "base_orders", "4.1", RoleKind.HEAD)
    if not Edition.objects.of(organisation).on(day).exists():
        yield Missing(_("Нет приказа об утверждении Положения."), "base_orders", "4.1", RoleKind.HEAD)
    if relation.state in (RelationState.PROPOSED, RelationState.ACQUAINTANCE):
        yield Missing(_("Участники ещё не подтвердили взаимный интерес."), "answers", "7.1/2", "")
    if relation.since is None or relation.until is None:
        yield Missing(_("Не указан срок наставничества."), "term", "4.3/5", RoleKind.CURATOR)
    for member in relation.mentors + relation.mentees:
        if sentence := _without_consent(member, day):
            yield Missing(sentence, "consent", "4.2" if member.role == MemberRole.MENTOR else "4.3/5", "", member)


def _without_consent(member: RelationMember, day: date) -> str | None:
    """Why the member's written consent does not carry an order of that day (4.2, 4.3/5)."""
    consent, who = member.consent, {"who": member.person.full_name}
    if consent is None or consent.state == "proposed":
        return _("Нет письменного согласия: %(who)s.") % who
    if consent.state == "refused":
        return _("Согласие не дано: %(who)s.") % who
    if not consent.is_valid_on(day):
        if consent.given_on and consent.given_on > day:
            return _("Согласие подписано позже даты приказа: %(who)s.") % who
        return _("Согласие не действует на дату приказа: %(who)s.") % who
    return None
