"""Whether a PDF may be kept as a scan: a real file, without password, programs or files inside.

What is looked at: the whole file as bytes, and every object stream unpacked (most modern writers hide their
dictionaries there). Names are recognised in their escaped spelling too (`/J#61vaScript`).

What is not checked, and why it is borne: page content, fonts and pictures are not parsed, so a file that
attacks the decoder of one particular viewer would pass; links to addresses (`/URI`) are allowed; an object
stream inside an unusual packing is refused rather than read, and one that does not name itself so is not
seen. The product never opens a kept PDF itself and serves it as an attachment.
"""

import re
import zlib

MAX_UNPACKED = 64 * 1024 * 1024
WANTED = "Отсканируйте документ заново или приложите его фотографию."


def complaint(content: bytes) -> str | None:
    """A sentence that says why the PDF cannot be kept, or None when it can."""
    if not _is_whole(content):
        return f"PDF повреждён или загружен не полностью. {WANTED}"
    if _ENCRYPT.search(content):
        return f"PDF защищён паролем, проверить его нельзя. {WANTED}"
    try:
        parts = [content, *_object_streams(content)]
    except _CannotUnpack:
        return f"PDF устроен так, что проверить его нельзя. {WANTED}"
    if not any(_PAGE.search(part) for part in parts):
        return f"В PDF нет ни одной страницы. {WANTED}"
    for part in parts:
        if found := _REFUSED.search(part):
            inside = list(_INSIDE.values())[(found.lastindex or 1) - 1]
            return f"В PDF есть {inside}; такой файл хранить нельзя. {WANTED}"
    return None


def _name(*names: str) -> re.Pattern[bytes]:
    """PDF names, a group for each, in any spelling: each letter plain or as #xx; then the name ends."""
    groups = []
    for name in names:
        letters = "".join(f"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in name)
        groups.append(f"({letters})".encode())
    return re.compile(rb"/(?:" + rb"|".join(groups) + rb")(?=[\s/<>\[\](){}%]|$)")


# Names of five letters and more: a shorter one (/JS) comes about by chance in the pixels of a large scan,
# and no script runs without /JavaScript beside it.
_INSIDE = {
    "JavaScript": "программа (JavaScript)",
    "Launch": "команда запуска программы",
    "EmbeddedFile": "вложенные файлы",
    "EmbeddedFiles": "вложенные файлы",
    "RichMedia": "вложенное видео или анимация",
    "SubmitForm": "отправка данных на сторону",
    "ImportData": "загрузка данных со стороны",
}
_REFUSED = _name(*_INSIDE)
_ENCRYPT = _name("Encrypt")
_PAGE = _name("Page")
_OBJECT_STREAM = _name("ObjStm")
_END = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF")
_TABLE = re.compile(rb"\bxref\b|/XRef\b")
_STREAM = re.compile(rb"stream\r?\n")


class _CannotUnpack(Exception):
    pass


def _is_whole(content: bytes) -> bool:
    """Whether the file has a table of objects and ends with its place: a file cut short does not."""
    end = _END.search(content, max(0, len(content) - 2048))
    return end is not None and int(end[1]) < len(content) and bool(_TABLE.search(content))


def _object_streams(content: bytes) -> list[bytes]:
    """All object streams, unpacked. Only the plain packing (FlateDecode without parameters) is read."""
    unpacked: list[bytes] = []
    room = MAX_UNPACKED
    for mark in _OBJECT_STREAM.finditer(content):
        begin = content.rfind(b"obj", 0, mark.start())
        stream = _STREAM.search(content, mark.end(), mark.end() + 4096)
        if begin < 0 or stream is None:
            raise _CannotUnpack
        dictionary = content[begin : stream.start()]
        if b"#" in dictionary or b"DecodeParms" in dictionary:
            raise _CannotUnpack
        if b"/Filter" not in dictionary:
            continue  # not packed: searched with the bytes of the file
        if not re.search(rb"/Filter\s*\[?\s*/FlateDecode\s*\]?\s*(?:/|>>)", dictionary):
            raise _CannotUnpack
        unpacked.append(_inflated(content, stream.end(), room))
        room -= len(unpacked[-1])
    return unpacked


def _inflated(content: bytes, begin: int, room: int) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        part = unpacker.decompress(memoryview(content)[begin:], max(room, 1))
    except zlib.error as error:
        raise _CannotUnpack from error
    if not unpacker.eof:  # cut short, or larger than the room that is left
        raise _CannotUnpack
    return part
