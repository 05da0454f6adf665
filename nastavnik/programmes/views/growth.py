"""«Ход работы»: one page, a short form for each record (sections 5 and 6, M4)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.programmes import actions
from nastavnik.programmes.growth_forms import MendForm
from nastavnik.programmes.growth_kinds import KINDS, Deed, Kind, concerns, may_mend
from nastavnik.programmes.growth_pages import growth_page
from nastavnik.programmes.members import as_member, member_of
from nastavnik.programmes.models import GrowthRecord, Programme
from nastavnik.programmes.views.answering import address, try_act, try_form

RELATED = ("relation",)


@act("programmes.view_growth", Programme, related=RELATED)
def programme_growth(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """All that has been recorded, with what the reader may do about it."""
    context = {"programme": programme, "it": growth_page(programme, request.user)}
    return render(request, "programmes/growth_page.html", context)


@act("programmes.record_growth", Programme, related=RELATED)
def growth_add(request: Request, organisation: Organisation, programme: Programme, kind: str) -> HttpResponse:
    """A new record: one line has to be typed."""
    what, me = _kind(kind), as_member(programme, request.user)
    if me.role not in what.roles:
        raise PermissionDenied(_("Это записывает наставник."))
    form = what.form(programme, me, request.POST or None)
    if request.method == "POST" and try_form(form, lambda: what.act(programme, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Записано."))
        return _back(programme, organisation, kind)
    context = {"programme": programme, "form": form, "title": what.add, "lead": what.lead, "kind": kind}
    return render(request, "programmes/growth_write.html", context)


@act("programmes.record_growth", Programme, related=RELATED)
def growth_act(
    request: Request, organisation: Organisation, programme: Programme, kind: str, key: Any, deed: str
) -> HttpResponse:
    """What is done with a record: by one press, or with a line of words."""
    record, what = _record(request, programme, kind, key), _deed(kind, deed)
    if as_member(programme, request.user).role not in what.roles:
        raise PermissionDenied(_("Это делает другая сторона."))
    if what.form is None:
        if request.method == "POST":
            try_act(request, lambda: what.act(record, by=request.user), str(what.said))
        return _back(programme, organisation, kind)
    stands = {name: getattr(record, name, "") for name in what.form.base_fields if name != "on"}
    form = what.form(request.POST or None, initial=stands)
    if request.method == "POST" and try_form(form, lambda: what.act(record, by=request.user, **form.cleaned_data)):
        messages.success(request, str(what.said))
        return _back(programme, organisation, kind)
    context = {"programme": programme, "form": form, "title": what.label, "lead": str(record), "kind": kind}
    return render(request, "programmes/growth_write.html", context)


@act("programmes.record_growth", Programme, related=RELATED)
def growth_mend(
    request: Request, organisation: Organisation, programme: Programme, kind: str, key: Any
) -> HttpResponse:
    """The author mends the words, or takes the record back, within three days."""
    record, field = _record(request, programme, kind, key), _kind(kind).words
    if not may_mend(record, request.user):
        messages.error(request, _("Исправить запись может её автор, в течение трёх дней. Добавьте новую."))
        return _back(programme, organisation, kind)
    form = MendForm(record, field, request.POST or None)
    if request.method == "POST" and try_form(
        form, lambda: actions.mend_record(record, by=request.user, **{field: form.cleaned_data["words"]})
    ):
        messages.success(request, _("Исправлено."))
        return _back(programme, organisation, kind)
    context = {"programme": programme, "form": form, "record": record, "kind": kind}
    return render(request, "programmes/growth_mend.html", context)


@act("programmes.record_growth", Programme, related=RELATED)
@require_POST
def growth_erase(
    request: Request, organisation: Organisation, programme: Programme, kind: str, key: Any
) -> HttpResponse:
    """A record made by mistake goes."""
    record = _record(request, programme, kind, key)
    try_act(request, lambda: actions.erase_record(record, by=request.user), _("Запись убрана."))
    return _back(programme, organisation, kind)


def _kind(code: str) -> Kind:
    if code not in KINDS:
        raise Http404
    return KINDS[code]


def _deed(kind: str, name: str) -> Deed:
    deeds = _kind(kind).deeds
    if name not in deeds:
        raise Http404
    return deeds[name]


def _record(request: Request, programme: Programme, kind: str, key: Any) -> GrowthRecord:
    """A record of this programme; about another mentee of the group it does not exist for the reader."""
    rows = _kind(kind).model._default_manager.filter(programme=programme).select_related("member")
    record = get_object_or_404(rows, pk=key)
    record.programme = programme
    if not concerns(record, member_of(programme, request.user)):
        raise Http404
    return record


def _back(programme: Programme, organisation: Organisation, kind: str) -> HttpResponse:
    return redirect(f"{address('programme-growth', organisation, programme)}#{kind}")
