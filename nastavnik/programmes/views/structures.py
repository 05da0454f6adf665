"""The directory of structures, and what one of them is asked to take part in (5.2/2)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.programmes import actions
from nastavnik.programmes.models import Structure
from nastavnik.programmes.queries import items_with
from nastavnik.programmes.structure_forms import StructureForm
from nastavnik.programmes.views.answering import try_form


@act("programmes.view_structures")
def structure_list(request: Request, organisation: Organisation) -> HttpResponse:
    """All of them, those still offered first."""
    rows = Structure.objects.of(organisation).select_related("person").order_by("-is_active", "name")
    context = {"rows": rows, "may_change": request.user.has_perm("programmes.change_structure", organisation)}
    return render(request, "programmes/structure_list.html", context)


@act("programmes.change_structure")
def structure_add(request: Request, organisation: Organisation) -> HttpResponse:
    """A structure more."""
    form = StructureForm(organisation, None, request.POST or None)
    if request.method == "POST" and try_form(
        form, lambda: actions.add_structure(organisation, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Готово. Структуру можно выбирать в мероприятиях программ."))
        return redirect("programmes:structure-list", organisation.slug)
    return render(request, "programmes/structure_change.html", {"form": form, "structure": None})


@act("programmes.change_structure", Structure)
def structure_change(request: Request, organisation: Organisation, structure: Structure) -> HttpResponse:
    """Correct it, or offer it no more."""
    form = StructureForm(organisation, structure, request.POST or None)
    if request.method == "POST" and try_form(
        form, lambda: actions.change_structure(structure, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Сохранено."))
        return redirect("programmes:structure-list", organisation.slug)
    return render(request, "programmes/structure_change.html", {"form": form, "structure": structure})


@act("programmes.view_structure", Structure, related=("person",))
def structure_detail(request: Request, organisation: Organisation, structure: Structure) -> HttpResponse:
    """The activities that name it: what, by when, whom to turn to; the programmes stay with their members."""
    context = {
        "structure": structure,
        "items": items_with(structure),
        "may_change": request.user.has_perm("programmes.change_structure", organisation),
        "sees_list": request.user.has_perm("programmes.view_structures", organisation),
    }
    return render(request, "programmes/structure_detail.html", context)
