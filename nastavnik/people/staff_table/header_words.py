"""Headers of columns in the wordings that kindergartens use, and the field that each of them means."""

# ruff: noqa: E501  the tables of wordings are easier to keep with one meaning on one line

import re
from functools import lru_cache

from .cells import fold, mend_letters, one_line

NAME, SURNAME, FIRST_NAME, PATRONYMIC = "name", "surname", "first_name", "patronymic"
GIVEN = "first_name_and_patronymic"  # «Имя, отчество» beside «Фамилия»
SURNAME_AND_FIRST = "surname_and_first_name"
NAME_AND_POST = "name_and_position"
POSITION, CATEGORY, HIRED = "position", "category", "hired_on"
TOTAL, SPECIAL, BOTH = "total_experience", "special_experience", "both_experiences"
EMAIL, PHONE, CONTACTS = "email", "phone", "contacts"
EDUCATION_LEVEL, EDUCATION, QUALIFICATION, TRAINING = (
    "education_level",
    "education",
    "qualification",
    "training",
)
BIRTH, RATE, EMPLOYMENT, NOTE, NUMBER = "birth", "rate", "employment", "note", "number"

NAME_FIELDS = frozenset({NAME, SURNAME, SURNAME_AND_FIRST, NAME_AND_POST})
# Fields that make a row of words a header when they stand beside a name.
TELLING_FIELDS = frozenset(
    {
        POSITION,
        CATEGORY,
        HIRED,
        TOTAL,
        SPECIAL,
        BOTH,
        EMAIL,
        PHONE,
        CONTACTS,
        EDUCATION_LEVEL,
        EDUCATION,
        QUALIFICATION,
    }
    | {TRAINING, BIRTH, RATE, EMPLOYMENT, FIRST_NAME, PATRONYMIC, GIVEN, NAME_AND_POST}
)
# Several columns of these are read together; of the others the best one is read.
GATHERED_FIELDS = frozenset({EDUCATION_LEVEL, EDUCATION, QUALIFICATION, TRAINING, NOTE, EMPLOYMENT})

_WHO = (
    r"(?:работник\w*|сотрудник\w*|педагог(?:а|и|ов|у)?|воспитател\w*|специалист\w*|учител\w*"
    r"|преподавател\w*|лица|человека)"
)
_POSTSCRIPT = rf"(?: (?:{_WHO}|педагогическ\w+|руководящ\w+|при наличии|полностью|доо?у?))*"
_EXPERIENCE = re.compile(
    r"стаж[ауе]?\b|^в (?:данной |занимаемой )?должности$|\bопыт\w*\b.*\bработ|продолжительност\w* опыта"
    r"|выслуг"
)
# «дата», «№ приказа» under «Аттестация», «Приём на работу»: particulars that are not read.
_DETAIL = re.compile(r"^(?:дата|срок|год|приказ|№|номер|действ|реквизит|основан)")
_OF_ORDER = re.compile(r"приказ|№|номер|реквизит|основан")
_ONLY_HERE = re.compile(
    r"\b(?:в|на) (?:данн\w+ |эт\w+ |наш\w+ )?(?:учрежд|организац|до[оу]\b|мб?а?доу|детск\w+ сад"
    r"|сад[уе]\b|мест)"
)
_TOTAL = re.compile(r"общ|трудов|всего|непрерывн")
_SPECIAL = re.compile(r"\bпед|спец|должност|проф|воспитател|преподав|направлен|по профил")

