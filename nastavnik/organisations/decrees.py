"""Days off that are certain: holidays of ТК РФ ст. 112 with the transfers of the Government's decrees, by year.

A year is added here when its decree is out; until then an institution fills it in itself. What a region adds
(its own holidays, ТК РФ ст. 6) is the institution's to add. The notes are data of the institution, so not translated.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Decree:
    """The transfers of a year. `moved` holds (day off, the day that it is taken from)."""

    ground: str
    moved: tuple[tuple[date, date], ...]


DECREES = {
    2025: Decree(
        "постановление Правительства РФ от 04.10.2024 № 1335",
        (
            (date(2025, 5, 2), date(2025, 1, 4)),
            (date(2025, 12, 31), date(2025, 1, 5)),
            (date(2025, 5, 8), date(2025, 2, 23)),
            (date(2025, 6, 13), date(2025, 3, 8)),
            (date(2025, 11, 3), date(2025, 11, 1)),
        ),
    ),
    2026: Decree(
        "постановление Правительства РФ от 24.09.2025 № 1466",
        (
            (date(2026, 1, 9), date(2026, 1, 3)),
            (date(2026, 12, 31), date(2026, 1, 4)),
            (date(2026, 3, 9), date(2026, 3, 8)),  # by ст. 112 part two itself, as the next one
            (date(2026, 5, 11), date(2026, 5, 9)),
        ),
    ),
}


def holidays(year: int) -> dict[date, str]:
    """The holidays of ТК РФ ст. 112 with their names."""
    named = {date(year, 1, day): "Новогодние каникулы" for day in (1, 2, 3, 4, 5, 6, 8)}
    return named | {
        date(year, 1, 7): "Рождество Христово",
        date(year, 2, 23): "День защитника Отечества",
        date(year, 3, 8): "Международный женский день",
        date(year, 5, 1): "Праздник Весны и Труда",
        date(year, 5, 9): "День Победы",
        date(year, 6, 12): "День России",
        date(year, 11, 4): "День народного единства",
    }


def days_of(year: int) -> tuple[dict[date, str], dict[date, str]]:
    """Days off and worked weekends of a year that has a decree here, each with a note."""
    off, worked = holidays(year), {}
    for to, source in DECREES[year].moved:
        if source not in off:  # an ordinary Saturday is given in exchange
            worked[source] = f"перенос на {to:%d.%m.%Y}"
    for to, source in DECREES[year].moved:
        off[to] = f"перенос с {source:%d.%m.%Y}"
    return off, worked
