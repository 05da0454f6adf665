"""Mediation: asked for, begun by the mediator, closed with a few words; the text is erased (4.5/8).

The journal says that it happened and names nobody: the head reads the journal, and may not open a mediation.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.appeals.addressees import holders_of, mediators
from nastavnik.appeals.models import MediationCase, MediationOutcome, MediationParty, MediationState, PartyAnswer
from nastavnik.appeals.states import MEDIATION
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person


@transaction.atomic
def ask_mediation(
    author: Person, *, by: User, parties: Sequence[Person], mediator: User, text: str = ""
) -> MediationCase:
    """Ask a mediator of one's own choice to talk with the author and the others.

    Refused: nobody on the other side, people of another institution or without a way in, a mediator who is a party
    or the head.
    """
    others = [person for person in dict.fromkeys(parties) if person.pk != author.pk]
    if not others:
        raise Refused(_("Укажите, с кем нужен разговор."), field="others")
    if any(person.organisation_id != author.organisation_id or person.user_id is None for person in others):
        raise Refused(_("Выберите тех, кто работает в учреждении и может войти в программу."), field="others")
    _check_mediator(author.organisation, [author, *others], mediator)
    case = MediationCase.objects.create(
        organisation=author.organisation,
        author=author,
        mediator=mediator,
        text=text.strip()[:2000],
        asked_on=clock.today(),
    )
    for person in (author, *others):
        is_author = person.pk == author.pk
        MediationParty.objects.create(
            organisation=author.organisation,
            case=case,
            person=person,
            answer=PartyAnswer.YES if is_author else PartyAnswer.NONE,
            answered_on=clock.today() if is_author else None,
        )
    journal.record("mediation_asked", case, by=None)
    return case


@transaction.atomic
def accept_mediation(case: MediationCase, *, by: User) -> MediationCase:
    """The mediator begins: now the other parties are told and asked."""
    MEDIATION.advance(case, "accept", by=None, fields={"accepted_on": clock.today()})
    return case


@transaction.atomic
def refuse_mediation(case: MediationCase, *, by: User) -> MediationCase:
    """The one who was asked will not mediate, for whatever reason; the author chooses somebody else."""
    MEDIATION.advance(case, "refuse", by=None)
    return case


@transaction.atomic
def choose_mediator(case: MediationCase, *, by: User, mediator: User) -> MediationCase:
    """Another mediator: the one before loses sight of it at once."""
    parties = [party.person for party in case.sides]
    _check_mediator(case.organisation, parties, mediator)
    if mediator.pk == case.mediator_id and case.state != MediationState.REFUSED:
        raise Refused(_("Этот медиатор уже выбран."), field="mediator")
    MEDIATION.advance(case, "choose", by=None, fields={"mediator": mediator, "accepted_on": None})
    return case


@transaction.atomic
def close_mediation(case: MediationCase, *, by: User, outcome: str, note: str = "") -> MediationCase:
    """How it ended, in a few words; what the author wrote is erased with the same act (4.5/8)."""
    if outcome not in MediationOutcome.values:
        raise Refused(_("Отметьте, чем закончилась медиация."), field="outcome")
    fields: dict[str, Any] = {"outcome": outcome, "outcome_note": note.strip()[:150], "closed_on": clock.today()}
    MEDIATION.advance(case, "close", by=None, fields={**fields, "text": ""})
    return case


@transaction.atomic
def withdraw_mediation(case: MediationCase, *, by: User) -> MediationCase:
    """The author does not want it any more: the text goes, the parties who were not told never are."""
    MEDIATION.advance(case, "withdraw", by=None, fields={"text": ""})
    return case


@transaction.atomic
def answer_mediation(party: MediationParty, *, by: User, answer: str) -> MediationParty:
    """A party is ready to talk, or is not: both are free, and the answer may change while it goes on (1.4/5)."""
    case = MediationCase.objects.select_for_update().get(pk=party.case_id)
    if case.state != MediationState.RUNNING:
        raise Refused(_("Отвечать уже не нужно: медиация — «%s».") % case.get_state_display())
    if party.person_id == case.author_id:
        raise Refused(_("Вы сами попросили о разговоре. Если он не нужен, отзовите просьбу."))
    if answer not in (PartyAnswer.YES, PartyAnswer.NO):
        raise Refused(_("Выберите ответ."), field="answer")
    party.answer, party.answered_on = answer, clock.today()
    party.save(update_fields=["answer", "answered_on"])
    journal.record("mediation_answered", case, by=None)
    return party


@transaction.atomic
def open_mediation(party: MediationParty, *, by: User, opens: bool) -> MediationParty:
    """A party lets the head know of the case, or takes that back; one «no» keeps it closed (4.5/8)."""
    MediationCase.objects.select_for_update().get(pk=party.case_id)
    party.opens_to_head = opens
    party.save(update_fields=["opens_to_head"])
    journal.record("mediation_access_changed", party.case, by=None)
    return party


def _check_mediator(organisation: Organisation, parties: Sequence[Person], mediator: User) -> None:
    own = frozenset(person.user_id for person in parties if person.user_id)
    if mediator.pk not in mediators(holders_of(organisation, clock.today()), own):
        raise Refused(
            _("Медиатором может быть куратор или член совета наставников, но не участник разговора и не руководитель."),
            field="mediator",
        )
