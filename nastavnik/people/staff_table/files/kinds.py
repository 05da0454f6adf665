"""What a file is, by its first bytes and, for packed files, by its table of contents."""

import re

from ..model import StaffFileError
from .packed import contents, part_text

XLSX, ODS, XLS, CSV, HTML, MHTML = "xlsx", "ods", "xls", "csv", "html", "mhtml"

WANTED = "таблица .xlsx, .ods или .csv либо сохранённая страница сайта с педагогическим составом"
_SAVE_AS = "Откройте его и сохраните таблицу сотрудников в виде .xlsx, .ods или .csv"

_SIGNATURES = (
    (b"%PDF-", "документ PDF"),
    (b"\x89PNG\r\n\x1a\n", "картинка PNG"),
    (b"\xff\xd8\xff", "картинка JPEG"),
    (b"GIF8", "картинка GIF"),
    (b"BM", "картинка BMP"),
    (b"II*\x00", "картинка TIFF"),
    (b"MM\x00*", "картинка TIFF"),
    (b"{\\rtf", "документ RTF"),
    (b"7z\xbc\xaf\x27\x1c", "архив 7z"),
    (b"Rar!", "архив RAR"),
    (b"\x1f\x8b", "архив gzip"),
    (b"BZh", "архив bzip2"),
    (b"\xfd7zXZ", "архив xz"),
    (b"MZ", "программа"),
    (b"\x7fELF", "программа"),
    (b"SQLite format 3", "база данных"),
    (b"AT&TFORM", "документ DjVu"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(data: bytes, name: str) -> str:
    """One of the kinds above; StaffFileError with the true kind of a file that is none of them."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _packed_kind(data, name)
    if data.startswith(_OLE):
        return _compound_kind(data, name)
    for signature, what in _SIGNATURES:
        if data.startswith(signature) and (len(signature) > 2 or _has_binary(data)):
            raise StaffFileError(f"Файл «{name}» — {what}, а нужна {WANTED}. {_advice(what)}.")
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        raise StaffFileError(f"Файл «{name}» — фотография HEIC, а нужна {WANTED}.")
    return _text_kind(data, name)


def _packed_kind(data: bytes, name: str) -> str:
    names = contents(data, name)
    if "EncryptedPackage" in names:
        raise _protected(name)
    if any(each.startswith("xl/") for each in names):
        if "xl/workbook.bin" in names:
            raise StaffFileError(f"Файл «{name}» — двоичная книга .xlsb. {_SAVE_AS}.")
        return XLSX
    if any(each.startswith("word/") for each in names):
        raise StaffFileError(
            f"Файл «{name}» — документ Word, а нужна {WANTED}. Скопируйте из него таблицу в Excel или "
            f"LibreOffice Calc "
            "и сохраните её."
        )
    if any(each.startswith("ppt/") for each in names):
        raise StaffFileError(f"Файл «{name}» — презентация, а нужна {WANTED}.")
    mimetype = part_text(data, "mimetype", 200) if "mimetype" in names else ""
    if "opendocument.spreadsheet" in mimetype:
        return ODS
    if "opendocument.text" in mimetype:
        raise StaffFileError(
            f"Файл «{name}» — текстовый документ OpenDocument, а нужна {WANTED}. Скопируйте из него "
            f"таблицу в Calc и сохраните её."
        )
    if "opendocument" in mimetype:
        raise StaffFileError(f"Файл «{name}» — документ OpenDocument другого вида, а нужна {WANTED}.")
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return ODS
    listed = ", ".join(f"«{each}»" for each in names[:3])
    inside = f"в нём {listed}" if listed else "он пуст"
    raise StaffFileError(
        f"Файл «{name}» — архив ZIP ({inside}), а нужна {WANTED}. Распакуйте его и выберите саму таблицу."
    )


def _compound_kind(data: bytes, name: str) -> str:
    """An OLE container: an encrypted workbook, an old .xls, an old .doc …"""
    if _has_stream(data, "EncryptedPackage") or _has_stream(data, "EncryptionInfo"):
        raise _protected(name)
    if _has_stream(data, "WordDocument"):
        raise StaffFileError(
            f"Файл «{name}» — старый документ Word (.doc), а нужна {WANTED}. Скопируйте из него таблицу "
            f"в Excel и сохраните её."
        )
    if _has_stream(data, "PowerPoint Document"):
        raise StaffFileError(f"Файл «{name}» — презентация, а нужна {WANTED}.")
    if _has_stream(data, "Workbook") or _has_stream(data, "Book"):
        return XLS
    raise StaffFileError(f"Файл «{name}» — документ неизвестного вида, а нужна {WANTED}.")


def _text_kind(data: bytes, name: str) -> str:
    head = _readable(data[:8192])
    start = head.lstrip("\ufeff \t\r\n\x00").lower()
    if re.match(r"[a-z-]{2,40}: ", start) and "multipart/related" in start[:4096]:
        return MHTML
    if start.startswith("<"):
        if "urn:schemas-microsoft-com:office:spreadsheet" in start:
            raise StaffFileError(f"Файл «{name}» — таблица XML 2003. {_SAVE_AS}.")
        if "opendocument" in start:
            raise StaffFileError(f"Файл «{name}» — таблица OpenDocument без сжатия (.fods). {_SAVE_AS}.")
        if re.search(
            r"<(?:!doctype html|html|head|body|table|tr|td|div|p|span|meta|ul|h\d|style|script"
            r"|frameset)\b|<!--",
            start,
        ):
            return HTML
        if start.startswith(("<?xml", "<svg")):
            raise StaffFileError(f"Файл «{name}» — файл XML неизвестного вида, а нужна {WANTED}.")
        return HTML
    if re.search(r"<!doctype html|<html[\s>]", start):
        return HTML
    if _has_binary(data):
        raise StaffFileError(
            f"Файл «{name}» — не таблица и не текст (двоичный файл неизвестного вида), а нужна {WANTED}."
        )
    return CSV


def _readable(data: bytes) -> str:
    """The head of a text for looking at its markup; letters do not matter."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if data.count(b"\x00") > len(data) // 4:
        return data.replace(b"\x00", b"").decode("latin-1")
    return data.decode("latin-1").removeprefix("ï»¿")


def _has_binary(data: bytes) -> bool:
    """Control bytes that no text has; text in UTF-16 is told by its zero bytes in every other place."""
    sample = data[:65536]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    if b"\x00" in sample:
        from .texts import wide_encoding

        return not wide_encoding(sample)
    strange = sum(sample.count(bytes([code])) for code in (1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16, 17, 18, 19, 20, 127))
    return strange > max(8, len(sample) // 100)


def _has_stream(data: bytes, stream: str) -> bool:
    """Does the directory of the container name the stream? Names stand there in UTF-16, padded to 64 bytes."""
    wanted = stream.encode("utf-16-le")
    length = (len(wanted) + 2).to_bytes(2, "little")
    position = data.find(wanted + b"\x00\x00")
    while position >= 0:
        if position % 128 == 0 and data[position + 64 : position + 66] == length:
            return True
        position = data.find(wanted + b"\x00\x00", position + 1)
    return False


def _protected(name: str) -> StaffFileError:
    return StaffFileError(
        f"Файл «{name}» защищён паролем, и прочитать его нельзя. Откройте его с паролем, снимите защиту "
        "(Файл → Сведения → Защита книги → Зашифровать с использованием пароля → оставьте пусто) и "
        "сохраните снова."
    )


def _advice(what: str) -> str:
    if what.startswith("архив"):
        return "Распакуйте его и выберите саму таблицу"
    if what.startswith("картинка"):
        return "С картинки таблица не читается: перепишите её в Excel или LibreOffice Calc"
    return _SAVE_AS
