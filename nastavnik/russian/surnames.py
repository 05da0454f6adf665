"""One surname (or one half of a double surname) in five cases.

Regular surnames are left to `pytrovich`; the rules here go before it and mend, kind by kind, what it gets
wrong. Words come in small letters, Cyrillic only; forms leave in small letters too.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from . import dictionary
from .cases import Forms
from .regular import regular_forms
from .spelling import HUSHING, VELAR, VOWELS, attach, keep, syllables

# First halves of double surnames that are no surnames themselves: Бонч-Бруевич -> Бонч-Бруевича.
FROZEN_FIRST_HALVES = frozenset(
    "абд абдул абу аль бей бонч вар ван гасан гран грум гуль де демут дер ди дю ибн кара ла ле лос мак мелик "
    "мир нор оглы сан сен сент сэн тер фон хан шах шейх шолом эль дель дос да ду аш ас ат ар эр".split()
)

# Stressed French endings never decline; nothing in the spelling tells them from Окуджава or Зозуля.
_FRENCH = frozenset("дюма золя труайя тома дега люка петипа дюруа леклера бенуа гавальда моруа колла".split())

# Foreign surnames in -ов and -ин take -ом: Бюловом, Дарвином (of Russian ones: Левиным, Петровым).
_FOREIGN_OV = frozenset("бюлов вирхов гуцков флотов виртов белов-бюлов лютцов брокгаузов".split())
_FOREIGN_IN = frozenset(
    "грин дарвин чаплин кронин франклин остин мартин гудвин болдуин берлин цеппелин ирвин кельвин мерлин "
    "корбин коллин беклин вёльфлин дёблин раскин рёскин хопкин бенджамин кэйн кузен швецин рошдин жоспин "
    "руслин гаррин трамбалин мёрфин лоуин гершвин саладин тюрин-бернар эркин амин муслим тахсин цицин-бей "
    "шамсутдин боярин господин татарин болгарин дворянин мещанин крестьянин грузин осетин павлин дельфин "
    "пингвин литвин мордвин валентин константин августин севастин юстин".split()
)
_FOREIGN_IN_ENDING = re.compile("(?:[бвгдзклмнпрстфхш]ь?вин|[аеиуюя]тдин|ддин|сон?дин|уин)$")
_TURKIC_YN = frozenset("турсын алтын жаксын айтын оразын".split())

# Common words of -ова, -ева, -ина, -ына as surnames: a woman is «Щербины», not «Щербиной».
_NOUNS_LIKE_POSSESSIVES = frozenset(
    "голова корова подкова основа халва молва черноголова белоголова "
    "щербина бузина калина кручина дружина година скорина тычина хворостина лещина слатина драгина "
    "перепечина скотина старшина чужбина родина судьбина пылина заруцына вирчына отчизна "
    "половина тернина ожина верховина паутина резина картина машина".split()
)
_POLISH_FEMININE = re.compile("(?:ьск|вск|нск|йск|рск|ицк|ецк|ацк|уцк)а$")

_FLEETING_EI = frozenset("соловей воробей муравей репей ручей улей чирей горобей".split())
_FLEETING_STEMS = {
    "лев": "льв",
    "орёл": "орл",
    "орел": "орл",
    "козёл": "козл",
    "козел": "козл",
    "осёл": "осл",
    "осел": "осл",
    "котёл": "котл",
    "котел": "котл",
    "дятел": "дятл",
    "щегол": "щегл",
    "посол": "посл",
    "хохол": "хохл",
    "узел": "узл",
    "чехол": "чехл",
    "бобёр": "бобр",
    "бобер": "бобр",
    "ковёр": "ковр",
    "ковер": "ковр",
    "костёр": "костр",
    "костер": "костр",
    "шатёр": "шатр",
    "шатер": "шатр",
    "ветер": "ветр",
    "бугор": "бугр",
    "багор": "багр",
    "осётр": "осетр",
    "заяц": "зайц",
    "хребет": "хребт",
    "рассвет": "рассвет",
    "павел": "павл",
}

# -ец without loss of е: foreign surnames, and those where е parts three consonants (Чернец, Швец).
_FIRM_ETS = frozenset("хейфец хайфец хаскелец кобец мерец перельмец".split())
_STRESSED_ETS = frozenset(
    "молодец горобец жеребец огурец холодец сорванец голодец кравец мартовец шевец коростелец стрелец "
    "жилец боец борец купец гонец донец певец ловец творец игрец отец голец телец конец венец самец "
    "удалец мертвец соколец кузнец чернец мудрец храбрец близнец беглец подлец скворец гурец дворец".split()
)
_UNSTRESSED_ETS = frozenset("немец палец перец месяц заяц индеец".split())

_NOUNS_IN_OI = frozenset(
    "прибой герой ковбой разбой зверобой громобой покой постой перекрой устой отбой перебой бой рой строй "
    "цой чой сой хой лой той пой вой гной зной чжой тхой конвой подстой застой настрой водопой изгой".split()
)
_NOUNS_IN_KII = frozenset("бокий кий мокий".split())
_POSSESSIVE_IN_II = frozenset(
    "волчий медвежий лисий бабий рыбий козий божий вражий третий птичий заячий телячий пастуший овечий "
    "собачий бычий кошачий верблюжий казачий помещичий олений орлий щучий сорочий".split()
)
# Stress stays on the ending: Лукичом, Грачом, but Мицкевичем.
_STRESSED_ICH = frozenset("ильич лукич кузьмич фомич москвич кирпич".split())
_UNSTRESSED_ACH = frozenset("ковач мрач драч-ковач пач кач".split())
_STRESSED_HUSHING = frozenset("гармаш кулиш малыш камыш барыш бирюч сургуч ковш ёж еж паныч".split())
_STRESSED_SOFT = frozenset(
    "король коваль москаль кобзарь пономарь косарь царь богатырь пузырь снегирь псарь секретарь "
    "журавель хмель конь пень день огонь корабль рубль кремль скрыпаль лещ".split()
)
_FEMININE_HUSHING = re.compile(f"[{HUSHING}]ь$")  # Рожь, Ночь: no masculine pattern fits


def surname_forms(word: str, *, female: bool, foreign: bool = False) -> Forms:
    """The five forms of one part of a surname. `foreign`: the first name tells that the bearer is foreign."""
    for rule in _RULES:
        forms = rule(word, female, foreign)
        if forms is not None:
            return forms
    return regular_forms("surname", word, female=female)


def _never_declined(word: str, female: bool, foreign: bool) -> Forms | None:
    if word in _FRENCH or word == "ворота" or word[-1] in VOWELS.replace("а", "").replace("я", ""):
        return keep(word)
    if word[-1] == "а" and (word[-2:-1] in tuple(VOWELS) or len(word) <= 3 and syllables(word) == 1):
        return keep(word)  # Галуа, Гулиа, Эредиа; Korean and Chinese На, Ма
    if word[-1] == "я" and len(word) <= 2:
        return keep(word)
    return None


def _plural_adjective(word: str, female: bool, foreign: bool) -> Forms | None:
    """Черных, Долгих, Медвежьих never decline; Эрлих, Мюних, Мних of a man do."""
    if word.endswith("ых"):
        return keep(word)
    if word.endswith("их"):
        russian = word[-3:-2] in tuple(VELAR + HUSHING + "цьн") and syllables(word) > 1
        from_german = word.endswith("них") and word[-4:-3] in tuple(VOWELS) and word not in {"синих", "осиних"}
        if russian and not from_german:
            return keep(word)
    return None


def _woman_with_consonant(word: str, female: bool, foreign: bool) -> Forms | None:
    return keep(word) if female and word[-1] not in "ая" else None


def _woman_with_adjective(word: str, female: bool, foreign: bool) -> Forms | None:
    if not female or syllables(word) < 3:
        return None
    stem = word[:-2]
    if word.endswith("яя"):
        return attach(stem, "ей ей юю ей ей")
    if word.endswith("ая"):
        unstressed_hushing = stem[-1] in HUSHING and word not in {"большая", "чужая", "меньшая"}
        return attach(stem, "ей ей ую ей ей" if unstressed_hushing else "ой ой ую ой ой")
    return None


def _woman_with_possessive(word: str, female: bool, foreign: bool) -> Forms | None:
    """Петрова, Лисицына take -ой; a noun of the same look (Сова, Глина, Щербина) declines as a noun."""
    if not female or not word.endswith(("ова", "ева", "ёва", "ина", "ына")):
        return None
    short = syllables(word) == 2 and word not in {"львова", "пскова"}
    if short or word in _NOUNS_LIKE_POSSESSIVES:
        return None
    return attach(word[:-1], "ой ой у ой ой")


def _polish_woman(word: str, female: bool, foreign: bool) -> Forms | None:
    """Ковальска, Новицка are adjectives in Polish and take -ой; Ласка, Маска are not."""
    if female and syllables(word) >= 3 and _POLISH_FEMININE.search(word):
        return attach(word[:-1], "ой ой у ой ой")
    return None


def _first_declension(word: str, female: bool, foreign: bool) -> Forms | None:
    """All other surnames in -а and -я, of men and women alike: Глинка, Зозуля, Данелия, Кирша."""
    stem, last = word[:-1], stem_end(word)
    if word[-1] == "я":
        if last == "и":
            return attach(stem, "и е ю ей е" if syllables(stem) == 1 else "и и ю ей и")
        return attach(stem, "и е ю ей е")
    if word[-1] != "а":
        return None
    if last in HUSHING + "ц":
        noun = dictionary.noun_forms(word)
        stressed = noun is not None and noun[3].endswith("ой")
        genitive = "ы" if last == "ц" else "и"
        return attach(stem, f"{genitive} е у {'ой' if stressed else 'ей'} е")
    return attach(stem, "и е у ой е" if last in VELAR else "ы е у ой е")


def _man_with_adjective(word: str, female: bool, foreign: bool) -> Forms | None:
    """Чужой, Большой (-им), Строгий (-ого), Волчий (-ьего), and the nouns among them: Цой, Прибой, Палий."""
    stem, last = word[:-2], word[-3:-2]
    if word in _POSSESSIVE_IN_II:
        return attach(stem, "ьего ьему ьего ьим ьем")
    if word.endswith("ой"):
        if word in _NOUNS_IN_OI:
            return None
        soft_vowel = last in tuple(VELAR + HUSHING)
        return attach(stem, "ого ому ого им ом" if soft_vowel else "ого ому ого ым ом")
    if word.endswith("ый"):
        return attach(stem, "ого ому ого ым ом")
    if word.endswith("ий") and last in tuple(VELAR) and word not in _NOUNS_IN_KII and syllables(word) > 1:
        return attach(stem, "ого ому ого им ом")
    if word.endswith("ий") and last in tuple(HUSHING + "н") and syllables(word) > 1 and word not in _NAMES_IN_NII:
        return None if word in {"топчий", "довбий"} else attach(stem, "его ему его им ем")
    return None


_NAMES_IN_NII = frozenset("гений евгений антоний арсений топчий".split())


def _man_with_short_i(word: str, female: bool, foreign: bool) -> Forms | None:
    """Nouns in -й: Цой, Хегай, Кочубей, Палий; Соловей loses its vowel."""
    if not word.endswith("й"):
        return None
    if word in _FLEETING_EI:
        return attach(word[:-2], "ья ью ья ьём ье")
    prepositional = "и" if word.endswith("ий") and syllables(word) > 2 or word in {"палий", "бабий"} else "е"
    if word.endswith("ий") and syllables(word) == 2:
        prepositional = "и"
    return attach(word[:-1], f"я ю я ем {prepositional}")


def _man_with_fleeting_vowel(word: str, female: bool, foreign: bool) -> Forms | None:
    if word in _FLEETING_STEMS:
        return attach(_FLEETING_STEMS[word], "а у а ем е" if word.endswith("ц") else "а у а ом е")
    if word.endswith("ец"):
        return _man_in_ets(word)
    if re.search("[оеё]нок$", word) and syllables(word) > 2:
        return attach(word[:-2], "ка ку ка ком ке")  # Ковалёнок -> Ковалёнка
    if syllables(word) > 1 and word.endswith(("ок", "ек", "ёк", "ень", "оть", "оль")):
        return dictionary.noun_forms(word, masculine=True)
    return None


def _man_in_ets(word: str) -> Forms:
    """Кравец -> Кравца, Стрелец -> Стрельца, Коломиец -> Коломийца; Швец, Чернец, Хейфец keep their е."""
    stem = word[:-2]
    last, before = stem[-1:], stem[-2:-1]
    stressed = word in _STRESSED_ETS or syllables(word) <= 2 and word not in _UNSTRESSED_ETS
    ending = "ом" if stressed else "ем"
    if word in _FIRM_ETS:
        return attach(word, "а у а ем е")
    if syllables(word) == 1 or (before and before not in VOWELS and last not in VOWELS):
        return attach(word, f"а у а {ending} е")
    if last in VOWELS:
        stem += "й"
    elif last == "л":
        stem += "ь"
    return attach(stem, f"ца цу ца ц{ending} це")


def _man_with_hushing(word: str, female: bool, foreign: bool) -> Forms | None:
    """-ом under stress (Грачом, Лещом), else -ем (Мицкевичем, Кацем)."""
    if word[-1] not in HUSHING + "ц":
        return None
    if word.endswith("ич") and word not in _STRESSED_ICH:
        return attach(word, "а у а ем е")
    stressed = word in _STRESSED_ICH or word in _STRESSED_HUSHING
    if not stressed and word.endswith(("ач", "яч")):
        stressed = word not in _UNSTRESSED_ACH and not foreign
    if not stressed:
        noun = dictionary.noun_forms(word, masculine=True)
        stressed = noun is not None and noun[3].endswith("ом")
    return attach(word, "а у а ом е" if stressed else "а у а ем е")


def _man_with_soft_sign(word: str, female: bool, foreign: bool) -> Forms | None:
    if not word.endswith("ь"):
        return None
    if _FEMININE_HUSHING.search(word):
        return keep(word)
    return attach(word[:-1], "я ю я ём е" if word in _STRESSED_SOFT else "я ю я ем е")


def _man_in_n_or_v(word: str, female: bool, foreign: bool) -> Forms | None:
    """-ым belongs to Russian -ов, -ев, -ин, -ын; all other surnames in -в and -н take -ом."""
    if word[-1] not in "вн":
        return None
    if word.endswith(("ов", "ев", "ёв")):
        firm = word in _FOREIGN_OV
    elif word.endswith(("ин", "ын")):
        firm = (
            syllables(word) == 1
            or word in _FOREIGN_IN
            or word in _TURKIC_YN
            or _FOREIGN_IN_ENDING.search(word) is not None
            or (foreign and not word.endswith("кин"))
        )
    else:
        firm = True
    return attach(word, "а у а ом е") if firm else None


def stem_end(word: str) -> str:
    """The letter before the last one."""
    return word[-2:-1]


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
)
