"""Templates of programmes: the list, writing one, beginning a draft with one (1.4/8, 4.5/3)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.programmes import actions
from nastavnik.programmes.models import Programme, ProgrammeTemplate
from nastavnik.programmes.template_forms import ItemFormSet, TemplateForm, UseTemplateForm, rows_of
from nastavnik.programmes.views.answering import back_to, try_act, try_form


@act("programmes.manage_templates")
def template_list(request: Request, organisation: Organisation) -> HttpResponse:
    """What a draft may begin with; those that are not offered any more come last."""
    actions.start_templates(organisation)
    rows = ProgrammeTemplate.objects.of(organisation).prefetch_related("items").select_related("made_by")
    context = {
        "offered": [one for one in rows if one.retired_on is None],
        "retired": [one for one in rows if one.retired_on is not None],
    }
    return render(request, "programmes/template_list.html", context)


@act("programmes.manage_templates")
def template_write(request: Request, organisation: Organisation) -> HttpResponse:
    """A new template of the institution's own."""
    return _write(request, organisation, None)


@act("programmes.manage_templates", ProgrammeTemplate)
def template_change(request: Request, organisation: Organisation, template: ProgrammeTemplate) -> HttpResponse:
    """Write one anew; programmes that have begun with it keep what they have taken."""
    return _write(request, organisation, template)


@act("programmes.manage_templates", ProgrammeTemplate)
@require_POST
def template_retire(request: Request, organisation: Organisation, template: ProgrammeTemplate) -> HttpResponse:
    """Not offered any more."""
    try_act(request, lambda: actions.retire_template(template, by=request.user), _("Шаблон больше не предлагается."))
    return redirect(reverse("programmes:template-list", args=[organisation.slug]))


@act("programmes.write_programme", Programme, related=("relation", "template"))
def template_use(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """Begin the draft with a template: a start, to be rewritten for this person."""
    actions.start_templates(organisation)
    form = UseTemplateForm(programme, request.POST or None)
    if request.method == "POST" and try_form(
        form, lambda: actions.use_template(programme, by=request.user, **form.cleaned_data)
    ):
        messages.success(
            request,
            _("Готово. Пустые части заполнены, мероприятия добавлены. Теперь перепишите всё под своего наставляемого."),
        )
        return back_to(programme, organisation)
    return render(request, "programmes/template_use.html", {"programme": programme, "form": form})


def _write(request: Request, organisation: Organisation, template: ProgrammeTemplate | None) -> HttpResponse:
    stands: dict[str, Any] = {}
    rows: list[dict[str, Any]] = []
    if template is not None:
        stands = {name: getattr(template, name) for name in TemplateForm.base_fields}
        rows = rows_of(template)
    form = TemplateForm(request.POST or None, initial=stands)
    formset = ItemFormSet(request.POST or None, initial=rows, prefix="items")
    if request.method == "POST" and formset.is_valid():
        items = [row for row in formset.cleaned_data if row.get("title")]
        if try_form(
            form,
            lambda: actions.write_template(
                organisation, by=request.user, items=items, template=template, **form.cleaned_data
            ),
        ):
            messages.success(request, _("Готово. С этого шаблона можно начинать программу."))
            return redirect(reverse("programmes:template-list", args=[organisation.slug]))
    context = {"form": form, "formset": formset, "template": template}
    return render(request, "programmes/template_write.html", context)
