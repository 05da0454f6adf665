"""Screens of pairs and groups: the list, a run of the matching, one pair, the private answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.kit import clock
from nastavnik.kit.journal import entries_about
from nastavnik.kit.refusal import Refused
from nastavnik.matching import InputError
from nastavnik.organisations.access import act
from nastavnik.organisations.models import Organisation
from nastavnik.pairs import actions
from nastavnik.pairs.forms import InterestForm, RelationForm, TermsForm
from nastavnik.pairs.models import Interest, MatchRun, Relation, RelationMember, RelationState
from nastavnik.pairs.pages import applied, road_of, turn_of
from nastavnik.pairs.queries import relations, without_pair
from nastavnik.pairs.readiness import missing_for_order
from nastavnik.pairs.rounds import outcome_of, run_matching

FORMING = (RelationState.PROPOSED, RelationState.ACQUAINTANCE, RelationState.AGREED)
PAST = (RelationState.ENDED, RelationState.NOT_FORMED, RelationState.DROPPED)


@act("pairs.view_relations")
def relation_list(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Those without a pair on top, then what is being formed, in force, past."""
    found = list(relations(organisation))
    for relation in found:
        relation.organisation = organisation
    context = {
        "waiting": without_pair(organisation),
        "forming": [relation for relation in found if relation.state in FORMING],
        "in_force": [relation for relation in found if relation.state == RelationState.IN_FORCE],
        "past": [relation for relation in found if relation.state in PAST],
        "last_run": MatchRun.objects.of(organisation).first(),
        "may_change": request.user.has_perm("pairs.propose_relation", organisation),
    }
    return render(request, "pairs/relation_list.html", context)


