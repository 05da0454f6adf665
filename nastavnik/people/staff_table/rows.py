"""One row of cells into one row of meaning."""

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from .categories import CategoryReading, find_category, read_category
from .cells import fold, is_nothing, one_line, plain, shorten
from .contacts import read_emails, read_phone
from .dates import EARLIEST_YEAR, find_date, read_date
from .education import education_level
from .employments import SIDE, Employment, read_employment
from .experience import ExperienceReading, Length, months_in_words, read_experience
from .header_search import Header
from .header_words import (
    BIRTH,
    BOTH,
    CATEGORY,
    CONTACTS,
    EDUCATION,
    EDUCATION_LEVEL,
    EMAIL,
    EMPLOYMENT,
    FIRST_NAME,
    GIVEN,
    HIRED,
    NAME,
    NAME_AND_POST,
    NOTE,
    PATRONYMIC,
    PHONE,
    POSITION,
    QUALIFICATION,
    RATE,
    SPECIAL,
    SURNAME,
    SURNAME_AND_FIRST,
    TOTAL,
    TRAINING,
    counts_months,
)
from .lines import Line
from .model import MAIN, NONE, UNKNOWN, Problem, StaffRow
from .names import NameReading, name_and_post, read_name, read_name_parts
from .post_words import begins_post
from .posts import PostReading, read_post
from .problems import problem
from .readings import Issue, doubt

