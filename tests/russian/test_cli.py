"""The command `nastavnik decline`: tables in, tables with cases out, reasons instead of failures."""

import csv
import io
import subprocess
import sys

import pytest

from nastavnik.russian.cases import OBLIQUE
from nastavnik.russian.cli import decline, main

from .samples import COMMON, rows, wrong_forms

NAMES = "full_name,sex\nСмирнова Анна Ивановна,ж\nГоголь Никифор Савельевич,м\n"


@pytest.fixture
def run(tmp_path, capfdbinary):
    """Write a file, run the command on it, and hand back (exit code, rows of the output, standard error)."""

    def run_on(content: bytes, kind="names", delimiter=","):
        path = tmp_path / "table.csv"
        path.write_bytes(content)
        code = main(["--kind", kind, str(path)])
        captured = capfdbinary.readouterr()
        table = list(csv.DictReader(io.StringIO(captured.out.decode("utf-8")), delimiter=delimiter))
        return code, table, captured.err.decode()

    return run_on


@pytest.mark.parametrize(("kind", "sample"), [("names", "names.csv"), ("positions", "positions.csv")])
def test_the_common_samples_come_out_right(run, kind, sample):
    wanted = rows(COMMON / sample)
    columns = ["full_name", "sex"] if kind == "names" else ["nominative"]
    source = io.StringIO()
    writer = csv.DictWriter(source, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(wanted)
    code, table, errors = run(source.getvalue().encode(), kind)
    assert (code, errors) == (0, "")
    assert list(table[0]) == [*columns, *OBLIQUE]
    faults = []
    for row, answer in zip(wanted, table, strict=True):
        for fault in wrong_forms(row, _Answer(answer)):
            faults.append(fault)
    assert faults == []


class _Answer:
    """A row of the output, looked at like Cases."""

    def __init__(self, row):
        self.__dict__.update(row)
        self.nominative = row.get("nominative") or row["full_name"]


@pytest.mark.parametrize(
    "content",
    [
        NAMES.encode("utf-8"),
        NAMES.encode("utf-8-sig"),
        NAMES.encode("cp1251"),
        NAMES.encode("utf-16"),
        NAMES.replace("\n", "\r\n").encode("cp1251"),
    ],
    ids=["utf-8", "bom", "cp1251", "utf-16", "cp1251 crlf"],
)
def test_every_usual_encoding_is_read(run, content):
    code, table, _ = run(content)
    assert code == 0
    assert [row["instrumental"] for row in table] == [
        "Смирновой Анной Ивановной",
        "Гоголем Никифором Савельевичем",
    ]


def test_semicolons_stay_and_the_columns_may_stand_in_any_order(run):
    content = "Пол;табель;ФИО\nжен;17;Ким Анна\n".encode("cp1251")
    code, table, _ = run(content, delimiter=";")
    assert code == 0
    assert list(table[0]) == ["Пол", "табель", "ФИО", *OBLIQUE]
    assert table[0]["табель"] == "17"
    assert table[0]["genitive"] == "Ким Анны"


@pytest.mark.parametrize("word", ["ж", "Ж", "f", "female", "жен", "жен.", "женский"])
def test_the_female_sex_is_understood_in_every_usual_spelling(run, word):
    _, table, _ = run(f"full_name,sex\nКравчук Ирина,{word}\n".encode())
    assert table[0]["genitive"] == "Кравчук Ирины"


@pytest.mark.parametrize("word", ["м", "М", "m", "male", "муж", "муж.", "мужской"])
def test_the_male_sex_is_understood_in_every_usual_spelling(run, word):
    _, table, _ = run(f"full_name,sex\nКравчук Василий,{word}\n".encode())
    assert table[0]["genitive"] == "Кравчука Василия"


def test_a_row_that_cannot_be_done_gets_a_reason_and_the_others_are_done(run):
    content = (
        "full_name,sex\nИванова Мария,\nИванова Мария,да\nCмит Джон,м\nИванова,ж\n,ж\nИванова Мария,ж\n"
        "Иванова (Петрова) Мария,ж\nИванова Мария,ж,ещё\n"
    )
    code, table, errors = run(content.encode())
    assert (code, errors) == (0, "")
    assert [(row["dative"], row["problem"]) for row in table] == [
        ("", "Не указан пол: впишите ж или м."),
        ("", "Пол «да» непонятен: впишите ж или м."),
        ("", "Посторонний знак «C» в имени: напишите имя русскими буквами."),
        ("", "Нужны хотя бы фамилия и имя."),
        ("", "Имя не указано."),
        ("Ивановой Марии", ""),
        ("", "В имени есть посторонние знаки: оставьте только фамилию, имя и отчество."),
        ("", "Ячеек больше, чем в заголовке: возьмите текст с запятой в кавычки."),
    ]
    assert {row[case] for row in table[:5] for case in OBLIQUE} == {""}


def test_posts_that_cannot_be_done_get_a_reason(run):
    content = 'n,nominative\n1,"№ 7"\n2,\n3,=СУММ(A1)\n4,воспитатель\n'
    _, table, _ = run(content.encode(), "positions")
    assert [(row["genitive"], row["problem"]) for row in table] == [
        ("", "Не найдено слово, которое склоняется: впишите формы сами."),
        ("", "Должность не указана."),
        ("", "Должность начинается со знака, с которого начинают формулу."),
        ("воспитателя", ""),
    ]


def test_in_a_table_of_one_column_commas_belong_to_the_post(run):
    _, table, _ = run("nominative\nвоспитатель, музыкальный руководитель\n".encode(), "positions")
    assert table[0]["nominative"] == "воспитатель, музыкальный руководитель"
    assert table[0]["dative"] == "воспитателю, музыкальному руководителю"


def test_a_form_already_in_the_table_is_a_correction_and_stays(run):
    content = "full_name,dative,sex\nКим Наталия,Ким Наталье,ж\nКим Наталия,,ж\n"
    _, table, _ = run(content.encode())
    assert list(table[0]) == [
        "full_name",
        "dative",
        "sex",
        "genitive",
        "accusative",
        "instrumental",
        "prepositional",
    ]
    assert [row["dative"] for row in table] == ["Ким Наталье", "Ким Наталии"]


def test_five_corrections_need_no_sex(run):
    content = f"full_name,sex,{','.join(OBLIQUE)}\nКим Саша,,а,б,в,г,д\n"
    _, table, _ = run(content.encode())
    assert list(table[0].values()) == ["Ким Саша", "", "а", "б", "в", "г", "д"]


def test_names_in_three_columns_are_read(run):
    content = "Фамилия;Имя;Отчество;Пол\nМамедова;Севиндж;Расим кызы;ж\nМюллер;Ханна;;ж\n"
    _, table, _ = run(content.encode(), delimiter=";")
    assert [row["dative"] for row in table] == ["Мамедовой Севиндж Расим кызы", "Мюллер Ханне"]


def test_line_breaks_inside_a_cell_and_blank_rows_do_no_harm(run):
    content = 'full_name,sex\n"Смирнова\nАнна",ж\n,\n\n  ,  \nКим Анна,ж\n'
    _, table, _ = run(content.encode())
    assert [row["dative"] for row in table] == ["Смирновой Анне", "Ким Анне"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Файл пуст"),
        (b"\xef\xbb\xbf \n", "Файл пуст"),
        ("имя,лет\nАнна,5\n".encode(), "В заголовке нет столбца full_name"),
        ("full_name\nКим Анна\n".encode(), "В заголовке нет столбца sex"),
        (b'full_name,sex\n"\xd0\x90,x\n', "Таблица не читается, строка 2"),
        (b"PK\x03\x04rest", "Это не таблица CSV"),
        (b"full_name,sex\nx\x98,x\n", "Кодировка файла не распознана, строка 2"),
        (
            "full_name,sex\nКим Анна,ж\n".encode("cp1251") + "Цой Анна,ж\n".encode(),
            "смешаны две кодировки: строки 3 в UTF-8",
        ),
    ],
    ids=["empty", "blank", "no name", "no sex", "quotes", "xlsx", "bytes", "mixed"],
)
def test_unusable_input_is_refused_with_a_sentence(run, content, sentence):
    code, table, errors = run(content)
    assert code == 1
    assert table == []
    assert sentence in errors
    assert errors.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Не указано, что склонять"),
        (["--kind"], "Не указано, что склонять"),
        (["--kind", "cats", "x.csv"], "Неизвестный вид «cats»"),
        (["--kind", "names"], "Нужен ровно один файл"),
        (["--kind=names", "a.csv", "b.csv"], "Нужен ровно один файл"),
        (["--kind", "names", "--fast"], "Нужен ровно один файл"),
    ],
)
def test_a_wrong_call_shows_how_to_call(capsys, arguments, sentence):
    assert main(arguments) == 2
    errors = capsys.readouterr().err
    assert errors.startswith(sentence)
    assert "Использование: nastavnik decline --kind names|positions ФАЙЛ" in errors


