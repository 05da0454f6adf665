"""Names as tables have them: capitals, initials, order, spaces, letters of the other alphabet."""

import csv

import pytest

from .making import DATA, codes, csv_of, named, only, read, xlsx

with (DATA / "names.csv").open(encoding="utf-8", newline="") as names_file:
    NAMES = [(row["surname"], row["first_name"], row["patronymic"]) for row in csv.DictReader(names_file)]


def _parts(row):
    return row.surname, row.first_name, row.patronymic


@pytest.mark.parametrize("write", [str, str.upper, str.lower])
@pytest.mark.parametrize("parts", NAMES, ids=" ".join)
def test_a_full_name_is_understood_in_any_capitals(parts, write):
    row = named(write(" ".join(filter(None, parts))))
    assert _parts(row) == parts
    assert row.name == " ".join(filter(None, parts))
    assert not row.name_is_short


@pytest.mark.parametrize(
    "form",
    ["{0} {1}.{2}.", "{0} {1}. {2}.", "{0} {1}.{2}", "{0} {1} {2}", "{0} {1}{2}", "{1}.{2}. {0}", "{1}. {2}. {0}"],
)
@pytest.mark.parametrize("surname", ["Иванова", "Римская-Корсакова", "Черных", "Ли"])
def test_a_name_with_initials_is_short_and_asks_for_the_full_one(surname, form):
    row = named(form.format(surname, "М", "П"))
    assert _parts(row) == (surname, "М.", "П.")
    assert (row.name, row.name_is_short, codes(row)) == (f"{surname} М.П.", True, ["name_is_short"])
    assert row.can_be_taken


@pytest.mark.parametrize(
    ("written", "parts", "problems"),
    [
        ("ИВАНОВА мария петровна", ("Иванова", "Мария", "Петровна"), []),
        ("  Иванова   Мария\u00a0Петровна ", ("Иванова", "Мария", "Петровна"), []),
        ("Иванова\nМария Петровна", ("Иванова", "Мария", "Петровна"), []),
        ("Ива\u00adно\u200bва Мария Петровна", ("Иванова", "Мария", "Петровна"), []),
        ("Ивано-\nва Мария Петровна", ("Иванова", "Мария", "Петровна"), []),
        ("Зайцева-\nОрлова Екатерина Дмитриевна", ("Зайцева-Орлова", "Екатерина", "Дмитриевна"), []),
        ("Быстрова – Ким Наталия Игоревна", ("Быстрова-Ким", "Наталия", "Игоревна"), []),
        ("быстрова - ким наталия игоревна", ("Быстрова-Ким", "Наталия", "Игоревна"), []),
        ("Иванова, Мария Петровна", ("Иванова", "Мария", "Петровна"), []),
        ("1. Иванова Мария Петровна", ("Иванова", "Мария", "Петровна"), []),
        ("Мария Петровна Иванова", ("Иванова", "Мария", "Петровна"), ["name_order"]),
        ("Ян Казимирович Мицкевич", ("Мицкевич", "Ян", "Казимирович"), ["name_order"]),
        ("Мария Иванова", ("Иванова", "Мария", ""), ["name_order"]),
        ("Алла Мицкевич", ("Мицкевич", "Алла", ""), ["name_order"]),
        ("Мария П. Иванова", ("Иванова", "Мария", "П."), ["name_is_short"]),
        ("Cеменова Oльга Петровна", ("Семенова", "Ольга", "Петровна"), ["letters_mended"]),
        ("COBA Анна Петровна", ("Сова", "Анна", "Петровна"), ["letters_mended"]),
        ("Ivanova Maria", ("Ivanova", "Maria", ""), ["name_in_latin"]),
        ("Салтыкова Щедрина Анна Петровна", ("Салтыкова Щедрина", "Анна", "Петровна"), ["name_doubtful"]),
        ("Иванова Анна Мария Петровна", ("Иванова", "Анна Мария", "Петровна"), ["name_doubtful"]),
        ("Иванова Мария Петровано", ("Иванова", "Мария", "Петровано"), ["patronymic_unusual"]),
        ("Ивановой Марии Петровне", ("Иванова", "Мария", "Петровна"), ["name_not_nominative"]),
        ("Иванову Ивану Ильичу", ("Иванов", "Иван", "Ильич"), ["name_not_nominative"]),
        ("Мамедова Севиндж Расим-кызы", ("Мамедова", "Севиндж", "Расим-кызы"), []),
        ("О'Коннор Анна Петровна", ("О'Коннор", "Анна", "Петровна"), []),
        ("Шахназарова А.-М. П.", ("Шахназарова", "А.-М.", "П."), ["name_is_short"]),
    ],
)  # fmt: skip
def test_a_name_is_mended_and_doubts_are_said(written, parts, problems):
    row = named(written)
    assert (_parts(row), codes(row)) == (parts, problems)
    assert row.can_be_taken


