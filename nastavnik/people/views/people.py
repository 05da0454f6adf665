"""The list of people and the card of one."""

import copy

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.people import actions
from nastavnik.people.forms import AddPersonForm, CaseFormsForm, ChangePersonForm, PeopleFilterForm, sent
from nastavnik.people.models import Employment, Person
from nastavnik.people.queries import PeopleFilter, people_listed
from nastavnik.people.staff_import.likeness import is_initial
from nastavnik.russian.cases import OBLIQUE
from nastavnik.russian.positions import decline_position

PAGE = 50


@act("people.view_people")
def person_list(request: Request, organisation: Organisation) -> HttpResponse:
    """Everybody of the institution, found by any word, narrowed by post, category and experience."""
    today = clock.today()
    form = PeopleFilterForm(request.GET, organisation=organisation, initial={"who": "all"})
    asked = form.cleaned_data if form.is_valid() else {}
    wanted = PeopleFilter(
        who=asked.get("who") or "all",
        words=asked.get("q", ""),
        post=asked.get("post", ""),
        category=asked.get("category", ""),
        experience=asked.get("experience", ""),
    )
    page = Paginator(people_listed(organisation, today, wanted), PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "person": person,
            "posts": person.employments_on(today) or list(person.employments.all()),
            "works": bool(person.employments_on(today)),
            "experience": person.experience_on(today),
            "on_leave": any(job.on_leave for job in person.employments_on(today)),
        }
        for person in page
    ]
    return render(
        request,
        "people/person_list.html",
        {
            "filters": form,
            "page": page,
            "rows": rows,
            "narrowed": bool(request.GET),
            **_may(request, organisation),
        },
    )


@act("people.view_person", Person)
def person_detail(request: Request, organisation: Organisation, person: Person) -> HttpResponse:
    """The card of a person: posts, experience today, contacts, the cases that documents will use."""
    today = clock.today()
    held = person.employments_on(today)
    jobs = sorted(person.employments.all(), key=lambda job: (job not in held, job.kind != "main", job.position))
    context = {
        "person": person,
        "jobs": jobs,
        "held": held,
        "experience": person.experience_on(today),
        "names": person.cases,
        "posts": decline_position(held[0].position) if held else None,
        "is_self": person.user_id == request.user.pk,
        "lacking": _lacking(person, held),
        "former_names": person.former_names.all(),
        **_may(request, person),
    }
    return render(request, "people/person_detail.html", context)


@act("people.change_person")
def person_add(request: Request, organisation: Organisation) -> HttpResponse:
    """A new person with their post; a likely double is asked about."""
    form = AddPersonForm(sent(request), organisation=organisation)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with transaction.atomic():
            person = actions.add_person(organisation, by=request.user, **form.person_facts())
            actions.employ(
                person,
                facts["position"],
                by=request.user,
                since=facts["since"],
                kind=facts["kind"],
                **form.post_facts(),
            )
        said = _("Готово: %(who)s теперь в списке. Чтобы человек мог войти, выдайте ему карточку доступа.")
        messages.success(request, said % {"who": person.full_name})
        return redirect("people:person-detail", organisation.slug, person.pk)
    return render(request, "people/person_add.html", {"form": form})


@act("people.change_person", Person)
def person_change(request: Request, organisation: Organisation, person: Person) -> HttpResponse:
    """Correct the card; a name that has really changed is kept with its last day (edge case 6)."""
    form = ChangePersonForm(sent(request), instance=copy.copy(person))
    if request.method == "POST" and form.is_valid():
        actions.change_person(person, by=request.user, **form.cleaned_data)
        messages.success(request, _("Карточка сохранена. Уже выпущенные документы не изменились."))
        return redirect("people:person-detail", organisation.slug, person.pk)
    return render(request, "people/person_change.html", {"form": form, "person": person})


@act("people.change_person", Person)
def case_forms_change(request: Request, organisation: Organisation, person: Person) -> HttpResponse:
    """Correct the cases of a name; what is left empty is computed."""
    computed = person.computed_cases
    form = CaseFormsForm(sent(request), initial=person.case_forms)
    for case in OBLIQUE:
        form.fields[case].help_text = _("по правилам: %(form)s") % {"form": getattr(computed, case)}
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_case_forms(person, form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Падежи сохранены: новые документы возьмут их отсюда."))
            return redirect("people:person-detail", organisation.slug, person.pk)
    return render(request, "people/case_forms_change.html", {"form": form, "person": person, "computed": computed})


def _may(request: Request, row: Organisation | Person) -> dict[str, bool]:
    names = ("change_person", "import_staff", "open_access")
    return {f"may_{name}": request.user.has_perm(f"people.{name}", row) for name in names}


def _lacking(person: Person, held: list[Employment]) -> list[str]:
    """What documents and selection need and the card has not."""
    lacking = []
    if is_initial(person.first_name) or not person.first_name:
        lacking.append(_("имя и отчество полностью"))
    if not person.sex:
        lacking.append(_("пол (нужен для склонения имени в приказах)"))
    if held and all(job.special_months is None for job in held if job.is_teaching) and held[0].is_teaching:
        lacking.append(_("педагогический стаж (по нему видны молодые специалисты)"))
    return lacking