# The order matters: the first that fits wins.
_PATTERNS = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        ("", r"снилс|паспорт|\bинн\b|националь|семейн|граждан|пропис|оклад|зарплат|заработ|\bсчет|медосмотр|медкниж|медицинск\w+ (?:осмотр|книж)|прививк|судим|инвалид|здоров|\bпол\b$|дет(?:и|ей)\b|награ|грамот|фото|подпись|расписк"),
        (CONTACTS, r"(?:тел\w*|контакт\w*).*(?:почт|e ?mail|email)|(?:почт|e ?mail|email).*тел|контактн\w+ (?:данн|информ)|^контакты$"),
        (EMAIL, r"\be ?mai?l|email|\bмейл|емейл|имейл|емаил|е маил|\bmail|\bэл\w* п(?:очт\w*)?\b|\bпочт(?:а|ы)\b|(?:электр\w*|эл) (?:почт|адрес)|адрес\w* эл|электронк"),
        ("", r"адрес|место жительств|прожив"),
        (PHONE, r"\bтел\b|телефон|\bмоб\b|мобильн|сотов|контакт"),
        (BIRTH, r"рожд|\bг р$"),
        ("", r"возраст"),
        (TRAINING, r"повыш\w* (?:проф\w* )?(?:квал|кв\b|уровн)|\bкпк\b|\bкурс(?:ы|ов\w*)\b|переподг|\bобучен|\bпк\b|стажировк|дополнительн\w+ проф\w+ образ|\bдпо\b"),
        ("", r"^(?:дата|срок|год|приказ|реквизит|номер|планир|следующ|предстоящ|действ)\w*\b.*(?:катег|аттест)|катег\w* (?:персонал|работник|сотрудник|должн)|(?:разряд|групп\w*)$|окончани\w+ срока"),
        (POSITION, r"^(?:занимаемая )?должност\w*.*катег"),
        (CATEGORY, r"\bкатег|квалиф\w* уров|аттестац|аттестован|\bкк\b|\bсзд\b|соответств"),
        (POSITION, r"^должност\w*\b|занимаем|должност\w* по|\bкем работает|\bпрофессия\b|^штатн\w+ должн|наименован\w+ должн|^должн\b"),
        (HIRED, r"при[её]м\w*|принят|поступ\w* на|дата поступ|трудоустр|зачислен|работает (?:с|в)\b|(?:на|в) (?:работ\w*|должност\w*|учрежден\w*|организац\w*|доу|доо) с\b|начал\w* (?:трудов\w+ )?(?:работы|деятельн)|назначен|дата выхода на работу|с какого (?:года|времени|числа)"),
        (POSITION, r"должност"),
        (RATE, r"^(?:кол\w* (?:во )?|размер |доля |объ?ем )?(?:штатн\w* )?(?:ставк\w*|ставок|единиц\w*|ед)\b|нагрузк|объем работы"),
        (EMPLOYMENT, r"совмест|(?:вид|тип|форма|характер) занятост|основн\w* (?:мест|работ)|условия (?:работы|прием)|характер работы|статус работник"),
        (EDUCATION_LEVEL, r"уровень\b.*образов|образован\w*\b.*уровень|^уровень$"),
        (EDUCATION, r"образован|специальност|диплом|окончи|\bвуз\b|учебн\w+ завед|направлен\w+ подготов|факультет|^уровень"),
        (QUALIFICATION, r"квалификац"),
        (NOTE, r"примеч|коммент|особ\w+ отмет|^прим$|доп\w* (?:свед|инф)|^статус|^отметк"),
        (NUMBER, r"^(?:№|n|no|номер|н)?(?: ?(?:п ?п|пп|пор\w*|по порядку|строки))?$|^№|табельн|таб\b"),
    )
)  # fmt: skip
_NAME_PATTERNS = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        (GIVEN, r"^имя отчество\b|^имя и отчество|^и о$"),
        (NAME_AND_POST, r"(?:\bфио\b|фамилия.*имя|фамилия и).*(?<!стаж в )(?<!по )должност"),
        (NAME, r"\bф ?и ?о\b|фамилия.*имя.*отч|фамилия.*инициал|фамилия и о\b|имя.*отчество.*фамилия"),
        (SURNAME_AND_FIRST, r"^фамилия(?: и)? имя$"),
        (SURNAME, rf"^фамилия{_POSTSCRIPT}$"),
        (FIRST_NAME, rf"^имя{_POSTSCRIPT}$"),
        (PATRONYMIC, rf"^отчество{_POSTSCRIPT}$|^отч$"),
        (NAME, rf"^(?:педагогическ\w+ |руководящ\w+ )?{_WHO}(?: (?:доо|доу|детск\w+ сада|учреждения))?$|^физическое лицо$|^имя фамилия$|^кто$"),
    )
)  # fmt: skip
# Words of the lower line of a header, by which it is told from a row of data.
_VOCABULARY = re.compile(
    r"общ|пед|спец|должн|уров|окончи|учебн|завед|\bгод|дата|номер|назван|наимен|тема|часов|\bчас|кол"
    r"|катег|срок|действ|при[её]м"
    r"|рожд|\bлет\b|мес|дней|\bдн\b|серия|приказ|фамил|имя|отчеств|тел|почт|mail|курс|место|вид|дипл"
    r"|проф|квалиф|стаж|\bна\b"
    r"|документ|организ|образов|\bв т ч|всего|присво|данн|занима|\bпк\b|\bкпк\b|фио|форма|объем|работ"
    r"|трудов|моб|дом"
)


