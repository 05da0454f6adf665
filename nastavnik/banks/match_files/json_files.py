"""JSON both ways (docs/how-to/match.md): a bank in, the pairs out; what came out can be read in again."""

import datetime
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nastavnik.banks.match_files import headings as h
from nastavnik.banks.match_files.matching import Outcome
from nastavnik.banks.match_files.model import MENTEE, MENTOR, MatchFileError, Person, Remark
from nastavnik.banks.match_files.rows import persons_of
from nastavnik.banks.match_files.tables import Heading, Row
from nastavnik.banks.match_files.topics import known_name
from nastavnik.matching import Mentee, Mentor, Weights, to_plain
from nastavnik.matching.model import VIRTUAL
from nastavnik.people.staff_table.lines import Line

FORMAT = "nastavnik-match"
_FORM_CODE = re.compile(r"[a-z_]+")
_FIELDS = {
    "id": h.CODE, "name": h.NAME, "position": h.POSITION, "experience": h.EXPERIENCE, "text": h.TEXT,
    "forms": h.FORMS, "distance": h.DISTANCE, "hours": h.HOURS, "place": h.PLACE, "institution": h.INSTITUTION,
    "municipality": h.MUNICIPALITY, "wishes": h.WISHES, "vetoes": h.VETOES, "line_manager": h.MANAGER,
    "birth_year": h.BIRTH, "since": h.SINCE, "waiting_days": h.WAITING, "contact": h.CONTACT, "state": h.STATE,
    "consent": h.CONSENT, "ready": h.READY, "capacity": h.CAPACITY, "used": h.USED, "group": h.GROUP,
}  # fmt: skip
_OWN = ("experience_months", "topics", "person", "by_head")
_TOP = {"format", "mentees", "mentors", "excluded", "weights", "tie_key", "as_of"}
_RESULT = {"pairs", "unmatched", "groups", "lacking", "certificate", "input_hash", "remarks", "counts"}


@dataclass(frozen=True)
class JsonBank:
    """What a file says besides the people: wishes about the run itself."""

    people: list[Person]
    excluded: list[tuple[str, str]]
    weights: Mapping[str, Any]
    tie_key: str | None
    as_of: datetime.date | None


def read_json(data: bytes, name: str, remarks: list[Remark]) -> JsonBank:
    """Raises MatchFileError when it is no JSON or has another shape."""
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, RecursionError):
        raise MatchFileError(f"Файл «{name}» не читается как JSON: сохраните его в UTF-8.") from None
    except json.JSONDecodeError as error:
        raise MatchFileError(f"Файл «{name}» — не JSON: ошибка в строке {error.lineno}, знак {error.colno}.") from None
    if not isinstance(value, dict) or not {"mentees", "mentors"} & set(value):
        raise MatchFileError(
            f"В файле «{name}» нет списков mentees и mentors. Как он устроен, сказано в docs/how-to/match.md."
        )
    for key in sorted(set(value) - _TOP - _RESULT):
        remarks.append(Remark(name, "", 0, key, "такого раздела нет; он не прочитан."))
    people = [
        person
        for side, key in ((MENTEE, "mentees"), (MENTOR, "mentors"))
        for number, record in enumerate(_list(value.get(key, []), name, key), 1)
        for person in _persons(record, side, name, key, number, remarks)
    ]
    return JsonBank(
        people, _pairs(value, name), _weights(value, name), _text(value, "tie_key", name), _day(value, name)
    )


def write_json(outcome: Outcome, path: Path) -> None:
    """Write the people as the engine saw them, in the shape of the input, and all that was found."""
    bank, found = outcome.bank, outcome.round
    value = {
        "format": FORMAT,
        "as_of": bank.as_of.isoformat() if bank.as_of else None,
        "weights": to_plain(found.weights),
        "tie_key": outcome.instance.tie_key,
        "excluded": [list(pair) for pair in sorted(bank.excluded)],
        "mentees": [_record(one, bank.people[MENTEE, one.id]) for one in outcome.instance.mentees],
        "mentors": [_record(one, bank.people[MENTOR, one.id]) for one in outcome.instance.mentors],
        "pairs": [to_plain(pair) for pair in found.pairs],
        "unmatched": [to_plain(one) for one in found.unmatched],
        "groups": [to_plain(one) for one in found.groups],
        "lacking": [to_plain(one) for one in found.lacking_topics],
        "certificate": to_plain(found.certificate),
        "input_hash": found.input_hash,
        "remarks": [remark.sentence for remark in bank.remarks],
    }
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _persons(record: Any, side: str, name: str, part: str, number: int, remarks: list[Remark]) -> list[Person]:
    if not isinstance(record, dict):
        raise MatchFileError(f"Файл «{name}»: запись {number} в {part} — не объект со сведениями о человеке.")
    cells: list[object] = []
    fields: dict[str, tuple[int, ...]] = {}
    titles: dict[int, str] = {}
    for key, value in record.items():
        if key not in _FIELDS and key not in _OWN:
            remarks.append(Remark(name, part, number, key, "такого поля нет; оно не прочитано."))
        elif not _is_simple(value):
            raise MatchFileError(f"Файл «{name}»: {part}, запись {number}: поле {key} содержит вложенный объект.")
        elif key in ("wishes", "vetoes") and isinstance(value, list):
            continue  # ids or names, taken exactly below
        elif key in _FIELDS and value not in (None, "", []):
            fields[_FIELDS[key]] = (len(cells),)
            titles[len(cells)] = key
            cells.append("; ".join(_worded(value)) if isinstance(value, list) else _cell(value))
    if h.NAME not in fields and h.CODE in fields:
        fields[h.NAME] = fields[h.CODE]
    row = Row(name, part, Line(number, cells), Heading(0, fields, titles, side))
    found = list(persons_of(row, remarks, exact=True))
    for person in found:
        _exactly(person, record, name, part, number)
    return found


