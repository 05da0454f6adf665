"""What a person may see of the room: their own appeals, those addressed to them, and whose turn it is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from nastavnik.accounts.models import User
from nastavnik.appeals.addressees import Holders, holders_of
from nastavnik.appeals.models import (
    OPEN_CASES,
    MediationCase,
    MediationParty,
    MediationState,
    PartyAnswer,
    Petition,
    PetitionState,
    Proposal,
    ProposalKind,
    ProposalState,
)
from nastavnik.appeals.rules import answerers_of, way_of_petition
from nastavnik.kit import clock
from nastavnik.kit.periods import academic_year
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.organisations.rules import roles_of
from nastavnik.pairs.models import ChangeKind, ChangeState, RelationChange, RelationMember

RELATED = ("member__person", "member__relation", "mentor__person")
MEMBERS = Prefetch("member__relation__members", RelationMember.objects.select_related("person"))
PARTING = (ChangeKind.REPLACE, ChangeKind.RELIEVE, ChangeKind.LEAVE, ChangeKind.END)
"""Changes that do what a petition asks for; another one that is being prepared stands in its way (edge case 62)."""
PARTIES = Prefetch("parties", MediationParty.objects.select_related("person"))


@dataclass(frozen=True)
class Line:
    """What is asked of the reader: a line of the first page, of the same shape as its other lines."""

    title: str
    reason: str
    button: str
    button_url: str
    clause: str = ""
    due: date | None = None
    post: bool = False


@dataclass
class Own:
    """The reader's own appeals, newest first; `cases` also those where they are a party or the mediator."""

    petitions: list[Petition] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    cases: list[MediationCase] = field(default_factory=list)
    about_me: list[Petition] = field(default_factory=list)  # the reader is the mentor, and the talk is open
    memberships: list[RelationMember] = field(default_factory=list)  # where they may ask for another mentor


def petitions(organisation: Organisation) -> QuerySet[Petition]:
    """With everything that the rules and the pages read; two further queries, whatever their number."""
    return Petition.objects.of(organisation).select_related(*RELATED).prefetch_related(MEMBERS)


def cases(organisation: Organisation) -> QuerySet[MediationCase]:
    """With their parties."""
    found = MediationCase.objects.of(organisation).select_related("author", "mediator")
    return found.prefetch_related(PARTIES)


def cases_of(organisation: Organisation, user: User) -> list[MediationCase]:
    """Those that this person may open as author, mediator or party."""
    found = cases(organisation).filter(Q(mediator=user) | Q(parties__person__user=user)).distinct()
    return [case for case in _in(organisation, found) if user.has_perm("appeals.view_mediation", case)]


def own_appeals(organisation: Organisation, user: User) -> Own:
    """Everything on the reader's own page; a fixed number of queries."""
    about_me, mine = [], []
    for petition in _in(organisation, petitions(organisation).filter(_mine(user) | Q(mentor__person__user=user))):
        if petition.member.person.user_id == user.pk:
            mine.append(petition)
        elif petition.is_told:
            about_me.append(petition)
    waiting = {each.member_id for each in mine if each.is_open or (each.is_granted and not each.is_carried_out)}
    places = (
        RelationMember.objects.of(organisation)
        .staying(clock.today())
        .filter(person__user=user, role="mentee", relation__state="in_force")
    )
    found = places.select_related("relation").prefetch_related("relation__members__person")
    return Own(
        petitions=mine,
        proposals=list(Proposal.objects.of(organisation).filter(author__user=user)),
        cases=cases_of(organisation, user),
        about_me=about_me,
        memberships=[place for place in found if place.pk not in waiting],
    )


def petitions_for(organisation: Organisation, user: User, *, past: bool = False) -> list[Petition]:
    """Petitions that the reader may read as an addressee: those of a pair they take part in are not among them."""
    found = petitions(organisation)
    found = found.exclude(state__in=_OPEN) if past else found.filter(state__in=_OPEN)
    holders = holders_of(organisation, clock.today())
    rows = [each for each in _in(organisation, found) if user.pk in way_of_petition(each, holders).read]
    return sorted(rows, key=lambda each: each.due_on) if not past else rows


