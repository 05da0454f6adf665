"""Files into tables: sheets whose heading line is found by its words, or whose columns are told by their cells."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from nastavnik.banks.answer_sheets import AnswerFileError
from nastavnik.banks.answer_sheets.files import open_answers
from nastavnik.banks.match_files import headings
from nastavnik.banks.match_files.guessing import both_roles, guessed, most_persons
from nastavnik.banks.match_files.model import MatchFileError, Remark
from nastavnik.people.staff_table.cells import one_line, plain, shorten
from nastavnik.people.staff_table.header_search import SEARCHED_LINES, Header, is_column_numbers
from nastavnik.people.staff_table.header_words import normal
from nastavnik.people.staff_table.lines import Line, Merge, Sheet
from nastavnik.people.staff_table.names import looks_like_person
from nastavnik.people.staff_table.passing import BLANK, why_passed

LARGEST_FILE = 20 * 1024 * 1024
MOST_ROWS = 100_000
_SAMPLE = 40
_SPREAD_NAMES = (headings.FIRST_NAME, headings.PATRONYMIC, headings.GIVEN)


@dataclass(frozen=True)
class Heading:
    """The heading of a table: field → columns, the words of each column, the side it speaks of ("" : both)."""

    row: int
    fields: dict[str, tuple[int, ...]]
    titles: dict[int, str]
    side: str

    def title(self, field: str) -> str:
        return shorten(self.titles.get(self.fields[field][0], ""), 50) if field in self.fields else ""


@dataclass(frozen=True)
class Row:
    """One line of people under a heading."""

    file: str
    sheet: str
    line: Line
    heading: Heading

    def cells(self, field: str) -> list[str]:
        """The filled cells of a field."""
        texts = (self._text(column) for column in self.heading.fields.get(field, ()))
        return [text for text in texts if text]

    def cell(self, field: str) -> str:
        return "\n".join(self.cells(field))

    def value(self, field: str) -> object:
        """The first cell as the file keeps it: a date is a date."""
        column = next(iter(self.heading.fields.get(field, ())), -1)
        return self.line.cells[column] if 0 <= column < len(self.line.cells) else None

    def has(self, field: str) -> bool:
        return field in self.heading.fields

    def _text(self, column: int) -> str:
        return plain(self.line.cells[column]) if column < len(self.line.cells) else ""


def read_file(path: Path) -> bytes:
    """Raises MatchFileError for what cannot be read as a file."""
    try:
        if path.is_dir():
            raise MatchFileError(f"«{path.name}» — папка, а не файл. Укажите файл с наставниками и наставляемыми.")
        if path.stat().st_size > LARGEST_FILE and path.suffix.lower() != ".json":
            raise MatchFileError(
                f"Файл «{path.name}» больше {LARGEST_FILE // 1024 // 1024} МБ. Уберите картинки и лишние листы или "
                "передайте данные в виде .json."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise MatchFileError(f"Файла «{path}» нет: проверьте путь и имя.") from None
    except OSError:
        raise MatchFileError(
            f"Файл «{path.name}» не удалось прочитать: закройте его в другой программе или скопируйте в свою папку."
        ) from None


def rows_of(data: bytes, name: str, side: str, remarks: list[Remark]) -> Iterator[Row]:
    """The rows of people on all sheets; `side` is told by the caller or "". Raises MatchFileError."""
    try:
        book = open_answers(data, name, headings.fields_of)
    except AnswerFileError as error:
        raise MatchFileError(error.sentence.replace("таблица ответов", "таблица наставников и наставляемых")) from error
    for fault in book.faults:
        remarks.append(Remark(name, "", 0, "", fault[1]))
    shown = [sheet for sheet in book.sheets if not sheet.hidden] or list(book.sheets)
    for sheet in book.sheets:
        if sheet not in shown:
            remarks.append(Remark(name, sheet.name, 0, "", "скрытый лист не читается; откройте его, если он нужен."))
    found = False
    for sheet in shown:
        for row in _rows_of_sheet(sheet, name, side, remarks, alone=len(shown) == 1):
            found = True
            yield row
    if not found and not any(each.file == name for each in remarks):
        raise MatchFileError(f"В файле «{name}» есть заголовок, но под ним нет ни одного человека. Заполните таблицу.")


def _rows_of_sheet(sheet: Sheet, name: str, side: str, remarks: list[Remark], *, alone: bool) -> Iterator[Row]:
    lines = iter(sheet.lines())
    head = list(islice(lines, SEARCHED_LINES))
    found = _find(head, sheet, name, side)
    if found is None:
        if any(plain(cell) for line in head for cell in line.cells):
            if alone:
                raise MatchFileError(
                    f"В файле «{name}» не найдена строка заголовка. Нужны столбец с фамилией, именем и отчеством и "
                    "столбец с темами: запрос у наставляемых, компетенции у наставников."
                )
            remarks.append(
                Remark(name, sheet.name, 0, "", "лист пропущен: на нём нет столбцов с именами и темами (запросами).")
            )
        return
    place, heading, said = found
    remarks += said
    if wrong := _unusable(heading):
        remarks.append(Remark(name, sheet.name, heading.row, "", wrong))
        return
    count = 0
    for line in chain(head[place:], lines):
        texts = [one_line(plain(cell)) for cell in line.cells]
        if _may_begin_again(texts) and (again := _heading_of_line(line.number, texts, sheet, name, side)):
            if again.fields != heading.fields or again.titles != heading.titles:
                heading = again
                remarks.append(
                    Remark(name, sheet.name, line.number, "", "здесь начинается вторая таблица; прочитаны обе.")
                )
                remarks += _unknown(again, sheet, name)
            continue
        reason = why_passed(line, _as_staff(heading))
        if reason:
            if reason != BLANK and "номер" not in reason:
                remarks.append(Remark(name, sheet.name, line.number, "", f"строка пропущена — {reason}."))
            continue
        count += 1
        if count > MOST_ROWS:
            raise MatchFileError(f"В файле «{name}» больше {MOST_ROWS} человек: передайте данные в виде .json.")
        yield Row(name, sheet.name, line, heading)


def _may_begin_again(texts: list[str]) -> bool:
    """A heading amid rows of people is believed only by plain words: «Наставник» may be somebody's role."""
    return any(len(text) < 100 and re.search(r"\bфио\b|\bфамили", normal(text)) for text in texts if text)


