"""What cannot be matched is said in a sentence; what is left out is told with its place; no half-written file."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from nastavnik.banks.match_files import cli, saving
from nastavnik.banks.match_files.model import MatchFileError
from tests.banks.match_files.tables import DATA, MENTORS, REQUESTS, records_of, rows_of, write_csv, write_xlsx

# Half a second into the run somebody presses Ctrl+C.
INTERRUPTED = """
import os, signal, sys
from nastavnik.banks.match_files import cli, matching
from nastavnik.config.cli import main

def interrupted(bank, weights, tie_key, progress):
    return true(bank, weights, tie_key, lambda *_: os.kill(os.getpid(), signal.SIGINT))

true, cli.match_bank = matching.match_bank, interrupted
sys.exit(main(sys.argv[1:]))
"""
MENTEE_HEAD = ["ФИО наставляемого", "Должность", "Запрос", "Пожелание к наставнику"]
MENTOR_HEAD = ["ФИО наставника", "Должность", "Компетенции", "Сколько наставляемых"]
NO_TOPICS = "таблица не читается: нет столбца с направлениями"

BAD = {
    "01-wrong-extension.xlsx": NO_TOPICS,
    "02-empty.csv": "Файл «02-empty.csv» пуст. Выберите файл, в котором есть таблица наставников и наставляемых",
    "03-header-only.xlsx": NO_TOPICS,
    "04-two-headers.xlsx": NO_TOPICS,
    "05-formula-cells.xlsx": NO_TOPICS,
    "06-long-cell.xlsx": NO_TOPICS,
    "07-mixed-encodings.csv": "строки 3, 4 записаны в другой кодировке (UTF-8) и не прочитаны",
    "08-rows-of-spaces.xlsx": NO_TOPICS,
    "09-duplicates-two-spellings.csv": NO_TOPICS,
    "10-password.xlsx": "Файл «10-password.xlsx» защищён паролем",
    "11-no-microdata.html": "Файл «11-no-microdata.html» — страница сайта, а нужна таблица",
    "12-unbalanced-quotes.csv": NO_TOPICS,
}


@pytest.mark.parametrize("name", BAD)
def test_a_broken_file_is_refused_with_a_sentence_and_nothing_is_written(match, tmp_path, name):
    code, out, err = match(DATA / "bad" / name, MENTORS, "--out", tmp_path / "p.xlsx")
    assert (code, out) == (2, "")
    assert BAD[name] in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([REQUESTS], "Нет ни одного наставника: подбирать некого."),
        ([MENTORS], "Нет ни одного наставляемого: подбирать некому."),
        ([DATA / "names.csv"], "не найдена строка заголовка"),
        ([DATA / "staff-kindergarten.xlsx"], NO_TOPICS),
        ([DATA / "no such.xlsx"], "нет: проверьте путь и имя"),
        ([DATA], "«data» — папка, а не файл."),
        ([], "Укажите файл с наставниками и наставляемыми"),
        ([REQUESTS, MENTORS, "--weights", "topics=много"], "после знака «=» нужно целое число от 0 до 1000"),
        ([REQUESTS, MENTORS, "--weights", "цвет=3"], "Вес «цвет=3» не понят"),
        ([REQUESTS, MENTORS, "--weights", "topics=2000"], "Вес «Направления запроса» должен быть целым числом"),
        ([REQUESTS, MENTORS, "--as-of", "вчера"], "«вчера» — не день. Пишите так: 2026-09-14."),
        ([REQUESTS, MENTORS, "--speed"], "Команда не понята"),
    ],
)
def test_a_mistake_in_the_command_is_told(match, tmp_path, arguments, sentence):
    code, out, err = match(*arguments, "--out", tmp_path / "p.xlsx")
    assert (code, out) == (2, "")
    assert sentence in err
    assert list(tmp_path.iterdir()) == []


def test_the_result_never_takes_the_place_of_its_source_nor_of_another_kind(match, tmp_path):
    copy = tmp_path / "bank.xlsx"
    copy.write_bytes(REQUESTS.read_bytes())
    assert "назовите другой в --out" in match(copy, MENTORS, "--out", copy)[2]
    assert copy.read_bytes() == REQUESTS.read_bytes()
    assert "Пары записываются в .xlsx или .json" in match(copy, MENTORS, "--out", tmp_path / "p.pdf")[2]
    assert "нет: создайте её или укажите другую" in match(copy, MENTORS, "--out", tmp_path / "no" / "p.xlsx")[2]


def test_what_is_left_out_or_understood_by_sense_is_told_with_its_place(match, tmp_path):
    sheets = {
        "Наставляемые": [
            [*MENTEE_HEAD, "Удобное время", "Стаж", "Форма", "Гороскоп"],
            ["Орлова Нина Петровна", "воспитатель", "ИКТ", "Лунину", "когда луна", "давно", "тёплая", "Дева"],
            ["Панина Ольга Юрьевна", "воспитатель", "Робототехника", "подруга", "вт", "2", "", ""],
            ["", "воспитатель", "Игровая деятельность", "", "", "", "", ""],
        ],
        "Наставники": [
            [*MENTOR_HEAD, "Состояние", "Согласие"],
            ["Лунина Вера Ильинична", "воспитатель", "Цифровые технологии", "сколько надо", "в базе", "01.09.2026"],
            ["Минина Алла Львовна", "методист", "Робототехника", 2, "приостановлен", "01.09.2026"],
            ["Нилова Зоя Львовна", "методист", "Робототехника", 2, "в базе", "отозвано"],
        ],
    }
    bank = write_xlsx(tmp_path / "bank.xlsx", sheets)
    code, out, _err = match(bank, "--out", tmp_path / "p.xlsx")
    assert code == 0
    assert "Наставляемых 2, наставников 1: 1 пара, без наставника 1." in out
    rows = [(row[1], row[2], row[3], row[4]) for row in _remarks(tmp_path / "p.xlsx")]
    assert rows == [
        ("", "", "", "Направление «Цифровые технологии» понято как «ИКТ». Если это разное, назовите их по-разному."),
        ("", "", "", "Сколько наставляемых берёт наставник, нигде не сказано: у каждого считается одно место."),
        ("Наставляемые", 1, "Гороскоп", "Столбец не понят и в подборе не участвует."),
        ("Наставляемые", 2, "Стаж", "Стаж «давно» не понят и не учтён; напишите его как «3 года 5 мес.»."),
        ("Наставляемые", 2, "Удобное время",
         "Орлова Нина Петровна: время «когда луна» не понято; считается, что не указано."),
        ("Наставляемые", 2, "Форма",
         "Орлова Нина Петровна: форма «тёплая» не понята; считается, что подходит любая."),
        ("Наставляемые", 3, "Пожелание к наставнику",
         "Панина Ольга Юрьевна: «подруга» — это не имя, пожелание не учтено."),
        ("Наставляемые", 4, "ФИО наставляемого",
         "Нет фамилии, имени и отчества; впишите фамилию, имя и отчество полностью; строка не прочитана."),
        ("Наставники", 2, "Сколько наставляемых",
         "Лунина Вера Ильинична: «сколько надо» — не видно, сколько человек; считается один."),
        ("Наставники", 3, "Состояние", "Минина Алла Львовна: «приостановлен» — в подборе не участвует."),
        ("Наставники", 4, "Согласие", "Нилова Зоя Львовна: согласия нет — в подборе не участвует (R2.2, R3.2)."),
    ]  # fmt: skip


def test_without_a_place_to_write_nothing_is_begun(match):
    code, out, err = match(REQUESTS, MENTORS)
    assert (code, out) == (2, "")
    assert "Не сказано, куда записать пары: добавьте --out ПАРЫ.xlsx." in err


@pytest.mark.parametrize(
    ("cell", "veto", "obstacle"),
    [(0, "", "места уже заняты"), (3, "Орлова Н. П.; Панина О. Ю.", "пара с теми, кто подходит по теме")],
)
def test_nobody_is_paired_where_there_is_no_place_or_everybody_is_vetoed(match, tmp_path, cell, veto, obstacle):
    sheets = {
        "Наставляемые": [
            MENTEE_HEAD,
            ["Орлова Нина Петровна", "воспитатель", "Игровая деятельность", ""],
            ["Панина Ольга Юрьевна", "воспитатель", "Игровая деятельность", ""],
        ],
        "Наставники": [
            [*MENTOR_HEAD, "Кого не предлагать"],
            ["Лунина Вера Ильинична", "воспитатель", "Игровая деятельность", cell, veto],
        ],
    }
    code, out, _err = match(write_xlsx(tmp_path / "bank.xlsx", sheets), "--out", tmp_path / "p.xlsx")
    assert code == 0
    assert "0 пар, без наставника 2" in out
    assert rows_of(tmp_path / "p.xlsx", "Пары")[1][0].startswith("Ни одной пары составить нельзя")
    left = records_of(tmp_path / "p.xlsx", "Без наставника")
    assert len(left) == 2
    assert all(obstacle in row["Что мешает"] for row in left)


@pytest.mark.clause("1.4/5")
def test_a_request_not_to_be_put_together_that_fits_several_bars_them_all(match, tmp_path):
    sheets = {
        "Наставляемые": [
            [*MENTEE_HEAD, "Кого не предлагать"],
            ["Орлова Нина Петровна", "воспитатель", "Игровая деятельность", "Лунина", "Лунину"],
        ],
        "Наставники": [
            MENTOR_HEAD,
            ["Лунина Вера Ильинична", "воспитатель", "Игровая деятельность", 1],
            ["Лунина Алла Ильинична", "воспитатель", "Игровая деятельность", 1],
        ],
    }
    code, out, err = match(write_xlsx(tmp_path / "bank.xlsx", sheets), "--out", tmp_path / "p.xlsx")
    assert code == 0
    assert "0 пар, без наставника 1" in out
    assert "просьба не предлагать «Лунину» подходит к нескольким людям; не предлагаются все." in err
    assert "пожелание «Лунина» не учитывается — так зовут нескольких." in err


@pytest.mark.clause("R2.1")
def test_the_same_person_twice_counts_once_and_namesakes_count_as_two(match, tmp_path):
    sheets = {
        "Наставляемые": [
            [*MENTEE_HEAD, "Год рождения"],
            ["Орлова Алёна Петровна", "воспитатель", "Игровая деятельность", "", ""],
            ["ОРЛОВА АЛЕНА ПЕТРОВНА", "воспитатель", "Документация педагога", "", ""],
            ["Ким Вера Ильинична", "воспитатель", "Игровая деятельность", "", 1990],
            ["Ким Вера Ильинична", "воспитатель", "Игровая деятельность", "", 2001],
        ],
        "Наставники": [MENTOR_HEAD, ["Лунина Вера Львовна", "воспитатель", "Игровая деятельность", 3]],
    }
    code, out, err = match(write_xlsx(tmp_path / "bank.xlsx", sheets), "--out", tmp_path / "p.xlsx")
    assert code == 0
    assert "Наставляемых 3, наставников 1: 3 пары" in out
    assert "Орлова Алёна Петровна: в списке дважды (строки 2 и 3); направления сложены" in err
    assert "Ким Вера Ильинична: тёзки (строки 4 и 5) считаются разными людьми." in err
    names = [row["Наставляемый"] for row in records_of(tmp_path / "p.xlsx", "Пары")]
    assert len(names) == len(set(names)) == 3


@pytest.mark.clause("3.2")
def test_the_head_is_proposed_only_to_who_names_the_head_or_that_form(match, tmp_path):
    sheets = {
        "Наставляемые": [
            [*MENTEE_HEAD, "Форма"],
            ["Орлова Нина Петровна", "воспитатель", "Игровая деятельность", "", ""],
            ["Панина Ольга Юрьевна", "воспитатель", "Игровая деятельность", "Лунина В. И.", ""],
            ["Рогова Алла Львовна", "воспитатель", "Игровая деятельность", "", "руководитель – педагог"],
        ],
        "Наставники": [MENTOR_HEAD, ["Лунина Вера Ильинична", "заведующий", "Игровая деятельность", 3]],
    }
    code, _out, err = match(write_xlsx(tmp_path / "bank.xlsx", sheets), "--out", tmp_path / "p.xlsx")
    assert code == 0
    assert "руководитель своим сотрудникам не предлагается" in err
    pairs = {row["Наставляемый"] for row in records_of(tmp_path / "p.xlsx", "Пары")}
    assert pairs == {"Панина Ольга Юрьевна", "Рогова Алла Львовна"}


def test_a_text_that_begins_like_a_formula_stays_a_text(match, tmp_path):
    mentees = [MENTEE_HEAD, ["Орлова Нина Петровна", "воспитатель", '=HYPERLINK("http://x.example"); @SUM(1)', ""]]
    mentors = [MENTOR_HEAD, ["Лунина Вера Ильинична", "воспитатель", '=HYPERLINK("http://x.example"); @SUM(1)', 1]]
    files = write_csv(tmp_path / "наставляемые.csv", mentees), write_csv(tmp_path / "наставники.csv", mentors)
    assert match(*files, "--out", tmp_path / "p.xlsx")[0] == 0
    (row,) = records_of(tmp_path / "p.xlsx", "Пары")
    assert '=HYPERLINK("http://x.example")' in row["Направление"]
    with ZipFile(tmp_path / "p.xlsx") as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    assert not [name for name, content in parts.items() if b"<f>" in content or b"<hyperlink" in content]
    assert not [name for name in parts if "externalLinks" in name]


def test_a_failed_writing_leaves_the_earlier_file_and_nothing_beside_it(tmp_path):
    path = tmp_path / "p.xlsx"
    path.write_text("earlier")

    def broken(beside):
        beside.write_text("half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        saving.save(path, broken)

    def full(beside):
        raise OSError("no space")

    with pytest.raises(MatchFileError, match=r"Файл «p\.xlsx» не записан"):
        saving.save(path, full)
    assert [each.name for each in tmp_path.iterdir()] == ["p.xlsx"]
    assert path.read_text() == "earlier"


def test_an_interrupt_in_the_middle_of_a_run_is_told_and_leaves_no_file(tmp_path):
    rows = [["ФИО наставляемого", "Должность", "Запрос"]]
    rows += [[f"Орлова {first} Петровна", f"воспитатель {number}", "Игровая деятельность; Документация педагога"]
             for number in range(400) for first in ("Нина", "Вера")]  # fmt: skip
    more = [["ФИО наставника", "Должность", "Компетенции"]]
    more += [[f"Лунина {first} Львовна", f"методист {number}", "Игровая деятельность"]
             for number in range(150) for first in ("Нина", "Вера")]  # fmt: skip
    files = write_csv(tmp_path / "наставляемые.csv", rows), write_csv(tmp_path / "наставники.csv", more)
    out = tmp_path / "out" / "p.xlsx"
    out.parent.mkdir()
    command = [sys.executable, "-c", INTERRUPTED, "match", *map(str, files), "--out", str(out)]
    running = subprocess.run(command, capture_output=True, cwd=Path(cli.__file__).parents[3], timeout=60, check=False)
    assert running.returncode == 130
    assert "Прервано: файл с парами не записан" in running.stderr.decode()
    assert list(out.parent.iterdir()) == []


def _remarks(path):
    return [[int(cell) if isinstance(cell, float) else cell for cell in row] for row in rows_of(path, "Замечания")[1:]]
