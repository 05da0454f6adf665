"""Screens of pairs and groups that are being formed: the list, a run of the matching, one pair, the answer."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.kit.ui.words import counted
from nastavnik.matching import InputError
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.pairs import actions
from nastavnik.pairs.advice import advice_of
from nastavnik.pairs.forms import InterestForm, LoadForm, RelationForm, TermsForm
from nastavnik.pairs.life import due_of, life_of
from nastavnik.pairs.load import FIELD, is_near_limit
from nastavnik.pairs.models import FORMING_STATES, Interest, MatchRun, Relation, RelationMember, RelationState
from nastavnik.pairs.pages import Reader, mends_of, road_of, sides_of, turn_of
from nastavnik.pairs.queries import MEMBERS, note_lapses, relations, without_pair
from nastavnik.pairs.readiness import missing_for_order
from nastavnik.pairs.rounds import outcome_of, run_matching
from nastavnik.pairs.run_page import page_of
from nastavnik.pairs.taking import applied, take_group, take_pairs

PAST = (RelationState.ENDED, RelationState.NOT_FORMED, RelationState.DROPPED)


@act("pairs.view_relations")
def relation_list(request: Request, organisation: Organisation) -> HttpResponse:
    """Those without a pair on top, then what is being formed, in force, past."""
    found = note_lapses(relations(organisation).exclude(state=RelationState.VOID).prefetch_related("opinions"))
    leads = request.user.has_perm("pairs.enter_relation", organisation)
    for relation in found:  # nobody reads what others think of a pair that they are in (7.1/2)
        is_theirs = any(member.person.user_id == request.user.pk for member in relation.members.all())
        relation.words_of_council = leads or not is_theirs  # type: ignore[attr-defined]
    context = {
        "waiting": without_pair(organisation),
        "forming": [relation for relation in found if relation.state in FORMING_STATES],
        "in_force": [relation for relation in found if relation.is_running],
        "past": [relation for relation in found if relation.state in PAST and not relation.is_running],
        "last_run": MatchRun.objects.of(organisation).defer("outcome", "certificate").first(),
        "may_change": request.user.has_perm("pairs.propose_relation", organisation),
        "leads": leads,
    }
    return render(request, "pairs/relation_list.html", context)


@act("pairs.run_matching")
@require_POST
def match_run(request: Request, organisation: Organisation) -> HttpResponse:
    """Run the engine; nothing changes until something is applied."""
    try:
        run = run_matching(organisation, by=request.user)
    except InputError as error:
        messages.error(request, str(error))
        return redirect("pairs:relation-list", organisation.slug)
    return redirect("pairs:match-detail", organisation.slug, run.pk)


@act("pairs.run_matching", MatchRun, related=("made_by", "follows"))
def match_detail(request: Request, organisation: Organisation, run: MatchRun) -> HttpResponse:
    """The proposals with their reasons; those left without, with what would help; the run's card."""
    outcome = outcome_of(run, reader=request.user)
    done = applied(run)
    rows = [(proposal, done.get((proposal.mentor.pk, proposal.mentee.pk))) for proposal in outcome.proposals]
    groups = [
        group for group in outcome.groups if not any((group.mentor.pk, mentee.pk) in done for mentee in group.mentees)
    ]
    more = Counter(proposal.mentor.pk for proposal, relation in rows if relation is None)
    may_load, leading = request.user.has_perm("pairs.allow_load", organisation), "pairs.enter_relation"
    context = {
        "load": LoadForm() if may_load and is_near_limit(organisation, more) else None,
        "run": run,
        "outcome": outcome,
        "rows": rows,
        "groups": groups,
        **page_of(run, outcome, done, reader=request.user, leads=request.user.has_perm(leading, organisation)),
    }
    return render(request, "pairs/match_detail.html", context)


@act("pairs.propose_relation", MatchRun)
@require_POST
def match_apply(request: Request, organisation: Organisation, run: MatchRun) -> HttpResponse:
    """Turn ticked proposals into pairs to be; one that cannot be made any more says why, the others are made."""
    wanted = set(request.POST.getlist("pair"))
    load = LoadForm(request.POST if request.user.has_perm("pairs.allow_load", organisation) else {})
    if not load.is_valid():
        messages.error(request, " ".join(map(str, load.errors["load_reason"])))
        return redirect("pairs:match-detail", organisation.slug, run.pk)
    taken = take_pairs(run, wanted, by=request.user, load_reason=load.cleaned_data["load_reason"])
    for sentence in taken.refused:
        messages.error(request, sentence)
    if taken.made:
        made = counted(len(taken.made), _("пара/пары/пар"))
        messages.success(request, _("Подобрано: %(made)s. Теперь познакомьте участников.") % {"made": made})
    elif not taken.refused:
        messages.info(request, _("Не отмечено ни одной новой пары."))
        return redirect("pairs:match-detail", organisation.slug, run.pk)
    return redirect("pairs:relation-list", organisation.slug)


