"""Files of tables made for one test, in memory: the kinds that kindergartens bring, and the ones nobody should."""

import datetime
import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

from nastavnik.people.staff_table import StaffRow, StaffTable, read_staff

DATA = Path(__file__).resolve().parents[2] / "data"
DAY = datetime.date(2026, 9, 1)

Rows = Sequence[Sequence[object]]


def read(data: bytes | Path, name: str = "", **more: object) -> StaffTable:
    """Read on the day of the samples, so that years of two digits mean the same for ever."""
    return read_staff(data, name=name or getattr(data, "name", "таблица"), today=DAY, **more)


def by_row(table: StaffTable) -> dict[int, StaffRow]:
    return {row.row: row for row in table.rows}


def only(table: StaffTable) -> StaffRow:
    (row,) = table.rows
    return row


def codes(row: StaffRow) -> list[str]:
    return [problem.code for problem in row.problems]


def one_cell(header: str, value: object) -> StaffRow:
    """The row of a table with a name, a post and one more column."""
    return only(read(xlsx([["Ф.И.О.", "Должность", header], ["Рогозина Елена Павловна", "воспитатель", value]])))


def named(name: object) -> StaffRow:
    """The row of a person with this name."""
    return only(read(xlsx([["№", "Ф.И.О.", "Должность"], [1, name, "воспитатель"]])))


def posted(post: str) -> StaffRow:
    """The row of a person with this post."""
    return only(read(xlsx([["Ф.И.О.", "Должность"], ["Рогозина Елена Павловна", post]])))


def xlsx(rows: Rows, *more: Rows, merges: Iterable[str] = (), hidden: Iterable[int] = ()) -> bytes:
    """A workbook with a sheet for each table; `merges` are ranges of the first one, `hidden` numbers of sheets."""
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    as_date = workbook.add_format({"num_format": "dd.mm.yyyy"})
    for number, table in enumerate([rows, *more], 1):
        sheet = workbook.add_worksheet(f"Лист{number}")
        if number in hidden:
            sheet.hide()
        for line, cells in enumerate(table):
            for column, value in enumerate(cells):
                if isinstance(value, datetime.date):
                    sheet.write_datetime(line, column, datetime.datetime.combine(value, datetime.time()), as_date)
                elif value not in ("", None):
                    sheet.write(line, column, value)
        for merge in merges if number == 1 else ():
            sheet.merge_range(merge, _value_at(table, merge))
    workbook.close()
    return target.getvalue()


def _value_at(table: Rows, merge: str) -> object:
    first = merge.split(":")[0]
    column, line = ord(first[0]) - 65, int(first[1:]) - 1
    return table[line][column] if column < len(table[line]) else ""


