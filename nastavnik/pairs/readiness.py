"""What is still missing before an order can fix a pair or group, each with the page where it is mended."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nastavnik.consents.models import ConsentKind, ConsentState
from nastavnik.organisations.models import RoleKind
from nastavnik.pairs.models import (
    ChangeKind,
    ChangeState,
    MemberRole,
    Newcomer,
    Relation,
    RelationChange,
    RelationMember,
    RelationState,
)
from nastavnik.people.models import Person
from nastavnik.regulation.models import Form
from nastavnik.regulation.queries import Base, base_on
from nastavnik.regulation.readings import code_warning, unread_codes

CONSENT_OF = {MemberRole.MENTOR: ConsentKind.MENTORING, MemberRole.MENTEE: ConsentKind.MENTEE}


@dataclass(frozen=True)
class Missing:
    """One thing that is not there yet: the sentence, whose turn it is, the page that mends it, the clause.

    `mend` is a short name that the page turns into a button: «consent» (sign it), «renew» (a new blank),
    «base_orders», «term», «answers», or "" when only giving up helps; `member` says whose: a member, or
    somebody who is to come by a change.
    """

    sentence: str
    mend: str
    clause: str
    turn: str
    member: RelationMember | Newcomer | None = None


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
    yield from _missing_of_base(base)
    if relation.state != RelationState.AGREED:
        yield Missing(_("Участники ещё не подтвердили взаимный интерес."), "answers", "7.1/2", "")
    if relation.since is None or relation.until is None:
        yield Missing(_("Не указан срок наставничества."), "term", "4.3/5", RoleKind.CURATOR)
    elif relation.until < day:
        words = {"day": f"{relation.until:%d.%m.%Y}"}
        yield Missing(_("Срок наставничества кончается %(day)s, раньше приказа.") % words, "term", "4.3/5", "")
    yield from _missing_of_distance([member.person for member in relation.mentors], relation.form, day)
    for member in relation.mentors + relation.mentees:
        yield from _missing_of(member, day)
    if relation.organisation.settings.code_before_order:
        mentors = {member.person: member for member in relation.mentors}
        for person in unread_codes(relation.organisation, mentors):
            yield Missing(code_warning([person]), "", "5.2/8", "", mentors[person])


def missing_for_change(change: RelationChange, day: date, base: Base | None = None) -> list[Missing]:
    """Everything that an order signed on `day` would lack to carry out the change; an empty list: nothing."""
    return list(_missing_of_change(change, day, base or base_on(change.relation.organisation, day)))


def over_term(relation: Relation, day: date) -> str | None:
    """Why nothing can be prolonged any more (edge case 65), or None while the term runs."""
    if relation.until is None or relation.until >= day:
        return None
    return _(
        "Срок наставничества кончился %(day)s: продлить его задним числом нельзя. Подведите итоги или прекратите "
        "наставничество и закрепите пару новым приказом."
    ) % {"day": f"{relation.until:%d.%m.%Y}"}


GOES_ON = (ChangeKind.EXTEND, ChangeKind.TERMS, ChangeKind.JOIN, ChangeKind.REPLACE)
"""Changes after which everybody works on: they want what the first order wanted. To leave or end, nothing is."""


def _missing_of_change(change: RelationChange, day: date, base: Base) -> Iterator[Missing]:
    relation, words = change.relation, {"pair": change.relation, "state": change.get_state_display()}
    if change.state != ChangeState.PREPARED:
        yield Missing(_("Провести приказом нельзя: %(pair)s, изменение — «%(state)s».") % words, "", "8.2", "")
        return
    if relation.state != RelationState.IN_FORCE:
        words["state"] = relation.get_state_display()
        yield Missing(_("Изменить нечего: %(pair)s, состояние — «%(state)s».") % words, "", "8.2", "")
        return
    if change.kind not in GOES_ON:
        return
    yield from _missing_of_base(base)
    if change.kind == ChangeKind.EXTEND and (sentence := over_term(relation, day)):
        yield Missing(sentence, "", "8.2", "")
    newcomers = list(change.newcomers.select_related("person", "consent").prefetch_related("person__employments"))
    asked = {newcomer.member_id for newcomer in newcomers}
    stay = [member.person for member in relation.mentors if member.left_on is None and member.pk != change.leaving_id]
    come = [newcomer.person for newcomer in newcomers if newcomer.role == MemberRole.MENTOR]
    yield from _missing_of_distance([*stay, *come], change.form or relation.form, day)
    for member in relation.members.all():
        if member.left_on is None and member.pk != change.leaving_id and member.pk not in asked:
            yield from _missing_of(member, day)
    for newcomer in newcomers:
        yield from _missing_of(newcomer, day)


def _missing_of_distance(mentors: Iterable[Person], form: str, day: date) -> Iterator[Missing]:
    """A mentor from outside works at a distance: the form of the pair is the virtual one (3.3.5)."""
    if form == Form.VIRTUAL:
        return
    for person in mentors:
        if person.is_outside_on(day) and not person.employments_on(day):
            words = _("Внешний наставник ведёт только в виртуальной форме: %(who)s.") % {"who": person.full_name}
            yield Missing(words, "term", "3.3.5", RoleKind.CURATOR)


def _missing_of_base(base: Base) -> Iterator[Missing]:
    if base.introduction is None:
        yield Missing(_("Нет приказа о внедрении целевой модели наставничества."), "base_orders", "4.1", RoleKind.HEAD)
    if base.edition is None:
        yield Missing(_("Нет приказа об утверждении Положения."), "base_orders", "4.1", RoleKind.HEAD)


def _missing_of(member: RelationMember | Newcomer, day: date) -> Iterator[Missing]:
    """The member works here on that day and has given the written consent (4.2, 4.3/5)."""
    clause = "4.2" if member.role == MemberRole.MENTOR else "4.3/5"
    if not member.person.is_here_on(day):
        words = {"who": member.person.full_name}
        yield Missing(_("На дату приказа не работает в учреждении: %(who)s.") % words, "", clause, "", member)
    elif lack := lack_of_consent(member, day):
        sentence, mend = lack
        yield Missing(sentence, mend, clause, "", member)


def lack_of_consent(member: RelationMember | Newcomer, day: date) -> tuple[str, str] | None:
    """Why the member's written consent does not carry an order of that day, and what mends it; None: it does.

    It is signed on the day of the order at the latest (4.2, 4.3/5); when it was scanned does not matter.
    """
    consent, who = member.consent, {"who": member.person.full_name}
    if consent is None or consent.state == ConsentState.PROPOSED:
        return _("Нет письменного согласия: %(who)s.") % who, "consent"
    if consent.state == ConsentState.REFUSED:
        return _("Согласие не дано: %(who)s.") % who, "renew"
    received = consent.withdrawal_received_on
    if received is not None and received <= day:  # it may hold for three working days more: not for a new order
        return _("Согласие отозвано: %(who)s.") % who, "renew"
    if consent.is_valid_on(day):
        return None
    if consent.given_on and consent.given_on > day:
        return _("Согласие подписано позже даты приказа: %(who)s.") % who, ""
    return _("Согласие не действует на дату приказа: %(who)s.") % who, "renew"
