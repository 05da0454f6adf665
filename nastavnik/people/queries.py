"""Lists of people that two or more callers need."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from nastavnik.kit.text import folded
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Employment, Person
from nastavnik.people.staff_import.likeness import given_alike, initials_agree, initials_of, is_initial

WHO = ("teaching", "all", "on_leave", "left")
EXPERIENCE = {
    "3": (0, 36),
    "10": (36, 120),
    "20": (120, 240),
    "more": (240, 1200),
}  # months, the end not included


@dataclass(frozen=True)
class PeopleFilter:
    """What a list is narrowed by; an empty string does not narrow. `who` is one of WHO."""

    who: str = "teaching"
    words: str = ""
    post: str = ""
    category: str = ""
    experience: str = ""


def teachers_on(organisation: Organisation, day: date, *, external: bool = False) -> QuerySet[Person]:
    """Those in teachers' posts on that day, by name, with their employments at hand."""
    return Person.objects.of(organisation).teaching(day, external=external).prefetch_related("employments")


def people_listed(organisation: Organisation, day: date, wanted: PeopleFilter) -> QuerySet[Person]:
    """People by name, narrowed; employments at hand. At most one query of its own (for experience)."""
    people = Person.objects.of(organisation)
    held = Employment.objects.of(organisation).on(day)
    if wanted.who == "teaching":
        people = people.teaching(day, external=True)
    elif wanted.who == "on_leave":
        people = people.filter(pk__in=held.filter(on_leave=True).values("person"))
    elif wanted.who == "left":
        people = people.exclude(pk__in=held.values("person")).filter(outside_since__isnull=True)
    else:
        people = people.employed(day)
    if wanted.words:
        people = people.found_by(wanted.words)
    if wanted.post:
        if wanted.who == "left":
            held = Employment.objects.of(organisation)
        people = people.filter(pk__in=held.filter(search_text=folded(wanted.post)).values("person"))
    if wanted.category:
        people = people.filter(category="" if wanted.category == "none" else wanted.category)
    if wanted.experience in EXPERIENCE:
        people = people.filter(pk__in=_experienced(organisation, day, *EXPERIENCE[wanted.experience]))
    return people.prefetch_related("employments")


def _experienced(organisation: Organisation, day: date, least: int, below: int) -> list:
    """Keys of those whose months of teaching on that day lie between; counted as the card counts them."""
    known: dict = {}
    for job in Employment.objects.of(organisation).filter(special_months__isnull=False):
        months = job.experience_on(day)
        known[job.person_id] = max(months or 0, known.get(job.person_id, 0))
    return [person for person, months in known.items() if least <= months < below]


def posts_held(organisation: Organisation, day: date) -> list[str]:
    """The posts of the institution, each once, the commonest first."""
    posts = Employment.objects.of(organisation).on(day).order_by().values_list("position", flat=True)
    return [post for post, _count in sorted(Counter(posts).items(), key=lambda pair: (-pair[1], pair[0]))]


def numbers(organisation: Organisation, day: date) -> dict[str, int]:
    """How many teachers, employees, on leave, and dismissed: one person counts once (edge case 8)."""
    held = Employment.objects.of(organisation).on(day)
    return {
        "teaching": held.filter(is_teaching=True).values("person").distinct().count(),
        "all": held.values("person").distinct().count(),
        "on_leave": held.filter(on_leave=True).values("person").distinct().count(),
        "left": Person.objects.of(organisation)
        .exclude(pk__in=held.values("person"))
        .filter(outside_since__isnull=True)
        .count(),
    }


def without_access(organisation: Organisation, day: date) -> QuerySet[Person]:
    """Those who work here and cannot sign in yet."""
    return Person.objects.of(organisation).employed(day).filter(user__isnull=True).prefetch_related("employments")


def namesakes(organisation: Organisation, surname: str, first_name: str, patronymic: str) -> list[Person]:
    """People who may be the same one: the name equal but for ё, typed differently, or in initials."""
    family = folded(surname)
    given = folded(first_name), folded(patronymic)
    found = []
    for person in (
        Person.objects.of(organisation).filter(search_text__startswith=family).prefetch_related("employments")
    ):
        theirs = folded(person.first_name), folded(person.patronymic)
        short = is_initial(first_name) or is_initial(person.first_name)
        same_initials = initials_agree(initials_of(*given), initials_of(*theirs))
        if folded(person.surname) == family and (given_alike(given, theirs) or (short and same_initials)):
            found.append(person)
    return found
