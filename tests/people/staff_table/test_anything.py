"""Whatever comes in, a table or a refusal in words comes out, and always the same one."""

import contextlib
import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nastavnik.people.staff_table import StaffFileError
from nastavnik.people.staff_table.dates import read_date
from nastavnik.people.staff_table.experience import read_experience

from .making import DATA, DAY, csv_of, ods, page, person, read, xls, xlsx

ROWS = [["№", "Ф.И.О.", "Должность", "Категория", "Стаж", "Дата приёма", "E-mail"]]
ROWS += [[1, "Рогозина Елена Павловна", "воспитатель (0,5 ст.)", "первая", 12, "01.09.2014", "r@ds.example"]]
FILES = [
    xlsx(ROWS),
    ods(ROWS),
    xls(ROWS),
    csv_of(ROWS),
    csv_of(ROWS, encoding="cp1251", delimiter=","),
    csv_of(ROWS, encoding="utf-16"),
    page(person("Рогозина Елена Павловна", genExperience="12 лет")),
    (DATA / "staff-kindergarten.xlsx").read_bytes(),
    (DATA / "bad" / "10-password.xlsx").read_bytes(),
]
LETTERS = "абвгдеёАБВЁИванич ,.;:()[]«»\"'-–—/+=@\t\n\u00a0\u00ad№0123456789годлетмесXxIVaceopё́<>&"
CELLS = st.text(alphabet=LETTERS, max_size=40) | st.sampled_from(
    [
        "Рогозина Елена Павловна",
        "Сушкова И.О.",
        "воспитатель",
        "внешн. совм., 0,5 ст.",
        "3 года 5 мес.",
        "01.09.2014",
        "нет",
    ]
)
MONTHS = ["января", "февраля", "марта", "апреля", "мая", "июня"]
MONTHS += ["июля", "августа", "сентября", "октября", "ноября", "декабря"]
quick = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _outcome(data):
    """What came of it: the table, or the sentence of the refusal. Any other exception fails the test."""
    try:
        return read(data, "файл")
    except StaffFileError as refusal:
        assert refusal.sentence
        return refusal.sentence


@quick
@given(st.binary(max_size=600))
def test_any_bytes_are_read_or_refused_in_words(data):
    assert _outcome(data) == _outcome(data)


@quick
@given(st.sampled_from(FILES), st.randoms(use_true_random=False), st.integers(1, 12))
def test_a_damaged_file_is_read_or_refused_in_words(data, chance: random.Random, count):
    damaged = bytearray(data)
    for _ in range(count):
        place = chance.randrange(len(damaged))
        if chance.random() < 0.8:
            damaged[place] = chance.randrange(256)
        else:
            del damaged[place : place + chance.randrange(1, 40)]
    assert _outcome(bytes(damaged)) == _outcome(bytes(damaged))


@quick
@given(st.lists(st.lists(CELLS, min_size=1, max_size=7), min_size=1, max_size=12), st.sampled_from([";", ",", "\t"]))
def test_any_text_in_the_cells_of_a_text_table_is_taken_or_questioned(rows, delimiter):
    outcome = _outcome(csv_of([*ROWS, *rows], delimiter=delimiter))
    assert outcome.rows[0].name == "Рогозина Елена Павловна"
    accounted = {row.row for row in outcome.rows} | {each.row for each in outcome.skipped}
    assert accounted <= set(range(2, len(rows) + 3))
    assert all(problem.sentence for row in outcome.rows for problem in row.problems)


@quick
@given(st.lists(st.lists(CELLS, min_size=7, max_size=7), min_size=1, max_size=8))
def test_any_text_in_the_cells_of_a_workbook_is_taken_or_questioned(rows):
    outcome = _outcome(xlsx([*ROWS, *rows]))
    assert outcome.rows[0].name == "Рогозина Елена Павловна"
    assert outcome == _outcome(xlsx([*ROWS, *rows]))


@quick
@given(CELLS, CELLS, CELLS)
def test_any_text_in_the_properties_of_a_page_is_taken_or_questioned(fio, post, experience):
    data = page(person("Рогозина Елена Павловна"), person(fio, post, genExperience=experience))
    assert _outcome(data).rows[0].name == "Рогозина Елена Павловна"


@quick
@given(st.dates(min_value=DAY.replace(year=1950), max_value=DAY))
def test_a_date_written_in_any_usual_form_is_read_as_it_was_meant(day):
    forms = [
        f"{day:%d.%m.%Y}",
        f"{day:%d/%m/%Y}",
        f"{day:%Y-%m-%d}",
        f"{day.day} {MONTHS[day.month - 1]} {day.year} г.",
        day,
    ]
    assert {read_date(form, DAY).iso for form in forms} == {day.isoformat()}


@quick
@given(st.integers(0, 69), st.integers(0, 11))
def test_experience_written_in_any_usual_form_is_read_as_it_was_meant(years, months):
    forms = [
        f"{years} лет {months} мес.",
        f"{years} г. {months} м.",
        f"{years}л.{months}м.",
        f"{years} года и {months} месяцев",
    ]
    assert {read_experience(form).first.months for form in forms} == {years * 12 + months}
    assert read_experience(years).first.months == years * 12


@quick
@given(st.text(max_size=60))
def test_no_text_breaks_the_readers_of_cells(text):
    for value in (text, text.upper(), text * 3):
        with contextlib.suppress(StaffFileError):
            read_date(value, DAY)
            read_experience(value, as_of="2026-09-01")
