"""Rows that speak of one person: certain ones are marked, likely ones are asked about, none is merged.

Certain is only: the name is spelled alike in full, nothing contradicts, and something proves it (the same
address or telephone with another post, an inner part-time post, a merged cell). Everything else is a question.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from .cells import fold
from .model import INTERNAL, StaffRow
from .problems import RECORD, problem
from .readings import Issue, doubt

_COMPARED = 20  # rows of one name that a row is compared with


def mark_duplicates(
    rows: Sequence[StaffRow], spelled: Sequence[str], merged: dict[int, int], place: str, title: str
) -> tuple[StaffRow, ...]:
    """The same rows with `same_person_as_row` and questions.

    `spelled` is each name as the file has it, with one kind of space; `merged` maps a row to the row that its
    name cell is merged with; `title` is the header of the name.
    """
    by_key: dict[str, list[int]] = defaultdict(list)
    by_email: dict[str, int] = {}
    done: list[StaffRow] = []
    for index, row in enumerate(rows):
        found, issue = _earlier(index, rows, done, spelled, merged, by_key, place)
        if issue is None and found is None:
            issue = _same_address(row, by_email, rows, place)
        if found is not None:
            row = replace(row, same_person_as_row=found)
        if issue is not None:
            row = replace(row, problems=(*row.problems, problem(place, row.row, title, row.name, issue)))
        done.append(row)
        if row.surname and row.first_name:
            for key in _registered(row):
                if len(by_key[key]) < _COMPARED:
                    by_key[key].append(index)
        for email in row.emails:
            by_email.setdefault(email, index)
    return tuple(done)


def _earlier(
    index: int,
    rows: Sequence[StaffRow],
    done: list[StaffRow],
    spelled: Sequence[str],
    merged: dict[int, int],
    by_key: dict[str, list[int]],
    place: str,
) -> tuple[int | None, Issue | None]:
    row = rows[index]
    if row.row in merged:
        origin = next((each for each in done if each.row == merged[row.row]), None)
        return (origin.same_person_as_row or origin.row if origin else None), None
    if not row.surname or not row.first_name:
        return None, None
    candidates = list(dict.fromkeys(other for key in _sought(row) for other in by_key.get(key, ())))
    if not candidates:
        return None, None
    alike = [other for other in candidates if spelled[other] == spelled[index] and not row.name_is_short]
    certain = [other for other in alike if _proven(row, rows[other], alone=len(alike) == 1)]
    if certain:
        origin = done[certain[0]]
        return origin.same_person_as_row or origin.row, None
    nearest = (alike or candidates)[0]
    return None, _question(row, rows[nearest], spelled[index], spelled[nearest], place)


def _proven(row: StaffRow, other: StaffRow, *, alone: bool) -> bool:
    if _contradictions(row, other):
        return False
    if set(row.positions) & set(other.positions) or not row.position or not other.position:
        return False
    same_contact = bool(set(row.emails) & set(other.emails)) or bool(row.phone and row.phone == other.phone)
    if same_contact:
        return True
    inner = (row.employment == INTERNAL) != (other.employment == INTERNAL)
    return inner and alone and row.patronymic != "" and row.total_months == other.total_months


def _contradictions(row: StaffRow, other: StaffRow) -> list[str]:
    """What speaks against one person, in words."""
    against = []
    if row.emails and other.emails and not set(row.emails) & set(other.emails):
        against.append("адреса почты")
    if row.phone and other.phone and row.phone != other.phone:
        against.append("телефоны")
    if _totals_differ(row, other):
        against.append("общий стаж")
    if row.birth_year and other.birth_year and row.birth_year != other.birth_year:
        against.append("год рождения")
    return against


def _totals_differ(row: StaffRow, other: StaffRow) -> bool:
    """A month of difference is rounding; «менее года» agrees with less than twelve months."""
    one, two = row.total_months, other.total_months
    if row.total_under_year or other.total_under_year:
        return max(one or 0, two or 0) >= 12
    return one is not None and two is not None and abs(one - two) > 1


def _question(row: StaffRow, other: StaffRow, spelled: str, other_spelled: str, place: str) -> Issue:
    who = (
        f"«{row.name}»"
        if spelled == other_spelled
        else f"«{spelled}» и «{other_spelled}» ({place.lower()} {other.row})"
    )
    there = f"{'в записи' if place == RECORD else 'в строке'} {other.row}"
    against = _contradictions(row, other)
    if spelled == other_spelled:
        if against:
            return doubt(
                "namesake",
                f"{who} есть и {there}, но различаются {', '.join(against)}: это один человек или полные "
                f"тёзки? "
                "Если один, исправьте различия; если два, оставьте как есть",
            )
        if row.positions == other.positions and row.hired_on == other.hired_on:
            return doubt("row_repeated", f"{who} уже есть {there} с той же должностью; лишнюю строку удалите")
        return doubt(
            "same_name",
            f"{who} есть и {there}: это один человек с двумя должностями или полные тёзки? "
            "Для совместителя напишите при должности «внутр. совм.»",
        )
    if row.name_is_short or other.name_is_short:
        return doubt(
            "likely_duplicate",
            f"{who} — один человек? Впишите имя полностью; если один, удалите лишнюю строку",
        )
    return doubt(
        "likely_duplicate",
        f"{who} — один человек? Если да, пишите имя одинаково; если нет, оставьте как есть",
    )


def _same_address(row: StaffRow, by_email: dict[str, int], rows: Sequence[StaffRow], place: str) -> Issue | None:
    for email in row.emails:
        if email in by_email:
            other = rows[by_email[email]]
            if other.first_name == row.first_name and other.patronymic == row.patronymic and row.patronymic:
                said = (
                    f"тот же адрес {email} и те же имя и отчество у «{other.name}» ({place.lower()} "
                    f"{other.row}): "
                    "один человек сменил фамилию? Если да, оставьте одну строку"
                )
                return doubt("likely_duplicate", said)
            said = f"адрес {email} стоит и у «{other.name}» ({place.lower()} {other.row}); у каждого должен быть свой"
            return doubt("email_shared", said)
    return None


def _registered(row: StaffRow) -> list[str]:
    """Under these keys later rows find this one."""
    surname, given, patronymic = _folded(row.surname), _folded(row.first_name), _folded(row.patronymic)
    initials = f"{surname}|{given[:1]}{patronymic[:1]}"
    if row.name_is_short:
        return [f"short|{initials}"]
    if not patronymic:
        return [f"bare|{surname}|{given}", f"full|{initials}"]
    return [f"name|{surname}|{given}|{patronymic}", f"given|{surname}|{given}", f"full|{initials}"]


def _sought(row: StaffRow) -> list[str]:
    """Under these keys this row looks for earlier ones: the whole name first, then what may be the same."""
    surname, given, patronymic = _folded(row.surname), _folded(row.first_name), _folded(row.patronymic)
    initials = f"{surname}|{given[:1]}{patronymic[:1]}"
    if row.name_is_short:
        return [f"short|{initials}", f"full|{initials}"]
    if not patronymic:
        return [f"bare|{surname}|{given}", f"given|{surname}|{given}", f"short|{initials}"]
    return [f"name|{surname}|{given}|{patronymic}", f"short|{initials}", f"bare|{surname}|{given}"]


@lru_cache(maxsize=16384)
def _folded(word: str) -> str:
    """Spellings of one name made equal: ё, Наталия and Наталья, Геннадиевна and Геннадьевна, double letters."""
    word = re.sub(r"[^\w]", "", fold(word))
    word = word.replace("ия", "ья").replace("иевна", "ьевна").replace("иевич", "ьевич").replace("ие", "ье")
    word = word.replace("ь", "").replace("ъ", "").replace("й", "и")
    return re.sub(r"(.)\1", r"\1", word)
