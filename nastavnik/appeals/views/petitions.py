"""Screens of a petition: two taps for the mentee; the addressees register, talk, decide (6.1/5)."""

from functools import partial

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.appeals import actions
from nastavnik.appeals.addressees import holders_of, way_of
from nastavnik.appeals.forms import DeclineForm, GrantForm, PetitionForm, RepeatForm
from nastavnik.appeals.models import Petition, PetitionState
from nastavnik.appeals.queries import RELATED, changes_of
from nastavnik.appeals.rules import members_of
from nastavnik.appeals.states import PETITION
from nastavnik.appeals.turns import turn_of_petition
from nastavnik.appeals.views.answering import do, form_page, typed
from nastavnik.kit import clock
from nastavnik.kit.sent_forms import never_kept
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.pairs.models import ChangeState, MemberRole, Relation, RelationMember, RelationState
from nastavnik.pairs.queries import MEMBERS
from nastavnik.programmes.models import Programme, ProgrammeState


@never_kept
@act("appeals.submit_petition", RelationMember, related=("person", "relation"))
def petition_submit(request: Request, organisation: Organisation, member: RelationMember) -> HttpResponse:
    """Ask for another mentor: the form may be sent as it stands."""
    relation = member.relation
    relation.organisation = organisation
    prefetch_related_objects([relation], MEMBERS)
    standing = Petition.objects.open().filter(member=member).first()
    if standing is not None:
        messages.info(request, _("Ваше ходатайство уже подано и ждёт решения."))
        return redirect("appeals:petition-detail", organisation.slug, standing.pk)
    if relation.state != RelationState.IN_FORCE or member.has_left or member.role != MemberRole.MENTEE:
        messages.info(request, _("Просить о замене наставника может наставляемый, пока пара или группа действует."))
        return redirect("pairs:relation-detail", organisation.slug, relation.pk)
    way = way_of(holders_of(organisation, clock.today()), members_of(relation))
    return form_page(
        request, organisation, PetitionForm(typed(request), member=member),
        partial(actions.submit_petition, member, by=request.user),
        _("Ходатайство подано. Наставник о нём пока не знает; ответ вы увидите здесь."),
        "appeals/petition_submit.html",
        member=member, relation=relation, way=way, nobody=actions.nobody_to_ask(organisation) if not way.kind else "",
    )  # fmt: skip


@act("appeals.view_petition", Petition, related=RELATED)
def petition_detail(request: Request, organisation: Organisation, petition: Petition) -> HttpResponse:
    """One petition: its words for the author and the addressees, the bare fact for the mentor."""
    user, relation = request.user, petition.member.relation
    granted = petition.is_granted and not petition.is_carried_out
    prepared = changes_of([petition]).get(relation.pk) if granted else None
    may_prepare = granted and prepared is None and user.has_perm("pairs.prepare_change", relation)
    context = {
        "petition": petition,
        "relation": relation,
        "reads": user.has_perm("appeals.read_petition", petition),
        "is_author": user.has_perm("appeals.withdraw_petition", petition),
        "may": PETITION.possible(petition) if user.has_perm("appeals.decide_petition", petition) else [],
        "may_withdraw": user.has_perm("appeals.withdraw_petition", petition) and petition.is_open,
        "may_repeat": user.has_perm("appeals.repeat_petition", petition) and _is_repeatable(petition),
        "may_prepare": may_prepare,
        "in_the_way": relation.changes.filter(state=ChangeState.PREPARED).first() if may_prepare else None,
        "to_rest": _programme_to_rest(petition) if may_prepare else None,
        "waits": petition.is_granted and _waits(petition) and user.has_perm("pairs.prepare_change", relation),
        "prepared": prepared,
        "turn": turn_of_petition(petition, user, prepared),
        "sees_addressed": user.has_perm("appeals.view_addressed", organisation),
    }
    return render(request, "appeals/petition_detail.html", context)


