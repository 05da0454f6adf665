"""Tables of people made by the tests: .xlsx, .ods and .csv of the same rows."""

import csv
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

DATA = Path(__file__).parents[2] / "data"
REQUESTS, MENTORS = DATA / "requests.xlsx", DATA / "mentors.xlsx"

_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>{sheets}'
    "</office:spreadsheet></office:body></office:document-content>"
)


def write_xlsx(path, sheets):
    """`sheets`: name → rows of values; a text stays a text."""
    with Workbook(str(path), {"strings_to_formulas": False, "default_date_format": "dd.mm.yyyy hh:mm"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    if value not in ("", None):
                        sheet.write(number, place, value)
    return path


def write_csv(path, rows, *, delimiter=";", encoding="utf-8"):
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def write_ods(path, sheets):
    def cell(value):
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
        return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'

    body = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", ZIP_STORED)
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr("content.xml", _ODS.format(sheets=body))
    return path


def rows_of(path, sheet=None):
    """The rows of a sheet as the file keeps them."""
    book = CalamineWorkbook.from_path(str(path))
    return book.get_sheet_by_name(sheet or book.sheet_names[0]).to_python()


def sheets_of(path):
    return CalamineWorkbook.from_path(str(path)).sheet_names


def records_of(path, sheet):
    """Rows under the heading, by the words of the heading; a row of totals is left out."""
    head, *rows = rows_of(path, sheet)
    return [dict(zip(head, row, strict=True)) for row in rows if isinstance(row[0], float | int)]
