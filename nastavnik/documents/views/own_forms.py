"""«Свои формы документов»: the institution's own Word forms, by kind (papers/own_forms)."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.papers.download import kept_file
from nastavnik.papers.forms import OwnFormUpload
from nastavnik.papers.models import FORMATS, OwnForm
from nastavnik.papers.own_forms.actions import active_form, kinds_with_forms, remove_form, upload_form
from nastavnik.papers.own_forms.kinds import Kind, kind_named, known_fields
from nastavnik.papers.own_forms.starter import starter_form


@act("documents.keep_forms")
def own_form_list(request: Request, organisation: Organisation) -> HttpResponse:
    """Every kind of paper: by our layout, or by a form of the institution's own."""
    kinds = kinds_with_forms(organisation.pk)
    context = {
        "own": [(kind, form) for kind, form in kinds if form is not None],
        "ours": [kind for kind, form in kinds if form is None],
    }
    return render(request, "documents/own_form_list.html", context)


@act("documents.keep_forms")
def own_form_upload(request: Request, organisation: Organisation) -> HttpResponse:
    """A Word file as the form of a kind; refused with the names of what is wrong in it."""
    form = OwnFormUpload(request.POST or None, request.FILES or None, initial={"kind": request.GET.get("kind", "")})
    if request.method == "POST" and form.is_valid():
        try:
            kept = upload_form(
                form.cleaned_data["file"],
                organisation_id=organisation.pk,
                kind=form.cleaned_data["kind"],
                name=form.cleaned_data["name"],
                by=request.user,
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(
                request, _("Форма принята: новые документы этого вида в Word будут по ней. Уже выданные не меняются.")
            )
            return redirect("documents:own-form-kind", organisation.slug, kept.kind)
    return render(request, "documents/own_form_upload.html", {"form": form})


@act("documents.keep_forms")
def own_form_kind(request: Request, organisation: Organisation, kind: str) -> HttpResponse:
    """What may be written into a form of this kind, the sample, the form in use."""
    known = _kind(kind)
    form = active_form(organisation.pk, kind)
    context = {"kind": known, "fields": known_fields(kind), "own": form}
    return render(request, "documents/own_form_kind.html", context)


@act("documents.keep_forms")
def own_form_starter(request: Request, organisation: Organisation, kind: str) -> HttpResponse:
    """A Word file that holds all placeholders of the kind: to be changed to one's liking."""
    _kind(kind)
    response = HttpResponse(starter_form(kind), content_type=FORMATS["docx"])
    response.headers["Content-Disposition"] = f'attachment; filename="form-{kind}.docx"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@act("documents.keep_forms", OwnForm)
def own_form_file(request: Request, organisation: Organisation, form: OwnForm) -> FileResponse:
    """The form as it was uploaded."""
    return kept_file(form)


@act("documents.keep_forms", OwnForm)
@require_POST
def own_form_remove(request: Request, organisation: Organisation, form: OwnForm) -> HttpResponse:
    """From now on papers of the kind come in our layout again."""
    try:
        remove_form(form, by=request.user)
        messages.success(request, _("Форма больше не действует: документы этого вида снова по образцу программы."))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("documents:own-form-list", organisation.slug)


def _kind(kind: str) -> Kind:
    try:
        return kind_named(kind)
    except Refused as refusal:
        raise Http404 from refusal
