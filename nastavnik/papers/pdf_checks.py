"""Whether a PDF may be kept as a scan: a real file, without password, programs or files inside, nothing around it.

What is looked at: the whole file as bytes, and every object stream unpacked (most modern writers hide their
dictionaries there). Names are recognised in their escaped spelling too (`/J#61vaScript`).

What is not checked, and why it is borne: page content, fonts and pictures are not parsed, so a file that
attacks the decoder of one particular viewer would pass; links to addresses (`/URI`) are allowed; an object
stream inside an unusual packing is refused rather than read, and one that does not name itself so is not
seen. Place and device in photographs inside are blanked where they stand unpacked, as scanning programs of
telephones leave them; a file with an electronic signature is kept to the letter, else its signature were void.
The product never opens a kept PDF itself and serves it as an attachment.
"""

import re
import zlib

MAX_UNPACKED = 64 * 1024 * 1024
WANTED = "Отсканируйте документ заново или приложите его фотографию."


def complaint(content: bytes) -> str | None:
    """A sentence that says why the PDF cannot be kept, or None when it can."""
    if not _is_whole(content):
        return f"PDF повреждён или загружен не полностью. {WANTED}"
    if _is_another_file_too(content):
        return f"В PDF спрятан ещё один файл; такой файл хранить нельзя. {WANTED}"
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


# No name of two letters: /JS comes about by chance in the pixels of a large scan, and no script runs without
# /JavaScript beside it.
_INSIDE = {
    "JavaScript": "программа (JavaScript)",
    "Launch": "команда запуска программы",
    "EmbeddedFile": "вложенные файлы",
    "EmbeddedFiles": "вложенные файлы",
    "RichMedia": "вложенное видео или анимация",
    "FileAttachment": "вложенные файлы",
    "Movie": "вложенное видео или анимация",
    "Rendition": "вложенное видео или анимация",
    "XFA": "программируемая форма (XFA)",
    "GoToR": "переход в чужой файл",
    "GoToE": "переход во вложенный файл",
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


# The header, remarks, the first object: a page of the web or a program would have to stand between them.
_BEGIN = re.compile(rb"%PDF-\d\.\d\s*(?:%[^\r\n<]{0,200}[\r\n]\s*)*(?:\d{1,10}\s+\d{1,5}\s+obj|xref)\b")
_END_OF_ZIP = b"PK\x05\x06"
_ZIP_LOOKS_BACK = 65_557  # bytes from the end in which an archive looks for its table


def _is_another_file_too(content: bytes) -> bool:
    return (
        not _BEGIN.match(content)
        or not content.rstrip(b"\0 \t\r\n\x1a").endswith(b"%%EOF")
        or _END_OF_ZIP in content[-_ZIP_LOOKS_BACK:]
    )


_PICTURE_FACTS = re.compile(rb"\xff\xe1(..)(Exif\0\0|http://ns\.adobe\.com/)", re.DOTALL)
_WRITTEN_PLACE = re.compile(
    rb"(GPS(?:Latitude|Longitude|Altitude|Position)[\w:]{0,20}\s{0,4}(?:>|=\s{0,4}[\"\']))([^<\"\']*)"
)


def without_places(content: bytes) -> bytes:
    """The PDF with the facts of its photographs (place, moment, device) blanked, nothing moved."""
    if re.search(rb"/ByteRange\s*\[", content):
        return content
    blanked = bytearray(content)
    for facts in _PICTURE_FACTS.finditer(content):
        begin = facts.start(2)
        end = min(facts.start() + 2 + int.from_bytes(facts[1]), len(content))
        blanked[begin:end] = bytes(max(end - begin, 0))
    for place in _WRITTEN_PLACE.finditer(content):
        blanked[place.start(2) : place.end(2)] = b" " * len(place[2])
    return bytes(blanked)


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
