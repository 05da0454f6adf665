"""The people of the sample staff table, and tables of answers made for one test."""

import csv
from io import BytesIO
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from xlsxwriter import Workbook

from nastavnik.people.actions import add_person, employ
from nastavnik.people.models import Person
from tests.cast import FOUNDED, Cast

DATA = Path(__file__).resolve().parents[2] / "data"
REQUESTS = ["Отметка времени", "ФИО", "Должность", "Темы", "Опишите своими словами", "Категория", "Когда удобно?"]
QUESTIONNAIRES = [
    "Отметка времени", "ФИО", "Хотите ли быть наставником?", "Сильные темы", "Чем можете поделиться",
    "Сколько наставляемых?",
]  # fmt: skip


def hire_staff(cast: Cast) -> None:
    """Everybody of `staff-kindergarten.xlsx` who is not in the cast already, as a careful reader gets them."""
    known = {(person.surname, person.first_name) for person in Person.objects.of(cast.organisation)}
    with (DATA / "staff-expected.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["file"] != "staff-kindergarten.xlsx" or (row["surname"], row["first_name"]) in known:
                continue
            known.add((row["surname"], row["first_name"]))
            names = {name: row[name] for name in ("surname", "first_name", "patronymic")}
            person = add_person(cast.organisation, by=None, **names)
            months = None if row["special_months"].startswith("<") else int(row["special_months"])
            employ(person, row["position"], by=None, special_months=months, months_as_of=FOUNDED)


def sample(name: str) -> SimpleUploadedFile:
    """One of the sample files as a browser sends it."""
    return SimpleUploadedFile(name, (DATA / name).read_bytes())


def table(headers: list[str], *rows: list, name: str = "ответы.xlsx") -> SimpleUploadedFile:
    """A table of answers made here."""
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        sheet = workbook.add_worksheet("Ответы")
        for number, row in enumerate([headers, *rows]):
            sheet.write_row(number, 0, row)
    return SimpleUploadedFile(name, buffer.getvalue())
