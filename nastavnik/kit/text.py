"""Search and order of Russian words, equal on both databases (SQLite neither folds nor sorts Cyrillic)."""

import re

_ALPHABET = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_ORDER = {letter: chr(0x100 + index) for index, letter in enumerate(_ALPHABET)}


def folded(text: str) -> str:
    """Small letters, ё as е, single spaces: two spellings of one name fold to the same string."""
    return re.sub(r"\s+", " ", text.casefold().replace("ё", "е")).strip()


def sort_key(text: str) -> str:
    """A string that sorts by bytes as the Russian alphabet does (ё between е and ж)."""
    return "".join(_ORDER.get(letter, letter) for letter in re.sub(r"\s+", " ", text.casefold()).strip())


def search_words(query: str) -> list[str]:
    """The words of a search box, folded; every one of them must occur."""
    return folded(query).split()
