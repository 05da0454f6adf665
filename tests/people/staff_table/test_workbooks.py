"""Workbooks: kinds told by content, limits kept before anything is laid out, nothing executed."""

import io
import struct
import tracemalloc
import zipfile

import pytest

from nastavnik.people.staff_table import StaffFileError

from .making import codes, compound, edited, inflated, named, ods, only, read, with_last_row, xls, xlsx

ROWS = [["№", "Ф.И.О.", "Должность", "Стаж"], [1, "Рогозина Елена Павловна", "воспитатель", 12]]
BOOK = xlsx(ROWS)
SHEET, SHARED = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
DOCTYPE = b'?><!DOCTYPE a [<!ENTITY x "aaaaaaaaaa"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;"><!ENTITY z SYSTEM "file:///etc/passwd">]>'


def _refusal(data, name="таблица.xlsx"):
    with pytest.raises(StaffFileError) as caught:
        read(data, name)
    assert name in caught.value.sentence
    return caught.value.sentence


@pytest.mark.parametrize(("write", "kind"), [(xlsx, "xlsx"), (ods, "ods"), (xls, "xls")])
def test_each_kind_of_workbook_is_told_by_its_content(write, kind):
    table = read(write(ROWS), "без расширения")
    row = only(table)
    assert (table.kind, row.row, row.name, row.total_months) == (kind, 2, "Рогозина Елена Павловна", 144)


def test_empty_rows_and_columns_before_the_table_keep_their_numbers():
    rows = [[], [], ["", "", *ROWS[0]], ["", "", *ROWS[1]]]
    for write in (xlsx, ods, xls):
        table = read(write(rows))
        assert (table.header_row, only(table).row) == (3, 4)


def test_macros_are_not_executed_and_are_mentioned():
    table = read(edited(BOOK, SHEET, bytes, xl__vbaProject__bin=b"", **{"xl__vbaProject.bin": b"\xd0\xcf\x11\xe0"}))
    assert only(table).name == "Рогозина Елена Павловна"
    assert "В файле есть макросы; они не выполнялись." in table.notes


def test_a_package_that_unpacks_to_too_much_is_refused_before_unpacking():
    bomb = inflated(200)
    assert len(bomb) < 300_000
    tracemalloc.start()
    sentence = _refusal(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "в распакованном виде занимает 191 МБ, а можно до 100 МБ" in sentence
    assert peak < 2_000_000


def test_a_package_whose_directory_lies_about_its_size_is_refused():
    lying = bytearray(inflated(200))
    place = lying.rindex(b"PK\x01\x02") + 24
    lying[place : place + 4] = (1000).to_bytes(4, "little")
    assert "больше, чем в нём указано" in _refusal(bytes(lying))


def test_one_endless_cell_is_refused():
    assert "слишком много текста" in _refusal(inflated(5))


def test_one_long_text_used_in_every_cell_is_refused():
    uses = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{column}{row}" t="s"><v>0</v></c>' for column in "ABCDEFGHIJ") + "</row>"
        for row in range(10, 210)
    )
    book = edited(with_last_row(BOOK, uses), SHARED, lambda xml: xml.replace("№".encode(), b"x" * 900_000, 1))
    assert len(book) < 50_000
    assert "слишком много текста" in _refusal(book)


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "XFD1048576"),
        ('<row r="1048576"><c r="XFD1048576"><v></v></c></row>', "XFD1048576"),
        ('<row r="1048576"><c><v>1</v></c></row>', "A1048576"),
        ('<row r="5"><c r="XFD5"><f>1+1</f></c></row>', "XFD5"),
        ('<row r="90000"><c r="SZ90000" t="inlineStr"><is><t>x</t></is></c></row>', "SZ90000"),
    ],
)
def test_a_filled_cell_far_away_is_refused_by_its_name_and_never_laid_out(row, cell):
    assert f"занята ячейка {cell}, слишком далеко от начала" in _refusal(with_last_row(BOOK, row))


def test_an_empty_cell_far_away_and_a_boastful_dimension_do_no_harm():
    book = with_last_row(BOOK, '<row r="1048576"><c r="XFD1048576" s="0"/></row>')
    book = edited(book, SHEET, lambda xml: xml.replace(b'ref="A1:D2"', b'ref="A1:XFD1048576"'))
    assert only(read(book)).name == "Рогозина Елена Павловна"


def test_repeated_cells_of_opendocument_are_counted_before_they_are_laid_out():
    tail = (
        '<table:table-row table:number-rows-repeated="{rows}">'
        '<table:table-cell table:number-columns-repeated="{columns}"'
        ' office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
    )
    assert "занята ячейка ALL1000002" in _refusal(ods(ROWS, extra=tail.format(rows=1_000_000, columns=1000)))
    far = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
    assert "занята ячейка A1000003" in _refusal(ods(ROWS, extra=far + tail.format(rows=1, columns=1)))
    assert "слишком много текста" in _refusal(ods(ROWS, extra=_long_tail()))


def _long_tail():
    return (
        '<table:table-row table:number-rows-repeated="50000"><table:table-cell office:value-type="string">'
        f"<text:p>{'x' * 5000}</text:p></table:table-cell></table:table-row>"
    )