def edited(workbook: bytes, part: str, change: Callable[[bytes], bytes], **added: bytes) -> bytes:
    """The same package with one part changed and others added (`__` in a name stands for «/»)."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info.filename, change(data) if info.filename == part else data)
        for name, data in added.items():
            new.writestr(name.replace("__", "/"), data)
    return target.getvalue()


def with_last_row(workbook: bytes, row: str) -> bytes:
    """A row of sheet XML added at the end of the first sheet."""
    return edited(
        workbook, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</sheetData>", row.encode() + b"</sheetData>")
    )


def inflated(megabytes: int) -> bytes:
    """A small .xlsx whose only cell unpacks to so many megabytes of noughts."""
    small = xlsx([["Ф.И.О.", "Должность"], ["Рогозина Елена Павловна", "воспитатель"]])
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(small)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != "xl/worksheets/sheet1.xml":
                new.writestr(info.filename, old.read(info))
        with new.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            sheet.write(b'<row r="1"><c r="A1" t="inlineStr"><is><t>')
            for _ in range(megabytes):
                sheet.write(b"0" * 1_000_000)
            sheet.write(b"</t></is></c></row></sheetData></worksheet>")
    return target.getvalue()


def ods(rows: Rows, *, extra: str = "", manifest: str = "") -> bytes:
    """A sheet of OpenDocument, as LibreOffice writes it: typed cells and a long tail of repeated empty rows."""
    lines = []
    for cells in rows:
        lines.append("<table:table-row>" + "".join(map(_ods_cell, cells)) + "</table:table-row>")
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.2">'
        '<office:body><office:spreadsheet><table:table table:name="Кадры">'
        + "".join(lines)
        + (extra or '<table:table-row table:number-rows-repeated="1048000">'
           '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>')
        + "</table:table></office:spreadsheet></office:body></office:document-content>"
    )  # fmt: skip
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest or "<manifest:manifest xmlns:manifest='m'/>")
    return target.getvalue()


def _ods_cell(value: object) -> str:
    if value in ("", None):
        return "<table:table-cell/>"
    if isinstance(value, datetime.date):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}">'
            f"<text:p>{value:%d.%m.%Y}</text:p></table:table-cell>"
        )
    if isinstance(value, int | float):
        kind = f'office:value-type="float" office:value="{value}"'
        return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'


def xls(rows: Rows, *, extra: bytes = b"") -> bytes:
    """A workbook of Excel 97–2003: texts and numbers only; `extra` are raw records of the sheet."""
    name = "Педагоги"
    title = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for line, cells in enumerate(rows):
        for column, value in enumerate(cells):
            place = struct.pack("<HHH", line, column, 0)
            if isinstance(value, int | float):
                sheet += _record(0x0203, place + struct.pack("<d", value))
            elif value:
                text = str(value)
                sheet += _record(0x0204, place + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))
    sheet += extra + _record(0x000A, b"")
    offset = len(start) + 4 + 6 + len(title) + 4
    start += _record(0x0085, struct.pack("<IBB", offset, 0, 0) + title) + _record(0x000A, b"")
    return compound("Workbook", start + sheet)


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def compound(name: str, stream: bytes) -> bytes:
    """An OLE container with one stream."""
    size = max(len(stream), 4096)
    stream = stream.ljust((size + 511) // 512 * 512, b"\0")
    count = len(stream) // 512
    tables = (count + 2 + 127) // 128 + 1
    chain = [0xFFFFFFFD] * tables + [0xFFFFFFFE]  # the table itself, then the one sector of the directory
    first = len(chain)
    chain += [*range(first + 1, first + count), 0xFFFFFFFE]
    chain += [0xFFFFFFFF] * (tables * 128 - len(chain))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, tables, tables, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", *range(tables), *[0xFFFFFFFF] * (109 - tables))
    root = _entry("Root Entry", 5, child=1, start=0xFFFFFFFE, length=0)
    directory = root + _entry(name, 2, child=0xFFFFFFFF, start=first, length=size) + bytes(256)
    return header + struct.pack(f"<{tables * 128}I", *chain) + directory + stream


def _entry(name: str, kind: int, *, child: int, start: int, length: int) -> bytes:
    title = name.encode("utf-16-le") + b"\0\0"
    none = 0xFFFFFFFF
    return (
        title.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(title), kind, 1, none, none, child)
        + bytes(36)
        + struct.pack("<IQ", start, length)
    )


def csv_of(rows: Rows, *, delimiter: str = ";", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    """The table as text, quoted where needed."""
    lines = []
    for cells in rows:
        fields = []
        for cell in cells:
            text = str(cell)
            if any(sign in text for sign in (delimiter, '"', "\n")):
                text = '"' + text.replace('"', '""') + '"'
            fields.append(text)
        lines.append(delimiter.join(fields))
    return (end.join(lines) + end).encode(encoding)


def page(*people: str, charset: str = "utf-8", around: str = "{people}") -> bytes:
    """A page of a site with a table of people; `around` is put round the rows."""
    rows = around.format(people="".join(people))
    text = (
        f'<html><head><meta charset="{charset}"><title>Состав</title></head><body><table>{rows}</table></body></html>'
    )
    return text.encode(charset)


def person(fio: str, post: str = "воспитатель", *, attributes: str = "", **props: str) -> str:
    """A row of such a table; further properties by their names."""
    cells = "".join(f"<td itemprop={quoteattr(prop)}>{text}</td>" for prop, text in props.items())
    return (
        f'<tr itemprop="teachingStaff" {attributes}><td itemprop="fio">{fio}</td>'
        f'<td itemprop="post">{post}</td>{cells}</tr>\n'
    )
