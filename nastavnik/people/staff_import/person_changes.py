"""What the rows of one person say of them, against what is known."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from nastavnik.kit.text import folded
from nastavnik.people.models import Category, Person, Sex
from nastavnik.people.staff_import.likeness import is_initial, sex_by_patronymic
from nastavnik.people.staff_import.plan import Change
from nastavnik.people.staff_import.subjects import Subject
from nastavnik.people.staff_table import model
from nastavnik.people.staff_table.model import StaffRow

NAME_PARTS = ("surname", "first_name", "patronymic")
_CATEGORIES = (  # the best one that a person's rows name is theirs
    (model.MENTOR, Category.MENTOR),
    (model.METHODIST, Category.METHODIST),
    (model.HIGHEST, Category.HIGHEST),
    (model.FIRST, Category.FIRST),
    (model.CONFORMITY, Category.CONFORMITY),
)


@dataclass
class Facts:
    """Fields of Person to be written, the same in words, and what to know about them."""

    fields: dict[str, Any] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def put(self, name: str, label: str, value: Any, before: str, after: str) -> None:
        self.fields[name] = value
        self.changes.append(Change(label, before, after))


def person_facts(subject: Subject) -> Facts:
    """What would be written to the person. New: all that is said. Known: only what differs."""
    facts = Facts()
    person = subject.person or Person()
    if subject.person is None:
        named = subject.takes_name_of or subject.rows[0]
        facts.fields |= {part: getattr(named, part) for part in NAME_PARTS}
        if is_initial(named.first_name):
            facts.notes.append(_("Известны только инициалы: впишите имя и отчество в карточке."))
    else:
        _name(subject, person, facts)
    _sex(person, facts)
    _contacts(subject.rows, person, facts)
    _category(subject.rows, person, facts)
    return facts


def _name(subject: Subject, person: Person, facts: Facts) -> None:
    row = subject.takes_name_of
    if row is None and subject.is_short:
        row = next((row for row in subject.rows if not is_initial(row.first_name)), None)
    if row is not None:
        wanted = {part: getattr(row, part) or getattr(person, part) for part in NAME_PARTS}
    else:
        wanted = {part: _with_yo(getattr(person, part), subject.rows, part) for part in NAME_PARTS}
    changed = {part: value for part, value in wanted.items() if value != getattr(person, part)}
    if changed:
        facts.fields |= changed
        facts.changes.append(Change(_("имя"), person.full_name, " ".join(filter(None, wanted.values()))))


def _with_yo(known: str, rows: list[StaffRow], part: str) -> str:
    """The same word with ё where a row has it: е in its place is the poorer spelling, and never wins."""
    for row in rows:
        said = getattr(row, part)
        if said.lower().count("ё") > known.lower().count("ё") and folded(said) == folded(known):
            return said
    return known


def _sex(person: Person, facts: Facts) -> None:
    """Needed for cases in orders; a patronymic tells it by grammar, a surname is not asked."""
    if person.sex:
        return
    sex = sex_by_patronymic(facts.fields.get("patronymic", person.patronymic))
    if sex:
        facts.put("sex", _("пол"), sex, "", _("%(sex)s (по отчеству)") % {"sex": Sex(sex).label})
    else:
        facts.notes.append(_("Пол не указан и по отчеству не виден: отметьте его в карточке, он нужен для склонения."))


def _contacts(rows: list[StaffRow], person: Person, facts: Facts) -> None:
    emails = [email for row in rows for email in row.emails if len(email) <= 254]
    if emails and person.email.lower() not in emails:
        facts.put("email", _("почта"), emails[0], person.email, emails[0])
    phone = next((row.phone for row in rows if row.phone), "")
    if 0 < len(phone) <= 30 and _digits(phone) != _digits(person.phone):
        facts.put("phone", _("телефон"), phone, person.phone, phone)
    year = next((row.birth_year for row in rows if row.birth_year), None)
    if year and 1930 <= year <= 2015 and year != person.birth_year:
        facts.put("birth_year", _("год рождения"), year, str(person.birth_year or ""), str(year))


def _category(rows: list[StaffRow], person: Person, facts: Facts) -> None:
    said = _category_said(rows)
    if said is None or said == person.category:
        return
    if said == Category.HIGHEST and person.category in (Category.METHODIST, Category.MENTOR):
        return  # these are given to holders of the highest one: the table only says less
    before = str(Category(person.category).label) if person.category else ""
    facts.put("category", _("категория"), said.value, before, str(said.label))


def _category_said(rows: list[StaffRow]) -> Category | None:
    named = {code for row in rows for code in (row.category, *row.extra_categories)}
    for code, category in _CATEGORIES:
        if code in named:
            return category
    denied = any(row.category == model.NONE and re.search(r"\w", row.category_text) for row in rows)
    return Category.NONE if denied else None


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)
