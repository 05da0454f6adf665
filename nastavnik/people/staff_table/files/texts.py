"""Bytes of a text file into text: UTF-8, UTF-16, Windows-1251 and the older Russian encodings.

A file whose lines are in two encodings keeps the one of its first lines; the others are named.
"""

import codecs
import re
from dataclasses import dataclass

from ..model import StaffFileError

_SINGLE_BYTE = ("cp1251", "koi8_r", "cp866", "mac_cyrillic")
_NAMES = {
    "utf-8": "UTF-8",
    "cp1251": "Windows-1251",
    "koi8_r": "КОИ-8",
    "cp866": "DOS (CP866)",
    "mac_cyrillic": "MacCyrillic",
}
_OFTEN = frozenset("оеаинтсрвлкмдпу")
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,40})""", re.I)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w-]{2,40})["']""", re.I)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(frozen=True, slots=True)
class Text:
    """`alien` are line numbers (from 1) that could not be read, being in `alien_encoding`."""

    text: str
    encoding: str
    alien: tuple[int, ...] = ()
    alien_encoding: str = ""


def decode(data: bytes, name: str) -> Text:
    """The text of a file of lines."""
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _marked(data, encoding, name)
    if wide := wide_encoding(data[:65536]):
        return Text(data.decode(wide, "replace"), "UTF-16")
    try:
        return Text(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        pass
    return _by_lines(data)


def decode_page(data: bytes) -> str:
    """The text of a page: valid UTF-8 wins (browsers re-save in it), then what the page declares, then a guess."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if wide := wide_encoding(data[:65536]):
        return data.decode(wide, "replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _META_CHARSET.search(data[:16384]) or _XML_ENCODING.search(data[:1024])
        encoding = declared[1].decode("ascii").lower() if declared else ""
        if encoding in ("", "utf-8", "utf8", "latin1", "iso-8859-1", "ascii") or not _known(encoding):
            encoding = _best_single_byte(data[:200_000])
        text = data.decode(encoding, "replace")
    return _XML_DECLARATION.sub("", text, count=1)


def wide_encoding(sample: bytes) -> str:
    """UTF-16 without its mark: one of the two bytes of a letter is 0 or 4 nearly always. "" for other text."""
    sample = sample[: len(sample) // 2 * 2]
    if len(sample) < 4 or b"\x00" not in sample:
        return ""
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        usual = high.count(b"\x00") + high.count(b"\x04") + high.count(b"\x20")
        if usual >= 0.9 * len(high):
            return encoding
    return ""


def _marked(data: bytes, encoding: str, name: str) -> Text:
    if encoding == "utf-16":
        return Text(data[: len(data) // 2 * 2].decode("utf-16", "replace"), "UTF-16")
    try:
        return Text(data.decode(encoding), "UTF-8")
    except UnicodeDecodeError:
        text = _by_lines(data[3:], first="utf-8")
        if not text.text.strip():
            raise StaffFileError(f"Файл «{name}» не читается: знаки не складываются в текст.") from None
        return text


def _by_lines(data: bytes, first: str = "") -> Text:
    """A file that is not UTF-8 as a whole: one byte a letter, or lines of both kinds."""
    lines = _lines(data)
    wide = [number for number, line in enumerate(lines, 1) if not line.isascii() and _is_utf8(line)]
    narrow = [number for number, line in enumerate(lines, 1) if not line.isascii() and not _is_utf8(line)]
    single = _best_single_byte(b"\n".join(lines[number - 1] for number in narrow[:5000]))
    if not wide or (len(wide) * 50 < len(narrow) and all(len(lines[number - 1]) < 8 for number in wide)):
        return Text(data.decode(single, "replace"), _NAMES[single])
    own = first or ("utf-8" if wide[0] < narrow[0] else single)
    alien = narrow if own == "utf-8" else wide
    strange = set(alien)
    decoded = [b"" if number in strange else line for number, line in enumerate(lines, 1)]
    other = single if own == "utf-8" else "utf-8"
    return Text(b"\n".join(decoded).decode(own, "replace"), _NAMES[own], tuple(alien), _NAMES[other])


def _lines(data: bytes) -> list[bytes]:
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _best_single_byte(data: bytes) -> str:
    """The encoding in which the letters look most like Russian: frequent small ones, capitals at the start of words."""
    sample = data[:100_000]
    return max(
        _SINGLE_BYTE,
        key=lambda encoding: (_russian(sample.decode(encoding, "replace")), -_SINGLE_BYTE.index(encoding)),
    )


def _russian(text: str) -> float:
    score = 0.0
    previous = " "
    for letter in text[:20_000]:
        if letter in _OFTEN:
            score += 1
        if "А" <= letter <= "Я" or letter == "Ё":
            score += 0.5 if not previous.isalpha() or previous.isupper() else -1.5
        elif ord(letter) > 127 and not ("а" <= letter <= "я" or letter in "ё№«»—–…\xa0"):
            score -= 2
        previous = letter
    return score


def _known(encoding: str) -> bool:
    try:
        return bool(codecs.lookup(encoding))
    except LookupError:
        return False
