"""What a word of a name may be: given name, surname, patronymic. Shape first, the dictionary only when it is needed."""

import re
from functools import lru_cache

from .cells import fold

PARTICLES = frozenset({"кызы", "кизи", "гызы", "оглы", "оглу", "огли", "уулу", "улы", "углы", "заде"})
SMALL_WORDS = PARTICLES | {
    "фон",
    "фан",
    "ван",
    "дер",
    "де",
    "да",
    "дю",
    "ле",
    "ибн",
    "бен",
    "бин",
    "аль",
    "эль",
}

_PATRONYMIC = re.compile(r"(?:[оеё]вич|[ьи]ич|[кмтс]ич|[оеё]вна|инична|[иьеё]чна|ична)$")
_WITH_PARTICLE = re.compile(rf"[\s-](?:{'|'.join(sorted(PARTICLES))})$|.{{3}}(?:кызы|оглы|гызы|уулу)$")
_WOMANS_PATRONYMIC = re.compile(r"(?:[оеё]вна|ична|инична)$")
_SHORT_PATRONYMICS = frozenset(
    {"ильич", "лукич", "кузьмич", "фомич", "никитич", "саввич", "савич", "силыч", "фокич", "ионич"}
)
_OBLIQUE = re.compile(r"(?:[оеё]вн|ичн)(?:ы|е|у|ой|ою)$|(?:[оеё]вич|[ьи]ич|[кмт]ич)(?:а|у|ем|е)$")
_SURNAME = re.compile(
    r"(?:[оеё]в|ин|ын)а?$|(?:ск|цк)(?:ий|ая|ой)$|(?:енко|ченко|чук|юк|ук|дзе|швили|ян|янц|[иы]х|ец|ич|ик"
    r"|ко|ло|ер|ман|берг|штейн)$"
)

# Given names that the dictionary does not know, though kindergartens do.
_MORE_GIVEN_NAMES = frozenset(
    [
        "айгерим",
        "айгуль",
        "айнур",
        "айсылу",
        "айша",
        "алия",
        "алсу",
        "амина",
        "арай",
        "асель",
        "ася",
        "гузаль",
        "гузель",
        "гулия",
        "гулназ",
        "гульназ",
        "гульнур",
        "гульсина",
        "гульфия",
        "динара",
        "жанар",
        "жанара",
        "зарема",
        "зейнаб",
        "зухра",
        "ильгиза",
        "камила",
        "лейсан",
        "лиана",
        "лилиана",
        "лэйсан",
        "ляйсан",
        "мадина",
        "малика",
        "мариям",
        "милана",
        "миляуша",
        "назгуль",
        "наргиза",
        "нурия",
        "патимат",
        "рамзия",
        "резеда",
        "сабина",
        "салтанат",
        "самира",
        "сания",
        "севда",
        "севиндж",
        "софия",
        "софья",
        "сэсэг",
        "умида",
        "фарангис",
        "фатима",
        "ханна",
        "хеда",
        "хава",
        "чулпан",
        "шахноза",
        "эвелина",
        "элина",
        "эльнара",
        "эсмира",
        "аяна",
        "сулумбек",
        "аслан",
        "ибрагим",
        "магомед",
        "мурат",
        "рамзан",
        "рустам",
        "тимур",
        "шамиль",
        "эльдар",
        "ислам",
        "даниэль",
        "данис",
        "ильнур",
        "айрат",
        "фанис",
    ]
)
_NO_GIVEN_NAMES = frozenset({"тхи"})  # part of Vietnamese names; the dictionary has it as a name


def is_patronymic(word: str) -> bool:
    """By its shape: «Петровна», «Ильич», «Бакыт кызы». Surnames such as «Мицкевич» look alike: see the order."""
    folded = fold(word)
    if folded in _SHORT_PATRONYMICS or _PATRONYMIC.search(folded):
        return len(folded) > 4
    return bool(_WITH_PARTICLE.search(folded))


def is_womans_patronymic(word: str) -> bool:
    """«-вна», «-ична»: never a surname, never a given name."""
    return bool(_WOMANS_PATRONYMIC.search(fold(word)))


def is_oblique_patronymic(word: str) -> bool:
    """«Петровны», «Ильичу»: the name is not in the nominative."""
    return bool(_OBLIQUE.search(fold(word))) and len(word) > 5


def is_given_name(word: str) -> bool:
    """Is it a given name in the nominative, by the dictionary?"""
    if "-" in word:
        return all(is_given_name(part) for part in word.split("-"))
    return fold(word) in _MORE_GIVEN_NAMES or ("Name" in _marks(fold(word)) and fold(word) not in _NO_GIVEN_NAMES)


def looks_like_surname(word: str) -> bool:
    """By its ending or by the dictionary."""
    last = fold(word).split("-")[-1]
    return bool(_SURNAME.search(last)) or "Surn" in _marks(last)


def nominative(surname: str, first_name: str, patronymic: str) -> tuple[str, str, str] | None:
    """A name from another case put into the nominative, or None when the dictionary cannot.

    The patronymic tells the sex; the given name and the surname must agree with it.
    """
    folded = fold(patronymic)
    woman = bool(re.search(r"(?:вн|ичн)(?:ы|е|у|ой|ою)$", folded))
    ending, nominative_ending = (r"(?:ы|е|у|ой|ою)$", "а") if woman else (r"(?:а|у|ем|е)$", "")
    base = re.sub(ending, nominative_ending, patronymic)
    sex = "femn" if woman else "masc"
    given = _inflected(first_name, "Name", sex)
    family = _inflected(surname, "Surn", sex)
    return (family, given, base) if given and family else None


def _inflected(word: str, mark: str, sex: str) -> str:
    if "-" in word:
        parts = [_inflected(part, mark, sex) for part in word.split("-")]
        return "-".join(parts) if all(parts) else ""
    for parse in _analyzer().parse(word.lower()):
        if mark in parse.tag and sex in parse.tag and "sing" in parse.tag and "nomn" not in parse.tag:
            form = parse.inflect({"nomn", "sing"})
            if form:
                return form.word.capitalize()
    return ""


@lru_cache(maxsize=8192)
def _marks(folded: str) -> frozenset[str]:
    """Which of Name, Surn the dictionary gives to the word in the nominative."""
    analyzer = _analyzer()
    if not analyzer.word_is_known(folded):
        return frozenset()
    return frozenset(
        mark
        for parse in analyzer.parse(folded)
        for mark in ("Name", "Surn")
        if mark in parse.tag and "nomn" in parse.tag and "sing" in parse.tag
    )


@lru_cache(maxsize=1)
def _analyzer():  # type: ignore[no-untyped-def]
    import pymorphy3  # takes an eighth of a second: only when a name needs it

    return pymorphy3.MorphAnalyzer(lang="ru")
