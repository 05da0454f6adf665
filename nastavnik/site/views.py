"""Screens of publications for the institution: prepare, approve, publish, take down, what is shown of me."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.consents.models import Resource
from nastavnik.kit import clock
from nastavnik.kit.refusal import Outdated, Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.papers.download import download
from nastavnik.programmes.models import Programme
from nastavnik.site import actions
from nastavnik.site.checks import look_through
from nastavnik.site.forms import ApproveForm, PlacedForm, PlaceForm, PublicationForm, ReadyTextsForm, WithdrawForm
from nastavnik.site.gate import why_not_programme
from nastavnik.site.models import Publication, PublicationState, PublishedPerson
from nastavnik.site.pages import known_cells, own_rows, page_for, rows_of, to_prepare
from nastavnik.site.papers import publication_paper
from nastavnik.site.places import is_ours, section_path
from nastavnik.site.shown import shown
from nastavnik.site.states import PUBLICATION, may_be_shown
from nastavnik.site.texts import markup_of, post_of

PER_PAGE = 25
RELATED = ("resource", "programme__relation", "approved_by", "prepared_by")


@act("site.view_publications")
def publication_list(request: Request, organisation: Organisation) -> HttpResponse:
    """All publications with the state of the gate for each person and field, and what waits to be prepared."""
    publications = Publication.objects.of(organisation).with_people()
    page = Paginator(publications, PER_PAGE).get_page(request.GET.get("page"))
    places = list(Resource.objects.of(organisation).on(clock.today()))
    context = {
        "page": page,
        "rows": rows_of(organisation, list(page.object_list)),
        "to_prepare": to_prepare(organisation),
        "places": places,
        "section": request.build_absolute_uri(section_path(organisation)),
        "has_own": any(is_ours(place, organisation) for place in places),
    }
    return render(request, "site/publication_list.html", context)


@act("site.view_own_publications")
def own_publications(request: Request, organisation: Organisation) -> HttpResponse:
    """What is published about the reader, where, with which consent, and the way to withdraw it."""
    person = getattr(request.user, "person", None)
    rows = own_rows(organisation, person) if person and person.organisation_id == organisation.pk else []
    return render(request, "site/own_publications.html", {"rows": rows})


@act("site.prepare_publication", Programme, related=("relation",))
def publication_prepare(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """Begin a draft for one place; refused with the reason before the programme is completed."""
    why_not = why_not_programme(programme)
    form = PlaceForm(Resource.objects.of(organisation).on(clock.today()), request.POST or None)
    if request.method == "POST" and form.is_valid():
        place = form.cleaned_data["resource"]
        made = _try(form, lambda: actions.prepare_publication(programme, place, by=request.user))
        if made is not None:
            messages.success(request, _("Черновик готов. Напишите, что сделано, и выберите, кого показать."))
            return redirect("site:publication-write", organisation.slug, made.pk)
    context = {"form": form, "programme": programme, "why_not": why_not}
    return render(request, "site/publication_prepare.html", context)


@act("site.view_publication", Publication, related=RELATED)
def publication_detail(request: Request, organisation: Organisation, publication: Publication) -> HttpResponse:
    """One publication: whose turn it is, the gate, what visitors see, which other places hold its people."""
    context = {"publication": publication, "page": page_for(publication, request.user, request.get_host())}
    return render(request, "site/publication_detail.html", context)


@act("site.prepare_publication", Publication, related=RELATED)
def publication_write(request: Request, organisation: Organisation, publication: Publication) -> HttpResponse:
    """The text of a draft, and exactly which fields of whom appear."""
    if publication.state != PublicationState.DRAFT:
        messages.info(request, _("Утверждённый текст не меняют: сначала верните его на доработку."))
        return _to(publication)
    form = PublicationForm(publication, known_cells(publication, clock.today()), request.POST or None)
    outdated = False
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("version", "title", "done", "outcome", "no_children")}
        try:
            actions.write_publication(publication, by=request.user, chosen=form.chosen, **said)
        except Refused as refusal:
            outdated = isinstance(refusal, Outdated)
            form.keep_typed(publication.version if outdated else None)
            _add(form, refusal)
        else:
            why_not = may_be_shown(publication)
            messages.success(request, why_not or _("Сохранено. Ничто не мешает утвердить: дальше решает руководитель."))
            return _to(publication)
    context = {"form": form, "publication": publication, "outdated": outdated}
    return render(request, "site/publication_write.html", context)


@act("site.approve_publication", Publication, related=RELATED)
def publication_approve(request: Request, organisation: Organisation, publication: Publication) -> HttpResponse:
    """The head reads what visitors will see and what the check has found, and approves."""
    why_not, check = PUBLICATION.why_not(publication, "approve"), look_through(publication)
    form = ApproveForm(check.doubts, request.POST or None, initial={"version": publication.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.approve_publication(publication, by=request.user, **form.cleaned_data)
        except Outdated as refusal:
            messages.error(request, refusal.sentence)
            return redirect("site:publication-approve", organisation.slug, publication.pk)
        except Refused as refusal:
            _add(form, refusal)
        else:
            messages.success(request, _("Утверждено. Осталось опубликовать: это делает куратор или вы."))
            return _to(publication)
    seen = shown(publication, clock.today())
    context = {"form": form, "publication": publication, "why_not": why_not, "check": check, "seen": seen}
    return render(request, "site/publication_approve.html", context)


@act("site.return_publication", Publication, related=RELATED)
@require_POST
def publication_return(request: Request, organisation: Organisation, publication: Publication) -> HttpResponse:
    """Back to be changed."""
    said = _("Публикация снова черновик: измените текст и утвердите его заново.")
    _try_and_say(request, lambda: actions.return_publication(publication, by=request.user), said)
    return _to(publication)


@act("site.publish_publication", Publication, related=RELATED)
def publication_publish(request: Request, organisation: Organisation, publication: Publication) -> HttpResponse:
    """Open the page of the section, or mark where the text was placed by hand."""
    ours, why_not = is_ours(publication.resource, organisation), PUBLICATION.why_not(publication, "publish")
    form = Form(request.POST or None) if ours else PlacedForm(request.POST or None)
    if request.method == "POST" and (ours or form.is_valid()):
        said = {} if ours else form.cleaned_data
        try:
            actions.publish_publication(publication, by=request.user, **said)
        except Refused as refusal:
            if ours:
                messages.error(request, refusal.sentence)
                return _to(publication)
            _add(form, refusal)
        else:
            messages.success(request, _opened(ours))
            return _to(publication)
    context = {"form": form, "publication": publication, "ours": ours, "why_not": why_not}
    return render(request, "site/publication_publish.html", context)


@act("site.withdraw_publication", Publication, related=RELATED)
def publication_withdraw(request: Request, organisation: Organisation, publication: Publication) -> HttpResponse:
    """Take it down; what stands elsewhere is first removed by hand."""
    ours = is_ours(publication.resource, organisation)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        if _try(form, lambda: actions.withdraw_publication(publication, by=request.user, note=note)):
            messages.success(request, _("Снято. Адрес отвечает посетителям, что публикация снята."))
            return _to(publication)
    why_not = PUBLICATION.why_not(publication, "withdraw")
    context = {"form": form, "publication": publication, "ours": ours, "why_not": why_not}
    return render(request, "site/publication_withdraw.html", context)


@act("site.prepare_publication", Publication, related=RELATED)
@require_POST
def publication_revise(request: Request, organisation: Organisation, publication: Publication) -> HttpResponse:
    """A withdrawn text becomes a draft again."""
    said = _("Публикация снова черновик. Согласия и текст будут проверены заново.")
    _try_and_say(request, lambda: actions.revise_publication(publication, by=request.user), said)
    return _to(publication)


@act("site.prepare_publication", Publication, related=RELATED)
@require_POST
def publication_discard(request: Request, organisation: Organisation, publication: Publication) -> HttpResponse:
    """A draft that nobody needs."""
    if _try_and_say(request, lambda: actions.discard_publication(publication, by=request.user), _("Черновик удалён.")):
        return redirect("site:publication-list", organisation.slug)
    return _to(publication)


@act("site.prepare_publication", Publication, related=RELATED)
def publication_copy(request: Request, organisation: Organisation, publication: Publication) -> HttpResponse:
    """The same text for another place, with the consents of that place."""
    places = Resource.objects.of(organisation).on(clock.today()).exclude(pk=publication.resource_id)
    form = PlaceForm(places, request.POST or None)
    if request.method == "POST" and form.is_valid():
        place = form.cleaned_data["resource"]
        made = _try(form, lambda: actions.copy_publication(publication, place, by=request.user))
        if made is not None:
            messages.success(request, _("Черновик для другого места готов: проверьте, что показано об участниках."))
            return redirect("site:publication-detail", organisation.slug, made.pk)
    return render(request, "site/publication_copy.html", {"form": form, "publication": publication, "places": places})


@act("site.withdraw_publication", PublishedPerson, related=("person", "publication__resource"))
@require_POST
def person_remove(request: Request, organisation: Organisation, row: PublishedPerson) -> HttpResponse:
    """Cut a person out of a publication for good."""
    row.publication.organisation = organisation
    said = _("Сведения убраны: %(who)s. Новое согласие само их не вернёт.") % {"who": row.person.short_name}
    _try_and_say(request, lambda: actions.remove_person(row, by=request.user), said)
    return _to(row.publication)


@act("site.prepare_publication", Publication, related=RELATED)
def ready_texts(request: Request, organisation: Organisation, publication: Publication) -> HttpResponse:
    """Texts for a place outside, made of what may be shown at this moment."""
    seen, why_not = shown(publication, clock.today()), _why_no_texts(publication)
    ready = not why_not and not seen.hidden
    initial = {"post": post_of(seen, organisation), "markup": markup_of(seen, organisation)} if ready else {}
    context = {
        "publication": publication,
        "why_not": why_not or seen.hidden,
        "form": ReadyTextsForm(initial=initial),
        "seen": seen,
    }
    return render(request, "site/ready_texts.html", context)


@act("site.prepare_publication", Publication, related=RELATED)
def ready_text_download(
    request: Request, organisation: Organisation, publication: Publication, paper_format: str
) -> HttpResponse:
    """The same as a file: .html, .docx, .pdf; 404 while nothing may be shown."""
    seen = shown(publication, clock.today())
    if _why_no_texts(publication) or seen.hidden:
        raise Http404
    if paper_format != "html":
        return download(publication_paper(seen, organisation), paper_format, organisation_id=organisation.pk)
    response = HttpResponse(markup_of(seen, organisation), content_type="text/html; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="publication-{publication.number}.html"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _why_no_texts(publication: Publication) -> str:
    """Texts leave the product only after the head's decision, and no more once they are taken down."""
    return "" if publication.is_held else _("Тексты для размещения появятся, когда публикацию утвердит руководитель.")


def _opened(ours: bool) -> str:
    if ours:
        return _("Опубликовано. Согласия проверяются при каждом показе: отозванное перестаёт быть видно сразу.")
    return _("Отмечено: размещено. Если согласие отзовут, здесь появится срок, до которого это надо убрать.")


def _to(publication: Publication) -> HttpResponse:
    return redirect(reverse("site:publication-detail", args=[publication.organisation.slug, publication.pk]))


def _try(form: Form, deed: Callable[[], Publication]) -> Publication | None:
    """Do the act; a refusal goes to the field that mends it."""
    try:
        return deed()
    except Refused as refusal:
        _add(form, refusal)
        return None


def _add(form: Form, refusal: Refused) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)


def _try_and_say(request: Request, deed: Callable[[], object], said: str) -> bool:
    try:
        deed()
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return False
    messages.success(request, said)
    return True
