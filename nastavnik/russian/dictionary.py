"""The dictionary of Russian words, opened only when a rule really needs it (a quarter of a second)."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, Literal

from .cases import Forms

Gender = Literal["masc", "femn"]

_CASE_TAGS = ("gent", "datv", "accs", "ablt", "loct")
_PROPER = {"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr", "Init"}
_LONGEST = 40  # longer than any Russian word; the guesser's time grows with the length


@lru_cache(maxsize=4096)
def noun_forms(word: str, *, person: bool = False, masculine: bool = False) -> Forms | None:
    """Forms of a common noun given in the nominative singular, or None when it is not one.

    A bearer of the word is meant, so a masculine accusative equals the genitive even where the dictionary
    holds a thing («Камень» as a surname). With `person` only words for people and animals are taken; with
    `masculine` only masculine ones.
    """
    genders = {"masc", "ms-f"} if masculine else {"masc", "femn", "ms-f"}
    readings = [
        reading
        for reading in _known(word)
        if reading.tag.POS == "NOUN"
        and {"nomn", "sing"} in reading.tag
        and genders & reading.tag.grammemes
        and not _PROPER & reading.tag.grammemes
        and (not person or "anim" in reading.tag)
    ]
    readings.sort(key=lambda reading: "anim" not in reading.tag)
    return _noun_forms(readings[0]) if readings else None


@lru_cache(maxsize=4096)
def guessed_noun_forms(word: str) -> Forms | None:
    """Forms of a noun that the dictionary does not hold («логоритмист»), guessed from its end, or None."""
    for reading in _readings(word):
        if reading.tag.POS == "NOUN" and {"nomn", "sing"} in reading.tag and reading.tag.gender in {"masc", "femn"}:
            return _noun_forms(reading)
    return None


@lru_cache(maxsize=4096)
def adjective_forms(word: str) -> tuple[Gender, Forms] | None:
    """Gender and forms (for a living bearer) of an adjective or participle in the nominative singular."""
    for reading in _readings(word):
        tag = reading.tag
        if tag.POS in {"ADJF", "PRTF"} and {"nomn", "sing"} in tag and tag.gender in {"masc", "femn"}:
            forms = {}
            for case in _CASE_TAGS:
                wanted = "gent" if case == "accs" and tag.gender == "masc" else case
                inflected = reading.inflect({wanted, "sing", tag.gender})
                if inflected is None:
                    return None
                forms[case] = inflected.word
            return tag.gender, tuple(forms.values())  # type: ignore[return-value]
    return None


def is_participle(word: str) -> bool:
    return any(reading.tag.POS == "PRTF" for reading in _known(word))


def is_known(word: str) -> bool:
    """Does the dictionary hold the word in any form?"""
    return len(word) <= _LONGEST and _analyzer().word_is_known(word)


def is_thing(word: str) -> bool:
    """Is it a noun for a thing in the nominative singular («категория», «группа»), and nothing else?"""
    readings = _known(word)
    return any(
        reading.tag.POS == "NOUN" and {"nomn", "sing", "inan"} in reading.tag and "Abbr" not in reading.tag
        for reading in readings
    ) and not any(reading.tag.POS in {"PREP", "CONJ", "PRCL"} for reading in readings)


def _noun_forms(reading: Any) -> Forms | None:
    texts = []
    for case in _CASE_TAGS:
        masculine = reading.tag.gender == "masc"
        inflected = reading.inflect({"gent" if case == "accs" and masculine else case, "sing"})
        if inflected is None:
            return None
        texts.append(inflected.word)
    return tuple(texts)  # type: ignore[return-value]


def _known(word: str) -> list[Any]:
    return [reading for reading in _readings(word) if reading.is_known]


@lru_cache(maxsize=4096)
def _readings(word: str) -> list[Any]:
    return _analyzer().parse(word) if len(word) <= _LONGEST else []


@cache
def _analyzer() -> Any:
    import pymorphy3  # here, not above: its dictionary takes 38 MB, and most runs do without

    return pymorphy3.MorphAnalyzer(lang="ru")
