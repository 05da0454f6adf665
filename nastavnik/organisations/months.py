"""A year as months and weeks, for the page of the production calendar."""

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.dates import MONTHS

from nastavnik.organisations.models import CalendarDay


@dataclass(frozen=True)
class Cell:
    """A place in a week: empty outside the month. `mark`: "", weekend, off, worked (a weekend that is worked)."""

    day: date | None
    mark: str = ""
    note: str = ""


@dataclass(frozen=True)
class Run:
    """Days in a row that are told in one line; `last` is None for a single day."""

    first: date
    last: date | None
    mark: str
    note: str


@dataclass(frozen=True)
class Month:
    """A month with its weeks, the runs of days that are not what the week says, and how many days are worked."""

    name: str
    weeks: list[list[Cell]]
    told: list[Run]
    worked: int


def months_of(year: int, deviations: list[CalendarDay]) -> list[Month]:
    """All twelve months of the year."""
    by_day = {each.day: each for each in deviations}
    weeks = calendar.Calendar()
    months = []
    for number in range(1, 13):
        rows = [
            [_cell(day, by_day.get(day)) if day.month == number else Cell(None) for day in week]
            for week in weeks.monthdatescalendar(year, number)
        ]
        cells = [cell for row in rows for cell in row if cell.day]
        told = _runs([cell for cell in cells if cell.mark in ("off", "worked")])
        worked = sum(cell.mark in ("", "worked") for cell in cells)
        months.append(Month(str(MONTHS[number]).capitalize(), rows, told, worked))
    return months


def _runs(cells: list[Cell]) -> list[Run]:
    runs: list[Run] = []
    for cell in cells:
        assert cell.day is not None
        before = runs[-1] if runs else None
        last = before and (before.last or before.first)
        if before and last == cell.day - timedelta(days=1) and (before.mark, before.note) == (cell.mark, cell.note):
            runs[-1] = replace(before, last=cell.day)
        else:
            runs.append(Run(cell.day, None, cell.mark, cell.note))
    return runs


def _cell(day: date, deviation: CalendarDay | None) -> Cell:
    if deviation is None:
        return Cell(day, "weekend" if day.weekday() >= 5 else "")
    return Cell(day, "worked" if deviation.is_working else "off", deviation.note)
