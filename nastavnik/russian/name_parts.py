"""What a full name is made of: its parts, its initials, and the names that break the common order."""

from __future__ import annotations

import re

from .first_names import KIN_WORDS, is_patronymic
from .numerals import NBSP
from .spelling import is_word, syllables, tidy, words

HYPHEN = re.compile("([-‐‑‒–—])")
PARTICLES = words("аль ван да дас де делла дель дер ди дос ду дю ибн ла ле лос тер фон цу цур эль")
_ALSO_SURNAMES = words("ван да де ди ду дю ла ле тер")  # with a capital letter they may be whole surnames


def initials(surname: str, first_name: str, patronymic: str = "") -> str:
    """«М. П. Иванова», with no-break spaces; one initial when there is no patronymic."""
    return NBSP.join(filter(None, (_initials_of(first_name, patronymic), tidy(surname))))


def surname_initials(surname: str, first_name: str, patronymic: str = "") -> str:
    """«Иванова М. П.», with no-break spaces."""
    return NBSP.join(filter(None, (tidy(surname), _initials_of(first_name, patronymic))))


def split_full_name(full_name: str) -> tuple[str, str, str]:
    """Surname, first name and patronymic out of «Фамилия Имя Отчество»; what is missing is "".

    Knows patronymics and surnames with a kin word («Бакыт кызы»), particles before a surname («фон Берг»)
    and names of several words without a patronymic («Нгуен Тхи Лан»).
    """
    names = tidy_name(full_name).split()
    with_patronymic = bool(names) and _looks_like_patronymic(names[-1])
    end = 1
    while end + 1 < len(names) and _is_particle(names[end - 1], len(names) - end, with_patronymic):
        end += 1
    if len(names) > end + 1 and names[end].lower() in KIN_WORDS:
        end += 1
    surname, rest = " ".join(names[:end]), names[end:]
    if len(rest) > 2 and rest[-1].lower() in KIN_WORDS:
        return surname, " ".join(rest[:-2]), " ".join(rest[-2:])
    if len(rest) > 1 and not is_eastern_name(" ".join(rest), ""):
        return surname, " ".join(rest[:-1]), rest[-1]
    return surname, " ".join(rest), ""


def tidy_name(text: str) -> str:
    """Single spaces, and none round a hyphen: «Петрова - Водкина» came from a table like that."""
    return re.sub(" ?([-‐‑]) ?", r"\1", tidy(text))


def has_kin_word(text: str) -> bool:
    """«Бакыт кызы», «Кямал-оглы», «Рагим-заде»: nothing in such a part declines."""
    return any(word in KIN_WORDS for word in re.split("[-‐‑‒–— ]", text.lower()))


def is_eastern_name(first_name: str, patronymic: str) -> bool:
    """«Чен Ир», «Тхи Лан», «Ван Тоан»: a Korean, Chinese or Vietnamese name in several words."""
    names = tidy(f"{first_name} {patronymic}").lower().split()
    return (
        len(names) > 1
        and all(is_word(name) and syllables(name) <= 2 and len(name) <= 5 for name in names)
        and syllables(names[0]) == 1
        and not _looks_like_patronymic(names[-1])
        and names[-1] not in KIN_WORDS
    )


def _initials_of(first_name: str, patronymic: str) -> str:
    """«М. П.»; «А.-М.» for a double name; of «Бакыт кызы» only «Б.», for the kin word is no name."""
    letters = []
    for word in tidy(f"{first_name} {patronymic}".replace(".", ". ")).split(" "):
        halves = [half for half in HYPHEN.split(word)[::2] if half and half.lower() not in KIN_WORDS]
        letters.append("-".join(f"{half[0].upper()}." for half in halves))
    return NBSP.join(filter(None, letters))


def _is_particle(word: str, words_behind: int, with_patronymic: bool) -> bool:
    """Does «ван», «де» begin a surname in several words, rather than being one (Ван Владимир Ионович)?"""
    if word.lower() not in PARTICLES:
        return False
    if word.islower() or word.lower() not in _ALSO_SURNAMES:
        return True
    return with_patronymic and words_behind > 2


def _looks_like_patronymic(word: str) -> bool:
    return any(is_patronymic(word.lower(), female=female) for female in (True, False))
