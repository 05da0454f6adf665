"""Which column holds what, by the wordings that banks and questionnaires give to their headings."""

# ruff: noqa: E501  a meaning on one line

import re
from functools import lru_cache

from nastavnik.banks.answer_sheets import columns as asked
from nastavnik.people.staff_table import header_words as staff

NAME, SURNAME, FIRST_NAME, PATRONYMIC = staff.NAME, staff.SURNAME, staff.FIRST_NAME, staff.PATRONYMIC
GIVEN, NAME_AND_POST, POSITION, BIRTH = staff.GIVEN, staff.NAME_AND_POST, staff.POSITION, staff.BIRTH
SURNAME_AND_FIRST = staff.SURNAME_AND_FIRST
EXPERIENCE, FORMS, HOURS, DISTANCE, STAMP = asked.EXPERIENCE, asked.FORMS, asked.HOURS, asked.DISTANCE, asked.STAMP
CAPACITY, READY, TOPICS, TEXT, WISHES = asked.CAPACITY, asked.READY, asked.TOPICS, asked.TEXT, asked.COLLEAGUE
REQUEST, OFFER, ROLE, CODE, CONTACT = "request", "offer", "role", "code", "contact"
VETOES, MANAGER, CONSENT, STATE, SINCE, WAITING = "vetoes", "manager", "consent", "state", "since", "waiting"
GROUP, USED, ASSIGNED, LEADS, WORDS, ENDED = "group", "used", "assigned", "leads", "words", "ended"
CATEGORY = asked.CATEGORY
INSTITUTION, MUNICIPALITY, PLACE, UNNEEDED = "institution", "municipality", "place", "unneeded"

NAMES = frozenset({NAME, SURNAME, SURNAME_AND_FIRST, NAME_AND_POST})
# Several columns of these are read together, in their order.
GATHERED = frozenset({TOPICS, REQUEST, OFFER, WISHES, VETOES, CONTACT, WORDS, FORMS, HOURS, TEXT, UNNEEDED})
OF_MENTORS = frozenset({OFFER, CAPACITY, READY, USED, GROUP, LEADS, asked.ADULTS, asked.ABOUT, asked.NEEDS})
OF_MENTEES = frozenset({REQUEST, ASSIGNED, asked.RESULT, asked.URGENCY})
OF_TOPICS = frozenset({REQUEST, OFFER, TOPICS, TEXT, asked.ABOUT})