@lru_cache(maxsize=2048)
def normal(header: str) -> str:
    """A header without case, ё, punctuation, Latin look-alikes: «Ф.И.O.\\n(полностью)» is «фио полностью»."""
    line = re.sub(r"(?<=[а-яё])[-\u00ac]\n(?=[а-яё])", "", header)
    line = re.sub(r"\be-?mail\b", "email", line, flags=re.I)
    line = fold(one_line(mend_letters(line)[0]))
    line = line.replace("№", " № ").replace("n°", " № ")
    line = re.sub(r"[^\w№]+|_", " ", line)
    line = re.sub(r"\bф и о\b", "фио", " ".join(line.split()))
    return re.sub(r"\bэл почт\w*", "эл почта", line)


@lru_cache(maxsize=2048)
def field_of(header: str, above: str = "") -> str:
    """The field that a header means, "" when it is none of ours; `above` is the header it stands under."""
    own = normal(header)
    whole = f"{normal(above)} {own}".strip() if above else own
    if not own or len(whole) > 250:
        return ""
    for field, pattern in _NAME_PATTERNS:
        if pattern.search(own) and not _EXPERIENCE.search(own):
            return field
    if _EXPERIENCE.search(whole):
        return _experience(own, whole)
    if above and _DETAIL.search(own) and (_OF_ORDER.search(own) or re.search(r"катег|аттест", whole)):
        return ""
    for field, pattern in _PATTERNS:
        if pattern.search(own if field == CONTACTS else whole):
            return field
    if above:
        for field, pattern in _NAME_PATTERNS:
            if field == NAME and pattern.search(whole) and _VOCABULARY.search(own):
                return field
    return ""


def is_header_word(text: str) -> bool:
    """Could the text stand in the lower line of a header?"""
    own = normal(text)
    return bool(own) and len(own) <= 120 and bool(_VOCABULARY.search(own) or field_of(text))


def unit_of(header: str) -> str:
    """«лет», «мес.», «дней» under «Общий стаж»: years, months, days; "" for anything else."""
    own = normal(header)
    if re.fullmatch(r"(?:кол\w* (?:во )?)?(?:полных )?(?:лет|год\w*|г|л)", own):
        return "years"
    if re.fullmatch(r"(?:кол\w* (?:во )?)?(?:мес\w*|м)", own):
        return "months"
    return "days" if re.fullmatch(r"(?:кол\w* (?:во )?)?(?:дн\w*|день|д)", own) else ""


def counts_months(header: str) -> bool:
    """«Стаж, мес.»: bare numbers of the column are months."""
    own = normal(header)
    return bool(re.search(r"\bмес", own)) and not re.search(r"\bлет\b|\bгод|\bг\b|\bл\b", own)


def rank(field: str, header: str) -> int:
    """Which of two columns of one field is the better one (the smaller number)."""
    own = normal(header)
    if field == SPECIAL:
        return next((place for place, stem in enumerate(("спец", "пед", "проф", "должн")) if stem in own), 9)
    if field == HIRED:
        return 1 if re.search(r"назначен|должност|начал\w* (?:трудов|педагог)", own) else 0
    if field == POSITION:
        return 0 if re.search(r"занимаем|^должност", own) else 1
    if field == TOTAL:
        return 0 if "общ" in own else 1
    return 0


def _experience(own: str, whole: str) -> str:
    line = own if _TOTAL.search(own) or _SPECIAL.search(own) else whole
    total, special = _TOTAL.search(line), _SPECIAL.search(line)
    if total and special:
        apart = re.search(r"[а-я]", line[total.end() : special.start()]) is not None or total.start() > special.start()
        joined = re.search(
            r"общ\w*(?: трудов\w*)?(?: стаж)?(?: работы)? (?:и )?(?:стаж )?(?:пед|по спец|в должн|спец)", line
        )
        if re.search(r"общ\w* пед\w* стаж|общ\w* стаж (?:пед\w* работы|работы по спец)", line):
            return SPECIAL
        return BOTH if joined or apart else SPECIAL
    if special:
        return SPECIAL
    if _ONLY_HERE.search(whole) and not total:
        return ""
    return TOTAL
