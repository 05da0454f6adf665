"""Which question a column holds, by the wordings that kindergartens give to their forms."""

import re
from collections.abc import Sequence

STAMP, NAME, POSITION, EXPERIENCE, TOPICS, FORMS, HOURS, DISTANCE = (
    "stamp", "name", "position", "experience", "topics", "forms", "hours", "distance",
)  # fmt: skip
CATEGORY, TEXT, URGENCY, RESULT, COLLEAGUE = "category", "text", "urgency", "result", "colleague"
READY, ABOUT, ADULTS, CAPACITY, TIME, NEEDS = "ready", "about", "adults", "capacity", "time", "needs"

OF_REQUESTS = {CATEGORY, TEXT, URGENCY, RESULT, COLLEAGUE}
OF_QUESTIONNAIRES = {READY, ABOUT, ADULTS, CAPACITY, TIME, NEEDS}

# In this order: the first that fits takes the column, so the narrower wordings stand above the wider ones.
_WORDINGS: tuple[tuple[str, str], ...] = (
    (
        STAMP,
        r"отметк\w+ времени|дата и время|timestamp|время (?:создания|ответа|заполнения)|дата (?:ответа|заполнения)",
    ),
    (EXPERIENCE, r"стаж|сколько лет"),
    (CAPACITY, r"сколько (?:наставляемых|человек|педагогов|коллег)"),
    (TIME, r"сколько времени|часов в неделю|ресурс времени"),
    (
        READY,
        r"(?:хотите|готовы|согласны|желаете) ли .{0,30}(?:быть|стать) наставник|стать наставником|быть наставником",
    ),
    (ADULTS, r"взрослых|обучени\w+ коллег"),
    (DISTANCE, r"дистанц|онлайн|удал[её]нн"),
    (COLLEAGUE, r"к кому|с кем из коллег|хотели бы обратиться"),
    (RESULT, r"результат"),
    (URGENCY, r"срочн|когда нужна помощь"),
    (HOURS, r"когда .{0,12}удобно|удобн\w+ (?:дни|время|часы)|дни и часы|время (?:встреч|для встреч)"),
    (FORMS, r"\bформ(?:а|ы|е|ах|у|ой)?\b"),
    (NEEDS, r"нужно для начала|нужно,? чтобы начать"),
    (ABOUT, r"поделиться|опыт и достижения|достижени"),
    (TOPICS, r"\bтем(?:а|ы|е|у|ам|ах)?\b|направлени"),
    (TEXT, r"своими словами|опишите|запрос|помощ|затруднени\w+ подробнее|что хотелось бы"),
    (CATEGORY, r"категори(?!.*квалификац)|к кому .{0,8}относите"),
    (NAME, r"фамили|\bф\.?\s?и\.?\s?о\b|ваше имя|полное имя"),
    (POSITION, r"должност|кем .{0,6}работаете"),
)
_COMPILED = tuple((field, re.compile(pattern)) for field, pattern in _WORDINGS)


def field_of(header: str) -> str:
    """The field that a header asks for, or "" when it is none of ours."""
    text = " ".join(header.casefold().replace("ё", "е").split())
    if "квалификац" in text:
        return ""
    return next((field for field, pattern in _COMPILED if pattern.search(text)), "")


def fields_of(headers: Sequence[str]) -> dict[str, int]:
    """Field → column (from 0). The first column that asks for a field has it."""
    found: dict[str, int] = {}
    for column, header in enumerate(headers):
        field = field_of(header) if header else ""
        if field:
            found.setdefault(field, column)
    return found


def bank_of(fields: dict[str, int]) -> str:
    """«mentors» or «mentees», by the questions that only one of them has; "" when neither or both may be meant."""
    requests, questionnaires = len(OF_REQUESTS & set(fields)), len(OF_QUESTIONNAIRES & set(fields))
    if questionnaires and (READY in fields or questionnaires > requests):
        return "mentors"
    return "mentees" if requests > questionnaires else ""
