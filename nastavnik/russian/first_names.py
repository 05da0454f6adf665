"""First names and patronymics in five cases: what goes before the regular rules of `pytrovich`.

Words come in small Cyrillic letters, without hyphens, and leave in small letters.
"""

from __future__ import annotations

from .cases import Forms
from .regular import regular_forms
from .spelling import HUSHING, VELAR, VOWELS, attach, keep, syllables, words

# Second words of Turkic patronymics: neither they nor the father's name before them decline.
KIN_WORDS = words("гизи гызы заде зода кизи кызы кыз қизи қызы оглу оглы огли ўғли угли углы улы уул уулу ұлы")

# Stressed -ия takes -е in the dative and prepositional (Зульфие), unlike Мария, Юлия (Марии, Юлии).
_STRESSED_IYA = words("алия альфия асия галия гульфия закия зулфия зульфия кашфия лутфия магфия")
_STRESSED_IN_SHA = words("миляуша гайша кайша")

# Female names in -ль: these decline (Нинели), the Turkic and French others do not (Айгуль, Николь).
_DECLINED_IN_L = words("агидель адель гизель жизель нинель рашель рахиль")
_NEVER_DECLINED = words("николя шота")

# Patronymics stressed on the last syllable: Ильичом; all others -ичем (Силычем, Никитичем).
_STRESSED_PATRONYMICS = words("ильич кузьмич лукич фомич")

_FEMALE_ENDINGS = ("вна", "чна", "шна")
_MALE_ENDINGS = ("ич", "ыч")


def first_name_forms(word: str, *, female: bool) -> Forms:
    """The five forms of one first name."""
    last, before, stem = word[-1], word[-2:-1], word[:-1]
    if word in _NEVER_DECLINED or (last in VOWELS and last not in "ая"):
        return keep(word)
    if last == "а":
        return _name_in_a(word)
    if last == "я":
        if before != "и":
            return attach(stem, "и е ю ёй е" if word == "илья" else "и е ю ей е")
        # academic rules of 2006, § 71: -е with a one-syllable stem (Лие, Ие) and under stress
        if syllables(stem) == 1 or word in _STRESSED_IYA:
            return attach(stem, "и е ю ёй е" if word in _STRESSED_IYA else "и е ю ей е")
        return attach(stem, "и и ю ей и")
    if female:
        return _female_in_consonant(word)
    if last == "ц":
        return attach(word, "а у а ем е")  # Морицем: the library says -ом
    if word.endswith("ек"):
        return attach(word, "а у а ом е")  # Марек, Тимек: the library takes them for Санёк -> Санька
    if last == "й" and before == "и" and syllables(word) == 1:
        return attach(stem, "я ю я ем е")  # Кий -> о Кие
    return regular_forms("first_name", word, female=False)


def patronymic_forms(word: str, *, female: bool) -> Forms:
    """The five forms of one patronymic in -ович, -ич, -овна, -ична; others see `is_patronymic`."""
    if female:
        return attach(word[:-1], "ы е у ой е")
    return attach(word, "а у а ом е" if word in _STRESSED_PATRONYMICS else "а у а ем е")


def is_patronymic(word: str, *, female: bool) -> bool:
    """Does the word look like a Russian patronymic of that sex?"""
    return len(word) > 4 and word.endswith(_FEMALE_ENDINGS if female else _MALE_ENDINGS)


def _name_in_a(word: str) -> Forms:
    stem, before = word[:-1], word[-2:-1]
    if before in VOWELS or len(word) <= 2:
        return keep(word)  # Франсуа, Беа
    if before in HUSHING:
        return attach(stem, f"и е у {'ой' if word in _STRESSED_IN_SHA else 'ей'} е")
    if before == "ц":
        return attach(stem, "ы е у ей е")
    return attach(stem, "и е у ой е" if before in VELAR else "ы е у ой е")


def _female_in_consonant(word: str) -> Forms:
    """Only biblical and Russian names in -ь decline: Любови, Юдифи, Рахили; Айгуль, Айгюнь, Ирэн stay."""
    declined = word.endswith(("вь", "рь", "фь")) or word in _DECLINED_IN_L
    return attach(word[:-1], "и и ь ью и") if declined else keep(word)