# The first that fits takes the column, so the narrower wordings stand above the wider ones.
_WORDINGS: tuple[tuple[str, str], ...] = (
    (VETOES, r"не (?:предлагать|подбирать|ставить|назначать|сочетать|работать|закреплять)|не хотел|не желал|нежелат|с кем не\b|кого не\b|кроме кого|отвод|несовместим|некомфорт|не комфорт|исключить (?:из|пар|наставник|наставляем)"),
    (WISHES, r"(?:к кому|с кем|кого) .*(?:обрати|хотел|жела|работать|видеть|предпоч)|(?:желаем|предпочита|предпочтит)\w+ (?:наставник|наставляем|коллег|кандидат)|(?:пожелани|предпочтени)\w+ (?:по |к |о |относительно |о выборе |по выбору )*(?:наставник|наставляем|пар|кандидат|коллег)|кого (?:видите|выбрали)|хочу к\b|котор\w+ .{0,20}хотел\w* бы (?:видеть|работать|выбрать)|видеть (?:своим|в качестве) наставник"),
    (MANAGER, r"(?:непосредственн|прям)\w+ (?:руководител|начальник)|^руководитель$|^начальник|кому подчин|подчиня"),
    (READY, r"(?:готовность|согласие|желание) (?:быть|стать|работать) наставник"),
    (CONSENT, r"согласи[еяю]\b(?!.* наставник$)|^пдн$|персональн\w+ данн"),
    (ROLE, r"\bроль\b|наставник (?:или|либо) наставляем|наставляем\w* (?:или|либо) наставник|в качестве кого|(?:вид|тип|категория|статус) участник|кто (?:вы|он) в (?:паре|программе)|^сторона$|статус в наставничестве"),
    (STATE, r"^состояние|^статус(?: записи| в базе)?$"),
    (WAITING, r"(?:жд[её]т|ожида\w+).*(?:\bдн|дней)|дней (?:ожидан|в ожидан)"),
    (SINCE, r"в базе с\b|в банке с\b|дата (?:вхождени|вступлени|включени|обращени|подачи|запрос|заявк|внесени|постановк)|(?:жд[её]т|ожидает) с\b"),
    (ENDED, r"дата (?:завершени|окончани)\w* (?:программ|наставнич|пар|взаимодейств)|программ\w* завершен"),
    (GROUP, r"групп\w* до\b|размер групп|вед[её]т групп|готов\w* .{0,20}групп(?:у|ой)\b|человек в групп|участников групп|наибольш\w+ групп|максимальн\w+ групп"),
    (USED, r"уже (?:закрепл|вед[её]т|занят|есть|взял)|занято мест|мест занято|сейчас (?:вед[её]т|наставляем|закрепл)|(?:текущ|действующ|имеющ)\w+ (?:пар|наставляем)|^закреплено"),
    (CAPACITY, r"(?:сколько|кол\w*(?: во)?|количеств\w+|число|максимум|макс\w*|предел|лимит)\b.{0,25}(?:наставляем|человек|педагог|коллег|молодых|мест|подопечн)|наставляемых не больше|^мест\b|свободн\w+ мест|вместимост|[её]мкость|скольк\w+ (?:может|могу|готов\w*) (?:взять|вести)"),
    (STAMP, r"отметк\w+ времени|timestamp|дата и время"),
    (UNNEEDED, r"категори\w* по итогам|^ссылка|кейс|отзыв|^результаты? программ|отметка о прохождении|квалиф\w* категори|(?:аттестацион|квалификацион)\w+ категори|педагогическ\w+ категори|^категория педагог|образовани|повышени\w+ квалиф|курсы|награ|ставк|подпись|примечани|комментар"),
    (HOURS, r"удобн\w+ (?:дни|день|время|часы)|(?:дни|время|часы|когда).{0,20}(?:встреч|удобно|свобод)|свободн\w+ (?:время|часы|дни)|когда (?:могу|может|можете|свобод)|^(?:время|дни|часы|график|расписание)$|дни и часы|время и дни|график встреч|окна в расписании"),
    (DISTANCE, r"дистанц|онлайн|online|удал[её]нн|\bвкс\b|на расстоянии"),
    (FORMS, r"\bформ(?:а|ы|е|ах|у|ой|ат|атах|ате|аты)?\b(?!.*(?:занятост|обучени))|вид\w* наставнич|модел\w+ наставнич"),
    (EXPERIENCE, r"\bстаж|сколько лет.*работ|лет в професси|^опыт работы|опыт\b.*\bлет\b|лет работы"),
    (OFFER, r"компетенци(?!.*дефицит)|сильн\w+ (?:сторон|тем|направлени)|(?:чем|в чем|чему)\b.{0,20}\b(?:помоч|поделит|науч|сил[её]н|сильн)|может (?:помочь|научить|поделиться)|готов\w* (?:помочь|помогать|научить|поделиться|передать|консультировать)|(?:оказать|оказывать) (?:помощь|поддержку)|(?:могу|могут) (?:помочь|научить)|экспертн|специализаци|темы наставник|передава\w+ опыт"),
    (REQUEST, r"^(?:основной |другие |дополнительный |профессиональн\w+ |образовательн\w+ )*(?:запрос|потребност|затруднени|дефицит)\w*(?: педагог\w*| наставляем\w*| \d)?$|(?:нужна|нужен|требуется|необходима) (?:помощь|поддержка|наставник)|трудност|затруднен|дефицит|(?:профессиональн\w+|тем\w+|област\w+|направлени\w+) (?:дефицит|затруднени|запрос)|что (?:вызывает|даётся) (?:трудност|затруднен|трудно)|чему .{0,12}(?:научиться|поучиться)|в чем .{0,14}(?:трудност|затруднен)|темы запрос|(?:хочу|хотел\w* бы) (?:научиться|освоить|разобраться|узнать)|проблемн\w+ (?:тем|област|вопрос)"),
    (TOPICS, r"\bтем(?:а|ы|е|у|ам|ах|атика)?\b|направлени|^вопросы$|^области?$|^предмет(?:ы|ная область)?$"),
    (MUNICIPALITY, r"муниципал|^район|^город\b|населенн\w+ пункт|территори|^округ|^поселени|^мо$"),
    (INSTITUTION, r"(?:учреждени|организаци|место работы|работодател|^м?[абг]?д?оу\b|^доо\b|^сад(?:ик)?$|детск\w+ сад|^школа)"),
    (PLACE, r"корпус|здани|площадк|^адрес|филиал|структурн\w+ подраздел"),
    (CODE, r"^(?:код|id|ид)(?: участник\w*| педагог\w*)?$|табельн|идентификатор"),
    (CONTACT, r"почт|mail|телефон|контакт"),
    (WORDS, r"^(?:пожелани|особ\w+ пожелан|другие пожелан|дополнительн\w+ пожелан)"),
)  # fmt: skip
_COMPILED = tuple((field, re.compile(pattern)) for field, pattern in _WORDINGS)
_PERSON = re.compile(
    r"(?:(?:молод|начинающ|опытн)\w+ )?(?:педагог|специалист|воспитатель|участни[кц]а?|сотрудник|коллега)(?: имя)?"
)
_SIDE = re.compile(r"(?:закрепл\w+ )?(?:наставник|наставляемы[йе])")
_FREE_WORDS = re.compile(r"словами|опишите|подробн|расскажите")
_LEADING = re.compile(r"^(?:ваш\w*|укажите|выберите|назовите|какие|какое|какую|в каких|какой|отметьте) ")


