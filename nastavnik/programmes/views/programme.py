"""The register, the page of a programme, its text, and the decisions on it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.kit.refusal import Outdated, Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import Relation, RelationState
from nastavnik.papers.download import download
from nastavnik.programmes import actions, papers
from nastavnik.programmes.forms import NoteForm, ProgrammeForm, StartForm
from nastavnik.programmes.models import Programme
from nastavnik.programmes.pages import page_of
from nastavnik.programmes.papers_reports import REPORTS, participants
from nastavnik.programmes.views.answering import address, back_to, seen_version, told_closed, try_act, try_form
from nastavnik.programmes.views.autosaving import AUTOSAVE, autosave

RELATED = ("relation", "approved_by")


@act("programmes.view_programme", Relation)
def programme_of_relation(request: Request, organisation: Organisation, relation: Relation) -> HttpResponse:
    """The programme of a pair or group, or the page where it is begun."""
    programme = Programme.objects.of(organisation).filter(relation=relation).first()
    if programme is not None:
        return back_to(programme, organisation)
    context = {
        "relation": relation,
        "may_begin": request.user.has_perm("programmes.begin_programme", relation)
        and relation.state == RelationState.IN_FORCE,
    }
    return render(request, "programmes/programme_begin.html", context)


@act("programmes.begin_programme", Relation)
def programme_begin(request: Request, organisation: Organisation, relation: Relation) -> HttpResponse:
    """Begin the programme of a pair or group in force."""
    if request.method != "POST":
        return redirect(address("programme-of-relation", organisation, relation))
    try:
        programme = actions.begin_programme(relation, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(address("programme-of-relation", organisation, relation))
    messages.success(
        request,
        _("Программа %(programme)s начата. Запрос и срок уже стоят, участникам открыты анкеты «до».")
        % {"programme": programme},
    )
    return back_to(programme, organisation)


@act("programmes.view_programme", Programme, related=RELATED)
def programme_detail(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """Everything about one programme, for all roles: where it stands, whose turn it is, what may be done."""
    context = {
        "it": page_of(programme, request.user),
        "programme": programme,
        "sees_register": request.user.has_perm("programmes.view_programmes", organisation),
    }
    return render(request, "programmes/programme_detail.html", context)


@act("programmes.write_programme", Programme, related=RELATED)
def programme_write(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """Write the text; when somebody else has written the same part meanwhile, both are shown side by side."""
    if closed := told_closed(request, organisation, programme):
        return closed
    form, differences = ProgrammeForm.of(programme, request.POST or None), []
    if AUTOSAVE in request.headers and request.method == "POST":
        return autosave(request, programme, form)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_programme(programme, by=request.user, **form.cleaned_data)
            messages.success(request, _("Сохранено. Второй участник увидит новый вариант."))
            return back_to(programme, organisation)
        except Outdated as refusal:
            form = ProgrammeForm.again(programme, form)
            form.add_error(None, refusal.sentence)
            differences = form.differences(programme)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
    context = {"programme": programme, "form": form, "differences": differences}
    return render(request, "programmes/programme_write.html", context)


@act("programmes.offer_programme", Programme, related=RELATED)
@require_POST
def programme_offer(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """Ask everybody to agree."""
    version = seen_version(request)
    try_act(
        request,
        lambda: actions.offer_programme(programme, by=request.user, version=version),
        _("Программа отправлена на согласование, и ваше согласие уже записано. Ждём остальных участников."),
    )
    return back_to(programme, organisation)


@act("programmes.agree_programme", Programme, related=RELATED)
@require_POST
def programme_agree(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """A member agrees with the text that they have read."""
    version = seen_version(request)

    def said() -> str:
        if programme.state == "review":
            return _("Готово. Согласны все — программа передана на утверждение.")
        return _("Готово. Ваше согласие записано. Ждём остальных участников.")

    try_act(request, lambda: actions.agree_programme(programme, by=request.user, version=version), said)
    return back_to(programme, organisation)


@act("programmes.return_programme", Programme, related=RELATED)
def programme_return(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """Back to the authors, with words."""
    form = NoteForm(request.POST or None)
    if request.method == "POST" and try_form(
        form, lambda: actions.return_programme(programme, by=request.user, note=form.cleaned_data["note"])
    ):
        messages.success(request, _("Программа возвращена на доработку. Участники увидят ваши слова."))
        return back_to(programme, organisation)
    return render(request, "programmes/programme_return.html", {"programme": programme, "form": form})


@act("programmes.start_programme", Programme, related=RELATED)
def programme_start(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """Start; whoever decides on the programme may start it before all surveys are in, with a reason (M2)."""
    said = _("Готово. Программа началась. Записывайте встречи и отмечайте, что сделано.")
    if not request.user.has_perm("programmes.start_without_surveys", programme):
        if request.method == "POST":
            try_act(request, lambda: actions.start_programme(programme, by=request.user), said)
        return back_to(programme, organisation)
    form = StartForm(request.POST or None)
    if request.method == "POST":
        if "late_note" not in request.POST:  # the plain button: all surveys are in
            try_act(request, lambda: actions.start_programme(programme, by=request.user), said)
            return back_to(programme, organisation)
        if try_form(form, lambda: actions.start_programme(programme, by=request.user, **form.cleaned_data)):
            messages.success(request, said)
            return back_to(programme, organisation)
    return render(request, "programmes/programme_start.html", {"programme": programme, "form": form})


@act("programmes.view_programme", Programme, related=RELATED)
def programme_paper(
    request: Request, organisation: Organisation, programme: Programme, kind: str, paper_format: str
) -> HttpResponse:
    """The programme (D12, D13), the journal of meetings (D17), reports and reviews (D18, D19), as .docx or PDF."""
    if kind in papers.PAPERS:
        return download(papers.PAPERS[kind](programme), paper_format, organisation_id=organisation.pk)
    if kind not in REPORTS:
        raise Http404
    role, build = REPORTS[kind]
    own = [one for one in participants(programme, role) if one.person.user_id == request.user.pk]
    return download(build(programme, own), paper_format, organisation_id=organisation.pk)
