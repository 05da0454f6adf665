"""Whole files: the two samples, other kinds of files, files that cannot be taken."""

import datetime
from io import BytesIO
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from nastavnik.banks.answer_sheets import AnswerFileError, read_answers
from nastavnik.banks.answer_sheets.reader import MOST_ROWS

DATA = Path(__file__).resolve().parents[2] / "data"
HEADERS = ["Отметка времени", "ФИО", "Темы", "Опишите своими словами"]


def book(*rows, headers=HEADERS, above=()):
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        sheet = workbook.add_worksheet("Ответы")
        for number, row in enumerate([*above, headers, *rows]):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


def sample(name):
    return read_answers((DATA / name).read_bytes(), name=name)


@pytest.mark.clause("R2.1")
def test_sample_of_requests_is_read():
    table = sample("requests.xlsx")
    assert (table.bank, table.header_row, len(table.rows), table.unused) == ("mentees", 1, 16, [])
    first, second = table.rows[0], table.rows[12]
    assert (first.row, second.row) == (2, 14)
    assert first.name == second.name == "Овсянникова Дарья Максимовна"
    assert first.answered_at == "2026-09-03T12:41:08" < second.answered_at == "2026-09-07T13:01:59"
    assert (first.category, first.forms, first.hours, first.distance) == ("young", ["traditional"], ["sleep"], "yes")
    assert first.text.endswith("родительского собрания.\nОжидаемый результат: Сама составляю план и провожу собрание")
    assert first.wishes == [
        "Время: тихий час, кроме четверга", "К кому хотелось бы обратиться: Абросимова Н.Ю.",
        "Срочность: в первую очередь",
    ]  # fmt: skip
    assert [row.months for row in table.rows[:4]] == [None, 12, 24, 0]  # «меньше года», «1», «почти два», «0»
    names = {row.row: (row.surname, row.first_name, row.patronymic) for row in table.rows}
    assert names[13] == ("Шарипова", "Эльмира", "")
    assert names[16] == ("Фокин", "П.", "А.")
    assert names[17] == ("Петрова", "", "")


@pytest.mark.clause("R3.1")
def test_sample_of_questionnaires_is_read():
    table = sample("mentors.xlsx")
    assert (table.bank, len(table.rows)) == ("mentors", 13)
    assert [row.ready for row in table.rows] == ["yes"] * 5 + ["unclear"] + ["yes"] * 6 + ["no"]
    assert [row.capacity for row in table.rows] == [2, 2, 2, 1, 3, 3, 4, 2, 1, 1, 1, 2, None]
    assert [row.hours_per_week for row in table.rows] == [2, 1, 3, 1, 2, None, None, 1, None, 1, None, 2, None]
    assert table.rows[3].wishes == ["Время: вт, чт", "О готовности: Да, но только одного человека"]
    assert table.rows[0].adults == "Да, вела стажировку студентов колледжа"
    assert table.rows[-1].text == "Спасибо, в этом году лучше сама поучусь"


def test_header_may_stand_below_a_title_and_unknown_questions_are_named():
    table = read_answers(
        book(
            ["", "Ким Артём", "Игры", "Помогите", "синий"],
            headers=[*HEADERS, "Любимый цвет"],
            above=[["Анкета 2026"], []],
        )
    )
    assert (table.header_row, table.rows[0].row, table.unused) == (3, 4, ["Любимый цвет"])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_text_with_separators_is_read(encoding, mark):
    lines = [HEADERS, ["07.09.2026 13:01:59", "Ким Артём", '"Речевое развитие, Трудное поведение"', "Помогите"]]
    data = "\r\n".join(mark.join(line) for line in lines).encode(encoding)
    (row,) = read_answers(data, name="ответы.csv").rows
    assert (row.answered_at, row.topics) == ("2026-09-07T13:01:59", "Речевое развитие, Трудное поведение")


@pytest.mark.parametrize(
    ("stamp", "moment"),
    [
        (datetime.datetime(2026, 9, 7, 13, 1, 59), "46272.5"),
        ("2026/09/07 1:01:59 PM GMT+3", "2026-09-07T13:01:59"),
        ("2026-09-07 13:01:59", "2026-09-07T13:01:59"),
        ("07.09.2026", "2026-09-07T00:00:00"),
        ("вчера", ""),
        ("", ""),
    ],
)
def test_moment_of_an_answer_is_read_or_left_open(stamp, moment):
    if isinstance(stamp, datetime.datetime):
        assert sample("requests.xlsx").rows[12].answered_at == "2026-09-07T13:01:59"
        return
    (row,) = read_answers(book([stamp, "Ким Артём", "Игры", "…"])).rows
    assert row.answered_at == moment


