"""Categories, addresses, telephones, levels of education."""

import pytest

from nastavnik.people.staff_table.education import education_level

from .making import codes, csv_of, one_cell, only, read


@pytest.mark.parametrize(
    ("written", "category"),
    [
        ("высшая, пр. № 112 от 24.03.2023", "highest"),
        ("высшая (23.12.2024)", "highest"),
        ("высш.", "highest"),
        ("ВКК", "highest"),
        ("первая, 2022", "first"),
        ("1 кв. категория", "first"),
        ("I", "first"),
        ("1-я", "first"),
        ("1КК", "first"),
        ("первaя", "first"),  # a Latin letter
        ("Первая кв.кат. Пр. МО №1234 от 26.11.2020", "first"),
        ("соответствие занимаемой должности, 2024", "conformity"),
        ("соотв.", "conformity"),
        ("СЗД", "conformity"),
        ("без категории (соответствие)", "conformity"),
        ("соответствие, 1 раз", "conformity"),
        ("б/к", "none"),
        ("нет", "none"),
        ("-", "none"),
        ("", "none"),
        ("не аттестована", "none"),
        ("не соответствует", "none"),
        ("молодой специалист", "none"),
    ],
)
def test_a_category_is_read_without_doubts(written, category):
    row = one_cell("Категория", written)
    assert (row.category, codes(row)) == (category, [])


@pytest.mark.parametrize(
    ("written", "category", "code"),
    [
        ("вторая", "none", "category_abolished"),
        ("высшая (воспитатель), первая (психолог)", "highest", "category_several"),
        ("высшее", "", "category_unclear"),
        ("23.12.2024", "", "category_unclear"),
    ],
)
def test_a_doubtful_category_is_questioned(written, category, code):
    row = one_cell("Категория", written)
    assert (row.category, codes(row)) == (category, [code])


def test_the_two_new_categories_stand_beside_the_highest():
    row = one_cell("Категория", "высшая, педагог-методист")
    assert (row.category, row.extra_categories, codes(row)) == ("highest", ("methodist",), [])
    row = one_cell("Категория", "педагог-наставник")
    assert (row.category, row.extra_categories, codes(row)) == ("highest", ("mentor",), ["category_doubtful"])


def test_a_table_that_does_not_speak_of_categories_leaves_them_unknown():
    assert one_cell("Стаж", "5 лет").category == ""


@pytest.mark.parametrize(
    ("written", "category"),
    [
        ("Логопедия; высшая", "highest"),
        ("учитель, первая категория", "first"),
        ("Высшая математика", ""),
        ("первая медицинская помощь", ""),
        ("преподаватель высшей школы", ""),
    ],
)
def test_a_category_among_words_of_qualification_is_found_only_when_it_is_one(written, category):
    assert one_cell("Квалификация", written).category == category


@pytest.mark.parametrize(
    ("written", "emails", "problems"),
    [
        ("ISMAILOVA@Ds.Example", ("ismailova@ds.example",), []),
        (" a@ds.example ", ("a@ds.example",), []),
        ("mailto:a@ds.example", ("a@ds.example",), []),
        ("a@ds.example, b@ds.example", ("a@ds.example", "b@ds.example"), ["email_several"]),
        ("a@ds.example\nb@ds.example", ("a@ds.example", "b@ds.example"), ["email_several"]),
        ("a @ds.example", ("a@ds.example",), ["email_mended"]),
        ("аnnа@ds.example", ("anna@ds.example",), ["email_mended"]),  # Cyrillic а
        ("анна@сад.рф", ("анна@сад.рф",), []),
        ("-", (), []),
        ("нет", (), []),
        ("нет почты", (), []),
        ("a@ds", (), ["email_wrong"]),
        ("позже", (), ["email_wrong"]),
    ],
)
def test_addresses_are_read(written, emails, problems):
    row = one_cell("Эл. почта", written)
    assert (row.emails, codes(row)) == (emails, problems)
    assert row.email == (emails[0] if emails else "")


@pytest.mark.parametrize(
    ("written", "phone", "problems"),
    [
        ("+7 900 000-01-03", "+79000000103", []),
        ("8(900)0000103", "+79000000103", []),
        (79000000103, "+79000000103", []),
        ("9000000103", "+79000000103", []),
        ("8 900 000 01 03, 8 900 000 01 04", "+79000000103", []),
        ("тел. 2-00-07", "2-00-07", []),
        ("нет", "", []),
        ("позже", "", ["phone_wrong"]),
    ],
)
def test_telephones_are_read(written, phone, problems):
    row = one_cell("Телефон", written)
    assert (row.phone, codes(row)) == (phone, problems)


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("высшее (бакалавриат)", "higher"),
        ("среднее профессиональное", "secondary_professional"),
        ("ср.-спец.", "secondary_professional"),
        ("педколледж, 2001", "secondary_professional"),
        ("студентка 4 курса СГПИ", "student"),
        ("неоконченное высшее", "student"),
        ("среднее общее", "secondary"),
        ("", ""),
    ],
)
def test_a_level_of_education_is_told_by_its_words(written, level):
    assert education_level(written) == level


def test_education_of_several_columns_is_one_text():
    rows = [["ФИО", "Должность", "Уровень образования", "Что окончила", "Специальность по диплому"]]
    rows += [["Рогозина Елена Павловна", "воспитатель", "высшее", "СГПИ, 2002", "Логопедия"]]
    row = only(read(csv_of(rows)))
    assert (row.education_level, row.education) == ("higher", "высшее; СГПИ, 2002, Логопедия")
