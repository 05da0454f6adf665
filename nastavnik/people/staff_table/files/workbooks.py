"""Workbooks (.xlsx, .ods, old .xls): checked in a stream, then read by the fast reader. Macros are never run."""

import io
import posixpath
from collections.abc import Iterator
from xml.parsers import expat

import python_calamine as calamine

from ..lines import Book, Line, Merge, Sheet
from ..model import StaffFileError
from ..readings import doubt
from .compound import check_xls
from .kinds import ODS, XLS, XLSX
from .packed import check_true_sizes, contents, damaged, part
from .scans import OdsScan, SharedLengths, SheetScan, XlsxSheetScan, check_bounds, scan_part

_UNVALUED = doubt(
    "formula_without_value",
    "в ячейке формула без сохранённого значения; откройте файл в Excel или LibreOffice Calc, сохраните и "
    "загрузите снова",
)
_ERROR = doubt("cell_error", "в ячейке ошибка вычисления; впишите значение")


def open_packed(data: bytes, name: str, kind: str) -> Book:
    """An .xlsx (or .xlsm: its macros are passed over) or an .ods."""
    check_true_sizes(data, name)
    names = contents(data, name)
    if kind == ODS:
        _refuse_encrypted(data, names, name)
        scans = _scan_ods(data, names, name)
        macros = any(each.startswith("Basic/") for each in names)
    else:
        scans = _scan_xlsx(data, names, name)
        macros = any(each.lower().endswith("vbaproject.bin") or each.startswith("xl/macrosheets/") for each in names)
    notes = ("В файле есть макросы; они не выполнялись.",) if macros else ()
    return _opened(data, name, kind, scans, notes)


def open_xls(data: bytes, name: str) -> Book:
    """A workbook of Excel 97–2003."""
    check_xls(data, name)
    return _opened(data, name, XLS, {}, ())


def _opened(data: bytes, name: str, kind: str, scans: dict[str, SheetScan], notes: tuple[str, ...]) -> Book:
    workbook = _guarded(name, lambda: calamine.load_workbook(io.BytesIO(data)))
    sheets = []
    for metadata in workbook.sheets_metadata:
        if metadata.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        hidden = metadata.visible != calamine.SheetVisibleEnum.Visible
        sheet = _guarded(name, lambda title=metadata.name: workbook.get_sheet_by_name(title))
        scan = scans.get(metadata.name, SheetScan())
        check_bounds(name, metadata.name, sheet.total_height + 1, sheet.total_width + 1, "в конце листа")
        sheets.append(Sheet(metadata.name, _lines_of(sheet, scan), _merges_of(sheet), hidden))
        if scan.hidden_rows:
            listed = ", ".join(map(str, scan.hidden_rows[:10])) + (" …" if len(scan.hidden_rows) > 10 else "")
            notes = (
                *notes,
                f"На листе «{metadata.name}» есть скрытые строки ({listed}); они прочитаны вместе с остальными.",
            )
    if not sheets:
        raise damaged(name)
    return Book(kind, tuple(sheets), notes=notes)


def _lines_of(sheet: calamine.CalamineSheet, scan: SheetScan):  # type: ignore[no-untyped-def]
    """Rows from the first one of the sheet; empty columns at the left are put back."""
    left = sheet.start[1] if sheet.start else 0
    troubled = {row for row, _ in scan.unvalued | scan.errors}

    def lines() -> Iterator[Line]:
        for number, cells in enumerate(sheet.iter_rows(), 1):
            row: list[object] = [""] * left
            row += cells
            line = Line(number, row)
            if number in troubled:
                for column in range(len(line.cells)):
                    if (number, column) in scan.unvalued and line.cells[column] in ("", None):
                        line.troubles[column] = _UNVALUED
                    elif (number, column) in scan.errors:
                        line.troubles[column] = _ERROR
            yield line

    return lines


def _merges_of(sheet: calamine.CalamineSheet) -> tuple[Merge, ...]:
    ranges = sheet.merged_cell_ranges or []
    return tuple(Merge(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in ranges[:20_000])


def _scan_xlsx(data: bytes, names: list[str], name: str) -> dict[str, SheetScan]:
    """Every XML part is looked through; the result is by the title of the sheet."""
    titles = _sheet_titles(data, names, name)
    lengths: list[int] = []
    if "xl/sharedStrings.xml" in names:
        shared = SharedLengths(name)
        shared.run(part(data, "xl/sharedStrings.xml", name))
        lengths = shared.lengths
    scans: dict[str, SheetScan] = {}
    for path in names:
        if (
            path == "xl/sharedStrings.xml"
            or not path.endswith((".xml", ".rels"))
            or path.startswith(("customXml/", "docProps/"))
        ):
            continue
        if path in titles or (path.startswith("xl/worksheets/") and path.endswith(".xml")):
            scan = XlsxSheetScan(name, titles.get(path, posixpath.basename(path)), lengths)
            scan.run(part(data, path, name))
            if path in titles:
                scans[titles[path]] = scan.result
        elif path.startswith("xl/") or path.endswith(".rels") or path == "[Content_Types].xml":
            scan_part(name, part(data, path, name))
    return scans


def _sheet_titles(data: bytes, names: list[str], name: str) -> dict[str, str]:
    """Path of a sheet's part → title of the sheet."""
    if "xl/workbook.xml" not in names:
        raise damaged(name)
    by_id: dict[str, str] = {}
    titles: dict[str, str] = {}

    def workbook_start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet":
            identity = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            by_id[identity] = attributes.get("name", "")

    def relation_start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "Relationship" and attributes.get("Id") in by_id:
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            titles[path] = by_id[attributes["Id"]]

    for path, handler in (
        ("xl/workbook.xml", workbook_start),
        ("xl/_rels/workbook.xml.rels", relation_start),
    ):
        if path in names:
            parser = expat.ParserCreate()
            parser.StartElementHandler = handler
            scan_part(name, part(data, path, name))
            try:
                for piece in part(data, path, name):
                    parser.Parse(piece, False)
            except (expat.ExpatError, ValueError) as error:
                raise damaged(name) from error
    return titles


def _scan_ods(data: bytes, names: list[str], name: str) -> dict[str, SheetScan]:
    if "content.xml" not in names:
        raise damaged(name)
    scan = OdsScan(name)
    scan.run(part(data, "content.xml", name))
    for path in ("styles.xml", "settings.xml", "META-INF/manifest.xml"):
        if path in names:
            scan_part(name, part(data, path, name))
    return {}


def _refuse_encrypted(data: bytes, names: list[str], name: str) -> None:
    if "META-INF/manifest.xml" in names and b"encryption-data" in b"".join(part(data, "META-INF/manifest.xml", name)):
        raise StaffFileError(
            f"Файл «{name}» защищён паролем, и прочитать его нельзя. Откройте его с паролем, сохраните "
            f"без пароля "
            "(Файл → Сохранить как → снимите отметку «Сохранить с паролем») и загрузите снова."
        )


def _guarded(name: str, work):  # type: ignore[no-untyped-def]
    """Any failure of the fast reader, its panics too, is a damaged file to the person."""
    try:
        return work()
    except calamine.PasswordError as error:
        raise StaffFileError(
            f"Файл «{name}» защищён паролем, и прочитать его нельзя. Снимите защиту и сохраните его снова."
        ) from error
    except (calamine.CalamineError, OSError, ValueError, OverflowError, MemoryError) as error:
        raise damaged(name) from error
    except BaseException as error:  # a panic of the reader is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(name) from error


__all__ = ["XLSX", "open_packed", "open_xls"]