def proposals_of(organisation: Organisation, *, past: bool = False) -> list[Proposal]:
    """All proposals, for those who may answer some of them; what waits longest first."""
    found = Proposal.objects.of(organisation).select_related("author", "answered_by")
    if past:
        return list(found.filter(state=ProposalState.ANSWERED))
    return list(found.open().order_by("due_on", "id"))


@dataclass(frozen=True)
class MediationCount:
    """All that those who lead know of mediation: how many, how many of them closed (4.5/8)."""

    asked: int
    closed: int


def mediation_count(organisation: Organisation) -> MediationCount:
    """Of the academic year of today; withdrawn ones are not counted (one query)."""
    year = academic_year(clock.today(), organisation.settings.year_starts)
    found = MediationCase.objects.of(organisation).filter(asked_on__gte=year.since)
    states = list(found.exclude(state=MediationState.WITHDRAWN).values_list("state", flat=True))
    return MediationCount(len(states), states.count(MediationState.CLOSED))


# --- whose turn it is -----------------------------------------------------------------------------------------------
_OPEN = (PetitionState.SUBMITTED, PetitionState.REGISTERED, PetitionState.CONSIDERED, PetitionState.MEDIATION)


def lines_for(organisation: Organisation, user: User) -> list[Line]:
    """What is asked of the reader now, the soonest first; one query where nothing waits, as on most days."""
    wanted = Petition.objects.of(organisation).filter(state__in=(*_OPEN, PetitionState.GRANTED))
    asked = Proposal.objects.of(organisation).open()
    mine = _cases_that_wait(organisation, user)
    there = Organisation.objects.values_list(Exists(wanted), Exists(asked), Exists(mine)).get(pk=organisation.pk)
    holders = holders_of(organisation, clock.today()) if there[0] or there[1] else Holders()
    found: list[Line] = []
    if there[0]:
        rows = petitions(organisation).filter(state__in=(*_OPEN, PetitionState.GRANTED))
        found += _petition_lines(organisation, user, _in(organisation, rows), holders)
    if there[1]:
        found += _proposal_lines(organisation, _in(organisation, asked.select_related("author")), user, holders)
    if there[2]:
        found += _mediation_lines(organisation, user)
    return sorted(found, key=lambda line: line.due or date.max)


def changes_of(found: Iterable[Petition]) -> dict[object, RelationChange]:
    """What those who lead have prepared that parts the two sides of these petitions, by pair (one query)."""
    changes = RelationChange.objects.filter(
        relation__in=[petition.member.relation_id for petition in found],
        state=ChangeState.PREPARED,
        kind__in=PARTING,
    )
    return {change.relation_id: change for change in changes}


def _petition_lines(organisation: Organisation, user: User, found: list[Petition], holders: Holders) -> list[Line]:
    leads = bool({RoleKind.HEAD, RoleKind.CURATOR} & roles_of(user, organisation.pk))
    granted = [one for one in found if one.state == PetitionState.GRANTED and not one.is_carried_out]
    prepared = changes_of(granted) if leads and granted else {}
    lines = []
    for petition in found:
        url = reverse("appeals:petition-detail", args=[organisation.slug, petition.pk])
        who = petition.member.person.short_name
        if petition.state == PetitionState.GRANTED:
            if leads and petition in granted and petition.member.relation_id not in prepared:
                lines.append(
                    Line(
                        _("Подготовить замену наставника: %(who)s") % {"who": who},
                        _("Ходатайство удовлетворено. Пока нового наставника нет, наставляемого сопровождают."),
                        _("К ходатайству"),
                        url,
                        "6.1/5",
                    )
                )
        elif user.pk in way_of_petition(petition, holders).decide:
            title, button = _TO_DO[PetitionState(petition.state)]
            reason = _("%(who)s ждёт решения.") % {"who": who}
            lines.append(Line(str(title), reason, str(button), url, "6.1/5", due=petition.due_on))
        elif petition.member.person.user_id == user.pk and petition.state == PetitionState.MEDIATION:
            lines.append(
                Line(
                    _("Вам предлагают медиацию"),
                    _("Можно выбрать медиатора или дождаться решения по ходатайству: это ваше право."),
                    _("Открыть"),
                    url,
                    "4.5/8",
                )
            )
        elif petition.mentor.person.user_id == user.pk and petition.is_told:
            lines.append(
                Line(
                    _("Наставляемый просит о другом наставнике"),
                    _("С вами поговорят об этом; это обычное дело, оценки вашей работы здесь нет."),
                    _("Открыть"),
                    url,
                    "6.1/5",
                )
            )
    return lines