def test_a_far_cell_of_an_old_workbook_is_refused():
    far = struct.pack("<HH", 0x0203, 14) + struct.pack("<HHHd", 65535, 255, 0, 1.0)
    assert "занята ячейка в строке 65536" in _refusal(xls(ROWS, extra=far))


@pytest.mark.parametrize("part", [SHEET, SHARED, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
def test_entities_in_any_part_are_refused(part):
    book = edited(BOOK, part, lambda xml: xml.replace(b"?>", DOCTYPE, 1))
    assert "DOCTYPE" in _refusal(book)


def test_entities_in_opendocument_are_refused():
    book = edited(ods(ROWS), "content.xml", lambda xml: xml.replace(b"?>", DOCTYPE, 1))
    assert "DOCTYPE" in _refusal(book)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHARED, b'uniqueCount="', b'uniqueCount="4000000000'),
        (SHEET, b'r="C2"', b'r="ZZZZZZZZZ2"'),
        (SHEET, b'<row r="2"', b'<row r="99999999999"'),
        (SHEET, b"</sheetData>", b""),
        ("xl/workbook.xml", b"<sheets>", b"<sheets"),
    ],
)
def test_a_package_with_broken_or_boastful_markup_is_called_damaged(part, old, new):
    book = edited(BOOK, part, lambda xml: xml.replace(old, new, 1))
    assert "повреждён или сохранён не до конца" in _refusal(book)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
@pytest.mark.parametrize("write", [xlsx, ods, xls])
def test_a_file_saved_halfway_is_called_damaged(write, share):
    data = write([*ROWS, *[[n, "Сушкова Ирина Олеговна", "тьютор", n] for n in range(2, 200)]])
    assert "повреждён или сохранён не до конца" in _refusal(data[: int(len(data) * share)])


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (compound("EncryptedPackage", b"x"), "защищён паролем"),
        (compound("WordDocument", b"x"), "старый документ Word"),
        (compound("Something", b"x"), "документ неизвестного вида"),
        (xls(ROWS, extra=struct.pack("<HH", 0x002F, 6) + bytes(6)), "защищён паролем"),
        (ods(ROWS, manifest="<m><encryption-data/></m>"), "защищён паролем"),
        (edited(BOOK, "", bytes, **{"xl__workbook.bin": b"x"}), "двоичная книга .xlsb"),
        (b"%PDF-1.7 ...", "документ PDF"),
        (b"\x89PNG\r\n\x1a\n....", "картинка PNG"),
        (b"\xff\xd8\xff\xe0....", "картинка JPEG"),
        (b"{\\rtf1 ...}", "документ RTF"),
        (b"Rar!\x1a\x07....", "архив RAR"),
        (b"\x00\x01\x02\x03" * 50, "двоичный файл неизвестного вида"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "таблица XML 2003"),
        (b"  \r\n\t ", "пуст"),
        (b"", "пуст"),
    ],
)  # fmt: skip
def test_another_kind_of_file_is_called_by_its_name(data, what):
    assert what in _refusal(data, "файл")


@pytest.mark.parametrize(
    ("part", "what"),
    [("word/document.xml", "документ Word"), ("ppt/slides.xml", "презентация"), ("a.csv", "архив ZIP (в нём «a.csv»)")],
)
def test_a_package_of_another_kind_is_called_by_its_name(part, what):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr(part, "<a/>")
    assert what in _refusal(target.getvalue(), "файл")


def test_a_file_of_more_than_twenty_megabytes_is_refused():
    assert "слишком велик: 21 МБ, можно до 20 МБ" in _refusal(b"x" * (21 * 1024 * 1024))


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    assert "папка, а не файл" in _refusal(tmp_path, tmp_path.name)
    assert "такого файла нет" in _refusal(tmp_path / "нет.xlsx", "нет.xlsx")


def test_a_formula_without_a_saved_value_and_an_error_cell_are_reported_in_their_cells():
    row = '<row r="3"><c r="B3" t="inlineStr"><is><t>Сушкова Ирина Олеговна</t></is></c><c r="C3"><f>A1</f><v></v></c>'
    row += '<c r="D3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    found = read(with_last_row(BOOK, row)).rows[1]
    assert codes(found) == ["formula_without_value", "cell_error", "post_missing"]
    assert [problem.column for problem in found.problems] == ["Должность", "Стаж", "Должность"]


def test_hidden_rows_are_read_and_mentioned():
    book = edited(BOOK, SHEET, lambda xml: xml.replace(b'<row r="2"', b'<row r="2" hidden="1"', 1))
    table = read(book)
    assert only(table).row == 2
    assert "На листе «Лист1» есть скрытые строки (2); они прочитаны вместе с остальными." in table.notes


def test_the_same_bytes_from_a_path_a_stream_and_memory_give_the_same(tmp_path):
    path = tmp_path / "таблица.xlsx"
    path.write_bytes(BOOK)
    assert read(path) == read(io.BytesIO(BOOK), "таблица.xlsx") == read(BOOK, "таблица.xlsx")


def test_a_name_of_a_thousand_letters_is_an_error_of_its_row():
    assert codes(named("Я" * 1001)) == ["name_too_long"]
