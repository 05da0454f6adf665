"""Letters that may stand in a paper, and words that may not be torn apart at the end of a line."""

import re
import unicodedata
from typing import Literal

NBSP = "\u00a0"

_KEPT_CONTROLS = {"\n": "\n", "\t": " ", "\r": "", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n"}
# Other: controls, format marks (bidirectional overrides, zero width), surrogates, private use, unassigned.
# Bidirectional marks can make a name read otherwise than it is stored: they have no place in an
# official paper.
_REFUSED_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn"}
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)


# Letters that clean as they are (nearly all texts): the long way letter by letter costs a tenth of a paper.
_PLAIN = re.compile(r"[ -~\n\u00a0«»№–—А-яЁё]*")


def clean(text: str) -> str:
    """The text as it can be printed: composed letters, no control or invisible marks, line breaks as \\n."""
    if _PLAIN.fullmatch(text):
        return text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return "".join(_letter(letter) for letter in text)


def _letter(letter: str) -> str:
    if letter in _KEPT_CONTROLS:
        return _KEPT_CONTROLS[letter]
    if unicodedata.category(letter) in _REFUSED_CATEGORIES or ord(letter) in _VARIATION_SELECTORS:
        return ""
    return letter


_MONTHS = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_INITIALS = r"[А-ЯЁ]\.(?:[ \u00a0]?[А-ЯЁ]\.)?"
_SURNAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"

_BOUND_EVERYWHERE = tuple(
    re.compile(pattern)
    for pattern in (
        r"[№§]( )(?=[\w«])",
        r"(?<!\w)(?<!\d[ \u00a0])(?:п|пп|ст|ч|г|гл|разд|прил|рис|табл|стр|ул|д|кв|каб|тел)\.( )(?=[\w«])",
        rf"(?<!\w)\d{{1,2}}( )(?:{_MONTHS})(?!\w)",
        r"\d( )(?:г|гг|руб|мин|мес|ч|ед|чел)\.",
        r"\d( )(?:%|год|года|году|лет|месяц|месяца|месяцев|день|дня|дней|час|часа|часов)(?!\w)",
    )
)
_TWO_INITIALS = re.compile(r"(?<!\w)[А-ЯЁ]\. [А-ЯЁ]\.")
_INITIALS_FIRST = re.compile(rf"(?<!\w){_INITIALS} ?{_SURNAME}(?!\w)")
# «куратор Е. Б. Кудрявцева»: the word before belongs to the initials only when no surname stands after them
_SURNAME_FIRST = re.compile(rf"(?<!\w){_SURNAME} {_INITIALS}(?!\w|[ \u00a0]?[А-ЯЁ])")
_DAY = r"\d{1,2}\.\d{2}\.\d{4}"
_PERIOD = re.compile(rf"{_DAY} [–—-] {_DAY}")
_LONG_DATE = re.compile(rf"(?<!\w)\d{{1,2}} (?:{_MONTHS}) \d{{4}}(?: г\.)?")
_DASH = re.compile(r"(?<=[^\s]) (?=[–—] )")


Room = Literal["line", "column", "tight"]


def keep_together(text: str, room: Room = "line") -> str:
    """The text with no-break spaces inside dates, numbers with №, initials with surnames, and before dashes.

    In a `column` of a table a long date or a period may be broken once, so that it fits. In a `tight`
    column, where even single words do not fit, only two initials stay together.
    """
    if " " not in text:
        return text
    if room == "tight":
        return _TWO_INITIALS.sub(_bind, text)
    text = _SURNAME_FIRST.sub(_bind, _INITIALS_FIRST.sub(_bind, text))
    if room == "line":
        text = _PERIOD.sub(_bind, _LONG_DATE.sub(_bind, text))
    for pattern in _BOUND_EVERYWHERE:
        text = pattern.sub(_bind, text)
    return _DASH.sub(NBSP, text)


_VOWEL, _CONSONANT = "[аеёиоуыэюя]", "[бвгджзклмнпрстфхцчшщ]"
_SYLLABLE_ENDS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"([йьъ])(?=[а-яё]{2})",
        rf"({_VOWEL})(?={_VOWEL}[а-яё])",
        rf"({_VOWEL}{_CONSONANT})(?={_CONSONANT}{{1,2}}{_VOWEL})",
        rf"({_CONSONANT}{_VOWEL})(?={_CONSONANT}{_VOWEL})",
        rf"({_VOWEL}{_CONSONANT}{{2}})(?={_CONSONANT}{{2}}{_VOWEL})",
    )
)
SOFT_HYPHEN = "\u00ad"


def with_soft_hyphens(word: str) -> str:
    """A Russian word with soft hyphens between its syllables, two letters at least on either side.

    For the few words of a crowded table: Word breaks words only where it is told to, LibreOffice anywhere.
    """
    for end in _SYLLABLE_ENDS:
        word = end.sub(rf"\1{SOFT_HYPHEN}", word)
    return re.sub(rf"(?<=^\w){SOFT_HYPHEN}|{SOFT_HYPHEN}(?=\w$)", "", word)


def _bind(match: re.Match[str]) -> str:
    return match.group().replace(" ", NBSP)
