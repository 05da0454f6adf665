"""Acts on pairs and groups that are being formed: propose, introduce, answer, agree, ask for consents."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.consents.actions import discard_consent, propose_consent
from nastavnik.consents.models import ConsentState
from nastavnik.kit import clock, journal
from nastavnik.kit.periods import add_months
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.organisations.queries import holder_of
from nastavnik.pairs.load import check_load
from nastavnik.pairs.models import (
    Interest,
    MatchRun,
    MemberRole,
    Relation,
    RelationKind,
    RelationMember,
    RelationState,
)
from nastavnik.pairs.places import check_choice
from nastavnik.pairs.readiness import CONSENT_OF, lack_of_consent
from nastavnik.pairs.states import RELATION
from nastavnik.people.models import Person
from nastavnik.regulation.models import CategoryForm, Form

USUAL_MONTHS = 9
"""The term that a proposal starts with: to the end of an academic year; people change it before the order."""


@transaction.atomic
def propose_relation(
    organisation: Organisation,
    mentors: Sequence[Person],
    mentees: Sequence[Person],
    *,
    by: User,
    form: str = Form.TRADITIONAL,
    topic: str = "",
    since: date | None = None,
    until: date | None = None,
    run: MatchRun | None = None,
    explanation: dict[str, Any] | None = None,
    load_reason: str = "",
) -> Relation:
    """A pair or group to be, from the engine's proposal or by the curator's own choice (7.2).

    Refused (places.check_choice): somebody on both sides or in neither bank, a head as mentee (3.2), a mentor
    over their places, the same two already in an open relation; a mentor who leads as many as usual, unless
    `load_reason` is the curator's word why one more (1.5). The mentors' rows are locked, so that two proposals at
    once cannot take one place.
    """
    mentors, mentees = list(dict.fromkeys(mentors)), list(dict.fromkeys(mentees))  # ticked twice is ticked once
    since = since or clock.today()
    until = until or add_months(since, USUAL_MONTHS)
    if until < since:
        raise Refused(_("Окончание раньше начала."), field="until")
    check_choice(organisation, mentors, mentees, head_id=_head_id(organisation), by=by)
    check_load(organisation, mentors, load_reason)
    relation = Relation.objects.create(
        organisation=organisation,
        kind=kind_of(mentors, mentees),
        category_form=category_of(organisation, mentors),
        form=form,
        topic=topic,
        since=since,
        until=until,
        run=run,
        explanation=explanation or {},
        load_reason=load_reason.strip()[:300],
        made_by=by,
        made_on=clock.today(),
    )
    _add_members(relation, mentors, MemberRole.MENTOR)
    _add_members(relation, mentees, MemberRole.MENTEE)
    journal.record("relation_proposed", relation, by=by, kind=relation.kind)
    return relation


@transaction.atomic
def change_terms(relation: Relation, *, by: User, since: date, until: date, form: str, topic: str) -> Relation:
    """Term, form and topic, as long as no order has fixed them; given answers stay, they are about the people."""
    stored = Relation.objects.select_for_update().get(pk=relation.pk)
    if stored.state == RelationState.IN_FORCE:
        raise Refused(_("Пара уже закреплена приказом: изменить условия можно только новым приказом (8.2)."))
    if not stored.is_forming:
        raise Refused(_("Условия уже не изменить: состояние — «%s».") % stored.get_state_display())
    if until < since:
        raise Refused(_("Окончание раньше начала."), field="until")
    for name, value in {"since": since, "until": until, "form": form, "topic": topic}.items():
        setattr(relation, name, value)
    relation.save(update_fields=["since", "until", "form", "topic"])
    journal.record("terms_changed", relation, by=by, since=since, until=until, form=form)
    return relation


@transaction.atomic
def introduce_relation(relation: Relation, *, by: User) -> Relation:
    """The members learn of the proposal and get acquainted; each will answer privately (7.1/2)."""
    RELATION.advance(relation, "introduce", by=by, fields={"introduced_on": clock.today()})
    return relation


@transaction.atomic
def answer_interest(member: RelationMember, interest: str, *, by: User) -> Relation:
    """A member's private answer. All yes: agreed, and consents are asked for. A no: it has not come about.

    Nobody answers for another (1.4/5). The journal says that somebody answered, never who or what; the other
    side sees only the outcome.
    """
    relation = Relation.objects.select_for_update().get(pk=member.relation_id)
    if member.person.user_id != by.pk:
        raise Refused(_("Ответить может только сам участник."))
    if relation.state != RelationState.ACQUAINTANCE:
        raise Refused(_("Ответ уже не нужен: состояние — «%s».") % relation.get_state_display())
    if interest not in (Interest.YES, Interest.NO, Interest.LATER):
        raise Refused(_("Выберите один из ответов."), field="interest")
    member.interest, member.answered_on = interest, clock.today()
    member.save(update_fields=["interest", "answered_on"])
    journal.record("interest_answered", relation, by=None)
    if interest == Interest.NO:
        RELATION.advance(relation, "decline", by=None)
    elif RELATION.why_not(relation, "agree") is None:
        RELATION.advance(relation, "agree", by=None, fields={"agreed_on": clock.today()})
        ask_for_consents(relation, by=None)
    return relation


@transaction.atomic
def ask_for_consents(relation: Relation, *, by: User | None) -> None:
    """A written consent of every member, one paper each (4.2, 4.3/5)."""
    for member in relation.mentors + relation.mentees:
        _ask_for_consent(relation, member, by=by)


@transaction.atomic
def renew_consent(member: RelationMember, *, by: User) -> RelationMember:
    """A new blank, when the member has refused or withdrawn and then thought otherwise, or the term has passed.

    A pair in force rests until it is signed. Refused while a consent stands or waits for its signature: nobody
    is pressed twice (1.4/5).
    """
    relation = Relation.objects.select_for_update().get(pk=member.relation_id)
    if relation.state not in (RelationState.AGREED, RelationState.IN_FORCE) or member.has_left:
        raise Refused(_("Новый бланк не нужен: состояние — «%s».") % relation.get_state_display())
    lack = lack_of_consent(member, clock.today())
    if lack is None or lack[1] != "renew":
        raise Refused(_("Бланк согласия уже подготовлен или подписан: %(who)s.") % {"who": member.person.full_name})
    return _ask_for_consent(relation, member, by=by)


@transaction.atomic
def drop_relation(relation: Relation, *, by: User) -> Relation:
    """The curator takes the proposal back; blanks of consents that nobody has signed go with it."""
    RELATION.advance(relation, "drop", by=by)
    for member in relation.members.select_related("consent"):
        consent = member.consent
        if consent is not None and consent.state == ConsentState.PROPOSED:
            member.consent = None
            member.save(update_fields=["consent"])
            discard_consent(consent, by=by)
    return relation


def kind_of(mentors: Sequence[Person], mentees: Sequence[Person]) -> RelationKind:
    """One and one are a pair."""
    return RelationKind.PAIR if len(mentors) == len(mentees) == 1 else RelationKind.GROUP


def category_of(organisation: Organisation, mentors: Sequence[Person]) -> CategoryForm:
    """The form by category: who is the head today makes it «руководитель — педагог» (3.2)."""
    head_id = _head_id(organisation)
    by_head = head_id is not None and any(person.user_id == head_id for person in mentors)
    return CategoryForm.HEAD_TEACHER if by_head else CategoryForm.TEACHER_TEACHER


def _head_id(organisation: Organisation) -> UUID | None:
    head = holder_of(organisation, RoleKind.HEAD, clock.today())
    return head.user_id if head else None


def _ask_for_consent(relation: Relation, member: RelationMember, *, by: User | None) -> RelationMember:
    others = relation.mentees if member.role == MemberRole.MENTOR else relation.mentors
    member.consent = propose_consent(
        member.person,
        CONSENT_OF[MemberRole(member.role)],
        by=by,
        about=", ".join(other.person.full_name for other in others),
        about_id=relation.pk,
    )
    member.save(update_fields=["consent"])
    return member


def _add_members(relation: Relation, people: Sequence[Person], role: str) -> None:
    for person in people:
        entry = getattr(person, "mentee_entry", None) if role == MemberRole.MENTEE else None
        request = entry.requests.filter(state="open").first() if entry else None
        RelationMember.objects.create(
            organisation_id=relation.organisation_id,
            relation=relation,
            person=person,
            role=role,
            request=request,
        )