@lru_cache(maxsize=2048)
def meaning_of(heading: str) -> str:
    """The field of a heading, UNNEEDED for one that is known and plays no part, "" for one not understood."""
    own = _LEADING.sub("", staff.normal(heading))
    if not own or len(own) > 250:
        return ""
    free = bool(_FREE_WORDS.search(own))
    as_staff = staff.field_of(heading)
    if _SIDE.fullmatch(own) or as_staff == NAME:  # of the two, the table's own is the name: `fields_of`
        if "наставляем" in own:
            return LEADS
        if re.search(r"наставник", own):
            return ASSIGNED
    if as_staff in (*NAMES, FIRST_NAME, PATRONYMIC, GIVEN) and not free:
        return as_staff
    if _PERSON.fullmatch(own):
        return NAME
    for field, pattern in _COMPILED:
        if pattern.search(own) and not (free and field in (OFFER, REQUEST, TOPICS)):
            return field
    if as_staff in (POSITION, BIRTH):
        return as_staff
    answer = asked.field_of(heading)
    if answer:
        return NAME if answer == asked.NAME else answer
    return UNNEEDED if as_staff or "категори" in own else ""


def fields_of(headings: list[str]) -> dict[str, tuple[int, ...]]:
    """Field → its columns (from 0): the first one, or all where they are read together."""
    found: dict[str, list[int]] = {}
    for column, heading in enumerate(headings):
        if heading and (field := meaning_of(heading)):
            found.setdefault(field, []).append(column)
    if not NAMES & set(found):
        stand_ins = sorted((found[each][0], each) for each in (ASSIGNED, LEADS) if each in found)
        if stand_ins:
            found[NAME] = found.pop(stand_ins[0][1])
    if SURNAME in found and not {FIRST_NAME, GIVEN, NAME} & set(found):
        found[NAME] = found.pop(SURNAME)
    if TEXT in found and not {REQUEST, OFFER, TOPICS} & set(found):
        found[TOPICS] = found.pop(TEXT)
    return {field: tuple(columns if field in GATHERED else columns[:1]) for field, columns in found.items()}


def side_by_title(title: str) -> str:
    """«База наставников», «Молодые педагоги»: the side that a title names, "" when it names none or both."""
    own = staff.normal(title)
    mentees = bool(re.search(r"наставляем|молод|начинающ|запрос|mentee|стаж[её]р", own))
    mentors = bool(re.search(r"наставник|mentor|ментор|анкет\w* наставник", own))
    return "" if mentees == mentors else "mentee" if mentees else "mentor"


def side_by_fields(fields: dict[str, tuple[int, ...]]) -> str:
    """The side whose questions alone the table asks; "" when it asks those of both or of neither."""
    mentors, mentees = len(OF_MENTORS & set(fields)), len(OF_MENTEES & set(fields))
    if OFFER in fields and REQUEST in fields:
        return ""
    if READY in fields or mentors > mentees:
        return "mentor"
    return "mentee" if mentees > mentors else ""


def words_of(field: str) -> str:
    """What a field is called in the account of what was read."""
    return _WORDS.get(field, "для сведения")


_WORDS = {
    NAME: "имя", SURNAME: "фамилия", FIRST_NAME: "имя", PATRONYMIC: "отчество", GIVEN: "имя и отчество",
    NAME_AND_POST: "имя и должность", SURNAME_AND_FIRST: "фамилия и имя", POSITION: "должность",
    BIRTH: "год рождения", EXPERIENCE: "стаж", FORMS: "формы", HOURS: "время", DISTANCE: "дистанционно",
    STAMP: "когда отвечено", CAPACITY: "сколько человек", READY: "готовность", TOPICS: "направления",
    TEXT: "своими словами", WISHES: "пожелание", REQUEST: "запрос", OFFER: "компетенции", ROLE: "роль",
    CODE: "код", CONTACT: "контакт", VETOES: "кого не предлагать", MANAGER: "прямой руководитель",
    CONSENT: "согласие", STATE: "состояние", SINCE: "ждёт с", WAITING: "ждёт дней", GROUP: "группа до",
    USED: "занято мест", ASSIGNED: "наставник уже есть", LEADS: "кого уже ведёт", WORDS: "пожелания словами",
    INSTITUTION: "учреждение", MUNICIPALITY: "муниципалитет", PLACE: "корпус",
}  # fmt: skip
