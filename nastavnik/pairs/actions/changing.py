"""Prepare a change of a pair or group in force, so that an order can carry it out; give it up (8.1, 8.2, 5.1/3)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.consents.actions import discard_consent, propose_consent
from nastavnik.consents.models import Consent, ConsentState
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.actions.wanted import Wanted, check_change, sides_after
from nastavnik.pairs.models import (
    ChangeKind,
    ChangeState,
    EndReason,
    MemberRole,
    Newcomer,
    Relation,
    RelationChange,
    RelationMember,
    RelationState,
)
from nastavnik.pairs.queries import MEMBERS
from nastavnik.pairs.readiness import CONSENT_OF, lack_of_consent
from nastavnik.pairs.states import CHANGE
from nastavnik.people.models import Person


@transaction.atomic
def prepare_change(
    relation: Relation,
    kind: str,
    *,
    by: User,
    on: date,
    until: date | None = None,
    form: str = "",
    category_form: str = "",
    topic: str = "",
    leaving: RelationMember | None = None,
    people: Sequence[Person] = (),
    role: str = MemberRole.MENTEE,
    reason: str = "",
    note: str = "",
    load_reason: str = "",
) -> RelationChange:
    """What an order will change, from `on` (the first day of the new order of things; for END the last day).

    EXTEND wants `until`; TERMS what is other of `form`, `category_form`, `topic`; JOIN `people` with their `role`;
    (a mentor who leads as many as usual wants a `load_reason`, 1.5);
    LEAVE, RELIEVE and REPLACE the member who is `leaving`, REPLACE new mentors as `people` too; END a `reason`.
    Who comes is asked for a consent, and those who stay on the other side anew: theirs names other people.
    Refused: not in force, another change is being prepared (edge case 62), and what each kind wants.
    """
    stored = _locked(relation)
    wanted = Wanted(
        stored, kind, on, until, form, category_form, topic.strip(), _own(stored, leaving),
        tuple(dict.fromkeys(people)), MemberRole.MENTOR if kind == ChangeKind.REPLACE else role, reason, note.strip(),
        load_reason.strip(),
    )  # fmt: skip
    check_change(wanted)
    wanted = replace(wanted, reason=_reason_of(wanted))
    change = RelationChange.objects.create(
        organisation_id=stored.organisation_id,
        relation=relation,
        kind=kind,
        on=on,
        until=until if kind == ChangeKind.EXTEND else None,
        form=form if kind == ChangeKind.TERMS else "",
        category_form=category_form if kind == ChangeKind.TERMS else "",
        topic=wanted.topic if kind == ChangeKind.TERMS else "",
        leaving=wanted.leaving,
        reason=wanted.reason,
        note=wanted.note[:500],
        load_reason=wanted.load_reason[:300],
        made_by=by,
        made_on=clock.today(),
    )
    _ask_newcomers(change, wanted, by=by)
    journal.record("change_prepared", change, by=by, kind=kind, relation=relation.pk, on=on)
    return change


@transaction.atomic
def drop_change(change: RelationChange, *, by: User | None) -> RelationChange:
    """The change is not wanted any more; blanks that nobody has signed go with it."""
    CHANGE.advance(change, "drop", by=by, relation=change.relation_id)
    for newcomer in change.newcomers.select_related("consent"):
        consent = newcomer.consent
        if consent is not None and consent.state == ConsentState.PROPOSED:
            newcomer.consent = None
            newcomer.save(update_fields=["consent"])
            discard_consent(consent, by=by)
    return change


@transaction.atomic
def renew_newcomer_consent(newcomer: Newcomer, *, by: User) -> Newcomer:
    """A new blank for somebody who has refused or withdrawn and then thought otherwise."""
    change = RelationChange.objects.select_for_update().get(pk=newcomer.change_id)
    if change.state != ChangeState.PREPARED:
        raise Refused(_("Новый бланк не нужен: изменение — «%s».") % change.get_state_display())
    lack = lack_of_consent(newcomer, clock.today())
    if lack is None or lack[1] != "renew":
        raise Refused(_("Бланк согласия уже подготовлен или подписан: %(who)s.") % {"who": newcomer.person.full_name})
    old = newcomer.consent
    newcomer.consent = propose_consent(
        newcomer.person,
        CONSENT_OF[MemberRole(newcomer.role)],
        by=by,
        about=old.about if old else "",
        about_id=change.relation_id,
        anew=True,
    )
    newcomer.save(update_fields=["consent"])
    return newcomer


def _locked(relation: Relation) -> Relation:
    """The row as it is now, in force and without another change under way."""
    Relation.objects.select_for_update().get(pk=relation.pk)
    stored = Relation.objects.select_related("organisation__settings").prefetch_related(MEMBERS).get(pk=relation.pk)
    if stored.state != RelationState.IN_FORCE:
        raise Refused(
            _("Изменить приказом можно пару или группу, которая закреплена и не завершена. Её состояние — «%s».")
            % stored.get_state_display()
        )
    standing = stored.changes.filter(state=ChangeState.PREPARED).first()
    if standing is not None:
        raise Refused(
            _("Уже готовится изменение «%s». Проведите его приказом или отмените подготовку, потом готовьте следующее.")
            % standing.get_kind_display()
        )
    return stored


def _own(relation: Relation, leaving: RelationMember | None) -> RelationMember | None:
    """The member who leaves, as a row of this very pair who has not left already."""
    if leaving is None:
        return None
    for member in relation.members.all():
        if member.pk == leaving.pk and member.left_on is None:
            return member
    raise Refused(_("Этот человек уже не участник: выберите того, кто сейчас в паре или группе."), field="leaving")


def _reason_of(wanted: Wanted) -> str:
    """A mentor who is relieved has asked for it, unless somebody says otherwise (5.1/3)."""
    if wanted.kind == ChangeKind.RELIEVE:
        return wanted.reason or EndReason.MENTOR
    return wanted.reason if wanted.kind == ChangeKind.END else ""


def _ask_newcomers(change: RelationChange, wanted: Wanted, *, by: User) -> None:
    """A consent of everybody who comes, and of everybody on the other side, about the sides as they will be."""
    if not wanted.people:
        return
    mentors, mentees = sides_after(wanted.relation, wanted.leaving, wanted.people, wanted.role)
    for person in wanted.people:
        _ask(change, person, wanted.role, None, mentees if wanted.role == MemberRole.MENTOR else mentors, by)
    for member in wanted.relation.members.all():
        if member.left_on is None and member.role != wanted.role:
            _ask(
                change,
                member.person,
                member.role,
                member,
                mentees if member in wanted.relation.mentors else mentors,
                by,
            )


def _ask(
    change: RelationChange, person: Person, role: str, member: RelationMember | None, others: list[Person], by: User
) -> None:
    kind, relation_id = CONSENT_OF[MemberRole(role)], change.relation_id
    if member is not None and member.consent is not None and member.consent.state == ConsentState.PROPOSED:
        _give_up_blank(member, by)  # it names those of before
    stray = Consent.objects.filter(person=person, kind=kind, about_id=relation_id, state=ConsentState.PROPOSED)
    for blank in stray:
        discard_consent(blank, by=by)
    consent = propose_consent(
        person, kind, by=by, about=", ".join(other.full_name for other in others), about_id=relation_id, anew=True
    )
    Newcomer.objects.create(
        organisation_id=change.organisation_id, change=change, person=person, role=role, member=member, consent=consent
    )


def _give_up_blank(member: RelationMember, by: User) -> None:
    blank = member.consent
    assert blank is not None
    member.consent = None
    member.save(update_fields=["consent"])
    discard_consent(blank, by=by)
