"""Screens of supplementary agreements: the list by mentors, one agreement, its paper and scan."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.duties import actions
from nastavnik.duties.forms import RegisterSupplementForm, SupplementForm, SupplementScanForm, WaiveForm
from nastavnik.duties.models import Supplement, SupplementState
from nastavnik.duties.papers import supplement_paper
from nastavnik.duties.queries import duty_rows
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import RelationMember
from nastavnik.papers.actions import discard_scan, keep_scan
from nastavnik.papers.download import download, kept_file
from nastavnik.papers.many import issued_about
from nastavnik.papers.models import Scan
from nastavnik.people.models import Person

RELATED = ("person", "relation", "scan")


@act("duties.view_duties")
def supplement_list(request: Request, organisation: Organisation) -> HttpResponse:
    """Every mentor of a pair that is agreed or in force: is there an agreement, does a notice run."""
    return render(request, "duties/supplement_list.html", {"rows": duty_rows(organisation)})


@act("duties.view_own")
def own_duties(request: Request, organisation: Organisation) -> HttpResponse:
    """A mentor's own pairs: the agreement, and the door out of the duties (5.1/3)."""
    person = Person.objects.of(organisation).get(user=request.user)
    return render(request, "duties/own_duties.html", {"rows": duty_rows(organisation, person)})


@act("duties.draft_supplement", RelationMember, related=("person", "relation"))
@require_POST
def supplement_draft(request: Request, organisation: Organisation, member: RelationMember) -> HttpResponse:
    """A draft from the pair, to be looked through and printed."""
    member.relation.organisation = organisation
    try:
        supplement = actions.draft_supplement(member, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("duties:supplement-list", organisation.slug)
    return redirect("duties:supplement-detail", organisation.slug, supplement.pk)


@act("duties.view_supplement", Supplement, related=RELATED)
def supplement_detail(request: Request, organisation: Organisation, supplement: Supplement) -> HttpResponse:
    """One agreement: its words, how it stands, what is to be done."""
    context = {"supplement": supplement, "leads": request.user.has_perm("duties.change_supplement", supplement)}
    return render(request, "duties/supplement_detail.html", context)


@act("duties.change_supplement", Supplement, related=RELATED)
def supplement_change(request: Request, organisation: Organisation, supplement: Supplement) -> HttpResponse:
    """Other words of a draft."""
    if request.method == "GET" and supplement.state != SupplementState.DRAFT:
        messages.info(request, _("Изменить можно только проект."))
        return redirect("duties:supplement-detail", organisation.slug, supplement.pk)
    form = SupplementForm(request.POST or None, instance=Supplement.objects.get(pk=supplement.pk))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_supplement(supplement, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Проект сохранён. Распечатайте его в двух экземплярах."))
            return redirect("duties:supplement-detail", organisation.slug, supplement.pk)
    return render(request, "duties/supplement_change.html", {"form": form, "supplement": supplement})


@act("duties.register_supplement", Supplement, related=RELATED)
def supplement_register(request: Request, organisation: Organisation, supplement: Supplement) -> HttpResponse:
    """Both have signed on paper: number, day, scan."""
    form = RegisterSupplementForm(request.POST or None, request.FILES or None, initial={"signed_on": clock.today()})
    if request.method == "POST" and form.is_valid() and _register(request, supplement, form):
        messages.success(request, _("Готово. Соглашение зарегистрировано, сама бумага хранится в деле."))
        return redirect("duties:supplement-detail", organisation.slug, supplement.pk)
    return render(request, "duties/supplement_register.html", {"form": form, "supplement": supplement})


@act("duties.drop_supplement", Supplement, related=RELATED)
@require_POST
def supplement_drop(request: Request, organisation: Organisation, supplement: Supplement) -> HttpResponse:
    """A draft, or the mark that none is needed, is taken back."""
    try:
        actions.drop_supplement(supplement, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Снято."))
    return redirect("duties:supplement-list", organisation.slug)


@act("duties.waive_supplement", Person)
def supplement_waive(request: Request, organisation: Organisation, person: Person) -> HttpResponse:
    """No agreement is needed for this mentor, and why."""
    form = WaiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.waive_supplement(person, by=request.user, ground=form.cleaned_data["ground"])
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(
                request, _("Отмечено: соглашение не требуется. Письменное согласие (4.2) нужно всё равно.")
            )
            return redirect("duties:supplement-list", organisation.slug)
    return render(request, "duties/supplement_waive.html", {"form": form, "person": person})


@act("duties.register_supplement", Supplement, related=RELATED)
def supplement_scan_attach(request: Request, organisation: Organisation, supplement: Supplement) -> HttpResponse:
    """The scan of an agreement that was registered without one, or a better one."""
    form = SupplementScanForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        scan = None
        try:
            scan = _kept(request, supplement, form.cleaned_data["scan"])
            actions.attach_supplement_scan(supplement, scan, by=request.user)
        except Refused as refusal:
            _undo(request, form, scan, refusal)
        else:
            messages.success(request, _("Скан приложен. Сама бумага хранится в деле."))
            return redirect("duties:supplement-detail", organisation.slug, supplement.pk)
    return render(
        request, "duties/supplement_register.html", {"form": form, "supplement": supplement, "only_scan": True}
    )


@act("duties.view_supplement", Supplement, related=RELATED)
def supplement_paper_download(
    request: Request, organisation: Organisation, supplement: Supplement, paper_format: str
) -> HttpResponse | FileResponse:
    """The paper to print in two copies; of a signed one the file that was kept, never made anew (edge case 48)."""
    paper = supplement_paper(supplement)
    if supplement.state == SupplementState.SIGNED:
        kept = issued_about(organisation.pk, paper.kind, supplement.pk)
        if kept:
            return kept_file(kept.get(paper_format))
    return download(paper, paper_format, organisation_id=organisation.pk)


@act("duties.view_supplement", Supplement, related=RELATED)
def supplement_scan(request: Request, organisation: Organisation, supplement: Supplement) -> FileResponse:
    """The scan of the signed paper."""
    return kept_file(supplement.scan)


def _register(request: Request, supplement: Supplement, form: RegisterSupplementForm) -> bool:
    said, scan = form.cleaned_data, None
    try:
        if said["scan"]:
            scan = _kept(request, supplement, said["scan"])
        actions.register_supplement(
            supplement, by=request.user, number=said["number"], signed_on=said["signed_on"], scan=scan
        )
    except Refused as refusal:
        _undo(request, form, scan, refusal)
    return not form.errors


def _kept(request: Request, supplement: Supplement, file) -> Scan:
    return keep_scan(file, organisation_id=supplement.organisation_id, about_id=supplement.pk, by=request.user)


def _undo(request: Request, form, scan: Scan | None, refusal: Refused) -> None:
    """A scan whose act was refused goes again; a refusal without a field of ours speaks of the file itself."""
    if scan is not None:
        discard_scan(scan, by=request.user)
    spoken_of = refusal.field if refusal.field in form.fields else None
    form.add_error(spoken_of or ("scan" if refusal.field == "file" else None), refusal.sentence)
