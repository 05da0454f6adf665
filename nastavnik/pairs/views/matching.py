"""Screens of the matching round: what matters more, choose again, other people than proposed, the council's word."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.kit.refusal import Refused
from nastavnik.matching import InputError
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.pairs import actions
from nastavnik.pairs.choosing import choose_pair, cost_of
from nastavnik.pairs.forms import LoadForm
from nastavnik.pairs.load import is_near_limit
from nastavnik.pairs.match_forms import OpinionForm, ReasonForm, TwoForm, WeightsForm
from nastavnik.pairs.models import MatchRun, MatchWeights, Relation
from nastavnik.pairs.repairing import repair_run
from nastavnik.pairs.weights import DEFAULT_HERE, WEIGHED, rows_of, to_weights, try_weights, weights_of


@act("pairs.view_weights")
def weights_change(request: Request, organisation: Organisation) -> HttpResponse:
    """What matters more: first a trial that says what would change, then the same numbers are saved.

    The council reads them; those who lead change them.
    """
    may_change = request.user.has_perm("pairs.change_weights", organisation)
    if request.method == "POST" and not may_change:
        raise PermissionDenied(_("Баллы меняют куратор и руководитель; совет их видит."))
    now = weights_of(organisation)
    form = WeightsForm(request.POST or None, weights=now)
    trial = None
    if request.method == "POST" and form.is_valid():
        if request.POST.get("tried") != form.mark or "again" in request.POST:
            trial = {"mark": form.mark, "total": form.weights.total, "found": try_weights(organisation, form.weights)}
        else:
            try:
                actions.change_weights(organisation, form.weights, by=request.user, reason=form.cleaned_data["reason"])
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
            else:
                messages.success(request, _("Сохранено. Так будет считать следующий подбор; прежние не меняются."))
                return redirect("pairs:weights-change", organisation.slug)
    rows = list(MatchWeights.objects.of(organisation).select_related("changed_by")[:21])
    context = {
        "form": form,
        "may_change": may_change,
        "names": WEIGHED,
        "now": rows_of(now),
        "total": now.total,
        "trial": trial,
        "history": _history(rows),
    }
    return render(request, "pairs/weights_change.html", context)


def _history(rows: list[MatchWeights]) -> list[dict]:
    """Each change with what was other before it, the newest first."""
    told = []
    for number, row in enumerate(rows[:20]):
        before = rows_of(to_weights(rows[number + 1].values) if number + 1 < len(rows) else DEFAULT_HERE)
        after = rows_of(to_weights(row.values))
        words = [
            f"{new['label'].lower()}: {old['weight']} → {new['weight']}"
            for old, new in zip(before, after, strict=True)
            if old["weight"] != new["weight"]
        ]
        told.append({"row": row, "words": "; ".join(words)})
    return told


@act("pairs.run_matching", MatchRun)
@require_POST
def match_repair(request: Request, organisation: Organisation, run: MatchRun) -> HttpResponse:
    """«Подобрать заново для этих людей»: a new run that mends this one; nothing is applied."""
    try:
        mended = repair_run(run, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    except InputError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Подобрано заново. Пары, которые уже взяты, не тронуты."))
        return redirect("pairs:match-detail", organisation.slug, mended.pk)
    return redirect("pairs:match-detail", organisation.slug, run.pk)


@act("pairs.propose_relation", MatchRun)
def pair_choose(request: Request, organisation: Organisation, run: MatchRun) -> HttpResponse:
    """Other people than proposed: what it costs the others, then the reason (7.2)."""
    asked = request.POST if request.method == "POST" else request.GET
    two = TwoForm(asked or None, run=run)
    cost, form, load = None, ReasonForm(request.POST or None), None
    if two.is_bound and two.is_valid():
        mentor, mentee = two.cleaned_data["mentor"], two.cleaned_data["mentee"]
        may_load = request.user.has_perm("pairs.allow_load", organisation)
        load = LoadForm(request.POST or None) if may_load and is_near_limit(organisation, {mentor.pk: 1}) else None
        try:
            cost = cost_of(run, mentor, mentee, reader=request.user)
            if request.method == "POST" and form.is_valid() and (load is None or load.is_valid()):
                load_reason = load.cleaned_data["load_reason"] if load else ""
                relation = choose_pair(
                    run, mentor, mentee, by=request.user, reason=form.cleaned_data["reason"], load_reason=load_reason
                )
                messages.success(request, _("Пара выбрана. Теперь познакомьте участников."))
                return redirect("pairs:relation-detail", organisation.slug, relation.pk)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
    context = {"run": run, "two": two, "cost": cost, "form": form, "load": load}
    return render(request, "pairs/pair_choose.html", context)


@act("pairs.advise_relation", Relation)
def opinion_give(request: Request, organisation: Organisation, relation: Relation) -> HttpResponse:
    """A member of the council says what they think of the pair (4.5/2)."""
    own = relation.opinions.filter(given_by=request.user).first()
    form = OpinionForm(request.POST or None, instance=own)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_opinion(relation, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Мнение записано: куратор видит его на странице пары."))
            return redirect("pairs:relation-detail", organisation.slug, relation.pk)
    return render(request, "pairs/opinion_give.html", {"form": form, "relation": relation})
