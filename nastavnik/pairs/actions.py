"""Acts on pairs and groups: propose, introduce, answer, agree, ask for consents, fix by order, end."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.banks.actions import resolve_request
from nastavnik.consents.actions import propose_consent
from nastavnik.kit import clock, journal
from nastavnik.kit.periods import add_months
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.organisations.queries import holder_of
from nastavnik.pairs.models import (
    OPEN_STATES,
    Interest,
    MatchRun,
    MemberRole,
    Relation,
    RelationKind,
    RelationMember,
    RelationState,
)
from nastavnik.pairs.readiness import CONSENT_OF, missing_for_order
from nastavnik.pairs.states import RELATION
from nastavnik.people.models import Person
from nastavnik.regulation.models import CategoryForm, Form


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
) -> Relation:
    """A pair or group to be, from the engine's proposal or by the curator's own choice (7.2).

    Refused: somebody on both sides, a head as mentee (3.2), a mentor over their places, the same two already
    in an open relation. The mentor's row is locked, so that two proposals at once cannot take one place.
    """
    if not mentors or not mentees:
        raise Refused(_("Нужны хотя бы один наставник и один наставляемый."))
    twice = {person.pk for person in mentors} & {person.pk for person in mentees}
    if twice:
        raise Refused(_("Один и тот же человек не может быть наставником самому себе."))
    head = holder_of(organisation, RoleKind.HEAD, clock.today())
    head_id = head.user_id if head else None
    if head_id and any(person.user_id == head_id for person in mentees):
        raise Refused(_("Руководитель не может быть наставляемым (3.2)."))
    for mentor in mentors:
        _check_places(mentor, len(mentees))
    _check_not_together(organisation, mentors, mentees)
    by_head = bool(head_id) and any(person.user_id == head_id for person in mentors)
    since = since or clock.today()
    relation = Relation.objects.create(
        organisation=organisation,
        kind=RelationKind.PAIR if len(mentors) == len(mentees) == 1 else RelationKind.GROUP,
        category_form=CategoryForm.HEAD_TEACHER if by_head else CategoryForm.TEACHER_TEACHER,
        form=form,
        topic=topic,
        since=since,
        until=until or add_months(since, 9),
        run=run,
        explanation=explanation or {},
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
    if stored.state not in (RelationState.PROPOSED, RelationState.ACQUAINTANCE, RelationState.AGREED):
        raise Refused(_("Пара уже закреплена приказом: изменить условия можно только новым приказом (8.2)."))
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

    The journal says that somebody answered, never what; the other side sees only the outcome.
    """
    relation = Relation.objects.select_for_update().get(pk=member.relation_id)
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
    mentors, mentees = relation.mentors, relation.mentees
    for member in mentors + mentees:
        others = mentees if member.role == MemberRole.MENTOR else mentors
        member.consent = propose_consent(
            member.person,
            CONSENT_OF[MemberRole(member.role)],
            by=by,
            about=", ".join(other.person.full_name for other in others),
            about_id=relation.pk,
        )
        member.save(update_fields=["consent"])


@transaction.atomic
def drop_relation(relation: Relation, *, by: User) -> Relation:
    """The curator takes the proposal back."""
    RELATION.advance(relation, "drop", by=by)
    return relation


def assign_relation(
    relation: Relation, *, by: User, since: date, signed_on: date, ground: str, ground_id: UUID
) -> Relation:
    """The effect of an order item, called by `orders` inside its transaction: from `since` the pair is in force.

    Raises Refused with everything that is missing on the day of signing (4.2, 4.3/5, 7.2).
    """
    missing = missing_for_order(relation, signed_on)
    if missing:
        raise Refused(" ".join(each.sentence for each in missing))
    relation_until = relation.until
    RELATION.advance(
        relation,
        "assign",
        by=by,
        fields={"since": since, "ground": ground, "ground_id": ground_id},
        ground=ground,
    )
    assert relation_until is not None
    for member in relation.mentors + relation.mentees:
        member.joined_on = since
        member.save(update_fields=["joined_on"])
    return relation


def end_relation(relation: Relation, *, by: User | None, on: date, reason: str, note: str = "") -> Relation:
    """The last day of a pair or group, when its programme has ended (8.1)."""
    RELATION.advance(
        relation,
        "end",
        by=by,
        fields={"ended_on": on, "end_reason": reason, "end_note": note},
        reason=reason,
        on=on,
    )
    if reason == DONE:
        for member in relation.members.select_related("request"):
            if member.request is not None and member.request.state == "open":
                resolve_request(member.request, by=by)
    return relation


DONE = "done"
"""The reason of 8.1/1: what the mentees asked for has been reached. For another reason they wait again (R5.3)."""


def places_taken(person: Person) -> int:
    """Mentees that the person has as a mentor, in pairs being formed or in force."""
    return RelationMember.objects.filter(
        role=MemberRole.MENTEE,
        left_on__isnull=True,
        relation__in=RelationMember.objects.filter(
            person=person, role=MemberRole.MENTOR, left_on__isnull=True, relation__state__in=OPEN_STATES
        ).values("relation"),
    ).count()


def _check_places(mentor: Person, wanted: int) -> None:
    """The mentor's own limit and the institution's (1.5); the person's row is locked against a second taker."""
    Person.objects.select_for_update().get(pk=mentor.pk)
    entry = getattr(mentor, "mentor_entry", None)
    if entry is None or entry.state != "active":
        raise Refused(_("%(who)s не состоит в базе наставников.") % {"who": mentor.full_name})
    limit = min(entry.capacity, mentor.organisation.settings.mentor_limit)
    if places_taken(mentor) + wanted > limit:
        raise Refused(
            _("У наставника %(who)s мест: %(limit)s, все заняты или их не хватает.")
            % {"who": mentor.full_name, "limit": limit}
        )


def _check_not_together(organisation: Organisation, mentors: Sequence[Person], mentees: Sequence[Person]) -> None:
    """The same mentor and mentee are not put together twice at once; the reverse direction is lawful (edge case 2)."""
    for relation in (
        Relation.objects.of(organisation).open().filter(members__person__in=mentors, members__role=MemberRole.MENTOR)
    ):
        both = {member.person_id for member in relation.mentees} & {person.pk for person in mentees}
        if both:
            raise Refused(_("Эти наставник и наставляемый уже в одной паре или группе."))


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
