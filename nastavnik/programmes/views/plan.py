"""The plan: write it, mark what is done, cancel by consent."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.kit.refusal import Outdated, Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.programmes import actions
from nastavnik.programmes.forms import DoForm, ItemForm
from nastavnik.programmes.marks import engagement_of, marks_of
from nastavnik.programmes.members import member_of
from nastavnik.programmes.models import ItemState, PlanItem, Programme
from nastavnik.programmes.views.answering import address, back_to, told_closed, try_act, try_form

OF_ITEM = ("programme__relation",)
PLAN = "#plan"


@act("programmes.write_programme", Programme, related=("relation",))
def item_add(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """One more activity; «ещё одно» comes back to the empty form."""
    if closed := told_closed(request, organisation, programme):
        return closed
    form = ItemForm(programme, request.POST or None, initial={"due_on": programme.until})

    def add() -> None:
        fields = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        actions.add_item(programme, by=request.user, **fields)

    if request.method == "POST" and try_form(form, add):
        messages.success(request, _("Мероприятие добавлено в план."))
        if "more" not in request.POST:
            return back_to(programme, organisation, PLAN)
        form = ItemForm(programme, initial={"due_on": programme.until})
    context = {"programme": programme, "form": form, "item": None}
    return render(request, "programmes/item_change.html", context)


@act("programmes.write_programme", Programme, related=("relation",))
def item_change(request: Request, organisation: Organisation, programme: Programme, key: UUID) -> HttpResponse:
    """Change an activity while the programme is being written."""
    item = PlanItem.objects.filter(programme=programme, pk=key).first()
    if item is None:
        return _gone(request, organisation, programme)
    item.programme = programme
    names = ("version", "title", "kind", "due_on", "responsible", "structure", "expected", "content", "method")
    stands = {name: getattr(item, name) for name in names}
    form = ItemForm(programme, request.POST or None, initial=stands)

    if closed := told_closed(request, organisation, programme):
        return closed
    differences: list[dict] = []
    if request.method == "POST" and form.is_valid():
        try:
            typed = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
            actions.change_item(item, by=request.user, **typed)
            messages.success(request, _("Мероприятие изменено."))
            return back_to(programme, organisation, PLAN)
        except Outdated as refusal:  # two tabs: both variants side by side, what was typed stays in the form
            form = ItemForm.again(item, form)
            form.add_error(None, refusal.sentence)
            differences = form.differences(item)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
    context = {"programme": programme, "form": form, "item": item, "differences": differences}
    return render(request, "programmes/item_change.html", context)


@act("programmes.write_programme", PlanItem, related=OF_ITEM)
@require_POST
def item_remove(request: Request, organisation: Organisation, item: PlanItem) -> HttpResponse:
    """Take an activity out while the programme is being written."""
    programme = item.programme
    try_act(request, lambda: actions.remove_item(item, by=request.user), _("Мероприятие убрано из плана."))
    return back_to(programme, organisation, PLAN)


@act("programmes.do_item", PlanItem, related=OF_ITEM)
def item_do(request: Request, organisation: Organisation, item: PlanItem) -> HttpResponse:
    """One side marks an activity, with what came of it; the specialist who answers for it does so, too."""
    first = marks_of(item).given[:1]
    form = DoForm(request.POST or None, initial={"actual": item.actual, **({"on": first[0].on} if first else {})})
    if request.method == "POST" and try_form(form, lambda: actions.do_item(item, by=request.user, **form.cleaned_data)):
        messages.success(request, _marked(item))
        return _from_item(request, organisation, item)
    return render(request, "programmes/item_do.html", {"programme": item.programme, "form": form, "item": item})


@act("programmes.do_item", PlanItem, related=OF_ITEM)
@require_POST
def item_confirm(request: Request, organisation: Organisation, item: PlanItem) -> HttpResponse:
    """The other side agrees with what is marked: by one press."""
    try_act(request, lambda: actions.confirm_item(item, by=request.user), lambda: _marked(item))
    return _from_item(request, organisation, item)


@act("programmes.do_item", PlanItem, related=OF_ITEM)
@require_POST
def item_undo(request: Request, organisation: Organisation, item: PlanItem) -> HttpResponse:
    """Take back a mark made by mistake."""
    try_act(request, lambda: actions.undo_item(item, by=request.user), _("Отметка снята."))
    return _from_item(request, organisation, item)


@act("programmes.cancel_item", PlanItem, related=OF_ITEM)
@require_POST
def item_cancel(request: Request, organisation: Organisation, item: PlanItem) -> HttpResponse:
    """Consent to cancel; the last consent cancels."""

    def said() -> str:
        if item.state == "cancelled":
            return _("Согласны все: мероприятие отменено.")
        return _("Ваше согласие на отмену записано. Мероприятие будет отменено, когда согласятся все участники.")

    try_act(request, lambda: actions.cancel_item(item, by=request.user), said)
    return back_to(item.programme, organisation, PLAN)


@act("programmes.cancel_item", PlanItem, related=OF_ITEM)
@require_POST
def item_keep(request: Request, organisation: Organisation, item: PlanItem) -> HttpResponse:
    """Do not consent: it stays in the plan."""
    try_act(request, lambda: actions.keep_item(item, by=request.user), _("Мероприятие остаётся в плане."))
    return back_to(item.programme, organisation, PLAN)


def _gone(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """Taken out in another tab or by the other side: what was typed stays, and may be put into the plan anew."""
    if request.method != "POST":
        messages.info(request, _("Этого мероприятия в плане больше нет: его убрали."))
        return back_to(programme, organisation, PLAN)
    form = ItemForm.anew(programme, request.POST)
    form.add_error(
        None,
        _(
            "Пока вы писали, мероприятие убрали из плана. Написанное осталось здесь: нажмите «Добавить», и оно снова "
            "встанет в план, или «Отменить», если оно больше не нужно."
        ),
    )
    place = address("item-add", organisation, programme)
    context = {"programme": programme, "form": form, "item": None, "place": place}
    return render(request, "programmes/item_change.html", context)


def _marked(item: PlanItem) -> str:
    if item.state == ItemState.DONE:
        return _("Готово. Отмечено обеими сторонами: мероприятие выполнено.")
    return _("Ваша отметка стоит. Мероприятие будет выполнено, когда его подтвердит вторая сторона.")


def _from_item(request: Request, organisation: Organisation, item: PlanItem) -> HttpResponse:
    """A member comes back to the plan, a specialist to the one page that is theirs."""
    engagement = None if member_of(item, request.user) else engagement_of(item, request.user)
    if engagement is not None:
        return redirect(address("engagement-detail", organisation, engagement))
    return back_to(item.programme, organisation, PLAN)
