"""Support of programmes: the council's tasks (4.5/6), activities that rest on no method yet (1.4/1)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.programmes.actions.support import drop_council_task, finish_council_task, give_council_task
from nastavnik.programmes.models import CouncilTask, CouncilTaskState
from nastavnik.programmes.support import council_members, council_tasks, without_method
from nastavnik.programmes.support_forms import CouncilTaskForm, FinishTaskForm
from nastavnik.programmes.views.answering import try_act, try_form

LATELY = 30
"""Tasks that are over stay on the page, the last ones."""


@act("programmes.view_programmes")
def method_list(request: Request, organisation: Organisation) -> HttpResponse:
    """The report «мероприятия без методического основания» (1.4/1)."""
    page = Paginator(without_method(organisation), 50).get_page(request.GET.get("page"))
    return render(request, "programmes/method_list.html", {"page": page})


@act("programmes.view_programmes")
def council_task_list(request: Request, organisation: Organisation) -> HttpResponse:
    """What is being done, the soonest first; what has been done lately."""
    tasks = council_tasks(organisation)
    context = {
        "open": list(tasks.filter(state=CouncilTaskState.OPEN)),
        "over": list(tasks.filter(state=CouncilTaskState.DONE).order_by("-done_on", "-id")[:LATELY]),
        "has_council": council_members(organisation).exists(),
        "may_give": request.user.has_perm("programmes.give_council_task", organisation),
        "reader": request.user.pk,
    }
    return render(request, "programmes/council_task_list.html", context)


@act("programmes.give_council_task")
def council_task_add(request: Request, organisation: Organisation) -> HttpResponse:
    """Give a task to a member of the council."""
    form = CouncilTaskForm(organisation, request.POST or None, initial={"programme": request.GET.get("programme")})
    if request.method == "POST" and try_form(
        form, lambda: give_council_task(organisation, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Готово. Задание стоит на странице того, кому поручено, вместе со сроком."))
        return redirect("programmes:council-task-list", organisation.slug)
    return render(request, "programmes/council_task_add.html", {"form": form})


@act("programmes.finish_council_task", CouncilTask, related=("person", "programme"))
def council_task_finish(request: Request, organisation: Organisation, task: CouncilTask) -> HttpResponse:
    """Who was entrusted with it says that it is done."""
    form = FinishTaskForm(request.POST or None)
    if request.method == "POST" and try_form(
        form, lambda: finish_council_task(task, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Готово. Задание выполнено; больше от вас ничего не нужно."))
        return _on(request, organisation)
    return render(request, "programmes/council_task_finish.html", {"task": task, "form": form})


@act("programmes.drop_council_task", CouncilTask, related=("person",))
@require_POST
def council_task_drop(request: Request, organisation: Organisation, task: CouncilTask) -> HttpResponse:
    """Not needed any more."""
    try_act(request, lambda: drop_council_task(task, by=request.user), _("Задание снято."))
    return redirect("programmes:council-task-list", organisation.slug)


def _on(request: Request, organisation: Organisation) -> HttpResponse:
    """To the list; who does not read it any more, to their own first page."""
    may_read = request.user.has_perm("programmes.view_programmes", organisation)
    return redirect("programmes:council-task-list" if may_read else "desk:home", organisation.slug)