@pytest.mark.parametrize(
    ("written", "former", "remark"),
    [
        ("Иванова (Петрова) Анна Ивановна", "Петрова", ""),
        ("Иванова (дев. Петрова) Анна Ивановна", "Петрова", ""),
        ("Иванова Анна Ивановна\n(до брака Петрова)", "Петрова", ""),
        ("Иванова Анна Ивановна (декретный отпуск)", "", "декретный отпуск"),
        ("Иванова Анна Ивановна, молодой специалист", "", "молодой специалист"),
        ("Иванова Анна Ивановна – молодой специалист", "", "молодой специалист"),
    ],
)
def test_what_stands_in_brackets_is_a_former_surname_or_a_remark(written, former, remark):
    row = named(written)
    assert (row.name, row.former_surname, row.remark) == ("Иванова Анна Ивановна", former, remark)
    assert row.on_leave == ("декрет" in remark)


@pytest.mark.parametrize("written", ["Иванова М.П., Петрова А.И.", "Иванова Мария Петровна; Петрова Анна Ивановна"])
def test_two_people_in_one_cell_are_an_error_and_neither_is_lost_in_a_remark(written):
    row = named(written)
    assert (codes(row), row.can_be_taken) == (["name_two_people"], False)
    assert "запишите их в две строки" in row.problems[0].sentence


@pytest.mark.parametrize("tail", [", воспитатель", " - Воспитатель", "-воспитатель", " – воспитатель"])
def test_a_post_after_the_name_is_the_post_when_the_table_has_no_other(tail):
    row = only(read(xlsx([["Ф.И.О.", "Должность"], ["Иванова Анна Ивановна" + tail, ""]])))
    assert (row.name, row.position) == ("Иванова Анна Ивановна", "воспитатель")


def test_a_year_of_birth_beside_the_name_is_taken_out():
    row = named("Иванова Анна Ивановна, 1980 г.р.")
    assert (row.name, row.birth_year) == ("Иванова Анна Ивановна", 1980)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Иванова", "first_name_missing"),
        ("ПЕТРОВА", "first_name_missing"),
        ("Мария Петровна", "surname_missing"),
        ("Иван0ва Мария", "name_strange"),
        ("Иванова Мария / Петрова Анна", "name_strange"),
        ("Иванова М.П.\nПетрова А.И.", "name_unclear"),
        ("=HYPERLINK(1)", "name_is_formula"),
        ("Иванова " * 200, "name_too_long"),
        ("Иванова Мария Петровна Сидорова Анна Ивановна", "name_unclear"),
    ],
)
def test_what_is_no_full_name_is_an_error_that_says_how_to_mend_it(written, code):
    row = named(written)
    assert (codes(row), row.can_be_taken) == ([code], False)
    assert "впишите фамилию, имя и отчество полностью" in row.problems[0].sentence


@pytest.mark.parametrize(
    ("cells", "parts", "problems"),
    [
        (("Иванова", "Мария", "Петровна"), ("Иванова", "Мария", "Петровна"), []),
        (("ИВАНОВА ", "мария", "ПЕТРОВНА"), ("Иванова", "Мария", "Петровна"), []),
        (("Мария", "Петровна", "Иванова"), ("Иванова", "Мария", "Петровна"), ["name_order"]),
        (("Иванова", "Мария Петровна", ""), ("Иванова", "Мария", "Петровна"), []),
        (("Иванова Мария Петровна", "", ""), ("Иванова", "Мария", "Петровна"), []),
        (("Иванова", "М.", "П."), ("Иванова", "М.", "П."), ["name_is_short"]),
        (("Иванова", "Мария", "-"), ("Иванова", "Мария", ""), []),
        (("Иванова", "Мария", "нет"), ("Иванова", "Мария", ""), []),
        (("Джафарова", "Севда", "Ариф кызы"), ("Джафарова", "Севда", "Ариф кызы"), []),
        (("Нгуен", "Тхи Лан", ""), ("Нгуен", "Тхи Лан", ""), []),
        (("Дамбаев", "Батор", "Цырен"), ("Дамбаев", "Батор", "Цырен"), ["patronymic_unusual"]),
        (("Мицкевич", "Алла", "Яновна"), ("Мицкевич", "Алла", "Яновна"), []),
        (("", "Мария", "Петровна"), ("", "Мария", "Петровна"), ["surname_missing"]),
        (("Иванова", "", ""), ("Иванова", "", ""), ["first_name_missing"]),
    ],
)
def test_a_name_in_three_columns_is_understood(cells, parts, problems):
    rows = [["Фамилия", "Имя", "Отчество", "Должность"], [*cells, "воспитатель"]]
    row = only(read(csv_of(rows)))
    assert (_parts(row), codes(row)) == (parts, problems)


def test_surname_beside_name_with_patronymic_is_understood():
    rows = [["Фамилия", "Имя, отчество", "Должность"], ["Касымова", "Назгуль Бакыт кызы", "воспитатель"]]
    assert _parts(only(read(xlsx(rows)))) == ("Касымова", "Назгуль", "Бакыт кызы")