def test_blank_rows_are_passed_over():
    table = read_answers(book(["", "Ким Артём", "Игры", ""], ["", " ", "\u00a0", ""], ["", "Яна Ли", "Игры", ""]))
    assert [row.row for row in table.rows] == [2, 4]


def test_formulas_stay_texts():
    (row,) = read_answers(book(["", "Ким Артём", "=1+1", "=cmd|'/c calc'!A1"])).rows
    assert (row.topics, row.text) == ("=1+1", "=cmd|'/c calc'!A1")


def test_name_that_is_a_formula_is_nobody():
    (row,) = read_answers(book(["", "=cmd|'/c calc'!A1", "Игры", "…"])).rows
    assert (row.surname, row.first_name) == ("=cmd|'/c calc'!A1", "")


def test_long_answer_is_cut_and_the_row_says_so():
    (row,) = read_answers(book(["", "Ким Артём", "Игры", "о" * 1600])).rows
    assert len(row.text) == 1500
    assert row.problems == ["Строка 2, столбец «Опишите своими словами»: 1600 знаков, а поместится 1500; взято начало."]


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "пусто.xlsx", "«пусто.xlsx» пуст. Выберите файл, в котором есть таблица ответов: таблица .xlsx, .ods"),
        (b"%PDF-1.7\n\x00\x01", "a.pdf", "Файл «a.pdf» — документ PDF, а нужна таблица .xlsx, .ods или .csv."),
        (b"<!doctype html><html><body>", "a.html", "«a.html» — страница сайта, а нужна таблица с ответами."),
        (b"PK\x03\x04 broken", "a.xlsx", "a.xlsx"),
    ],
)  # fmt: skip
def test_file_that_is_no_table_is_refused(data, name, sentence):
    with pytest.raises(AnswerFileError) as refusal:
        read_answers(data, name=name)
    assert sentence in refusal.value.sentence
    assert "сотрудников" not in refusal.value.sentence


def test_protected_file_is_refused():
    with pytest.raises(AnswerFileError, match="парол"):
        sample("bad/10-password.xlsx")


@pytest.mark.parametrize(
    ("headers", "rows", "sentence"),
    [
        (["Товар", "Цена", "Количество"], [["мяч", "1", "2"]], "не найдена строка с вопросами"),
        (["ФИО", "Темы", "Какая форма удобна?"], [["Ким Артём", "Игры", "любая"]], "не видно, о чём спрашивали"),
        (HEADERS, [], "нет ни одного ответа"),
    ],
)
def test_table_of_something_else_is_refused(headers, rows, sentence):
    with pytest.raises(AnswerFileError, match=sentence):
        read_answers(book(*rows, headers=headers), name="т.xlsx")


def test_lines_in_another_encoding_are_named():
    lines = [";".join(HEADERS).encode("cp1251"), ";Ким Артём;Игры;Помогите с речью".encode("cp1251")]
    lines += [f";Ли Яна{number};Игры;Нужен совет по речи детей".encode() for number in range(2)]
    with pytest.raises(AnswerFileError, match=r"записаны в другой кодировке .* лучше в UTF-8"):
        read_answers(b"\r\n".join(lines), name="смесь.csv")


def test_unclosed_quotation_mark_is_told_in_its_row():
    text = "\n".join([";".join(HEADERS), ';Ким Артём;Игры;"Помогите', ";Ли Яна;Игры;Совет"])
    table = read_answers(text.encode(), name="ответы.csv")
    assert table.rows[0].problems == ["Строка 2: кавычки не парные; поля разделены без их учёта, проверьте строку."]
    assert [row.surname for row in table.rows] == ["Ким", "Ли"]


def test_staff_table_is_no_table_of_answers():
    with pytest.raises(AnswerFileError):
        sample("staff-kindergarten.xlsx")


def test_too_many_answers_are_refused():
    rows = [["", f"Фамилия{number}", "Игры", "…"] for number in range(MOST_ROWS + 1)]
    with pytest.raises(AnswerFileError, match="больше 2000 ответов"):
        read_answers(book(*rows), name="т.xlsx")
