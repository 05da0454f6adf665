"""Dates of hire, as real dates and in every way that they are typed."""

import datetime

import pytest

from .making import codes, csv_of, one_cell, only, read


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        (datetime.date(2017, 8, 14), "2017-08-14"),
        ("01.07.2020", "2020-07-01"),
        ("1.7.2020", "2020-07-01"),
        ("01.08.2022 г.", "2022-08-01"),
        ("с 06.05.2015 г.", "2015-05-06"),
        ("15 сентября 2007 г.", "2007-09-15"),
        ("«01» сентября 2010 г.", "2010-09-01"),
        ("2 сент. 2019", "2019-09-02"),
        ("5 мая 1999", "1999-05-05"),
        ("3 марта 2001г", "2001-03-03"),
        ("31.08.92", "1992-08-31"),
        ("01.09.25", "2025-09-01"),
        ("01/12/2025", "2025-12-01"),
        ("01-09-2010", "2010-09-01"),
        ("01 09 2010", "2010-09-01"),
        ("2011-08-22", "2011-08-22"),
        ("20110822", "2011-08-22"),
        ("1.IX.2010", "2010-09-01"),
        ("01.09.2О10", "2010-09-01"),  # the letter О
        ("принята приказом № 12-к от 15.08.2017", "2017-08-15"),
        ("01.09.2010, пр. от 30.08.2010 № 5", "2010-09-01"),
        ("приказ № 34 от 01.02.2013 г., с 04.02.2013", "2013-02-04"),
        ("", ""),
        ("-", ""),
        ("нет", ""),
    ],
)
def test_a_date_is_read_without_doubts(written, iso):
    row = one_cell("Дата приёма", written)
    assert (row.hired_on, codes(row)) == (iso, [])


@pytest.mark.parametrize(
    ("written", "iso", "code"),
    [
        ("1987", "1987", "date_incomplete"),
        (1987, "1987", "date_incomplete"),
        ("с 2009 года", "2009", "date_incomplete"),
        ("09.2015", "2015-09", "date_incomplete"),
        ("сентябрь 2015", "2015-09", "date_incomplete"),
        (42000, "2014-12-27", "date_as_number"),
        ("42000", "2014-12-27", "date_as_number"),
        ("12/31/2025", "2025-12-31", "date_doubtful"),
        ("01.09.2010, переведена 01.09.2015", "2010-09-01", "date_several"),
        ("31.02.2020", "", "date_impossible"),
        ("45.13.2020", "", "date_impossible"),
        ("01.09.1910", "", "date_impossible"),
        ("01.09.2055", "", "date_impossible"),
        ("давно", "", "date_unclear"),
    ],
)
def test_a_doubtful_date_goes_as_far_as_the_source_and_is_questioned(written, iso, code):
    row = one_cell("Принят(а)", written)
    assert (row.hired_on, codes(row), row.can_be_taken) == (iso, [code], True)
    assert row.problems[0].sentence.startswith("Строка 2, столбец «Принят(а)»: ")


def test_of_two_dates_in_two_columns_the_hire_is_read():
    rows = [["ФИО", "Должность", "Дата назначения на должность", "Дата приёма на работу"]]
    rows += [["Рогозина Елена Павловна", "воспитатель", "01.09.2020", "01.09.2010"]]
    assert only(read(csv_of(rows))).hired_on == "2010-09-01"
