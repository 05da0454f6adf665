"""Staff tables for the tests: sample files, small tables written in place, and the whole way in one call."""

import csv
import io
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from nastavnik.people.models import Person, StaffImport
from nastavnik.people.staff_import import apply_staff_import, check_staff, plan_of

DATA = Path(__file__).resolve().parents[1] / "data"
HEADER = ("ФИО", "Должность", "Категория", "Общий стаж", "Педагогический стаж", "Дата приёма", "Эл. почта", "Телефон")


def sample(name: str) -> SimpleUploadedFile:
    """A sample file as a browser sends it."""
    path = DATA / name
    return SimpleUploadedFile(path.name, path.read_bytes())


def table(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER, name: str = "staff.csv") -> SimpleUploadedFile:
    """A small table; the first person stands in row 2. Short rows are filled with empty cells."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(header)
    writer.writerows((*row, *("" for _ in range(len(header) - len(row)))) for row in rows)
    return SimpleUploadedFile(name, text.getvalue().encode("utf-8-sig"))


def check(cast, file) -> StaffImport:
    """Read a file as the curator."""
    return check_staff(cast.organisation, file, by=cast.user("curator"))


def bring_in(cast, file, organisation=None) -> dict[str, int]:
    """Check and apply a file without questions; returns the counts."""
    made = check_staff(organisation or cast.organisation, file, by=cast.user("curator"))
    return apply_staff_import(made, mark=plan_of(made).mark, by=cast.user("curator")).counts


def person(organisation, surname: str, first_name: str = "") -> Person:
    """The one person of that name."""
    found = Person.objects.of(organisation).filter(surname=surname)
    return found.get(first_name=first_name) if first_name else found.get()
