"""Pages of official sites with the prescribed microdata, as browsers save them."""

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from nastavnik.people.staff_table import StaffFileError

from .making import by_row, only, page, person, read

ONE = person(
    "Рогозина Елена Павловна", genExperience="12 лет", specExperience="5 лет", qualification="Логопедия; высшая"
)
TWO = person("Щёткина&nbsp;Алёна<br>Семёновна", "воспитатель<br>педагог-психолог", genExperience="менее года")


def _refusal(data):
    with pytest.raises(StaffFileError) as caught:
        read(data, "страница.html")
    assert "страница.html" in caught.value.sentence
    return caught.value.sentence


def _names(data):
    return {number: row.name for number, row in by_row(read(data)).items()}


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-r", "utf-16"])
def test_a_page_is_read_in_the_encoding_that_it_declares(charset):
    table = read(page(ONE, TWO, charset=charset))
    rows = by_row(table)
    assert table.kind == "html"
    assert (rows[1].name, rows[1].category, rows[1].total_months, rows[1].special_months) == (
        "Рогозина Елена Павловна", "highest", 144, 60,
    )  # fmt: skip
    assert (rows[2].name, rows[2].positions, rows[2].total_under_year, rows[2].category) == (
        "Щёткина Алёна Семёновна", ("воспитатель", "педагог-психолог"), True, "none",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("declared", "written"), [("windows-1251", "utf-8"), ("utf-8", "cp1251"), ("", "cp1251"), ("", "utf-8")]
)
def test_a_wrong_or_missing_declaration_does_not_mislead(declared, written):
    text = page(TWO).decode().replace("utf-8", declared)
    assert _names(text.encode(written)) == {1: "Щёткина Алёна Семёновна"}


def test_properties_may_be_in_any_tags_and_capitals():
    text = (
        '<div itemscope itemprop="TeachingStaff extra"><h3 itemprop="Fio">'
        '<a href="#"><b>РОГОЗИНА</b> Елена Павловна</a></h3>'
        '<p>Должность: <span itemprop="post">Воспитатель</span>, <span itemprop="post">тьютор</span></p>'
        '<p itemprop="genExperience">Общий стаж: 20 лет</p>'
        '<p itemprop="specExperience">Стаж по специальности – 5 лет</p>'
        '<i itemprop="employeeQualification">1 кв. категория</i>'
        '<i itemprop="profDevelopment">ФОП, 2023<br>Игра, 2024</i></div>'
    )
    row = only(read(text.encode()))
    assert (row.name, row.positions) == ("Рогозина Елена Павловна", ("воспитатель", "тьютор"))
    assert (row.total_months, row.special_months, row.category) == (240, 60, "first")
    assert row.training == "ФОП, 2023; Игра, 2024"


def test_cells_and_rows_left_open_are_closed_as_browsers_do():
    text = "<table><tr itemprop=teachingStaff><td itemprop=fio>Рогозина Елена Павловна<td itemprop=post>воспитатель"
    text += "<tr itemprop=teachingStaff><td itemprop=fio>Сушкова Ирина Олеговна<td itemprop=post>тьютор</table>"
    rows = read(text.encode()).rows
    assert [(row.name, row.position) for row in rows] == [
        ("Рогозина Елена Павловна", "воспитатель"),
        ("Сушкова Ирина Олеговна", "тьютор"),
    ]


@pytest.mark.parametrize(
    "around",
    [
        "<!-- {people} -->",
        "<script>var row = '{people}';</script>",
        "<script type='text/template'>{people}</script>",
        "<template>{people}</template>",
        "<noscript>{people}</noscript>",
        "<textarea>{people}</textarea>",
        "<style>{people}</style>",
    ],
)
def test_what_no_reader_of_the_page_sees_is_not_read(around):
    hidden = around.format(people=person("Уволенная Анна Ивановна"))
    assert _names(page(ONE, hidden)) == {1: "Рогозина Елена Павловна"}
    assert "нет разметки сотрудников" in _refusal(page(hidden))


