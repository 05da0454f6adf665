"""The text of a cell made plain: spaces, invisible signs, dashes, letters of the other alphabet."""

import datetime
import re
import unicodedata
from functools import lru_cache

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\uff0d"

# Left: Latin (and Greek) letters that look like the Cyrillic ones at the right, as typists mix them.
_LOOKALIKES = str.maketrans(
    "AaBCcEeHKkMOoPpTXxYyËëΑΒΕΗΚΜΟΡΤΧο",
    "АаВСсЕеНКкМОоРрТХхУуЁёАВЕНКМОРТХо",
)
_LATIN = re.compile(r"[A-Za-zËëΑΒΕΗΚΜΟΡΤΧο]")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_WORD = re.compile(r"[^\W\d_]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\x00-\x08\x0b\x0e-\x1f\x7f]|_x000D_")
_LINE_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_NOTHING = re.compile(
    rf"[\s{re.escape(DASHES)}._*/\\]*|нет( данных| сведений)?|не имеет(ся)?|отсутству(е|ю)т|н/д|б/н|без|x|х",
    re.I,
)


def plain(value: object) -> str:
    """Any value of a cell as clean text: one kind of space, lines kept, no invisible signs.

    Whole numbers lose «.0»; dates become дд.мм.гггг. Formula text is text like any other.
    """
    if isinstance(value, str):
        return _plain_text(value) if len(value) < 200 else _clean(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        return value.strftime("%d.%m.%Y") if value.year >= 1000 else value.isoformat()
    if isinstance(value, datetime.date):
        return value.strftime("%d.%m.%Y") if value.year >= 1000 else value.isoformat()
    return _clean(str(value))


def one_line(text: str) -> str:
    """Clean text on one line; a word divided by a hyphen at the end of a line is joined again."""
    if "\n" in text:
        text = re.sub(r"(?<=[а-яё])-\n(?=[а-яё])", "", text)
        text = re.sub(r"-\n", "-", text).replace("\n", " ")
    return " ".join(text.split())


def is_nothing(text: str) -> bool:
    """A cell that says there is nothing: empty, a dash, «нет», «н/д»."""
    return not text or (len(text) < 20 and bool(_NOTHING.fullmatch(text.strip())))


def fold(text: str) -> str:
    """For comparing: small letters, ё as е."""
    return text.casefold().replace("ё", "е")


def mend_letters(text: str) -> tuple[str, bool]:
    """Latin look-alikes inside Russian text put right. Returns the text and whether anything was changed.

    A word of look-alikes only («COBA») is changed when the rest of the text is Russian; a word with
    other Latin letters is left alone.
    """
    if not _LATIN.search(text) or not _CYRILLIC.search(text):
        return text, False
    changed = False

    def mend(match: re.Match[str]) -> str:
        nonlocal changed
        word = match.group()
        mended = word.translate(_LOOKALIKES)
        if mended == word or _LATIN.search(mended):
            return word
        changed = True
        return mended

    return _WORD.sub(mend, text), changed


def shorten(text: str, limit: int = 60) -> str:
    """For quoting inside a sentence."""
    text = one_line(text)
    return text if len(text) <= limit else text[: limit - 1] + "…"


@lru_cache(maxsize=8192)
def _plain_text(text: str) -> str:
    return _clean(text)


def _clean(text: str) -> str:
    if text.isascii() and text.isalnum():
        return text
    text = _LINE_BREAK.sub("\n", unicodedata.normalize("NFC", text))
    text = _INVISIBLE.sub("", text)
    text = _SPACES.sub(" ", text)
    if "\n" in text:
        return "\n".join(line for line in (line.strip() for line in text.split("\n")) if line)
    return text.strip()