@act("pairs.propose_relation", MatchRun)
@require_POST
def match_group(request: Request, organisation: Organisation, run: MatchRun) -> HttpResponse:
    """Take the people of several proposed pairs as one group (7.2)."""
    try:
        relation = take_group(run, request.POST.get("group", ""), by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        if refusal.field == FIELD:  # the same people, with room for the curator's reason
            group = next(one for one in outcome_of(run).groups if one.key == request.POST["group"])
            sides = [("mentors", group.mentor.pk), *(("mentees", mentee.pk) for mentee in group.mentees)]
            terms = [("topic", group.topic), ("form", group.form)]
            return redirect(f"{reverse('pairs:relation-add', args=[organisation.slug])}?{urlencode([*sides, *terms])}")
    else:
        if relation is not None:
            messages.success(request, _("Группа подобрана. Теперь познакомьте участников."))
            return redirect("pairs:relation-detail", organisation.slug, relation.pk)
        messages.info(request, _("Эта группа уже подобрана."))
    return redirect("pairs:match-detail", organisation.slug, run.pk)


@act("pairs.propose_relation")
def relation_add(request: Request, organisation: Organisation) -> HttpResponse:
    """A pair or group by people's own choice, from the mentor or from the mentee (7.2)."""
    initial: dict[str, Any] = {side: request.GET.getlist(side) for side in ("mentors", "mentees")}
    initial |= {name: request.GET[name] for name in ("topic", "form") if name in request.GET}
    may_load = request.user.has_perm("pairs.allow_load", organisation)
    form = RelationForm(request.POST or None, organisation=organisation, allows_load=may_load, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        sides = [list(said.pop("mentors")), list(said.pop("mentees"))]
        try:
            relation = actions.propose_relation(organisation, *sides, by=request.user, **said)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Подбор сохранён. Теперь познакомьте участников."))
            return redirect("pairs:relation-detail", organisation.slug, relation.pk)
    return render(request, "pairs/relation_add.html", {"form": form})


@act("pairs.view_relation", Relation, related=("made_by",))
def relation_detail(request: Request, organisation: Organisation, relation: Relation) -> HttpResponse:
    """The pair's page: its road, whose turn it is, what is missing, each with the button that mends it."""
    prefetch_related_objects([relation], MEMBERS)
    members = relation.mentors + relation.mentees
    own = next((member for member in members if member.person.user_id == request.user.pk), None)
    reader = Reader(leads=request.user.has_perm("pairs.change_terms", relation), own=own)
    missing = missing_for_order(relation, clock.today()) if relation.is_forming and reader.leads else []
    due = due_of(relation) if relation.is_resting else None
    turn = turn_of(relation, missing, reader, due)
    context = {
        "relation": relation,
        "members": members,
        "sides": sides_of(relation),
        "own": own,
        "leads": reader.leads,
        "lacks": mends_of(relation, missing),
        "answered": sum(member.interest == Interest.YES for member in members),
        "road": road_of(relation, members),
        "turn": turn,
        **life_of(relation, reader, clock.today()),
        **advice_of(relation, request.user, reader, turn),
        "reasons": [
            (member, sentence)
            for member in relation.mentees
            if (sentence := relation.explanation.get("mentees", {}).get(str(member.person_id)))
        ],
    }
    return render(request, "pairs/relation_detail.html", context)


@act("pairs.change_terms", Relation)
def terms_change(request: Request, organisation: Organisation, relation: Relation) -> HttpResponse:
    """Term, form, topic, before the order."""
    if request.method == "GET" and not relation.is_forming:
        messages.info(request, _("Условия уже не изменить."))
        return redirect("pairs:relation-detail", organisation.slug, relation.pk)
    prefetch_related_objects([relation], MEMBERS)
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


@act("pairs.introduce_relation", Relation)
@require_POST
def relation_introduce(request: Request, organisation: Organisation, relation: Relation) -> HttpResponse:
    """The members learn of each other."""
    words = _("Участники видят предложение на своих страницах, и каждый ответит за себя.")
    return _do(request, relation, lambda: actions.introduce_relation(relation, by=request.user), words)


@act("pairs.drop_relation", Relation)
@require_POST
def relation_drop(request: Request, organisation: Organisation, relation: Relation) -> HttpResponse:
    """The curator takes the proposal back."""
    words = _("Подбор отменён. Участники снова могут войти в другие пары.")
    return _do(request, relation, lambda: actions.drop_relation(relation, by=request.user), words)


@act("pairs.renew_consent", RelationMember, related=("person", "relation", "consent"))
@require_POST
def consent_renew(request: Request, organisation: Organisation, member: RelationMember) -> HttpResponse:
    """A new blank for somebody who has thought otherwise."""
    member.relation.organisation = organisation
    words = _("Новый бланк согласия готов: распечатайте и дайте подписать.")
    return _do(request, member.relation, lambda: actions.renew_consent(member, by=request.user), words)


@act("pairs.answer_interest", RelationMember, related=("person", "relation"))
def interest_answer(request: Request, organisation: Organisation, member: RelationMember) -> HttpResponse:
    """The private answer of one member (7.1/2); who comes too late is told so on the pair's page."""
    if request.method == "GET" and member.relation.state != RelationState.ACQUAINTANCE:
        messages.info(request, _("Ответ уже не нужен."))
        return redirect("pairs:relation-detail", organisation.slug, member.relation_id)
    form = InterestForm(request.POST or None, initial={"interest": member.interest})
    if request.method == "POST" and form.is_valid():
        try:
            relation = actions.answer_interest(member, form.cleaned_data["interest"], by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _after_answer(member, relation))
            return redirect("pairs:relation-detail", organisation.slug, relation.pk)
    prefetch_related_objects([member.relation], MEMBERS)
    others = [other for other in member.relation.members.all() if other.role != member.role]
    context = {
        "form": form,
        "member": member,
        "others": others,
        "reason": member.relation.explanation.get("mentees", {}).get(str(member.person_id)),
    }
    return render(request, "pairs/interest_answer.html", context)


def _do(request: Request, relation: Relation, deed, words: str) -> HttpResponse:
    try:
        deed()
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
