"""Writes a plan in bulk: a handful of statements whatever the number of rows."""

from datetime import date, timedelta

from nastavnik.accounts.models import User
from nastavnik.kit.text import folded
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Employment, FormerName, Person, name_parts
from nastavnik.people.staff_import.likeness import alike
from nastavnik.people.staff_import.plan import Plan, PlannedPerson

_PERSON = (
    "surname", "first_name", "patronymic", "sex", "birth_year", "email", "phone", "category", "search_text",
    "sort_key",
)  # fmt: skip
_EMPLOYMENT = (
    "position", "is_teaching", "kind", "since", "until", "total_months", "special_months", "months_as_of",
    "on_leave", "search_text",
)  # fmt: skip


def write_plan(organisation: Organisation, plan: Plan, people: dict, today: date) -> dict[int, str]:
    """Write all of it inside the caller's transaction; returns the person's key for each row.

    `people` are persons by key, with employments prefetched.
    """
    written: dict[int, str] = {}
    new_people: list[Person] = []
    changed_people: list[Person] = []
    new_jobs: list[Employment] = []
    changed_jobs: list[Employment] = []
    users: list[User] = []
    former: list[FormerName] = []
    for planned in plan.people:
        person = people[planned.person_id] if planned.person_id else Person(organisation=organisation)
        written |= dict.fromkeys(planned.rows, str(person.pk))
        before = FormerName(
            organisation=organisation, person=person, until=today - timedelta(days=1), **name_parts(person)
        )
        if _changed(person, planned.fields):
            (new_people if planned.is_new else changed_people).append(person)
            if not planned.is_new and str(before) != person.full_name:
                users += [User(pk=person.user_id, shown_name=person.full_name)] if person.user_id else []
                former += [before] if not alike(folded(before.surname), folded(person.surname)) else []
        fresh, corrected = _jobs(organisation, person, planned)
        new_jobs += fresh
        changed_jobs += corrected
    Person.objects.bulk_create(new_people)
    _update(Person, changed_people, _PERSON)
    Employment.objects.bulk_create(new_jobs)
    _update(Employment, changed_jobs, _EMPLOYMENT)
    FormerName.objects.bulk_create(former)
    User.objects.bulk_update(users, ["shown_name"])
    return written


def _changed(row: Person | Employment, fields) -> bool:
    for name, value in fields.items():
        setattr(row, name, value)
    row.fill_keys()
    return bool(fields)


def _jobs(
    organisation: Organisation, person: Person, planned: PlannedPerson
) -> tuple[list[Employment], list[Employment]]:
    """Posts to be added, and known ones that change."""
    fresh: list[Employment] = []
    corrected: list[Employment] = []
    known = {} if planned.is_new else {job.pk: job for job in person.employments.all()}
    for post in planned.posts:
        job = known[post.employment_id] if post.employment_id else Employment(person=person)
        job.organisation = organisation
        _changed(job, post.fields)
        (corrected if post.employment_id else fresh).append(job)
    return fresh, corrected


def _update(model, rows: list, fields: tuple[str, ...]) -> None:
    """Insert over the same keys: unlike bulk_update, one plain statement for a batch of rows."""
    if rows:
        model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=fields)
