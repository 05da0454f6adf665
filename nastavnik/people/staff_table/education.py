"""The level of education out of words like «высшее (бакалавриат)», «ср. спец.», «студентка 4 курса»."""

import re
from functools import lru_cache

from .cells import fold

HIGHER = "higher"
SECONDARY_PROFESSIONAL = "secondary_professional"
SECONDARY = "secondary"
STUDENT = "student"  # is still learning: may work by 273-FZ, article 46, parts 3 and 4
LEVEL_WORDS = {
    HIGHER: "высшее",
    SECONDARY_PROFESSIONAL: "среднее профессиональное",
    SECONDARY: "среднее",
    STUDENT: "обучается",
    "": "",
}

_LEVELS = (
    (
        STUDENT,
        re.compile(r"студент|обучается|неок\w*\s*\.?\s*высш|незак\w*\s*\.?\s*высш|неполн\w*\s+высш|\d\s?курс"),
    ),
    (
        HIGHER,
        re.compile(r"высш(ее|\.|ег|\b)|\bв/о\b|\bво\b|бакалавр|магистр|специалитет|аспирант|институт|университет"),
    ),
    (
        SECONDARY_PROFESSIONAL,
        re.compile(r"ср\w*\.?\s*[-–/]?\s*(проф|спец|тех|пед)|\bспо\b|с/с\b|колледж|училищ|техникум|начальн\w+\s+проф"),
    ),
    (SECONDARY, re.compile(r"средн|общее|11 классов|школа")),
)


@lru_cache(maxsize=2048)
def education_level(text: str) -> str:
    """The code of the first level that the words name; "" when they name none."""
    line = fold(text)
    return next((code for code, pattern in _LEVELS if pattern.search(line)), "")
