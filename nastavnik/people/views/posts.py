"""Posts of a person, and their last day."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation, Role
from nastavnik.people import actions
from nastavnik.people.forms import ChangeEmploymentForm, DismissForm, PostFields, sent
from nastavnik.people.models import Employment, EmploymentKind, Person


@act("people.change_person", Person)
def employment_add(request: Request, organisation: Organisation, person: Person) -> HttpResponse:
    """One more post, or a return to the institution: the same person, a new employment (edge cases 8, 10)."""
    held = person.employments_on(clock.today())
    kind = EmploymentKind.INTERNAL if held else EmploymentKind.MAIN
    form = PostFields(sent(request), initial={"kind": kind})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        actions.employ(
            person,
            facts["position"],
            by=request.user,
            since=facts["since"],
            kind=facts["kind"],
            **form.post_facts(),
        )
        said = (
            _("Должность добавлена.")
            if held
            else _("%(who)s снова работает. Вход откроется с новой карточкой доступа.")
        )
        messages.success(request, said % {"who": person.full_name})
        return redirect("people:person-detail", organisation.slug, person.pk)
    return render(request, "people/employment_add.html", {"form": form, "person": person, "held": held})


@act("people.change_person", Employment, related=("person",))
def employment_change(request: Request, organisation: Organisation, employment: Employment) -> HttpResponse:
    """Correct a post, its dates, its experience; or end one post of several."""
    form = ChangeEmploymentForm(sent(request), initial=ChangeEmploymentForm.initial_of(employment))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_employment(employment, by=request.user, **form.post_facts())
        except Refused as refusal:
            form.add_error("until", refusal.sentence)
        else:
            messages.success(request, _("Должность сохранена."))
            return redirect("people:person-detail", organisation.slug, employment.person_id)
    return render(
        request,
        "people/employment_change.html",
        {"form": form, "job": employment, "person": employment.person},
    )


@act("people.dismiss_person", Person)
def person_dismiss(request: Request, organisation: Organisation, person: Person) -> HttpResponse:
    """The last day at work, with what it brings about."""
    form = DismissForm(sent(request), initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.dismiss(person, by=request.user, on=form.cleaned_data["on"])
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            said = _("Готово: последний день работы — %(day)s. Карточка и участие в программах сохраняются.")
            messages.success(request, said % {"day": f"{form.cleaned_data['on']:%d.%m.%Y}"})
            return redirect("people:person-detail", organisation.slug, person.pk)
    return render(request, "people/person_dismiss.html", {"form": form, "person": person, "then": _then(person)})


def _then(person: Person) -> list[str]:
    """What the last day brings about, for this person."""
    posts = ", ".join(job.position for job in person.employments_on(clock.today()))
    then = [_("Закончатся должности: %(posts)s.") % {"posts": posts}] if posts else []
    if person.user_id:
        then.append(_("Вход в систему закроется в этот день."))
        roles = Role.objects.of(person.organisation).filter(user_id=person.user_id).on(clock.today())
        named = ", ".join(role.get_kind_display().lower() for role in roles)
        if named:
            then.append(_("Закончатся роли: %(roles)s.") % {"roles": named})
    then.append(_("Прошлые пары, программы и документы останутся; при возвращении человек продолжит ту же карточку."))
    return then