def _unusable(heading: Heading) -> str:
    """Why nobody can be matched by such a table; "" when it will do."""
    if not headings.OF_TOPICS & set(heading.fields):
        return (
            "таблица не читается: нет столбца с направлениями. Добавьте «Запрос» у наставляемых, «Компетенции» у "
            "наставников."
        )
    if not heading.side and not {headings.ROLE, headings.REQUEST, headings.OFFER} & set(heading.fields):
        return (
            "таблица не читается: не видно, наставники это или наставляемые. Назовите так лист, добавьте столбец "
            "«Роль» или укажите файл после --mentees или --mentors."
        )
    return ""


def _find(head: list[Line], sheet: Sheet, name: str, side: str) -> tuple[int, Heading, list[Remark]] | None:
    """Where the rows of people begin, and what the columns are."""
    best: tuple[int, Heading] | None = None
    for place in range(len(head)):
        if best and place > best[0] + 1:
            break
        found = _heading_at(head, place, sheet, name, side)
        if found and (best is None or len(found[1].fields) > len(best[1].fields)):
            best = found
    if best:
        heading, told = _by_cells(best[1], head[best[0] + 1 :], sheet, name)
        return best[0] + 1, heading, [*told, *_unknown(heading, sheet, name)]
    return _without_names(head, sheet, name, side)


def _without_names(head: list[Line], sheet: Sheet, name: str, side: str) -> tuple[int, Heading, list[Remark]] | None:
    """No heading says «ФИО»: the names are told by their cells, the other columns by their words or their cells."""
    first = next((place for place, line in enumerate(head) if _is_data(line)), None)
    if first is None:
        return None
    for place in range(first):
        texts = [one_line(plain(cell)) for cell in head[place].cells]
        found = _heading_of_line(head[place].number, texts, sheet, name, side, named=False)
        if found:
            heading, told = _by_cells(found, head[place + 1 :], sheet, name)
            if headings.NAME in heading.fields:
                return place + 1, heading, [*told, *_unknown(heading, sheet, name)]
    bare = Heading(0, {}, {}, side or headings.side_by_title(sheet.name) or headings.side_by_title(name))
    heading, told = _by_cells(bare, head[first:], sheet, name)
    if headings.NAME not in heading.fields or len(heading.fields) < 2:
        return None
    return first, heading, told


def _heading_at(head: list[Line], place: int, sheet: Sheet, name: str, side: str) -> tuple[int, Heading] | None:
    """The last line of a heading that begins here, of one line or of two, and the heading."""
    line = head[place]
    one = _heading_of_line(line.number, [one_line(plain(cell)) for cell in line.cells], sheet, name, side)
    if place + 1 < len(head) and not _is_data(head[place + 1]):
        below = head[place + 1]
        two = _heading_of_line(below.number, _joined(line, below, sheet.merges), sheet, name, side)
        if two and (one is None or len(two.fields) > len(one.fields)):
            return place + 1, two
    return (place, one) if one else None


def _heading_of_line(
    number: int, texts: list[str], sheet: Sheet, name: str, side: str, *, named: bool = True
) -> Heading | None:
    if sum(bool(text) for text in texts) < 2 or any(looks_like_person(text) or len(text) > 300 for text in texts):
        return None
    fields = headings.fields_of(texts)
    if bool(headings.NAMES & set(fields)) != named or len(set(fields) - {headings.UNNEEDED}) < (2 if named else 3):
        return None
    titles = {column: text for column, text in enumerate(texts) if text}
    told = headings.side_by_title(sheet.name)
    if headings.ROLE in fields:
        found = side
    else:
        found = side or told or _side_of_name(fields, titles) or headings.side_by_fields(fields)
        found = found or headings.side_by_title(name)
    return Heading(number, _of_own_side(fields, titles, found), titles, found)


