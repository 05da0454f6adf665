"""Letters, capitals and syllables: what the rules of declension need to know of a written word."""

from __future__ import annotations

import re
import unicodedata

from .cases import Forms

VOWELS = "аеёиоуыэюя" + "іїєәөүұӣӯ"
HUSHING = "жчшщ"
VELAR = "гкх"

_STRANGE_SIGNS = {"Cc", "Cf", "Cn", "Co", "Cs", "Sc", "Sk", "Sm", "So"}  # controls, symbols, private use

# Cyrillic letters of all languages of the country, with the apostrophe of «О’Коннор» and «Лук'яненко».
_WORD = re.compile("[\u0400-\u052f]+(?:['’ʼ`][\u0400-\u052f]+)*")


def tidy(text: str) -> str:
    """One space between words, none at the ends, letters composed (й and ё as single letters)."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def is_word(text: str) -> bool:
    """Is it a word in Cyrillic letters alone, so that rules of declension may be tried?"""
    return _WORD.fullmatch(text) is not None


def is_foreign(text: str) -> bool:
    """Does it hold letters of another script, or signs that have no place in a name or a post?"""
    return any(_is_stranger(sign) for sign in text)


def syllables(word: str) -> int:
    return sum(letter in VOWELS for letter in word)


def words(text: str) -> frozenset[str]:
    """A set of words written in one line, as the lists of exceptions are kept."""
    return frozenset(text.split())


def attach(stem: str, endings: str) -> Forms:
    """The five forms: attach("ивано", "ва ву ва вым ве"). The sign - stands for the bare stem."""
    genitive, dative, accusative, instrumental, prepositional = (
        stem if ending == "-" else stem + ending for ending in endings.split()
    )
    return (genitive, dative, accusative, instrumental, prepositional)


def keep(word: str) -> Forms:
    """The word is not declined."""
    return (word,) * 5


def dress(original: str, form: str) -> str:
    """Give the lower-case form the capitals, and the е for ё, of the word as it was written."""
    if original.isupper() and len(original) > 1:
        form = form.upper()
    letters = list(form)
    for index, (was, now) in enumerate(zip(original, letters, strict=False)):
        if was.lower() == now.lower() or (was in "еЕ" and now in "ёЁ"):
            letters[index] = was
        else:
            break
    return "".join(letters)


def _is_stranger(sign: str) -> bool:
    if sign.isalpha():
        return not "\u0400" <= sign <= "\u052f"
    return unicodedata.category(sign) in {"Cc", "Cf", "Co", "Cn", "Cs", "So", "Sm", "Sc", "Sk"} and sign != "`"
