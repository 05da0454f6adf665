"""Acts on people: add, change, employ, dismiss, give a way in. Staff tables come by `staff_import`."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.actions import close_account, open_account, renew_password
from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.apart import each_apart
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.actions import cancel_role, end_role, give_role
from nastavnik.organisations.models import Organisation, Role, RoleKind
from nastavnik.people.models import Award, Employment, EmploymentKind, FormerName, Person, name_parts
from nastavnik.people.posts import is_teaching_post
from nastavnik.russian.cases import OBLIQUE

PERSON_FIELDS = ("surname", "first_name", "patronymic", "sex", "birth_year", "email", "phone", "category")


@transaction.atomic
def add_person(organisation: Organisation, *, by: User | None, **fields: Any) -> Person:
    """A person, without an employment yet. `fields` are those of Person."""
    person = Person.objects.create(organisation=organisation, **fields)
    journal.record("person_added", person, by=by)
    return person


@transaction.atomic
def change_person(person: Person, *, by: User | None, name_until: date | None = None, **fields: Any) -> Person:
    """Change what is known of a person; the journal names the fields, not their values.

    `name_until` is the last day of the old name when the name has really changed (a marriage): it is kept
    then. Without it a new spelling corrects a mistake.
    """
    changed = [name for name, value in fields.items() if getattr(person, name) != value]
    if not changed:
        return person
    renamed = {"surname", "first_name", "patronymic"} & set(changed)
    if renamed and name_until:
        FormerName.objects.create(
            organisation_id=person.organisation_id, person=person, until=name_until, **name_parts(person)
        )
    for name in changed:
        setattr(person, name, fields[name])
    if renamed and person.case_forms:
        person.case_forms = {}  # corrections of another name
        changed.append("case_forms")
    person.save(update_fields=changed)
    if person.user_id and renamed:
        User.objects.filter(pk=person.user_id).update(shown_name=person.full_name[:200])
    journal.record("person_changed", person, by=by, fields=changed)
    return person


@transaction.atomic
def change_case_forms(person: Person, forms: Mapping[str, str], *, by: User) -> Person:
    """Correct the cases of a name for all documents to come; a blank form is computed again (edge case 4)."""
    kept = {case: forms[case].strip() for case in OBLIQUE if forms.get(case, "").strip()}
    if kept != person.case_forms:
        person.case_forms = kept
        person.save(update_fields=["case_forms"])
        journal.record("case_forms_changed", person, by=by, cases=sorted(kept))
    return person


@transaction.atomic
def employ(
    person: Person,
    position: str,
    *,
    by: User | None,
    since: date | None = None,
    kind: str = EmploymentKind.MAIN,
    **facts,
) -> Employment:
    """A post from a day on (None: nobody has said since when). `facts` are experience, its day, leave."""
    facts.setdefault("is_teaching", is_teaching_post(position))
    job = Employment.objects.create(
        organisation_id=person.organisation_id,
        person=person,
        position=position,
        kind=kind,
        since=since,
        **facts,
    )
    journal.record("person_employed", job, by=by, kind=kind)
    return job


@transaction.atomic
def change_employment(job: Employment, *, by: User | None, **fields: Any) -> Employment:
    """Correct a post, its dates or the experience stated with it."""
    since, until = fields.get("since", job.since), fields.get("until", job.until)
    if since and until and until < since:
        raise Refused(_("Последний день работы раньше дня приёма (%(day)s).") % {"day": f"{since:%d.%m.%Y}"})
    changed = [name for name, value in fields.items() if getattr(job, name) != value]
    if changed:
        for name in changed:
            setattr(job, name, fields[name])
        job.save(update_fields=changed)
        journal.record("employment_changed", job, by=by, fields=changed)
    return job


@transaction.atomic
def dismiss(person: Person, *, by: User, on: date) -> Person:
    """The last day at work: employments and roles end, the way in is closed that day (edge case 10)."""
    held = list(Employment.objects.on(on).filter(person=person))
    if not held:
        said = _("%(who)s на %(day)s в учреждении не работает: проверьте день увольнения.")
        raise Refused(said % {"who": person.full_name, "day": f"{on:%d.%m.%Y}"}, field="on")
    for job in held:
        change_employment(job, by=by, until=on)
    if person.user is not None:
        for role in Role.objects.filter(user=person.user, organisation_id=person.organisation_id).on(on):
            end_role(role, until=on, by=by)
        if not Employment.objects.filter(person=person).exclude(until__lte=on).exists():
            _take_back_later_roles(person, person.user, on, by=by)
        if on <= clock.today():
            close_account(person.user)
    journal.record("person_dismissed", person, by=by, on=on)
    return person


def _take_back_later_roles(person: Person, user: User, last: date, *, by: User) -> None:
    """What would begin after the last day does not: nobody who has left acts for the head (edge cases 18, 25)."""
    for role in Role.objects.filter(user=user, organisation_id=person.organisation_id, since__gt=last):
        if role.since > clock.today():
            cancel_role(role, by=by)
        else:
            end_role(role, until=role.since, by=by)


def give_award(
    person: Person, *, by: User, kind: str, title: str, given_on: date, ground: str, ground_id: UUID | None = None
) -> Award:
    """An encouragement on a ground (4.3/8)."""
    award = Award.objects.create(
        organisation_id=person.organisation_id,
        person=person,
        kind=kind,
        title=title,
        given_on=given_on,
        ground=ground,
        ground_id=ground_id,
    )
    journal.record("award_given", award, by=by, kind=kind, given_on=given_on)
    return award


def void_award(award: Award, *, by: User) -> None:
    """Its order was revoked."""
    award.is_void = True
    award.save(update_fields=["is_void"])
    journal.record("award_voided", award, by=by)


def close_access_due(today: date) -> int:
    """Close the way in of those whose last day, set beforehand, has come; returns how many."""
    works_on = Employment.objects.exclude(until__lte=today).values("person")
    gone = Person.objects.filter(user__is_active=True, employments__until__lte=today).exclude(pk__in=works_on)
    return each_apart(list(gone.select_related("user").distinct()), _close_access)


@transaction.atomic
def _close_access(person: Person) -> Person:
    close_account(person.account)
    journal.record("access_closed", person, by=None)
    return person


@transaction.atomic
def open_access(person: Person, *, by: User | None) -> tuple[User, str]:
    """A way in for a person: the user and a one-time password for the access card (edge case 80).

    A person who has a user already gets a new password.
    """
    if not person.is_here_on(clock.today()):
        raise Refused(_("%(who)s сейчас не работает в учреждении.") % {"who": person.full_name})
    if person.user is not None:
        password = renew_password(person.user)
        _teacher(person, person.user, by=by)
        journal.record("access_renewed", person, by=by)
        return person.user, password
    letters = "".join(part[:1] for part in (person.first_name, person.patronymic))
    user, password = open_account(
        shown_name=person.full_name[:200], wanted_name=f"{person.surname} {letters}", email=person.email
    )
    person.user = user
    person.save(update_fields=["user"])
    _teacher(person, user, by=by)
    journal.record("access_opened", person, by=by)
    return user, password


def _teacher(person: Person, user: User, *, by: User | None) -> None:
    """The role of an employee, given once and again after a return (edge case 10)."""
    roles = Role.objects.filter(user=user, organisation_id=person.organisation_id)
    if not person.employments_on(clock.today()):  # a mentor from outside: the way in ends with the agreement (3.3.5)
        if not roles.filter(kind=RoleKind.TEACHER).on(clock.today()).exists():
            give_role(
                person.organisation, user, RoleKind.TEACHER, since=clock.today(), until=person.outside_until,
                ground=person.outside_as, by=by,
            )  # fmt: skip
    elif not roles.filter(kind=RoleKind.TEACHER, until__isnull=True).exists():
        ground = _("работник учреждения")
        give_role(person.organisation, user, RoleKind.TEACHER, since=clock.today(), ground=ground, by=by)
