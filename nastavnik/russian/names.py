"""A person's full name, «Фамилия Имя Отчество», in six cases, and with initials.

The sex must be told: it is never guessed, not even from a patronymic (a wrong guess in an order insults).
What comes out is a proposal; the correction stored on the person's card wins (`cases.apply_override`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from .cases import Cases, Forms
from .first_names import first_name_forms, is_patronymic, patronymic_forms
from .name_parts import (
    HYPHEN,
    PARTICLES,
    has_kin_word,
    initials,
    is_eastern_name,
    split_full_name,
    surname_initials,
    tidy_name,
)
from .numerals import NBSP
from .spelling import dress, is_foreign, is_word, keep, tidy, words
from .surname_words import FROZEN_FIRST_HALVES, WESTERN_FIRST_NAMES
from .surnames import surname_forms

__all__ = [
    "Sex",
    "decline_first_name",
    "decline_name",
    "decline_patronymic",
    "decline_surname",
    "decline_surname_initials",
    "initials",
    "split_full_name",
    "surname_initials",
]

Sex = Literal["female", "male"]

# (word in small letters, female, what follows the hyphen or "") -> forms
WordRule = Callable[[str, bool, str], Forms]

# First halves of Eastern and French double names: only the second declines (Магомед-Эмина, Жан-Жака).
_FROZEN_FIRST_NAMES = words(
    "абд абду абдул абдуль абу али аль гази гаджи гуль жан зайн ибн магомед махмуд мирза мохаммад мохаммед "
    "мохамед мухамед мухаммад мухаммед нур пьер сайф салах сейф хаджи хаджа хан шах эль"
)
_INITIALS = re.compile("(?:[\u0400-\u052f]{1,2}\\.)+")
_TITLES_BEHIND_NAMES = words("ага бек бей мирза оол паша хан шах")  # Исмаил-ага -> Исмаил-аги


def decline_name(surname: str, first_name: str, patronymic: str, sex: Sex | None) -> Cases:
    """The full name in six cases.

    Empty parts are left out (a name without a patronymic leaves no double space). With an unknown sex, or
    letters that are not Cyrillic, all cases hold the nominative and `certain` is False: ask, or use a
    correction. Raises ValueError for a sex other than 'female', 'male', None.
    """
    parts = (
        decline_surname(surname, sex, first_name=first_name, patronymic=patronymic),
        decline_first_name(first_name, sex),
        decline_patronymic(patronymic, sex),
    )
    return _whole(parts)


def decline_surname_initials(surname: str, first_name: str, patronymic: str, sex: Sex | None) -> Cases:
    """«Ивановой М. П.» in six cases: the surname declines, the initials stay."""
    initials_only = Cases.unchanged(initials("", first_name, patronymic))
    declined = decline_surname(surname, sex, first_name=first_name, patronymic=patronymic)
    return Cases.joined((declined, initials_only), NBSP)


def decline_surname(surname: str, sex: Sex | None, *, first_name: str = "", patronymic: str = "") -> Cases:
    """The surname alone; the first name helps to tell «Чаплин Чарльз» from «Чаплин Всеволод»."""
    nominative = tidy_name(surname)
    if has_kin_word(nominative) or is_eastern_name(first_name, patronymic):
        return _kept(nominative, sex)  # Рагим-заде, Асан уулу; of «Ким Чен Ир» only the last word declines
    foreign = tidy(first_name).lower() in WESTERN_FIRST_NAMES

    def forms(word: str, female: bool, rest: str) -> Forms:
        if rest and word in FROZEN_FIRST_HALVES:
            return keep(word)
        return surname_forms(word, female=female, foreign=foreign)

    return _cases(nominative, sex, forms, frozen=PARTICLES if " " in nominative else frozenset())


def decline_first_name(first_name: str, sex: Sex | None) -> Cases:
    """The first name alone. Of a Vietnamese or Korean name in several words a man's last word declines."""

    def forms(word: str, female: bool, rest: str) -> Forms:
        if rest and not female and (word in _FROZEN_FIRST_NAMES or rest in _TITLES_BEHIND_NAMES):
            return keep(word)
        return first_name_forms(word, female=female)

    nominative = tidy_name(first_name)
    *before, last = nominative.split(" ")
    frozen = frozenset(word.lower() for word in before) if is_eastern_name(nominative, "") else frozenset()
    return _cases(nominative, sex, forms, frozen=frozen - {last.lower()})


def decline_patronymic(patronymic: str, sex: Sex | None) -> Cases:
    """The patronymic alone: «Петровны», «Бакыт кызы»; a foreign second name declines like a first name."""
    nominative = tidy_name(patronymic)
    if has_kin_word(nominative):
        return _kept(nominative, sex)

    def forms(word: str, female: bool, rest: str) -> Forms:
        if is_patronymic(word, female=female):
            return patronymic_forms(word, female=female)
        if word.endswith(("ова", "ева", "ина") if female else ("ов", "ев", "ин")):
            return surname_forms(word, female=female)  # Bulgarian: Георги Иванов Петров
        return first_name_forms(word, female=female)

    return _cases(nominative, sex, forms)


def _cases(nominative: str, sex: Sex | None, forms: WordRule, *, frozen: frozenset[str] = frozenset()) -> Cases:
    """Decline every word that is not frozen, and every half of a double word, by the rule."""
    if sex not in ("female", "male", None):
        raise ValueError(f"Пол указан непонятно: {sex!r}. Возможны «female», «male» или None.")
    if not nominative:
        return Cases.unchanged("")
    if sex is None or is_foreign(nominative):
        return Cases.unchanged(nominative, certain=False)
    return Cases.joined(
        Cases.unchanged(word) if word.lower() in frozen else _word_cases(word, sex == "female", forms)
        for word in nominative.split(" ")
    )


def _kept(nominative: str, sex: Sex | None) -> Cases:
    return _cases(nominative, sex, lambda word, female, rest: keep(word))


def _word_cases(word: str, female: bool, forms: WordRule) -> Cases:
    halves = HYPHEN.split(word)
    declined = []
    for index, half in enumerate(halves):
        if is_word(half):
            rest = "".join(halves[index + 2 :]).lower()
            declined.append(Cases.of(half, _dressed(half, forms(half.lower(), female, rest))))
        else:  # a hyphen, an initial; brackets, digits and the like leave the name uncertain
            plain = index % 2 == 1 or not half or _INITIALS.fullmatch(half) is not None
            declined.append(Cases.unchanged(half, certain=plain))
    return Cases.joined(declined, "")


def _dressed(original: str, forms: Forms) -> Forms:
    return tuple(dress(original, form) for form in forms)  # type: ignore[return-value]


def _whole(parts: tuple[Cases, ...]) -> Cases:
    """An uncertain part makes the whole name stay in the nominative: half a declined name is no name."""
    whole = Cases.joined(parts)
    return whole if whole.certain else Cases.unchanged(whole.nominative, certain=False)
