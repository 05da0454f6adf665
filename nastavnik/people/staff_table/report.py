"""A read table as JSON and as text for a terminal."""

from collections.abc import Iterator
from typing import Any

from .dates import russian_date
from .experience import months_in_words
from .model import CATEGORY_WORDS, ERROR, EXTERNAL, INTERNAL, METHODIST, Problem, StaffRow, StaffTable

UNDER_YEAR = "<12"  # months of «менее года»
_EXTRA_WORDS = {METHODIST: "педагог-методист"}


def as_data(table: StaffTable) -> dict[str, Any]:
    """Plain values for JSON. Experience is whole months, "<12" for «менее года», null when unknown."""
    return {
        "file": table.file,
        "kind": table.kind,
        "sheet": table.sheet,
        "header_row": table.header_row,
        "as_of": table.as_of,
        "columns": dict(table.columns),
        "rows": [_row_data(row) for row in table.rows],
        "skipped": [{"row": each.row, "reason": each.reason} for each in table.skipped],
        "problems": [_problem_data(each) for each in table.problems],
        "notes": list(table.notes),
    }


def as_text(table: StaffTable) -> Iterator[str]:
    """Lines of the report: the file, every row, what is wrong with it, what was passed over, the sum."""
    where = f", лист «{table.sheet}»" if table.sheet else ""
    yield f"{table.file}: прочитано строк — {len(table.rows)}{where}"
    for problem in table.problems:
        yield f"  {_mark(problem)} {problem.sentence}"
    yield ""
    width = max((len(str(row.row)) for row in table.rows), default=1)
    for row in table.rows:
        yield f"{row.row:>{width}}  {row.name or '(без имени)'}{_said(row)}"
        for problem in row.problems:
            yield f"{' ' * width}  {_mark(problem)} {problem.sentence}"
    if table.skipped:
        yield ""
        yield "Пропущено:"
        for each in table.skipped[:50]:
            yield f"{each.row:>{width}}  {each.reason}"
        if len(table.skipped) > 50:
            yield f"… и ещё {len(table.skipped) - 50}"
    if table.notes:
        yield ""
        yield from table.notes
    yield ""
    bad = sum(not row.can_be_taken for row in table.rows)
    doubtful = sum(bool(row.problems) and row.can_be_taken for row in table.rows)
    yield (
        f"Всего: {len(table.rows)}. Без замечаний: {len(table.rows) - bad - doubtful}, с замечаниями: "
        f"{doubtful}, с ошибками: {bad}."
    )


def _row_data(row: StaffRow) -> dict[str, Any]:
    return {
        "row": row.row,
        "name": row.name,
        "surname": row.surname,
        "first_name": row.first_name,
        "patronymic": row.patronymic,
        "name_is_short": row.name_is_short,
        "former_surname": row.former_surname,
        "position": row.position,
        "positions": list(row.positions),
        "category": CATEGORY_WORDS[row.category],
        "extra_categories": [_EXTRA_WORDS.get(each, "педагог-наставник") for each in row.extra_categories],
        "total_months": UNDER_YEAR if row.total_under_year else row.total_months,
        "special_months": UNDER_YEAR if row.special_under_year else row.special_months,
        "hired_on": row.hired_on,
        "email": row.email,
        "emails": list(row.emails),
        "phone": row.phone,
        "employment": row.employment,
        "rate": row.rate,
        "on_leave": row.on_leave,
        "education_level": row.education_level,
        "education": row.education,
        "training": row.training,
        "birth_year": row.birth_year,
        "same_person_as_row": row.same_person_as_row,
        "remark": row.remark,
        "problems": [_problem_data(each) for each in row.problems],
    }


def _problem_data(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "sentence": problem.sentence,
    }


def _said(row: StaffRow) -> str:
    """What is known of the person besides the name, on one line."""
    parts = [row.position or "(без должности)"]
    if row.employment in (INTERNAL, EXTERNAL):
        parts.append("внутреннее совместительство" if row.employment == INTERNAL else "внешнее совместительство")
    if row.rate:
        parts.append(f"ставка {row.rate.replace('.', ',')}")
    if row.on_leave:
        parts.append("в отпуске")
    if row.category:
        parts.append(f"категория: {CATEGORY_WORDS[row.category]}")
    for word, months, under in (
        ("стаж", row.total_months, row.total_under_year),
        ("по специальности", row.special_months, row.special_under_year),
    ):
        if under or months is not None:
            parts.append(f"{word} {'менее года' if under else months_in_words(months or 0)}")
    if row.hired_on:
        parts.append(f"принят(а) {russian_date(row.hired_on)}")
    parts += filter(None, (row.email, row.phone))
    if row.same_person_as_row:
        parts.append(f"тот же человек, что в строке {row.same_person_as_row}")
    return " · " + " · ".join(parts)


def _mark(problem: Problem) -> str:
    return "ошибка:" if problem.severity == ERROR else "замечание:"
