"""The regulation in force, its editions, the registry of normative acts (1.2, 4.1, 10)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request
from nastavnik.organisations.access import act as act_of
from nastavnik.organisations.models import Organisation
from nastavnik.organisations.tabs import tabs_of
from nastavnik.regulation import actions
from nastavnik.regulation.forms import ActForm, ExtraFormForm
from nastavnik.regulation.models import ActLevel, Edition, ExtraForm, Form, NormativeAct
from nastavnik.regulation.queries import base_on

FORM_CLAUSES = (
    (Form.SHORT, "3.3.1"),
    (Form.SITUATIONAL, "3.3.2"),
    (Form.REVERSIVE, "3.3.3"),
    (Form.TRADITIONAL, "3.3.4"),
    (Form.VIRTUAL, "3.3.5"),
)


@act_of("regulation.view_edition")
def edition_detail(request: Request, organisation: Organisation) -> HttpResponse:
    """The edition in force and what of the base orders is missing (4.1)."""
    base = base_on(organisation, clock.today())
    editions = Edition.objects.of(organisation).order_by("-number")
    context = {
        "tabs": tabs_of(organisation, request.user, "regulation:edition-detail"),
        "base": base,
        "edition": base.edition,
        "others": [edition for edition in editions if edition != base.edition],
        "may_order": request.user.has_perm("orders.draft_order", organisation),
    }
    return render(request, "regulation/edition_detail.html", context)


@act_of("regulation.view_edition", Edition)
def edition_former(request: Request, organisation: Organisation, edition: Edition) -> HttpResponse:
    """The text of any edition: an old one stays readable (10.2)."""
    return render(request, "regulation/edition_former.html", {"edition": edition})


@act_of("regulation.view_extra_forms")
def extra_form_list(request: Request, organisation: Organisation) -> HttpResponse:
    """The five forms of the regulation and the institution's own beside them (3.2, 3.3, 2.2/4)."""
    context = {
        "tabs": tabs_of(organisation, request.user, "regulation:extra-form-list"),
        "forms": FORM_CLAUSES,
        "extra": ExtraForm.objects.of(organisation),
        "may_change": request.user.has_perm("regulation.change_extra_form", organisation),
    }
    return render(request, "regulation/extra_form_list.html", context)


@act_of("regulation.add_extra_form")
def extra_form_add(request: Request, organisation: Organisation) -> HttpResponse:
    """A form of the institution's own, without rules."""
    form = ExtraFormForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_extra_form(organisation, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Форма добавлена: её можно выбирать в программах рядом с остальными."))
            return redirect("regulation:extra-form-list", organisation.slug)
    return render(request, "regulation/extra_form_change.html", {"form": form, "extra": None})


@act_of("regulation.change_extra_form", ExtraForm)
def extra_form_change(request: Request, organisation: Organisation, extra: ExtraForm) -> HttpResponse:
    """Its words, and whether it is still offered."""
    form = ExtraFormForm(request.POST or None, instance=ExtraForm.objects.get(pk=extra.pk))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_extra_form(extra, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Сохранено. Программы, где эта форма выбрана, не меняются."))
            return redirect("regulation:extra-form-list", organisation.slug)
    return render(request, "regulation/extra_form_change.html", {"form": form, "extra": extra})


@act_of("regulation.view_acts")
def act_list(request: Request, organisation: Organisation) -> HttpResponse:
    """The registry by level; what nobody has checked for a year is highlighted (1.2)."""
    today = clock.today()
    acts = [(act, act.needs_check(today)) for act in NormativeAct.objects.of(organisation)]
    groups = [
        (
            _("%(level)s уровень") % {"level": level.label.capitalize()},
            [(act, is_stale) for act, is_stale in acts if act.level == level],
        )
        for level in ActLevel
        if any(act.level == level for act, _is_stale in acts)
    ]
    context = {
        "tabs": tabs_of(organisation, request.user, "regulation:act-list"),
        "groups": groups,
        "stale": sum(is_stale for _act, is_stale in acts),
        "may_change": request.user.has_perm("regulation.change_act", organisation),
    }
    return render(request, "regulation/act_list.html", context)


@act_of("regulation.add_act")
def act_add(request: Request, organisation: Organisation) -> HttpResponse:
    """An act of one's own: of the region, the municipality, the institution."""
    form = ActForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_act(organisation, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Акт внесён в перечень."))
            return redirect("regulation:act-list", organisation.slug)
    return render(request, "regulation/act_add.html", {"form": form})


@act_of("regulation.change_act", NormativeAct)
def act_change(request: Request, organisation: Organisation, act: NormativeAct) -> HttpResponse:
    """Correct an act, note that it was changed or has lost force."""
    form = ActForm(request.POST or None, instance=NormativeAct.objects.get(pk=act.pk))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_act(act, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Сведения об акте сохранены. Подписанные приказы не меняются."))
            return redirect("regulation:act-list", organisation.slug)
    return render(request, "regulation/act_change.html", {"form": form, "act": act})


@act_of("regulation.change_act", NormativeAct)
@require_POST
def act_confirm(request: Request, organisation: Organisation, act: NormativeAct) -> HttpResponse:
    """«Проверено сегодня»: one press for an act that stands as it is."""
    actions.confirm_act(act, by=request.user)
    messages.success(request, _("Отмечено: акт проверен сегодня. Следующая проверка — через год."))
    return redirect("regulation:act-list", organisation.slug)