@pytest.mark.parametrize(
    "template",
    [
        person("", "", attributes='style="display:none"'),
        person("Ф.И.О.", "Должность", attributes='style="display: none"'),
        person("X", "X", attributes="hidden"),
        person("Иванов Иван Иванович", attributes='style="DISPLAY:NONE"'),
    ],
)
def test_a_hidden_template_row_is_passed_over_and_keeps_its_number(template):
    assert _names(page(template, ONE)) == {2: "Рогозина Елена Павловна"}


def test_a_hidden_person_is_passed_over_with_a_note():
    table = read(page(ONE, person("Уволенная Анна Ивановна", attributes="hidden")))
    assert [row.name for row in table.rows] == ["Рогозина Елена Павловна"]
    assert "Скрытые на странице записи пропущены: «Уволенная Анна Ивановна»." in table.notes


def test_a_folded_part_of_the_list_is_read():
    folded = "".join(person(f"{name} Анна Ивановна") for name in ("Котова", "Орлова", "Лисицына"))
    table = read(page(ONE + f'</table><div style="display:none"><table>{folded}</table></div><table>'))
    assert [row.row for row in table.rows] == [1, 2, 3, 4]
    assert "Свёрнутые на странице части списка прочитаны тоже (записей: 3)." in table.notes


def test_one_mark_round_several_people_gives_several_people():
    rows = "".join(
        f'<tr><td itemprop="fio">{name} Анна Ивановна</td><td itemprop="post">тьютор</td></tr>'
        for name in ("Котова", "Орлова")
    )
    assert _names(f'<table itemprop="teachingStaff">{rows}</table>'.encode()) == {
        1: "Котова Анна Ивановна",
        2: "Орлова Анна Ивановна",
    }


def test_a_page_saved_as_one_file_is_read():
    archive = MIMEMultipart("related")
    archive["From"] = "<Saved by Blink>"
    archive["Subject"] = "Состав"
    archive.attach(MIMEText("<html><body>реклама</body></html>", "html", "utf-8"))
    archive.attach(MIMEText(page(ONE, TWO).decode(), "html", "utf-8"))
    assert _names(archive.as_bytes()) == {1: "Рогозина Елена Павловна", 2: "Щёткина Алёна Семёновна"}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<html><table><tr><td>Рогозина Елена Павловна</td></tr></table></html>", "нет разметки сотрудников"),
        ('<p itemprop="rucovodstvo"><b itemprop="fio">Рогозина Е.П.</b></p>', "размечено только руководство"),
        ('<p><b itemprop="fio">Рогозина Е.П.</b></p>', "но не строки сотрудников (teachingStaff)"),
        ('<html><frameset><frame src="a.html"></frameset></html>', "состоит из рамок"),
        ('<p itemprop="teachingStaff"><b itemprop="fio">X</b></p>', "ни одного сотрудника в ней нет"),
    ],
)
def test_a_page_without_people_is_refused_with_what_is_needed(text, what):
    assert what in _refusal(text.encode())


def test_entities_of_a_page_are_not_expanded():
    text = (
        '<!DOCTYPE html [<!ENTITY x "Рогозина"><!ENTITY y SYSTEM "file:///etc/passwd">]>'
        + page(person("&x; Елена Павловна"), person("&y; Анна")).decode()
    )
    assert all("root" not in row.name and row.surname != "Рогозина" for row in read(text.encode()).rows)


def test_tags_nested_without_end_do_no_harm():
    assert _names(b"<div>" * 50_000 + page(ONE)) == {1: "Рогозина Елена Павловна"}


def test_questions_about_a_page_speak_of_records():
    row = read(page(ONE, person("Рогозина Е.П."))).rows[1]
    assert row.problems[0].sentence.startswith("Запись 2, столбец «fio»: вместо имени инициалы")
    assert "(запись 1)" in row.problems[1].sentence
