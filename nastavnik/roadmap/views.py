"""The roadmap: seven stages with what blocks them, its items, its paper."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.papers.download import download
from nastavnik.roadmap import actions
from nastavnik.roadmap.facts import rule_of
from nastavnik.roadmap.forms import CloseItemForm, MarkForm, NewItemForm, PlanForm, RoadmapForm
from nastavnik.roadmap.models import Roadmap, RoadmapItem, RoadmapState
from nastavnik.roadmap.papers import roadmap_paper
from nastavnik.roadmap.queries import Stage, current_roadmap, current_stage, read_stages


@act("roadmap.view_roadmap")
def roadmap_detail(request: Request, organisation: Organisation) -> HttpResponse:
    """The roadmap of today; an invitation to draw one up when there is none."""
    roadmap = current_roadmap(organisation, clock.today())
    if roadmap is None:
        may_begin = request.user.has_perm("roadmap.draft_roadmap", organisation)
        return render(request, "roadmap/roadmap_missing.html", {"may_begin": may_begin})
    return _shown(request, organisation, roadmap)


@act("roadmap.view_roadmap", Roadmap)
def roadmap_edition(request: Request, organisation: Organisation, roadmap: Roadmap) -> HttpResponse:
    """Any roadmap: a draft beside the one in force, a former one."""
    return _shown(request, organisation, roadmap)


@act("roadmap.draft_roadmap")
def roadmap_begin(request: Request, organisation: Organisation) -> HttpResponse:
    """A draft with the seven stages of the annex (4.4.4)."""
    form = RoadmapForm(request.POST or None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            roadmap = actions.draft_roadmap(organisation, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Проект составлен. Поправьте сроки и укажите ответственных."))
            return redirect("roadmap:roadmap-edition", organisation.slug, roadmap.pk)
    return render(request, "roadmap/roadmap_begin.html", {"form": form})


@act("roadmap.revise_roadmap", Roadmap)
@require_POST
def roadmap_revise(request: Request, organisation: Organisation, roadmap: Roadmap) -> HttpResponse:
    """A new draft of what was approved; it comes into force by another order."""
    try:
        draft = actions.revise_roadmap(roadmap, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("roadmap:roadmap-detail", organisation.slug)
    messages.success(request, _("Новая редакция составлена. До нового приказа действует прежняя."))
    return redirect("roadmap:roadmap-edition", organisation.slug, draft.pk)


@act("roadmap.add_item", Roadmap)
def item_add(request: Request, organisation: Organisation, roadmap: Roadmap) -> HttpResponse:
    """An item of the institution's own."""
    form = NewItemForm(request.POST or None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_item(roadmap, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Пункт добавлен."))
            return redirect("roadmap:roadmap-edition", organisation.slug, roadmap.pk)
    return render(request, "roadmap/item_add.html", {"form": form, "roadmap": roadmap})


@act("roadmap.change_item", RoadmapItem, related=("roadmap", "responsible"))
def item_change(request: Request, organisation: Organisation, item: RoadmapItem) -> HttpResponse:
    """Of a draft: wording, term, responsible. Of an approved roadmap: whether the item applies."""
    fresh = RoadmapItem.objects.get(pk=item.pk)
    form: PlanForm | MarkForm
    if item.roadmap.state == RoadmapState.DRAFT and "mark" not in request.GET:
        form = PlanForm(request.POST or None, instance=fresh, organisation=organisation)
    else:
        form = MarkForm(request.POST or None, instance=fresh)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_item(item, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Пункт сохранён."))
            return redirect("roadmap:roadmap-edition", organisation.slug, item.roadmap_id)
    return render(request, "roadmap/item_change.html", {"form": form, "item": item})


@act("roadmap.close_item", RoadmapItem, related=("roadmap",))
def item_close(request: Request, organisation: Organisation, item: RoadmapItem) -> HttpResponse:
    """The curator's mark that an item is done."""
    rule = rule_of(item.clause)
    form = CloseItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_item(item, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Отмечено: выполнено."))
            return redirect("roadmap:roadmap-edition", organisation.slug, item.roadmap_id)
    return render(request, "roadmap/item_close.html", {"form": form, "item": item, "rule": rule})


@act("roadmap.view_roadmap", Roadmap)
def roadmap_paper_download(
    request: Request, organisation: Organisation, roadmap: Roadmap, paper_format: str
) -> HttpResponse:
    """The roadmap as .docx or PDF (D21)."""
    return download(
        roadmap_paper(organisation, roadmap, read_stages(organisation, roadmap)),
        paper_format,
        organisation_id=organisation.pk,
    )


def _shown(request: Request, organisation: Organisation, roadmap: Roadmap) -> HttpResponse:
    stages = read_stages(organisation, roadmap)
    others = Roadmap.objects.of(organisation).exclude(pk=roadmap.pk)
    context = {
        "roadmap": roadmap,
        "stages": stages,
        "current": current_stage(stages),
        "is_over": roadmap.until < clock.today() and roadmap.state == RoadmapState.APPROVED,
        "road": [_step(stage) for stage in stages],
        "draft": next((other for other in others if other.state == RoadmapState.DRAFT), None),
        "others": [other for other in others if other.state != RoadmapState.DRAFT],
        "may_change": roadmap.state != RoadmapState.REPLACED
        and request.user.has_perm("roadmap.change_item", organisation),
        "bare": sum(line.item.responsible_id is None for stage in stages for line in stage.lines),
    }
    return render(request, "roadmap/roadmap_detail.html", context)


def _step(stage: Stage) -> dict:
    """A stage on the strip at the top of the page."""
    note = _("%(done)s из %(total)s") % {"done": stage.done, "total": stage.total}
    return {"title": stage.short, "state": stage.state, "note": note, "url": f"#{stage.clause}"}
