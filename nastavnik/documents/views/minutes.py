"""Minutes: the list, writing, signing (D27; 4.5, 7.2)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.documents import actions
from nastavnik.documents.forms import AgendaForm, DraftMinutesForm, MinutesForm, ScanForm, ScanNeededForm
from nastavnik.documents.models import AgendaItem, Minutes, MinutesKind
from nastavnik.documents.papers.minutes import minutes_paper, title_of
from nastavnik.documents.states import MINUTES, lacks_of
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.organisations.rules import roles_of
from nastavnik.pairs.models import Relation, RelationState
from nastavnik.pairs.queries import MEMBERS
from nastavnik.papers.download import download, kept_file

RELATED = ("chair", "secretary", "relation", "scan")


@act("documents.view_minutes")
def minutes_list(request: Request, organisation: Organisation) -> HttpResponse:
    """All minutes, the latest first; on top, pairs that are agreed and have no minutes of their acquaintance."""
    rows = Minutes.objects.of(organisation).select_related("relation").prefetch_related("relation__members__person")
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    for minutes in page.object_list:
        minutes.organisation = organisation  # the same object: no further query for it
    unwritten = Relation.objects.of(organisation).filter(state=RelationState.AGREED, minutes__isnull=True)
    leads = MinutesKind.ACQUAINTANCE in _kinds(request, organisation)
    context = {
        "page": page,
        "rows": [(minutes, title_of(minutes)) for minutes in page],
        "unwritten": list(unwritten.prefetch_related(MEMBERS)) if leads else [],
        "may_write": request.user.has_perm("documents.write_minutes", organisation),
    }
    return render(request, "documents/minutes_list.html", context)


@act("documents.write_minutes")
def minutes_draft(request: Request, organisation: Organisation) -> HttpResponse:
    """Begin minutes: kind and day, for an acquaintance the pair."""
    kinds = _kinds(request, organisation)
    initial = {"held_on": clock.today(), "kind": kinds[0]}
    if request.GET.get("relation"):
        initial |= {"kind": MinutesKind.ACQUAINTANCE, "relation": request.GET["relation"]}
    form = DraftMinutesForm(request.POST or None, organisation=organisation, kinds=kinds, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            minutes = actions.draft_minutes(organisation, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            _say(form, refusal)
        else:
            messages.success(request, _("Протокол № %(number)s начат: допишите, что решили.") % _number(minutes))
            return _back(organisation, minutes)
    return render(request, "documents/minutes_draft.html", {"form": form})


@act("documents.view_minutes", Minutes, related=RELATED)
def minutes_detail(request: Request, organisation: Organisation, minutes: Minutes) -> HttpResponse:
    """One protocol: what is written, what is lacking, whose turn it is."""
    may_write = minutes.is_draft and request.user.has_perm("documents.write_minutes", minutes)
    context = {
        "minutes": minutes,
        "title": title_of(minutes),
        "items": list(minutes.items.all()),
        "present": [
            one.person for one in minutes.presences.select_related("person").prefetch_related("person__employments")
        ],
        "lacks": lacks_of(minutes) if minutes.is_draft else [],
        "may_write": may_write,
        "may_sign": minutes.is_draft and request.user.has_perm("documents.sign_minutes", minutes),
        "may_attach": not minutes.is_draft
        and minutes.scan_id is None
        and request.user.has_perm("documents.sign_minutes", minutes),
    }
    return render(request, "documents/minutes_detail.html", context)


@act("documents.write_minutes", Minutes, related=RELATED)
def minutes_write(request: Request, organisation: Organisation, minutes: Minutes) -> HttpResponse:
    """Who was there, who led, when."""
    shown = Minutes.objects.get(pk=minutes.pk)
    form = MinutesForm(request.POST or None, instance=shown, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_minutes(minutes, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            _say(form, refusal)
        else:
            messages.success(request, _("Сохранено."))
            return _back(organisation, minutes)
    return render(request, "documents/minutes_write.html", {"form": form, "minutes": minutes})


@act("documents.write_minutes", Minutes, related=RELATED)
def item_add(request: Request, organisation: Organisation, minutes: Minutes) -> HttpResponse:
    """A further question of the agenda."""
    return _item(request, organisation, minutes, None)


@act("documents.write_agenda", AgendaItem, related=("minutes",))
def item_change(request: Request, organisation: Organisation, item: AgendaItem) -> HttpResponse:
    """A question of the agenda, with what was decided."""
    item.minutes.organisation = organisation
    return _item(request, organisation, item.minutes, item)


@act("documents.write_agenda", AgendaItem, related=("minutes",))
@require_POST
def item_remove(request: Request, organisation: Organisation, item: AgendaItem) -> HttpResponse:
    """Take a question off the agenda."""
    item.minutes.organisation = organisation
    try:
        actions.remove_item(item, by=request.user)
        messages.success(request, _("Вопрос убран из повестки."))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return _back(organisation, item.minutes)


@act("documents.sign_minutes", Minutes, related=RELATED)
def minutes_sign(request: Request, organisation: Organisation, minutes: Minutes) -> HttpResponse:
    """Register the signed paper: from now on the text does not change."""
    if request.method == "GET" and (sentence := MINUTES.why_not(minutes, "sign")):
        messages.info(request, sentence)
        return _back(organisation, minutes)
    form = ScanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            signed = actions.sign_minutes(minutes, by=request.user, scan=form.cleaned_data["scan"])
        except Refused as refusal:
            _say(form, refusal)
        else:
            messages.success(request, _signed_words(signed))
            return _back(organisation, minutes)
    return render(request, "documents/minutes_sign.html", {"form": form, "minutes": minutes})


@act("documents.sign_minutes", Minutes, related=RELATED)
def scan_attach(request: Request, organisation: Organisation, minutes: Minutes) -> HttpResponse:
    """The scan of minutes that were registered without one."""
    form = ScanNeededForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.attach_minutes_scan(minutes, form.cleaned_data["scan"], by=request.user)
        except Refused as refusal:
            _say(form, refusal)
        else:
            messages.success(request, _("Скан протокола сохранён. Больше ничего не нужно."))
            return _back(organisation, minutes)
    return render(request, "documents/scan_attach.html", {"form": form, "minutes": minutes})


@act("documents.sign_minutes", Minutes)
@require_POST
def minutes_drop(request: Request, organisation: Organisation, minutes: Minutes) -> HttpResponse:
    """A draft that is not needed goes with its number."""
    try:
        actions.drop_minutes(minutes, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return _back(organisation, minutes)
    messages.success(request, _("Черновик протокола убран, его номер свободен."))
    return redirect("documents:minutes-list", organisation.slug)


@act("documents.view_minutes", Minutes, related=RELATED)
def minutes_paper_download(
    request: Request, organisation: Organisation, minutes: Minutes, paper_format: str
) -> HttpResponse:
    """The protocol as .docx or PDF; of a signed one the frozen text."""
    return download(minutes_paper(minutes), paper_format, organisation_id=organisation.pk)


@act("documents.view_minutes", Minutes, related=RELATED)
def minutes_scan(request: Request, organisation: Organisation, minutes: Minutes) -> FileResponse:
    """The scan of the signed paper."""
    return kept_file(minutes.scan)


def _item(request: Request, organisation: Organisation, minutes: Minutes, item: AgendaItem | None) -> HttpResponse:
    shown = AgendaItem.objects.get(pk=item.pk) if item else None
    form = AgendaForm(request.POST or None, instance=shown, minutes=minutes)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_item(minutes, item, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            _say(form, refusal)
        else:
            messages.success(request, _("Вопрос повестки сохранён."))
            return _back(organisation, minutes)
    return render(request, "documents/item_write.html", {"form": form, "minutes": minutes, "item": item})


def _kinds(request: Request, organisation: Organisation) -> list[str]:
    """The council writes down its own meetings and sessions; those who lead write down all."""
    leads = {RoleKind.HEAD, RoleKind.CURATOR} & roles_of(request.user, organisation.pk)
    return list(MinutesKind.values) if leads else [MinutesKind.COUNCIL, MinutesKind.SESSION]


def _signed_words(minutes: Minutes) -> str:
    done = _("Готово. Протокол № %(number)s зарегистрирован, его текст больше не меняется.") % _number(minutes)
    if minutes.scan_id is None:
        return f"{done} {_('Осталось приложить скан.')}"
    if minutes.kind == MinutesKind.ACQUAINTANCE:
        return f"{done} {_('Дальше — согласия и приказ о закреплении (7.2).')}"
    return f"{done} {_('Больше ничего не нужно.')}"


def _number(minutes: Minutes) -> dict[str, int]:
    return {"number": minutes.number}


def _back(organisation: Organisation, minutes: Minutes) -> HttpResponse:
    return redirect("documents:minutes-detail", organisation.slug, minutes.pk)


def _say(form, refusal: Refused) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