def _of_own_side(fields: dict[str, tuple[int, ...]], titles: dict[int, str], side: str) -> dict[str, tuple[int, ...]]:
    """«Место работы наставника» in a bank of mentees speaks of somebody else."""
    institution = next(iter(fields.get(headings.INSTITUTION, ())), -1)
    if side and headings.side_by_title(titles.get(institution, "")) not in ("", side):
        return {field: columns for field, columns in fields.items() if field != headings.INSTITUTION} | {
            headings.UNNEEDED: (*fields.get(headings.UNNEEDED, ()), institution)
        }
    return fields


def _side_of_name(fields: dict[str, tuple[int, ...]], titles: dict[int, str]) -> str:
    """«ФИО наставника», «Наставляемый» over the names."""
    column = next((fields[each][0] for each in headings.NAMES if each in fields), -1)
    return headings.side_by_title(titles.get(column, ""))


def _joined(upper: Line, lower: Line, merges: Iterable[Merge]) -> list[str]:
    """The words of a heading of two lines: the lower ones, or the upper ones that reach down."""
    above = [one_line(plain(cell)) for cell in upper.cells]
    below = [one_line(plain(cell)) for cell in lower.cells]
    width = max(len(above), len(below))
    above += [""] * (width - len(above))
    below += [""] * (width - len(below))
    for merge in merges:
        if merge.top <= upper.number <= merge.bottom and merge.left < width:
            for column in range(merge.left, min(merge.right + 1, width)):
                above[column] = above[column] or above[merge.left]
    return [
        own if own and headings.meaning_of(own) else " ".join(filter(None, (parent, own)))
        for parent, own in zip(above, below, strict=True)
    ]


def _is_data(line: Line) -> bool:
    return any(looks_like_person(plain(cell)) for cell in line.cells) or is_column_numbers(line)


def _by_cells(heading: Heading, lines: list[Line], sheet: Sheet, name: str) -> tuple[Heading, list[Remark]]:
    """Columns whose words say nothing are told by what stands in them."""
    sample = [[plain(cell) for cell in line.cells] for line in lines[:_SAMPLE]]
    width = max((len(cells) for cells in sample), default=0)
    taken = {column for columns in heading.fields.values() for column in columns}
    fields, told = dict(heading.fields), []
    for field in (headings.STATE, headings.CATEGORY):
        column = fields.get(field, (-1,))[0]
        if (
            column >= 0
            and headings.ROLE not in fields
            and both_roles([each[column] for each in sample if column < len(each)])
        ):
            fields[headings.ROLE] = fields.pop(field)
    if not headings.NAMES & set(fields) and (names := most_persons(sample, taken)) is not None:
        taken.add(names)
        fields[headings.NAME] = (names,)
        told.append(_told(headings.NAME, names, heading, sheet, name))
    for column in range(width):
        if column in taken:
            continue
        texts = [cells[column] for cells in sample if column < len(cells) and cells[column]]
        field = guessed(texts, fields)
        if field:
            fields[field] = (column,)
            told.append(_told(field, column, heading, sheet, name))
    side = heading.side if headings.ROLE not in fields else ""
    return Heading(heading.row, fields, heading.titles, side), told


def _told(field: str, column: int, heading: Heading, sheet: Sheet, name: str) -> Remark:
    title = heading.titles.get(column, "") or f"№ {column + 1}"
    words = f"понят по содержанию: {WORDS[field]}. Назовите его так, чтобы не было сомнений."
    return Remark(name, sheet.name, heading.row, shorten(title, 50), words)


def _unknown(heading: Heading, sheet: Sheet, name: str) -> list[Remark]:
    used = {column for columns in heading.fields.values() for column in columns}
    return [
        Remark(name, sheet.name, heading.row, shorten(title, 50), "столбец не понят и в подборе не участвует.")
        for column, title in heading.titles.items()
        if column not in used and not re.fullmatch(r"[\d\s.)(№]*", title)
    ]


def _as_staff(heading: Heading) -> Header:
    """The heading as the reader of staff tables sees one, so that it tells rows of people from other rows."""
    wanted = (*headings.NAMES, *_SPREAD_NAMES, headings.POSITION)
    columns = {field: heading.fields[field] for field in wanted if field in heading.fields}
    return Header(heading.row, heading.row, columns, heading.titles, {}, ())


WORDS = {
    headings.NAME: "фамилия, имя, отчество",
    headings.ROLE: "роль",
    headings.POSITION: "должность",
    headings.TOPICS: "темы",
    headings.FORMS: "формы наставничества",
    headings.HOURS: "удобное время",
    headings.EXPERIENCE: "стаж",
    headings.INSTITUTION: "учреждение",
}
"""What a column that was told by its cells is called in a remark."""
