"""Opens a file of any known kind by its content and makes sheets of lines out of it."""

import io
from pathlib import Path
from typing import BinaryIO

from ..lines import Book
from ..model import StaffFileError
from . import kinds
from .kinds import WANTED

LARGEST_FILE = 20 * 1024 * 1024


def open_book(source: bytes | Path | BinaryIO, name: str = "") -> Book:
    """Raises StaffFileError when the file is too large, empty, damaged, protected or of another kind."""
    if not name and isinstance(source, Path):
        name = source.name
    data = _read(source, name)
    if not data or not data.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise StaffFileError(f"Файл «{name}» пуст. Выберите файл, в котором есть таблица сотрудников: {WANTED}.")
    kind = kinds.kind_of(data, name)
    if kind in (kinds.XLSX, kinds.ODS):
        from .workbooks import open_packed

        return open_packed(data, name, kind)
    if kind == kinds.XLS:
        from .workbooks import open_xls

        return open_xls(data, name)
    from .texts import decode, decode_page

    if kind == kinds.MHTML:
        from .pages import open_saved_archive

        return open_saved_archive(data, name)
    if kind == kinds.HTML:
        from .pages import open_page

        return open_page(decode_page(data), name)
    from .delimited import open_delimited

    return open_delimited(decode(data, name), name)


def _read(source: bytes | Path | BinaryIO, name: str) -> bytes:
    if isinstance(source, Path):
        if source.is_dir():
            raise StaffFileError(f"«{name}» — папка, а не файл. Выберите файл с таблицей сотрудников: {WANTED}.")
        try:
            size = source.stat().st_size
            if size <= LARGEST_FILE:
                return source.read_bytes()
        except OSError as error:
            raise StaffFileError(f"Файл «{name}» не удалось прочитать: {_why(error)}.") from error
    elif isinstance(source, bytes | bytearray | memoryview):
        data = bytes(source)
        if len(data) <= LARGEST_FILE:
            return data
        size = len(data)
    else:
        buffer = io.BytesIO()
        while chunk := source.read(1024 * 1024):
            buffer.write(chunk)
            if buffer.tell() > LARGEST_FILE:
                break
        if buffer.tell() <= LARGEST_FILE:
            return buffer.getvalue()
        size = buffer.tell()
    raise StaffFileError(
        f"Файл «{name}» слишком велик: {size / 1024 / 1024:.0f} МБ, можно до "
        f"{LARGEST_FILE // 1024 // 1024} МБ. "
        "Удалите картинки и лишние листы или сохраните нужную таблицу отдельным файлом."
    )


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "такого файла нет; проверьте путь и имя"
    if isinstance(error, PermissionError):
        return "нет права на чтение; закройте его в другой программе или скопируйте в свою папку"
    return "ошибка чтения; скопируйте файл на этот компьютер и попробуйте снова"