@act("appeals.decide_petition", Petition, related=RELATED)
@require_POST
def petition_register(request: Request, organisation: Organisation, petition: Petition) -> HttpResponse:
    """Taken in."""
    words = _("Зарегистрировано. Наставник о ходатайстве не знает, пока вы не откроете разговор.")
    return do(request, organisation, petition, actions.register_petition, words)


@act("appeals.decide_petition", Petition, related=RELATED)
@require_POST
def talk_open(request: Request, organisation: Organisation, petition: Petition) -> HttpResponse:
    """The talk with the mentor is open."""
    words = _("Разговор открыт: наставник видит, что ходатайство есть. Слов автора он не видит.")
    return do(request, organisation, petition, actions.open_talk, words)


@act("appeals.decide_petition", Petition, related=RELATED)
@require_POST
def mediation_suggest(request: Request, organisation: Organisation, petition: Petition) -> HttpResponse:
    """The author may turn to a mediator, or not."""
    words = _("Автору предложена медиация: идти ли на неё, решает он сам. Срок решения прежний.")
    return do(request, organisation, petition, actions.suggest_mediation, words)


@never_kept
@act("appeals.decide_petition", Petition, related=RELATED)
def petition_grant(request: Request, organisation: Organisation, petition: Petition) -> HttpResponse:
    """The mentor will be replaced."""
    return form_page(
        request, organisation, GrantForm(typed(request)),
        partial(actions.grant_petition, petition, by=request.user),
        _("Ходатайство удовлетворено. Дальше — новый наставник, согласия и приказ."),
        "appeals/petition_decide.html",
        petition=petition, page_title=_("Удовлетворить ходатайство"), submit=_("Удовлетворить"),
    )  # fmt: skip


@never_kept
@act("appeals.decide_petition", Petition, related=RELATED)
def petition_decline(request: Request, organisation: Organisation, petition: Petition) -> HttpResponse:
    """Declined, with reasons."""
    return form_page(
        request, organisation, DeclineForm(typed(request)),
        partial(actions.decline_petition, petition, by=request.user),
        _("Ходатайство отклонено, автор видит ваш ответ."),
        "appeals/petition_decide.html",
        petition=petition, page_title=_("Отклонить ходатайство"), submit=_("Отклонить"),
    )  # fmt: skip


@never_kept
@act("appeals.repeat_petition", Petition, related=RELATED)
def petition_repeat(request: Request, organisation: Organisation, petition: Petition) -> HttpResponse:
    """Once more, to the head."""
    return form_page(
        request, organisation, RepeatForm(typed(request)),
        partial(actions.repeat_petition, petition, by=request.user),
        _("Ходатайство подано повторно."),
        "appeals/petition_decide.html",
        petition=petition, page_title=_("Подать повторно"), submit=_("Подать повторно"),
    )  # fmt: skip


@act("appeals.withdraw_petition", Petition, related=RELATED)
@require_POST
def petition_withdraw(request: Request, organisation: Organisation, petition: Petition) -> HttpResponse:
    """Taken back by the author."""
    words = _("Ходатайство отозвано, написанное стёрто.")
    return do(request, organisation, petition, actions.withdraw_petition, words)


def _is_repeatable(petition: Petition) -> bool:
    declined = petition.state == PetitionState.DECLINED and petition.decided_as == RoleKind.CURATOR
    return declined and not Petition.objects.filter(repeats=petition).exists()


def _waits(petition: Petition) -> bool:
    """The author has no new mentor yet: nothing is carried out, or the pair has come to its end (edge case 63)."""
    today, author = clock.today(), petition.member.person_id
    if not petition.is_carried_out:
        return True
    fixed = RelationMember.objects.staying(today).filter(person=author, role=MemberRole.MENTEE, joined_on__lte=today)
    return not fixed.filter(relation__in=Relation.objects.fixed(today)).exists()


def _programme_to_rest(petition: Petition) -> Programme | None:
    """Without a new mentor yet the programme is to rest, by consent of its sides (edge case 63)."""
    found = Programme.objects.filter(relation=petition.member.relation_id)
    return found.filter(state__in=(ProgrammeState.APPROVED, ProgrammeState.RUNNING)).first()