def _exactly(person: Person, record: dict[str, Any], name: str, part: str, number: int) -> None:
    """What JSON says more exactly than a cell can: months as a number, a list as a list."""
    months = record.get("experience_months")
    if months is not None:
        if not isinstance(months, int) or isinstance(months, bool) or not 0 <= months <= 1000:
            raise MatchFileError(f"Файл «{name}»: {part}, запись {number}: experience_months — целое число месяцев.")
        person.months = months
    topics = record.get("topics")
    if isinstance(topics, str):
        topics = [topics]
    if topics:
        person.topics = [known_name(str(topic)) for topic in topics]
    person.same_as = str(record.get("person") or "")
    person.by_head = person.by_head or record.get("by_head") is True
    if isinstance(record.get("forms"), list):
        person.forms |= {str(form) for form in record["forms"] if str(form).isascii()}
        person.distance = person.distance or VIRTUAL in person.forms
    for field, names in (("wishes", person.wishes), ("vetoes", person.vetoes)):
        if isinstance(record.get(field), list):
            names[:] = [str(each) for each in record[field]]


def _record(one: Mentee | Mentor, person: Person) -> dict[str, Any]:
    """A person in the shape of the input; what says nothing is left out."""
    plain = to_plain(one)
    record = {"id": plain.pop("id"), "name": person.name}
    if person.by_head:
        record["by_head"] = True
    renamed = {"distance_ok": "distance", "accepts_group": "group"}
    for key, value in plain.items():
        empty = value is None or value is False or value in ("", [])
        if not empty and not (key in ("used", "waiting_days") and value == 0):
            record[renamed.get(key, key)] = value
    if record.get("group") == 1:
        del record["group"]
    if record.get("person") == record["id"]:
        del record["person"]
    return record


def _worded(values: list) -> list[str]:
    """Codes of forms are taken exactly, elsewhere; a cell holds words."""
    return [str(value) for value in values if not _FORM_CODE.fullmatch(str(value))]


def _is_simple(value: Any) -> bool:
    if isinstance(value, list):
        return all(isinstance(each, str | int | float) for each in value)
    return value is None or isinstance(value, str | int | float | bool)


def _cell(value: Any) -> object:
    if isinstance(value, bool):
        return "да" if value else "нет"
    return value


def _list(value: Any, name: str, key: str) -> list:
    if not isinstance(value, list):
        raise MatchFileError(f"Файл «{name}»: {key} должен быть списком людей.")
    return value


def _pairs(value: dict, name: str) -> list[tuple[str, str]]:
    pairs = _list(value.get("excluded", []), name, "excluded")
    if not all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(one, str) for one in pair) for pair in pairs
    ):
        raise MatchFileError(f"Файл «{name}»: excluded — список пар [наставляемый, наставник].")
    return [(one, other) for one, other in pairs]


def _weights(value: dict, name: str) -> Mapping[str, Any]:
    weights = value.get("weights") or {}
    known = set(Weights.__dataclass_fields__)
    if not isinstance(weights, dict) or not set(weights) <= known:
        raise MatchFileError(f"Файл «{name}»: weights — объект с весами: {', '.join(sorted(known))}.")
    return weights


def _text(value: dict, key: str, name: str) -> str | None:
    text = value.get(key)
    if text is not None and not isinstance(text, str):
        raise MatchFileError(f"Файл «{name}»: {key} — строка.")
    return text


def _day(value: dict, name: str) -> datetime.date | None:
    text = value.get("as_of")
    try:
        return datetime.date.fromisoformat(text) if text else None
    except (TypeError, ValueError):
        raise MatchFileError(f"Файл «{name}»: as_of — день в виде 2026-09-14.") from None
