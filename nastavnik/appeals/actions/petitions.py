"""Petitions: submitted, registered, considered, perhaps mediated, granted or declined with reasons (domain 2.3.5).

The journal names these acts and nobody who does them: the curator or the head who is the mentor concerned reads it
too (edge cases 19 and 20). Who has acted stands on the petition.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.appeals.addressees import holders_of, role_acting, way_of
from nastavnik.appeals.models import Petition, PetitionReason, PetitionState
from nastavnik.appeals.rules import members_of, way_of_petition
from nastavnik.appeals.states import PETITION
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.calendar import working_calendar
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.pairs.models import MemberRole, RelationMember, RelationState


@transaction.atomic
def submit_petition(
    member: RelationMember,
    *,
    by: User,
    mentor: RelationMember | None = None,
    reasons: Iterable[str] = (),
    text: str = "",
) -> Petition:
    """The mentee asks for another mentor; neither a reason nor a text is asked for (6.1/5, 1.4/5).

    `mentor` may be left out where there is one. Refused: not a mentee of a pair in force, a petition already waits
    for its decision, everybody whom it could go to is concerned.
    """
    RelationMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    relation = member.relation
    if member.role != MemberRole.MENTEE or member.has_left or relation.state != RelationState.IN_FORCE:
        raise Refused(_("Просить о замене наставника может наставляемый, пока пара или группа действует."))
    if Petition.objects.open().filter(member=member).exists():
        raise Refused(_("Ваше ходатайство уже подано и ждёт решения."))
    mentor = _own_mentor(member, mentor)
    if Petition.objects.filter(member=member, mentor=mentor, state=PetitionState.GRANTED).exists():
        raise Refused(_("Замена этого наставника уже решена: новый приступит к работе по приказу."))
    if way_of(holders_of(relation.organisation, clock.today()), members_of(relation)).kind is None:
        raise Refused(nobody_to_ask(relation.organisation))
    return _submit(member, mentor, reasons, text)


@transaction.atomic
def repeat_petition(petition: Petition, *, by: User, text: str = "") -> Petition:
    """The curator has declined it: once more to the head, with what the author wants to add (domain 2.3.5)."""
    stored = Petition.objects.select_for_update().get(pk=petition.pk)
    if stored.state != PetitionState.DECLINED or stored.decided_as != RoleKind.CURATOR:
        raise Refused(_("Повторно к руководителю подают то, что отклонил куратор."))
    if Petition.objects.filter(repeats=stored).exists():
        raise Refused(_("Это ходатайство уже подано повторно."))
    member = petition.member
    if member.has_left or petition.mentor.has_left or member.relation.state != RelationState.IN_FORCE:
        raise Refused(_("Пара или группа уже не действует, или наставник сменился."))
    if Petition.objects.open().filter(member=member).exists():
        raise Refused(_("Ваше ходатайство уже подано и ждёт решения."))
    holders = holders_of(petition.organisation, clock.today())
    if way_of(holders, members_of(member.relation), repeated=True).kind is None:
        raise Refused(nobody_to_ask(petition.organisation))
    return _submit(member, petition.mentor, petition.reasons, text.strip() or petition.text, repeats=petition)


@transaction.atomic
def register_petition(petition: Petition, *, by: User) -> Petition:
    """Taken in: the author sees that it is being dealt with, the mentor still sees nothing."""
    fields = {"registered_on": clock.today(), "handled_by": by}
    PETITION.advance(petition, "register", by=None, fields=fields)
    return petition


@transaction.atomic
def open_talk(petition: Petition, *, by: User) -> Petition:
    """The talk with the mentor is open: from here on the mentor knows of the petition, not of its words (6.1/5)."""
    fields = {"talk_on": petition.talk_on or clock.today(), "handled_by": by}
    PETITION.advance(petition, "open_talk", by=None, fields=fields)
    return petition


@transaction.atomic
def suggest_mediation(petition: Petition, *, by: User) -> Petition:
    """The author may turn to a mediator of their choice, or not; the term runs on (4.5/8)."""
    PETITION.advance(petition, "suggest_mediation", by=None, fields={"handled_by": by})
    return petition


@transaction.atomic
def grant_petition(petition: Petition, *, by: User, answer: str = "") -> Petition:
    """The mentor will be replaced: whoever leads prepares the change, an order does the rest (edge case 63)."""
    PETITION.advance(petition, "grant", by=None, fields=_decision(petition, by, answer))
    return petition


@transaction.atomic
def decline_petition(petition: Petition, *, by: User, answer: str) -> Petition:
    """Declined, with reasons that the author reads."""
    if not answer.strip():
        raise Refused(_("Напишите, почему: автор прочтёт ваш ответ."), field="answer")
    PETITION.advance(petition, "decline", by=None, fields=_decision(petition, by, answer))
    return petition


@transaction.atomic
def withdraw_petition(petition: Petition, *, by: User) -> Petition:
    """Taken back by its author; what they wrote goes with it (1.4/4)."""
    fields = {"withdrawn_on": clock.today(), "text": "", "reasons": []}
    PETITION.advance(petition, "withdraw", by=None, fields=fields)
    return petition


def nobody_to_ask(organisation: Organisation) -> str:
    """Everybody is concerned: the founder is left, on paper (edge case 19)."""
    founder = organisation.founder or _("учредителю")
    return _(
        "В учреждении некому рассмотреть это ходатайство беспристрастно: все, кому его подают, участвуют в паре или "
        "совмещают обязанности. Распечатайте бланк и подайте его учредителю: %(founder)s."
    ) % {"founder": founder}


def _own_mentor(member: RelationMember, mentor: RelationMember | None) -> RelationMember:
    mentors = member.relation.mentors
    if mentor is None and len(mentors) == 1:
        return mentors[0]
    if mentor not in mentors:
        raise Refused(_("Выберите наставника, о замене которого просите."), field="mentor")
    assert mentor is not None
    return mentor


def _submit(
    member: RelationMember,
    mentor: RelationMember,
    reasons: Iterable[str],
    text: str,
    *,
    repeats: Petition | None = None,
) -> Petition:
    organisation, today = member.relation.organisation, clock.today()
    petition = Petition.objects.create(
        organisation=organisation,
        member=member,
        mentor=mentor,
        reasons=[code for code in PetitionReason.values if code in set(reasons)],
        text=text.strip()[:2000],
        submitted_on=today,
        due_on=working_calendar(organisation).add(today, organisation.settings.appeal_days),
        repeats=repeats,
    )
    journal.record("petition_submitted", petition, by=None)
    return petition


def _decision(petition: Petition, by: User, answer: str) -> dict:
    holders = holders_of(petition.organisation, clock.today())
    kind = way_of_petition(petition).kind
    if kind is None or by.pk not in way_of_petition(petition).decide:
        raise Refused(_("Решение по этому ходатайству принимает не ваша роль."))
    return {
        "decided_on": clock.today(),
        "decided_by": by,
        "decided_as": role_acting(holders, by, kind),
        "answer": answer.strip()[:1000],
    }