def test_a_missing_file_is_named(capsys, tmp_path):
    assert main(["--kind", "names", str(tmp_path / "нет.csv")]) == 1
    assert "нет.csv» не найден" in capsys.readouterr().err


def test_a_folder_is_not_a_file(capsys, tmp_path):
    assert main(["--kind", "names", str(tmp_path)]) == 1
    assert "не открывается" in capsys.readouterr().err


def test_help_is_no_error(capsys):
    assert main(["--help"]) == 0
    assert "столбец nominative" in capsys.readouterr().out


def test_the_standard_input_is_read_and_the_framework_is_not_loaded():
    script = (
        "import sys; from nastavnik.russian.cli import main; code = main(sys.argv[1:]);"
        "assert not {'django', 'pymorphy3'} & set(sys.modules), 'too much is loaded'; sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--kind=names", "-"],
        input=NAMES.encode("cp1251"),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines()[1].startswith("Смирнова Анна Ивановна,ж,Смирновой Анны Ивановны,")


def test_the_core_gives_the_text_of_the_table():
    lines = ["nominative\n", "заведующая\n"]
    assert decline("positions", lines) == (
        "nominative,genitive,dative,accusative,instrumental,prepositional\n"
        "заведующая,заведующей,заведующей,заведующую,заведующей,заведующей\n"
    )
