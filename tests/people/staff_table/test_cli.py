"""The command `nastavnik staff-check`."""

import json
import subprocess
import sys

import pytest

from nastavnik.people.staff_table.cli import main

from .making import DATA, csv_of, xlsx


def _json(capsys, *arguments):
    code = main([*map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_each_row_is_printed_as_understood(capsys):
    code, answer = _json(capsys, DATA / "staff-kindergarten.xlsx")
    assert code == 0
    assert (answer["file"], answer["kind"], answer["sheet"]) == ("staff-kindergarten.xlsx", "xlsx", "Педагоги")
    rows = {row["row"]: row for row in answer["rows"]}
    assert len(rows) == 25
    first = rows[8]
    assert (first["name"], first["position"], first["category"]) == (
        "Веретенникова Ольга Станиславовна",
        "заведующий",
        "соответствие",
    )
    assert (first["total_months"], first["special_months"], first["hired_on"]) == (336, 108, "2017-08-14")
    assert (first["email"], first["same_person_as_row"], first["problems"]) == ("zaved@ryabinka7.example", None, [])
    assert (rows[22]["total_months"], rows[13]["category"], rows[33]["same_person_as_row"]) == ("<12", "нет", 21)
    assert rows[24]["problems"][0]["sentence"].startswith("Строка 24, столбец «Электронная почта»: ")


def test_a_refused_file_gives_two_and_the_sentence_in_both_places(capsys):
    assert main([str(DATA / "bad" / "02-empty.csv"), "--json"]) == 2
    out, err = capsys.readouterr()
    assert json.loads(out) == {"error": err.strip(), "rows": []}
    assert err.startswith("Файл «02-empty.csv» пуст.")


def test_a_refused_file_without_json_speaks_only_to_stderr(capsys):
    assert main([str(DATA / "bad" / "10-password.xlsx")]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "защищён паролем" in err


def test_the_report_shows_rows_problems_and_what_was_passed_over(capsys):
    assert main([str(DATA / "staff-kindergarten.xlsx")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "staff-kindergarten.xlsx: прочитано строк — 25, лист «Педагоги»"
    assert any(
        line.startswith(
            "29  Хомяков Илья Денисович · инструктор по физической культуре · внешнее совместительство · ставка 0,5"
        )
        for line in lines
    )
    assert (
        "    замечание: Строка 15, столбец «Дата приёма на работу»: указан только год; допишите день и месяц." in lines
    )
    assert "35  итог: «всего педагогических работников: 24 чел. (25 ставочных един…»" in lines
    assert lines[-1] == "Всего: 25. Без замечаний: 23, с замечаниями: 2, с ошибками: 0."


def test_problems_of_the_file_come_with_the_rows(capsys):
    code, answer = _json(capsys, DATA / "bad" / "07-mixed-encodings.csv")
    assert code == 0
    assert answer["problems"][0]["code"] == "mixed_encodings"


def test_a_sheet_can_be_named(tmp_path, capsys):
    path = tmp_path / "а.xlsx"
    path.write_bytes(
        xlsx(
            [["ФИО", "Должность"], ["Рогозина Елена Павловна", "тьютор"]],
            [["ФИО", "Должность"], ["Сушкова И.О.", "тьютор"]],
        )
    )
    code, answer = _json(capsys, path, "--sheet", "Лист2")
    assert (code, [row["name"] for row in answer["rows"]]) == (0, ["Сушкова И.О."])


@pytest.mark.parametrize("arguments", [[], ["--json"], ["a", "b"], ["нет-такого.csv"]])
def test_wrong_calls_are_answered_in_russian(arguments, capsys):
    assert main(arguments) == 2
    assert any("а" <= letter <= "я" for letter in capsys.readouterr().err)


def test_the_command_starts_without_the_framework_and_prints_utf8_in_any_console(tmp_path):
    path = tmp_path / "штат.csv"
    path.write_bytes(csv_of([["ФИО", "Должность"], ["Щёткина Алёна Семёновна", "воспитатель"]], encoding="cp1251"))
    program = (
        "import sys; from nastavnik.people.staff_table.cli import main; code = main(sys.argv[1:]);"
        "assert not [name for name in sys.modules if name.partition('.')[0] in ('django', 'pymorphy3', 'lxml')];"
        "raise SystemExit(code)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, str(path), "--json"],
        capture_output=True,
        env={"PYTHONIOENCODING": "ascii", "PATH": ""},
        cwd=DATA.parents[1],
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout.decode("utf-8"))["rows"][0]["name"] == "Щёткина Алёна Семёновна"
