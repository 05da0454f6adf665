"""Screens of changes: choose what, say how, give up; the order itself is made in `orders`."""

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.pairs import actions
from nastavnik.pairs.change_forms import FORMS, kinds_for
from nastavnik.pairs.life import outcome_of_change
from nastavnik.pairs.models import ChangeKind, Newcomer, Relation, RelationChange, RelationState
from nastavnik.pairs.queries import MEMBERS


@act("pairs.prepare_change", Relation)
def change_prepare(request: Request, organisation: Organisation, relation: Relation) -> HttpResponse:
    """First what to change, on cards; then how, by the form of that kind."""
    if request.method == "GET" and relation.state != RelationState.IN_FORCE:
        messages.info(request, _("Изменить приказом можно пару или группу, которая закреплена и не завершена."))
        return redirect("pairs:relation-detail", organisation.slug, relation.pk)
    prefetch_related_objects([relation], MEMBERS)
    kind = request.GET.get("kind", "")
    if kind not in ChangeKind.values:
        return render(request, "pairs/change_choose.html", {"relation": relation, "kinds": kinds_for(relation)})
    form = FORMS[ChangeKind(kind)](request.POST or None, relation=relation, wanted=request.GET)
    if request.method == "POST" and form.is_valid():
        try:
            change = actions.prepare_change(relation, kind, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _after(change))
            return redirect("pairs:relation-detail", organisation.slug, relation.pk)
    context = {"relation": relation, "form": form, "kind": ChangeKind(kind)}
    return render(request, "pairs/change_prepare.html", context)


@act("pairs.drop_change", RelationChange, related=("relation",))
@require_POST
def change_drop(request: Request, organisation: Organisation, change: RelationChange) -> HttpResponse:
    """The change is not wanted any more."""
    try:
        actions.drop_change(change, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Подготовка изменения отменена. Всё остаётся как было."))
    return redirect("pairs:relation-detail", organisation.slug, change.relation_id)


@act("pairs.renew_consent", Newcomer, related=("person", "consent", "change"))
@require_POST
def newcomer_renew(request: Request, organisation: Organisation, newcomer: Newcomer) -> HttpResponse:
    """A new blank for somebody who comes and has thought otherwise."""
    try:
        actions.renew_newcomer_consent(newcomer, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Новый бланк согласия готов: распечатайте и дайте подписать."))
    return redirect("pairs:relation-detail", organisation.slug, newcomer.change.relation_id)


def _after(change: RelationChange) -> str:
    """What is true now, what becomes of the pair, and what comes next."""
    asked = change.newcomers.count()
    then = _("Дальше — согласия на подпись и приказ.") if asked else _("Дальше — приказ.")
    return f"{_('Изменение подготовлено.')} {outcome_of_change(change)} {then}"