_TO_DO = {
    PetitionState.SUBMITTED: (_lazy("Зарегистрировать ходатайство о замене наставника"), _lazy("Открыть")),
    PetitionState.REGISTERED: (_lazy("Рассмотреть ходатайство о замене наставника"), _lazy("Рассмотреть")),
    PetitionState.CONSIDERED: (_lazy("Решить по ходатайству о замене наставника"), _lazy("Решить")),
    PetitionState.MEDIATION: (_lazy("Решить по ходатайству о замене наставника"), _lazy("Открыть")),
}


def _proposal_lines(organisation: Organisation, found: list[Proposal], user: User, holders: Holders) -> list[Line]:
    """One line, whatever their number: the soonest by name."""
    mine = [each for each in found if user.pk in answerers_of(each, holders)]
    if not mine:
        return []
    first = min(mine, key=lambda each: each.due_on)
    single = reverse("appeals:proposal-detail", args=[organisation.slug, first.pk])
    several = reverse("appeals:addressed-list", args=[organisation.slug])
    title = _("Ответить на предложения: %s") % len(mine)
    if len(mine) == 1:
        title = _("Ответить на %s") % {"training": _("запрос на обучение")}.get(first.kind, _("предложение"))
    reason = _("%(who)s ждёт ответа.") % {"who": first.author.short_name}
    clause = "6.1/1" if first.kind == ProposalKind.TRAINING else "6.1/4"
    return [Line(title, reason, _("Ответить"), single if len(mine) == 1 else several, clause, due=first.due_on)]


def _mediation_lines(organisation: Organisation, user: User) -> list[Line]:
    """Only for the mediator, a party who has not answered, an author who has to choose anew."""
    lines = []
    for case in _in(organisation, cases(organisation).filter(pk__in=_cases_that_wait(organisation, user).values("pk"))):
        words = _asked_of(case, user)
        if words and user.has_perm("appeals.view_mediation", case):
            url = reverse("appeals:mediation-detail", args=[organisation.slug, case.pk])
            lines.append(Line(words[0], words[1], _("Открыть"), url, "4.5/8"))
    return lines


def _cases_that_wait(organisation: Organisation, user: User) -> QuerySet[MediationCase]:
    found = MediationCase.objects.of(organisation).filter(state__in=OPEN_CASES)
    return found.filter(Q(mediator=user) | Q(parties__person__user=user))


def _asked_of(case: MediationCase, user: User) -> tuple[str, str] | None:
    if case.mediator_id == user.pk and case.state == MediationState.ASKED:
        return _("Вас просят быть медиатором"), _("Согласитесь или откажитесь: объяснять ничего не нужно.")
    if case.mediator_id == user.pk and case.state == MediationState.RUNNING:
        return _("Идёт медиация"), _("Когда разговор состоится, отметьте, чем он закончился.")
    if case.author.user_id == user.pk and case.state == MediationState.REFUSED:
        return _("Выберите другого медиатора"), _("Тот, кого вы выбрали, не может им быть.")
    party = case.party_of(user)
    if party is not None and case.state == MediationState.RUNNING and party.answer == PartyAnswer.NONE:
        return _("Вас приглашают к разговору с медиатором"), _("Участие добровольное.")
    return None


def _mine(user: User) -> Q:
    return Q(member__person__user=user)


def _in(organisation: Organisation, found: Iterable) -> list:
    """The rows with the institution that is read already: no query for it in the rules."""
    rows = list(found)
    for row in rows:
        row.organisation = organisation
    return rows
