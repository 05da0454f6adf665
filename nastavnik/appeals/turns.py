"""Whose turn it is in a petition, a proposal or a mediation, in the words of their pages."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.appeals.models import (
    MediationCase,
    MediationState,
    Petition,
    PetitionState,
    Proposal,
    ProposalKind,
    ProposalState,
)
from nastavnik.appeals.rules import answerers_of, way_of_petition
from nastavnik.organisations.models import RoleKind
from nastavnik.pairs.models import RelationChange


@dataclass(frozen=True)
class Turn:
    """What is asked now, of whom, since when and by when; what follows."""

    what: str
    who: str = ""
    mine: bool = False
    done: bool = False
    since: date | None = None
    due: date | None = None
    then: str = ""


def turn_of_petition(petition: Petition, reader: User, prepared: RelationChange | None) -> Turn:
    """For the author, the addressees and the mentor alike; `prepared` is a change of the pair that waits."""
    if petition.state == PetitionState.WITHDRAWN:
        return Turn(_("Ходатайство отозвано: всё остаётся как было"), done=True)
    if petition.state == PetitionState.DECLINED:
        return Turn(_("Ходатайство отклонено: наставник прежний"), done=True)
    if petition.state == PetitionState.GRANTED:
        return _granted(petition, reader, prepared)
    way = way_of_petition(petition)
    who = _names(way.kind)
    mine = reader.pk in way.decide
    if petition.state == PetitionState.SUBMITTED:
        what, then = _("Зарегистрировать ходатайство"), _("Рассмотрение; до разговора наставник о нём не знает.")
    elif petition.state == PetitionState.REGISTERED:
        what, then = _("Рассмотреть ходатайство"), _("Решение: удовлетворить или отклонить с объяснением.")
    elif petition.state == PetitionState.CONSIDERED:
        what, then = _("Поговорить и решить"), _("Решение: удовлетворить или отклонить с объяснением.")
    else:
        what = _("Решить по ходатайству: автору предложена медиация")
        then = _("Автор может выбрать медиатора; решение принимают в срок и без неё.")
    return Turn(what, who, mine=mine, since=petition.submitted_on, due=petition.due_on, then=then)


def _granted(petition: Petition, reader: User, prepared: RelationChange | None) -> Turn:
    if petition.is_carried_out:
        return Turn(_("Приказ издан: наставник другой"), done=True)
    if prepared is not None:
        what = _("Провести изменение приказом")
        return Turn(what, _("куратор и руководитель"), since=petition.decided_on, then=_("Работа с новым наставником."))
    return Turn(
        _("Подобрать нового наставника и подготовить приказ"),
        _("куратор"),
        mine=reader.has_perm("pairs.prepare_change", petition.member.relation),
        since=petition.decided_on,
        then=_("Согласия и приказ. Пока нового наставника нет, куратор сопровождает наставляемого."),
    )


def turn_of_proposal(proposal: Proposal, reader: User) -> Turn:
    if proposal.state == ProposalState.WITHDRAWN:
        return Turn(_("Отозвано"), done=True)
    if proposal.state == ProposalState.ANSWERED:
        return Turn(_("Ответ есть"), done=True)
    who = _("руководитель") if proposal.is_with_head else _("куратор и руководитель")
    is_training = proposal.kind == ProposalKind.TRAINING
    then = _("Автор прочтёт ответ и решит, показывать ли его коллегам.")
    if is_training:
        then = _("Автор прочтёт ответ: что можно устроить и когда.")
    return Turn(
        _("Ответить на запрос на обучение") if is_training else _("Ответить на предложение"),
        who,
        mine=reader.pk in answerers_of(proposal),
        since=proposal.submitted_on,
        due=proposal.due_on,
        then=then,
    )


def turn_of_mediation(case: MediationCase, reader: User) -> Turn:
    is_mediator = case.mediator_id == reader.pk
    if case.state == MediationState.ASKED:
        then = _("Если медиатор согласится, об этом узнают остальные участники разговора.")
        what = _("Согласиться быть медиатором или отказаться")
        return Turn(what, str(case.mediator), mine=is_mediator, since=case.asked_on, then=then)
    if case.state == MediationState.REFUSED:
        what = _("Выбрать другого медиатора")
        return Turn(what, case.author.short_name, mine=case.author.user_id == reader.pk, since=case.asked_on)
    if case.state == MediationState.RUNNING:
        party = case.party_of(reader)
        if party is not None and not party.answer:
            return Turn(
                _("Ответить, готовы ли вы к разговору"), mine=True, since=case.accepted_on,
                then=_("Участие добровольное. Медиатор никого не оценивает и ничего не решает за вас."),
            )  # fmt: skip
        then = _("Медиатор отметит, чем всё закончилось; то, что написал автор, сотрётся.")
        what = _("Встретиться и поговорить")
        return Turn(what, str(case.mediator), mine=is_mediator, since=case.accepted_on, then=then)
    if case.state == MediationState.CLOSED:
        return Turn(_("Медиация завершена"), done=True)
    return Turn(_("Просьба о медиации отозвана"), done=True)


def _names(kind: RoleKind | None) -> str:
    if kind is None:
        return _("учредитель: бумагу подают ему")
    return {
        RoleKind.CURATOR: _("куратор и руководитель"),
        RoleKind.HEAD: _("руководитель"),
        RoleKind.COUNCIL: _("совет наставников"),
    }[kind]
