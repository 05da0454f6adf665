"""A bank as a workbook (domain D14, D15): texts stay texts, whatever they begin with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from nastavnik.banks.models import Bank
from nastavnik.banks.queries import entries
from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation
from nastavnik.regulation.models import Form
from nastavnik.russian.numerals import months_words


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in characters, and what stands in it for an entry (text, number, day, None)."""

    heading: str
    width: int
    value: Callable[[Any], str | int | date | None]


def bank_workbook(organisation: Organisation, bank: str, further: Sequence[Column] = ()) -> tuple[bytes, int]:
    """The .xlsx of those in the bank whose consent holds today, one row a person, and the number of rows.

    `further` are columns of rooms above (D14, D15 speak of pairs and results, which a bank knows nothing of).
    """
    rows = [entry for entry in entries(organisation, bank, {}) if _may_be_given(entry)]
    for entry in rows:
        entry.organisation = organisation  # the same object: no further query for it
    columns = [*(_MENTORS if bank == Bank.MENTORS else _MENTEES), *further]
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": str(Bank(bank).label), "author": organisation.short_name})
        sheet = workbook.add_worksheet(str(Bank(bank).label)[:31])
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        text = workbook.add_format({"text_wrap": True, "valign": "top"})
        day = workbook.add_format({"num_format": "dd.mm.yyyy", "valign": "top", "align": "left"})
        sheet.write_string(0, 0, "№", bold)
        sheet.set_column(0, 0, 5)
        for place, column in enumerate(columns, start=1):
            sheet.write_string(0, place, column.heading, bold)
            sheet.set_column(place, place, column.width)
        for number, entry in enumerate(rows, start=1):
            sheet.write_number(number, 0, number, text)
            for place, column in enumerate(columns, start=1):
                _write(sheet, number, place, column.value(entry), text, day)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, len(rows), len(columns))
        sheet.set_landscape()
        sheet.repeat_rows(0)
    return buffer.getvalue(), len(rows)


def _may_be_given(entry) -> bool:
    """A person whose consent has ended is not handed out, whatever the state of the entry (R2.2, R3.2)."""
    return entry.state in ("active", "suspended") and entry.basis is not None and not entry.basis.standing.lapse


def _write(sheet, row: int, place: int, value: str | int | date | None, text, day) -> None:
    """A text is written as a text by its own call: a name that begins with «=» must not become a formula."""
    if isinstance(value, date):
        sheet.write_datetime(row, place, value, day)
    elif isinstance(value, int):
        sheet.write_number(row, place, value, text)
    else:
        sheet.write_string(row, place, value or "", text)


def _contact(entry) -> str:
    return "\n".join(filter(None, (entry.person.phone, entry.person.email)))


def _experience(entry) -> str:
    months = entry.person.experience_on(clock.today())
    return "" if months is None else months_words(months)


def _requests(entry) -> list[str]:
    said = []
    for request in entry.requests.all():
        topics = ", ".join(topic.name for topic in request.topics.all())
        said.append(": ".join(filter(None, (topics, request.text))))
    return said


def _forms(entry) -> str:
    return ", ".join(str(Form(code).label) for code in entry.forms)


_WHO = (
    Column("Фамилия, имя, отчество", 32, lambda entry: entry.person.full_name),
    Column("Должность", 24, lambda entry: entry.person.position_on(clock.today())),
    Column("Рабочий телефон, почта", 26, _contact),
    Column("Педагогический стаж", 16, _experience),
)
_SINCE = (
    Column("Состояние", 14, lambda entry: str(entry.get_state_display())),
    Column("В базе с", 12, lambda entry: entry.included_on),
    Column("Согласие на обработку данных от", 16, lambda entry: entry.basis.standing.given_on),
)
_MENTEES = (
    *_WHO,
    Column("Год рождения", 10, lambda entry: entry.person.birth_year),
    Column("Категория", 24, lambda entry: str(entry.get_category_display())),
    Column("Основной запрос", 44, lambda entry: next(iter(_requests(entry)), "")),
    Column("Другие запросы", 44, lambda entry: "\n".join(_requests(entry)[1:])),
    Column("Удобные формы", 24, _forms),
    Column("Пожелания", 30, lambda entry: entry.wishes),
    *_SINCE,
)
_MENTORS = (
    *_WHO,
    Column("Место работы", 30, lambda entry: entry.organisation.short_name),
    Column("Квалификационная категория", 18, lambda entry: str(entry.person.get_category_display())),
    Column("Компетенции", 44, lambda entry: ", ".join(topic.name for topic in entry.competences.all())),
    Column("Опыт и достижения", 40, lambda entry: entry.about),
    Column("Опыт обучения взрослых", 28, lambda entry: entry.adults_experience),
    Column("Наставляемых, не больше", 14, lambda entry: entry.capacity),
    Column("Группа до, человек", 10, lambda entry: entry.group_size if entry.group_size > 1 else None),
    Column("Часов в неделю", 10, lambda entry: entry.hours_per_week),
    Column("Удобные формы", 24, _forms),
    Column("Пожелания", 30, lambda entry: entry.wishes),
    *_SINCE,
)
