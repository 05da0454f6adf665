"""One surname (or one half of a double surname) in five cases.

The Russian core (-ов, -ин, hard consonants) is left to `pytrovich`; the rules here go before it and mend,
kind by kind, what it gets wrong. Words come in small Cyrillic letters and leave in small letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from . import dictionary
from . import surname_words as lists
from .cases import Forms
from .regular import regular_forms
from .spelling import HUSHING, VELAR, VOWELS, attach, keep, syllables

_FOREIGN_IN_ENDING = re.compile("(?:[аеиуюя]тдин|ддин|уин)$")
_POLISH_FEMININE = re.compile("(?:ьск|вск|нск|йск|рск|ицк|ецк|ацк|уцк)а$")
_BELARUSIAN_YOUNG = re.compile("[оеё]нок$")

_MASCULINE = "а у а ом е"
_MASCULINE_HUSHING = "а у а ем е"
_MASCULINE_SOFT = "я ю я ем е"
_ADJECTIVE = "ого ому ого ым ом"
_ADJECTIVE_VELAR = "ого ому ого им ом"
_ADJECTIVE_SOFT = "его ему его им ем"


def surname_forms(word: str, *, female: bool, foreign: bool = False) -> Forms:
    """The five forms of one part of a surname. `foreign`: the first name tells that the bearer is foreign."""
    for rule in _RULES:
        forms = rule(word, female, foreign)
        if forms is not None:
            return forms
    return regular_forms("surname", word, female=female)


def _never_declined(word: str, female: bool, foreign: bool) -> Forms | None:
    """Шевченко, Дурново, Руссу; Дюма; Галуа, Гулиа; Korean and Chinese На, Ма, Тя."""
    last, before = word[-1], word[-2:-1]
    if last in VOWELS and last not in "ая":
        return keep(word)
    if word in lists.FRENCH or word == "ворота":
        return keep(word)
    if last in "ая" and (len(word) <= 2 or (len(word) == 3 and syllables(word) == 1)):
        return keep(word)
    return keep(word) if last == "а" and before in tuple(VOWELS) else None


def _plural_adjective(word: str, female: bool, foreign: bool) -> Forms | None:
    """Черных, Долгих, Медвежьих never decline; Эрлих, Мюних, Мних of a man do."""
    if word.endswith("ых"):
        return keep(word)
    if not word.endswith("их") or syllables(word) == 1:
        return None
    last, before = word[-3:-2], word[-4:-3]
    if last == "н":
        return keep(word) if before not in tuple(VOWELS) or word == "синих" else None
    return keep(word) if last in tuple(VELAR + HUSHING + "цьв") else None


def _woman_with_consonant(word: str, female: bool, foreign: bool) -> Forms | None:
    return keep(word) if female and word[-1] not in "ая" else None


def _woman_with_adjective(word: str, female: bool, foreign: bool) -> Forms | None:
    if not female or (syllables(word) < 3 and word != "злая"):
        return None
    stem = word[:-2]
    if word.endswith("яя"):
        return attach(stem, "ей ей юю ей ей")
    if not word.endswith("ая"):
        return None
    soft = stem[-1] in HUSHING + "ц" and word not in lists.STRESSED_ADJECTIVES_IN_AYA
    return attach(stem, "ей ей ую ей ей" if soft else "ой ой ую ой ой")


def _woman_with_possessive(word: str, female: bool, foreign: bool) -> Forms | None:
    """Петрова, Лисицына take -ой; a noun of the same look (Сова, Глина, Щербина) declines as a noun."""
    if not female or not word.endswith(("ова", "ева", "ёва", "ина", "ына")):
        return None
    if syllables(word) == 2 and word not in {"львова", "пскова"}:
        return None
    return None if word in lists.NOUNS_LIKE_POSSESSIVES else attach(word[:-1], "ой ой у ой ой")


def _polish_woman(word: str, female: bool, foreign: bool) -> Forms | None:
    """Ковальска, Новицка are adjectives in Polish and take -ой; Ласка, Маска are not."""
    if female and syllables(word) >= 3 and _POLISH_FEMININE.search(word):
        return attach(word[:-1], "ой ой у ой ой")
    return None


def _first_declension(word: str, female: bool, foreign: bool) -> Forms | None:
    """All other surnames in -а and -я, of men and women alike: Глинка, Зозуля, Данелия, Кирша."""
    stem, last = word[:-1], word[-2:-1]
    if word[-1] == "я":
        polysyllabic_iya = last == "и" and syllables(stem) > 1
        return attach(stem, "и и ю ей и" if polysyllabic_iya else "и е ю ей е")
    if word[-1] != "а":
        return None
    if last in HUSHING + "ц":
        return attach(stem, f"{'ы' if last == 'ц' else 'и'} е у {_after_hushing(word)} е")
    return attach(stem, "и е у ой е" if last in VELAR else "ы е у ой е")


def _man_with_adjective(word: str, female: bool, foreign: bool) -> Forms | None:
    """Луговой, Чужой (-им), Строгий (-ого), Синий (-его), Волчий (-ьего)."""
    stem, last = word[:-2], word[-3:-2]
    if word in lists.POSSESSIVES_IN_II:
        return attach(stem, "ьего ьему ьего ьим ьем")
    if word.endswith("ый"):
        return attach(stem, "его ему его ым ем" if last == "ц" else _ADJECTIVE)  # Куцый
    if word.endswith("ой") and word not in lists.NOUNS_IN_OI:
        return attach(stem, _ADJECTIVE_VELAR if last in VELAR + HUSHING else _ADJECTIVE)
    if word.endswith("ий") and syllables(word) > 1 and word not in lists.NOUNS_IN_II:
        if last in VELAR:
            return attach(stem, _ADJECTIVE_VELAR)
        if last in HUSHING + "нц":
            return attach(stem, _ADJECTIVE_SOFT)
    return None


def _man_with_short_i(word: str, female: bool, foreign: bool) -> Forms | None:
    """Nouns in -й: Цой, Хегай, Кочубей, Палий (о Палии), Вий (о Вие); Соловей loses its vowel."""
    if not word.endswith("й"):
        return None
    if word in lists.FLEETING_EI:
        return attach(word[:-2], "ья ью ья ьём ье")
    in_ii = word.endswith("ий") and syllables(word) > 1
    return attach(word[:-1], "я ю я ем и" if in_ii else _MASCULINE_SOFT)


def _man_with_fleeting_vowel(word: str, female: bool, foreign: bool) -> Forms | None:
    """Лев -> Льва, Волчок -> Волчка, Ковалёнок -> Ковалёнка: a noun keeps its own declension."""
    if word in lists.FLEETING_STEMS:
        return attach(lists.FLEETING_STEMS[word], _MASCULINE_HUSHING if word == "заяц" else _MASCULINE)
    if word.endswith("ец"):
        return _man_in_ets(word)
    if syllables(word) > 2 and _BELARUSIAN_YOUNG.search(word):
        return attach(word[:-2], "ка ку ка ком ке")
    if syllables(word) > 1 and word.endswith(("ок", "ек", "ёк", "ень", "оть")):
        return dictionary.noun_forms(word, masculine=True)
    return None


def _man_in_ets(word: str) -> Forms:
    """Кравец -> Кравца, Стрелец -> Стрельца, Коломиец -> Коломийца; Швец, Чернец, Хейфец keep their е."""
    stem = word[:-2]
    last, before = stem[-1:], stem[-2:-1]
    if word in lists.FIRM_IN_ETS:
        return attach(word, _MASCULINE_HUSHING)
    if syllables(word) == 1:
        return attach(word, _MASCULINE if word in lists.STRESSED_ONE_SYLLABLE_IN_ETS else _MASCULINE_HUSHING)
    if last not in VOWELS and before not in VOWELS:
        return attach(word, _MASCULINE if _is_stressed_noun(word) else _MASCULINE_HUSHING)
    stressed = word in lists.STRESSED_IN_ETS or (syllables(word) < 3 and word not in lists.UNSTRESSED_IN_ETS)
    ending = "ом" if stressed else "ем"
    if last in VOWELS:
        stem += "й"
    elif last == "л":
        stem += "ь"
    return attach(stem, f"ца цу ца ц{ending} це")


def _man_with_hushing(word: str, female: bool, foreign: bool) -> Forms | None:
    """-ом under stress (Грачом, Лещом), else -ем (Мицкевичем, Кацем)."""
    if word[-1] not in HUSHING + "ц":
        return None
    if word.endswith("ич"):
        stressed = word in lists.STRESSED_IN_ICH
    elif word.endswith(("ач", "яч")):
        stressed = word not in lists.UNSTRESSED_IN_ACH
    else:
        stressed = word in lists.STRESSED_HUSHING or _is_stressed_noun(word)
    return attach(word, _MASCULINE if stressed and not foreign else _MASCULINE_HUSHING)


def _man_with_soft_sign(word: str, female: bool, foreign: bool) -> Forms | None:
    if not word.endswith("ь"):
        return None
    if word[-2:-1] in HUSHING:  # Рожь, Ночь: no masculine pattern fits
        return keep(word)
    return attach(word[:-1], "я ю я ём е" if word in lists.STRESSED_SOFT else _MASCULINE_SOFT)


def _man_in_n_or_v(word: str, female: bool, foreign: bool) -> Forms | None:
    """-ым belongs to Russian -ов, -ев, -ин, -ын; all other surnames in -в and -н take -ом."""
    if word.endswith(("ов", "ев", "ёв")) and word not in lists.FOREIGN_IN_OV:
        return None
    if word.endswith(("ин", "ын")):
        firm = (
            syllables(word) == 1  # Korean Мин, Шин; Грин
            or word in lists.FOREIGN_IN_IN
            or word in lists.TURKIC_IN_YN
            or _FOREIGN_IN_ENDING.search(word) is not None
            or (foreign and not word.endswith("кин"))
        )
        return attach(word, _MASCULINE) if firm else None
    return attach(word, _MASCULINE) if word[-1] in "вн" else None


def _man_with_hard_consonant(word: str, female: bool, foreign: bool) -> Forms | None:
    """Also those that pytrovich leaves alone because they are first halves elsewhere: Ван, Гасан, Онук."""
    return attach(word, _MASCULINE) if word[-1] in "бгдзклмпрстфх" else None


def _after_hushing(word: str) -> str:
    """Instrumental ending after a hushing consonant or ц: Левшой under stress, Киршей without."""
    noun = dictionary.noun_forms(word)
    return "ой" if noun is not None and noun[3].endswith("ой") else "ей"


def _is_stressed_noun(word: str) -> bool:
    noun = dictionary.noun_forms(word, masculine=True)
    return noun is not None and noun[3].endswith("ом")


Rule = Callable[[str, bool, bool], Forms | None]

# The order matters: the first rule that answers wins.
_RULES: tuple[Rule, ...] = (
    _never_declined,
    _plural_adjective,
    _woman_with_consonant,
    _woman_with_adjective,
    _woman_with_possessive,
    _polish_woman,
    _first_declension,
    _man_with_adjective,
    _man_with_short_i,
    _man_with_fleeting_vowel,
    _man_with_hushing,
    _man_with_soft_sign,
    _man_in_n_or_v,
    _man_with_hard_consonant,
)