LONGEST_TEXT = 3000  # education and training are kept up to here


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rows of one file share: `as_of` is the date of the table (ISO or ""), `today` fixes the century.

    `categories_told`: the file has a place for categories, so that silence means «нет».
    """

    today: datetime.date
    as_of: str
    place: str
    categories_told: bool


class RowReader:
    """Reads the rows under one header."""

    def __init__(self, header: Header, reading: Reading):
        self.header = header
        self.reading = reading

    def read(self, line: Line) -> tuple[StaffRow, str]:
        """The row as understood, and its name as spelled in the file."""
        work = _Row(self.header, self.reading, line)
        return work.understood(), one_line(work.spelled)


class _Row:
    """The work on one row: cells are read in turn, problems gathered."""

    def __init__(self, header: Header, reading: Reading, line: Line):
        self.header, self.reading, self.line = header, reading, line
        self.problems: list[Problem] = []
        self.spelled = ""

    def understood(self) -> StaffRow:
        self._troubles()
        name = self._name()
        post = self._post(name)
        note = self._texts(NOTE)
        employment = self._employment(post.employment, name, note)
        self._dismissal((post.remark, name.rest, note))
        category, category_text = self._category(post)
        total, special = self._experience()
        emails, phone = self._contacts()
        level, education = self._education()
        rest = "" if begins_post(name.rest) and POSITION not in self.header.columns else name.rest
        return StaffRow(
            row=self.line.number,
            surname=name.surname,
            first_name=name.first_name,
            patronymic=name.patronymic,
            name=name.name,
            name_is_short=name.short,
            former_surname=name.former_surname,
            position=_same(post.position),
            positions=post.positions,
            remark="; ".join(filter(None, (post.remark, rest, note)))[:LONGEST_TEXT],
            employment=employment.kind,
            rate=_same(employment.rate),
            on_leave=employment.on_leave,
            category=category.category,
            extra_categories=category.extra,
            category_text=_same(category_text[:LONGEST_TEXT]),
            total_months=total.months,
            total_under_year=total.under_year,
            special_months=special.months,
            special_under_year=special.under_year,
            hired_on=self._hired(),
            emails=emails,
            phone=phone,
            education_level=level,
            education=education,
            training=self._texts(TRAINING, "; "),
            birth_year=self._birth_year() or name.birth_year,
            same_person_as_row=None,
            problems=tuple(self.problems),
        )

    # Cells

    def _cell(self, field: str) -> object:
        columns = self.header.columns.get(field)
        return self._at(columns[0]) if columns else ""

    def _at(self, column: int) -> object:
        return self.line.cells[column] if column < len(self.line.cells) else ""

    def _texts(self, field: str, glue: str = "; ") -> str:
        """All columns of a field as one text, what says nothing left out."""
        parts = []
        for column in self.header.columns.get(field, ()):
            text = plain(self._at(column))
            if text and not is_nothing(text):
                parts.append(text.replace("\n", glue))
        return _same(glue.join(dict.fromkeys(parts))[:LONGEST_TEXT])

    def _report(self, field: str, value: object, issues: tuple[Issue, ...]) -> None:
        for issue in issues:
            title = self.header.title(field)
            self.problems.append(problem(self.reading.place, self.line.number, title, plain(value), issue))

    def _troubles(self) -> None:
        for column, issue in sorted(self.line.troubles.items()):
            title = self.header.titles.get(column, "") if column >= 0 else ""
            value = plain(self._at(column)) if column >= 0 else ""
            if title or column < 0:
                self.problems.append(problem(self.reading.place, self.line.number, title, value, issue))

    # Name and post

    def _name(self) -> NameReading:
        fields = (NAME, SURNAME, FIRST_NAME, PATRONYMIC, GIVEN, SURNAME_AND_FIRST, NAME_AND_POST)
        cell = {field: plain(self._cell(field)) for field in fields if field in self.header.columns}
        field = next(iter(cell), NAME)
        if NAME in cell:
            text = cell[NAME]
            if self.header.beside_name and len(text.split()) == 1:
                beside = [plain(self._at(column)) for column in self.header.beside_name]
                text = " ".join(filter(None, (text, *beside)))
            name = read_name(text)
        elif NAME_AND_POST in cell:
            text = cell[NAME_AND_POST]
            who, post = name_and_post(text)
            name = read_name(who)
            if post:
                name = NameReading(*_head(name), rest="; ".join(filter(None, (name.rest, post))), issues=name.issues)
        elif SURNAME_AND_FIRST in cell:
            text = " ".join(filter(None, cell.values()))
            name = read_name(text)
        else:
            given = cell.get(GIVEN, cell.get(FIRST_NAME, ""))
            text = " ".join(filter(None, (cell.get(SURNAME, ""), given, cell.get(PATRONYMIC, ""))))
            name = read_name_parts(cell.get(SURNAME, ""), given, cell.get(PATRONYMIC, ""))
        self.spelled = text
        self._report(field, shorten(text, 200), name.issues)
        return name

    def _post(self, name: NameReading) -> PostReading:
        field = POSITION if POSITION in self.header.columns else NAME_AND_POST
        text = plain(self._cell(POSITION))
        for column in self.header.columns.get(POSITION, ())[1:]:  # «Должность по совместительству»
            second = plain(self._at(column))
            text = text if is_nothing(second) else f"{text}; {second}"
        from_name = name.rest if begins_post(name.rest) else ""
        if (not text or is_nothing(text)) and from_name:
            text = from_name
        post = read_post(text)
        self._report(field, text, post.issues)
        if not post.position and not post.issues and POSITION in self.header.columns:
            self._report(field, text, (doubt("post_missing", "должность не указана; впишите её"),))
        return post

    def _employment(self, of_post: Employment, name: NameReading, note: str) -> Employment:
        employment = of_post
        column = self._texts(EMPLOYMENT)
        if column:
            said = read_employment(column)
            if (
                not said.kind
                and re.match(r"да\b|\+", fold(column))
                and "совмест" in fold(self.header.title(EMPLOYMENT))
            ):
                said = Employment(SIDE, said.rate, said.on_leave)
            employment = employment.joined(said)
        rate = plain(self._cell(RATE))
        employment = employment.joined(read_employment(rate, bare_rate=True) if rate else Employment())
        for text in (name.rest, note):
            employment = employment.joined(read_employment(text[:300]))
        if employment.kind == SIDE:
            field = POSITION if of_post.kind == SIDE else EMPLOYMENT
            asked = "совместительство без уточнения; напишите «внутр. совм.» или «внешн. совм.»"
            self._report(field, plain(self._cell(field)), (doubt("employment_unclear", asked),))
            return Employment("", employment.rate, employment.on_leave)
        return Employment(employment.kind or MAIN, employment.rate, employment.on_leave)

    def _dismissal(self, remarks: tuple[str, ...]) -> None:
        said = next((remark for remark in remarks if re.search(r"\bувол(?:ен|ьн)", fold(remark))), "")
        if said:
            asked = f"«{shorten(said)}»: человек уволен? Если да, уберите строку из таблицы"
            self._report(NOTE, said, (doubt("dismissed", asked),))

    # Qualification

    def _category(self, post: PostReading) -> tuple[CategoryReading, str]:
        text = plain(self._cell(CATEGORY))
        qualification = self._texts(QUALIFICATION, "\n") if QUALIFICATION in self.header.columns else ""
        if CATEGORY in self.header.columns:
            reading = read_category(text[:LONGEST_TEXT])
            self._report(CATEGORY, text, reading.issues)
        else:
            reading = find_category(qualification)
            text = qualification
        if reading.category in (UNKNOWN, NONE) and post.category:
            reading = CategoryReading(post.category, reading.extra)
        if reading.category == UNKNOWN and not reading.issues and self.reading.categories_told:
            reading = CategoryReading(NONE, reading.extra)
        return reading, one_line(text)

    def _experience(self) -> tuple[Length, Length]:
        if BOTH in self.header.columns:
            both = self._one_experience(BOTH)
            return both.first, both.second or Length()
        total, special = self._one_experience(TOTAL), self._one_experience(SPECIAL)
        first, second = total.first, special.first
        if total.second is not None:
            if SPECIAL not in self.header.columns:
                second = total.second
                if not total.labelled:
                    said = "в ячейке два стажа; первый понят как общий, второй как стаж по специальности. Проверьте"
                    self._report(TOTAL, self._cell(TOTAL), (doubt("experience_two", said),))
            else:
                said = "в ячейке два стажа; взят первый. Оставьте один"
                self._report(TOTAL, self._cell(TOTAL), (doubt("experience_two", said),))
        if special.second is not None:
            said = "в ячейке два стажа; взят первый. Оставьте один"
            self._report(SPECIAL, self._cell(SPECIAL), (doubt("experience_two", said),))
        if second.months is not None and second.months > (11 if first.under_year else first.months or second.months):
            whole = "менее года" if first.under_year else months_in_words(first.months or 0)
            said = f"стаж по специальности ({months_in_words(second.months)}) больше общего ({whole}); проверьте оба"
            self._report(SPECIAL, self._cell(SPECIAL), (doubt("experience_contradiction", said),))
        return first, second

    def _one_experience(self, field: str) -> ExperienceReading:
        columns = self.header.columns.get(field, ())
        if not columns:
            return ExperienceReading()
        if self.header.units and all(column in self.header.units for column in columns):
            return self._by_units(field, columns)
        value = self._cell(field)
        months = counts_months(self.header.title(field))
        reading = _cached_experience(value, self.reading.as_of, months)
        self._report(field, value, reading.issues)
        return reading

    def _by_units(self, field: str, columns: tuple[int, ...]) -> ExperienceReading:
        """Years and months in columns of their own."""
        words = {"years": "лет", "months": "мес.", "days": "дн."}
        parts = []
        for column in columns:
            text = plain(self._at(column))[:100]
            if text and not is_nothing(text):
                parts.append(f"{text} {words[self.header.units[column]]}" if text.isdecimal() else text)
        text = " ".join(parts)
        reading = _cached_experience(text, self.reading.as_of, False)
        self._report(field, text, reading.issues)
        return reading

    # The rest

    def _hired(self) -> str:
        value = self._cell(HIRED)
        reading = read_date(value, self.reading.today)
        self._report(HIRED, value, reading.issues)
        return reading.iso

    def _contacts(self) -> tuple[tuple[str, ...], str]:
        both = plain(self._cell(CONTACTS))[:1000]
        mail = self._cell(EMAIL)
        emails, phone = read_emails(mail), read_phone(self._cell(PHONE))
        self._report(EMAIL, mail, emails.issues)
        self._report(PHONE, self._cell(PHONE), phone.issues)
        found, number = emails.emails, phone.phone or emails.phone
        if both and not is_nothing(both):
            found = found or read_emails(" ".join(re.findall(r"\S+@\S+", both))).emails
            number = number or read_phone(re.sub(r"\S*@\S*", " ", both)).phone
        return found, number

    def _education(self) -> tuple[str, str]:
        level = self._texts(EDUCATION_LEVEL, ", ")
        education = "; ".join(filter(None, (self._texts(EDUCATION, ", "), self._texts(QUALIFICATION, ", "))))
        both = "; ".join(filter(None, (level, education)))[:LONGEST_TEXT]
        return education_level(level) or education_level(self._texts(EDUCATION, ", ")), _same(both)

    def _birth_year(self) -> int | None:
        """Only the year: the day and the month are not needed and not kept."""
        value = self._cell(BIRTH)
        if isinstance(value, datetime.date):
            return value.year
        text = plain(value)
        iso = find_date(text[:100], self.reading.today) if text else ""
        year = int(iso[:4]) if iso else 0
        return year if EARLIEST_YEAR - 10 <= year <= self.reading.today.year - 14 else None


def _head(name: NameReading) -> tuple[str, str, str, bool, str, int | None]:
    return name.surname, name.first_name, name.patronymic, name.short, name.former_surname, name.birth_year


@lru_cache(maxsize=4096)
def _cached_experience(value: object, as_of: str, months: bool) -> ExperienceReading:
    return read_experience(value, as_of=as_of, months=months)


@lru_cache(maxsize=4096)
def _same(text: str) -> str:
    """One object for equal texts: in a large table most of them repeat."""
    return text
