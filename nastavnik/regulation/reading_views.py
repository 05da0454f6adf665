"""«Что прочитать»: the regulation, the mentors' manifest and code, the acts, each noted by its reader (5.2, 6.2)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request
from nastavnik.organisations.access import act as act_of
from nastavnik.organisations.models import Organisation
from nastavnik.organisations.tabs import tabs_of
from nastavnik.people.models import Person
from nastavnik.regulation import actions
from nastavnik.regulation.forms import CodeForm
from nastavnik.regulation.models import CodeKind, Edition, MentorCode, NormativeAct
from nastavnik.regulation.readings import codes_of, shelf_of


@act_of("regulation.view_readings")
def reading_list(request: Request, organisation: Organisation) -> HttpResponse:
    """All there is to read, with what the reader has noted already."""
    person = _reader(request, organisation)
    context = {
        "tabs": tabs_of(organisation, request.user, "regulation:reading-list"),
        "shelf": shelf_of(person, organisation),
        "reads": person is not None,
        "may_write": request.user.has_perm("regulation.write_code", organisation),
    }
    return render(request, "regulation/reading_list.html", context)


@act_of("regulation.view_code", MentorCode)
def code_detail(request: Request, organisation: Organisation, code: MentorCode) -> HttpResponse:
    """The text of any version: an old one stays readable."""
    versions = MentorCode.objects.of(organisation).filter(kind=code.kind)
    person = _reader(request, organisation)
    noted = code.readings.filter(person=person).first() if person is not None else None
    context = {
        "code": code,
        "others": [one for one in versions if one.pk != code.pk],
        "is_current": versions[0].pk == code.pk,
        "reads": person is not None,
        "noted": noted,
        "may_write": request.user.has_perm("regulation.write_code", organisation),
    }
    return render(request, "regulation/code_detail.html", context)


@act_of("regulation.write_code")
def code_write(request: Request, organisation: Organisation) -> HttpResponse:
    """A new version of the manifest or the code; it begins with the words that stand now."""
    kind = request.GET.get("kind", CodeKind.CODE)
    stands = next((code.text for code in codes_of(organisation) if code.kind == kind), "")
    form = CodeForm(request.POST or None, initial={"kind": kind, "text": stands})
    if request.method == "POST" and form.is_valid():
        try:
            code = actions.publish_code(organisation, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Готово. Наставники увидят на своих страницах, что текст нужно прочитать."))
            return redirect("regulation:code-detail", organisation.slug, code.pk)
    return render(request, "regulation/code_write.html", {"form": form})


@act_of("regulation.note_reading", Edition)
@require_POST
def edition_read(request: Request, organisation: Organisation, edition: Edition) -> HttpResponse:
    """«Прочитано» of an edition."""
    return _note(request, organisation, edition)


@act_of("regulation.note_reading", MentorCode)
@require_POST
def code_read(request: Request, organisation: Organisation, code: MentorCode) -> HttpResponse:
    """«Прочитано» of a manifest or code."""
    return _note(request, organisation, code)


@act_of("regulation.note_reading", NormativeAct)
@require_POST
def act_read(request: Request, organisation: Organisation, act: NormativeAct) -> HttpResponse:
    """«Прочитано» of an act."""
    return _note(request, organisation, act)


def _note(request: Request, organisation: Organisation, text: Edition | MentorCode | NormativeAct) -> HttpResponse:
    person = _reader(request, organisation)
    if person is None:
        messages.error(request, _("Отмечают прочитанное сотрудники: вашей карточки в учреждении нет."))
    else:
        actions.note_reading(person, text, by=request.user)
        messages.success(request, _("Отмечено: прочитано сегодня."))
    return redirect("regulation:reading-list", organisation.slug)


def _reader(request: Request, organisation: Organisation) -> Person | None:
    return Person.objects.of(organisation).filter(user=request.user).first()