@require_POST
@act("pairs.run_matching")
def match_run(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Run the engine; nothing changes until something is applied."""
    try:
        run = run_matching(organisation, by=request.user)
    except InputError as error:
        messages.error(request, str(error))
        return redirect("pairs:relation-list", organisation.slug)
    return redirect("pairs:match-detail", organisation.slug, run.pk)


@act("pairs.run_matching", MatchRun, related=("made_by",))
def match_detail(request: HttpRequest, organisation: Organisation, run: MatchRun) -> HttpResponse:
    """The proposals with their reasons; those left without, with what would help; the run's card."""
    outcome = outcome_of(run)
    done = applied(run)
    rows = [(proposal, done.get((proposal.mentor.pk, proposal.mentee.pk))) for proposal in outcome.proposals]
    context = {
        "run": run,
        "outcome": outcome,
        "rows": rows,
        "open": sum(relation is None for _p, relation in rows),
    }
    return render(request, "pairs/match_detail.html", context)


@require_POST
@act("pairs.propose_relation", MatchRun)
def match_apply(request: HttpRequest, organisation: Organisation, run: MatchRun) -> HttpResponse:
    """Turn ticked proposals into pairs to be; one that cannot be made any more says why, the others are made."""
    wanted = set(request.POST.getlist("pair"))
    done, made = applied(run), 0
    for proposal in outcome_of(run).proposals:
        key = f"{proposal.mentor.pk}:{proposal.mentee.pk}"
        if key not in wanted or (proposal.mentor.pk, proposal.mentee.pk) in done:
            continue
        try:
            actions.propose_relation(
                organisation,
                [proposal.mentor],
                [proposal.mentee],
                by=request.user,
                topic=proposal.topic,
                run=run,
                form=proposal.match.forms[0] if proposal.match.forms else "traditional",
                explanation={"sentence": proposal.match.sentence, "criteria": proposal.criteria},
            )
            made += 1
        except Refused as refusal:
            messages.error(request, f"{proposal.mentee.short_name}: {refusal.sentence}")
    if made:
        messages.success(request, _("Подобрано пар: %(made)s. Теперь познакомьте участников.") % {"made": made})
    elif not wanted:
        messages.info(request, _("Не отмечено ни одной пары."))
    return redirect("pairs:relation-list", organisation.slug)


@act("pairs.propose_relation")
def relation_add(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """A pair or group by people's own choice, from the mentor or from the mentee (7.2)."""
    initial = {side: [request.GET[side]] for side in ("mentors", "mentees") if request.GET.get(side)}
    form = RelationForm(request.POST or None, organisation=organisation, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        sides = [list(said.pop("mentors")), list(said.pop("mentees"))]
        try:
            relation = actions.propose_relation(organisation, *sides, by=request.user, **said)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Подбор сохранён. Теперь познакомьте участников."))
            return redirect("pairs:relation-detail", organisation.slug, relation.pk)
    return render(request, "pairs/relation_add.html", {"form": form})


@act("pairs.view_relation", Relation)
def relation_detail(request: HttpRequest, organisation: Organisation, relation: Relation) -> HttpResponse:
    """The pair's page: its road, whose turn it is, what is missing, each with the button that mends it."""
    members = list(relation.members.select_related("person", "consent").prefetch_related("person__employments"))
    own = next((member for member in members if member.person.user_id == request.user.pk), None)
    leads = request.user.has_perm("pairs.change_terms", relation)
    forming = relation.state in FORMING
    missing = missing_for_order(relation, clock.today()) if forming and leads else []
    answered = sum(member.interest in (Interest.YES, Interest.NO) for member in members)
    context = {
        "relation": relation,
        "members": members,
        "own": own,
        "leads": leads,
        "missing": missing,
        "answered": answered,
        "road": road_of(relation, missing, members),
        "turn": turn_of(relation, missing, own, leads, answered, len(members)),
        "events": entries_about(relation) if leads else [],
        "today": clock.today(),
    }
    return render(request, "pairs/relation_detail.html", context)


@act("pairs.change_terms", Relation)
def terms_change(request: HttpRequest, organisation: Organisation, relation: Relation) -> HttpResponse:
    """Term, form, topic, before the order."""
    form = TermsForm(request.POST or None, instance=Relation.objects.get(pk=relation.pk))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_terms(relation, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Условия сохранены."))
            return redirect("pairs:relation-detail", organisation.slug, relation.pk)
    return render(request, "pairs/terms_change.html", {"form": form, "relation": relation})


@require_POST
@act("pairs.introduce_relation", Relation)
def relation_introduce(request: HttpRequest, organisation: Organisation, relation: Relation) -> HttpResponse:
    """The members learn of each other."""
    return _do(
        request,
        relation,
        actions.introduce_relation,
        _("Участники увидят предложение и ответят каждый за себя."),
    )


@require_POST
@act("pairs.drop_relation", Relation)
def relation_drop(request: HttpRequest, organisation: Organisation, relation: Relation) -> HttpResponse:
    """The curator takes the proposal back."""
    return _do(request, relation, actions.drop_relation, _("Подбор отменён."))


@act("pairs.answer_interest", RelationMember, related=("person", "relation"))
def interest_answer(request: HttpRequest, organisation: Organisation, member: RelationMember) -> HttpResponse:
    """The private answer of one member (7.1/2)."""
    form = InterestForm(request.POST or None, initial={"interest": member.interest})
    if request.method == "POST" and form.is_valid():
        try:
            relation = actions.answer_interest(member, form.cleaned_data["interest"], by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _after_answer(member, relation))
            return redirect("pairs:relation-detail", organisation.slug, relation.pk)
    others = [other for other in member.relation.members.select_related("person") if other.role != member.role]
    return render(request, "pairs/interest_answer.html", {"form": form, "member": member, "others": others})


def _do(request: HttpRequest, relation: Relation, deed, words: str) -> HttpResponse:
    try:
        deed(relation, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, words)
    return redirect("pairs:relation-detail", relation.organisation.slug, relation.pk)


def _after_answer(member: RelationMember, relation: Relation) -> str:
    if relation.state == RelationState.AGREED:
        return _("Все ответили «да». Куратор пригласит подписать согласие.")
    if member.interest == Interest.NO:
        return _("Ответ принят. Другая сторона узнает только, что пара не сложилась.")
    return _("Ответ принят. Его видите только вы.")
