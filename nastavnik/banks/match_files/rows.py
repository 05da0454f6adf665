"""One row understood: each cell by the reader of its kind; what is not understood is told with its place."""

import datetime
import re
from collections.abc import Iterator

from nastavnik.banks.answer_sheets import NO, UNCLEAR, YES
from nastavnik.banks.answer_sheets.values import (
    is_said_by_codes,
    read_capacity,
    read_forms,
    read_yes_no,
    says_no_requests,
)
from nastavnik.banks.match_files import headings as h
from nastavnik.banks.match_files.hours import read_slots
from nastavnik.banks.match_files.model import MENTEE, MENTOR, Person, Remark
from nastavnik.banks.match_files.names import names_in
from nastavnik.banks.match_files.roles import read_role
from nastavnik.banks.match_files.tables import Row
from nastavnik.banks.match_files.topics import quoted, senses, wordings_in
from nastavnik.matching.model import NETWORK, VIRTUAL
from nastavnik.people.staff_table.cells import fold, is_nothing, one_line, plain, shorten
from nastavnik.people.staff_table.dates import find_date
from nastavnik.people.staff_table.experience import read_experience
from nastavnik.people.staff_table.header_words import counts_months
from nastavnik.people.staff_table.names import NameReading, name_and_post, read_name
from nastavnik.people.staff_table.posts import read_post

UNDER_YEAR = 6  # months, for «менее года»
MOST_FROM_WORDS = 3
_HEAD = re.compile(r"^(?:и\. о\. )?(?:заведующ|директор)")
_LINES = re.compile(
    r"(?m)^\s*(время|формы|дистанционно|к кому хотелось бы обратиться|сколько наставляемых)\s*:\s*(.+)$", re.I
)
_FIELD_OF_LINE = {"время": h.HOURS, "формы": h.FORMS, "дистанционно": h.DISTANCE, "сколько наставляемых": h.CAPACITY}
_AWAY = re.compile(r"приостанов|исключ|выбыл|уволен|не ?актив|архив|черновик|отказ|в отпуске|на паузе|снят")
_PAIRED = re.compile(r"в паре|закрепл[её]н|есть наставник|программа идет|завершил")
_MORE_FORMS = ((NETWORK, r"сетев|межсадов|между (?:детск\w+ )?сад"), ("speed", r"скоростн"))
_IN_PERSON = re.compile(r"\bочн|лично|вживую|офлайн|при встрече")
_CODES = {
    "short": "краткосрочная",
    "situational": "ситуационная",
    "reversive": "реверсивная",
    "traditional": "традиционная",
    "virtual": "дистанционная",
    NETWORK: "сетевая",
    "speed": "скоростная",
}


def persons_of(row: Row, remarks: list[Remark], *, exact: bool = False) -> Iterator[Person]:
    """The person of the row on the side (or sides) it takes; none when it takes no part, which is remarked.

    `exact`: a record of a program; any words may be a name there.
    """
    reader = _RowReader(row, remarks, exact)
    for side in reader.sides():
        person = reader.person(side)
        if person:
            yield person


class _RowReader:
    def __init__(self, row: Row, remarks: list[Remark], exact: bool) -> None:
        self.row, self.remarks, self.exact = row, remarks, exact
        self.words = row.cell(h.WORDS)
        self.labelled = {_field(match[1]): match[2] for match in _LINES.finditer(self.words)}
        self.rest = _LINES.sub("", self.words).strip()

    def say(self, field: str, text: str) -> None:
        title = self.row.heading.title(field)
        self.remarks.append(Remark(self.row.file, self.row.sheet, self.row.line.number, title, text))

    def cell(self, field: str) -> str:
        return self.row.cell(field) or self.labelled.get(field, "")

    def sides(self) -> tuple[str, ...]:
        """By the column of roles, by what the table is about, by which of two columns of topics is filled."""
        told = self.cell(h.ROLE)
        if told:
            if found := read_role(told):
                return found
            self.say(h.ROLE, f"роль «{shorten(told)}» не понята: напишите «наставник» или «наставляемый».")
        if self.row.heading.side and not self.row.has(h.ROLE):
            return (self.row.heading.side,)
        by_topics = [side for side, field in ((MENTEE, h.REQUEST), (MENTOR, h.OFFER)) if self.cell(field)]
        if by_topics:
            return tuple(by_topics)
        if not told:
            self.say("", "не видно, наставник это или наставляемый; строка не прочитана. Добавьте столбец «Роль».")
        return ()

    def person(self, side: str) -> Person | None:
        row = self.row
        if trouble := row.line.troubles.get(-1):
            self.say("", f"{trouble.text}.")
        for column, issue in sorted(row.line.troubles.items()):
            if column >= 0 and column in {place for places in row.heading.fields.values() for place in places}:
                title = shorten(row.heading.titles.get(column, ""), 50)
                self.remarks.append(Remark(row.file, row.sheet, row.line.number, title, f"{issue.text}."))
        person = Person(side, row.file, row.sheet, row.line.number, exact=self.exact)
        if not self._name(person) or not self._takes_part(person):
            return None
        self._profile(person)
        self._topics(person)
        self._conditions(person)
        self._people(person)
        if side == MENTOR:
            self._places(person)
        if side == MENTEE and not person.topics and self._asks_nothing(person):
            return None
        return person

    # Who

    def _name(self, person: Person) -> bool:
        parts = [self.cell(field) for field in (h.SURNAME, h.FIRST_NAME, h.PATRONYMIC, h.GIVEN)]
        text = self.cell(h.NAME) or self.cell(h.SURNAME_AND_FIRST)
        if not text and (both := self.cell(h.NAME_AND_POST)):
            text, post = name_and_post(both)
            person.position = post or None
        text = text or " ".join(filter(None, parts))
        reading = read_name(text)
        wrong = [issue for issue in reading.issues if issue.severity == "error"]
        if self.exact and wrong and text:
            reading, wrong = NameReading(surname=one_line(text)), []
        if not reading.surname or any(issue.code != "first_name_missing" for issue in wrong):
            told = wrong[0].text if wrong else "нет фамилии, имени и отчества"
            self.say(h.NAME, f"{told}; строка не прочитана.")
            return False
        if wrong:
            self.say(h.NAME, f"{wrong[0].text}; человек участвует под этим именем.")
        person.surname, person.first_name, person.patronymic = reading.surname, reading.first_name, reading.patronymic
        person.name = reading.name
        person.code = one_line(self.cell(h.CODE))
        person.contact = fold(one_line(self.cell(h.CONTACT)))
        person.birth_year = reading.birth_year
        person.answered_at = _moment(row_value(self.row, h.STAMP))
        return True

    def _takes_part(self, person: Person) -> bool:
        state = fold(self.cell(h.STATE))
        if _AWAY.search(state) or (person.side == MENTEE and _PAIRED.search(state)):
            self.say(h.STATE, f"{person.name}: «{shorten(state)}» — в подборе не участвует.")
            return False
        if self.row.has(h.CONSENT):
            said = self.cell(h.CONSENT)
            answer = NO if is_nothing(said) else read_yes_no(said)[0]
            if answer == NO or re.search(r"отозв|не дано|не дал|не получен", fold(said)):
                self.say(h.CONSENT, f"{person.name}: согласия нет — в подборе не участвует (R2.2, R3.2).")
                return False
        if person.side == MENTEE and not is_nothing(self.cell(h.ENDED)):
            self.say(h.ENDED, f"{person.name}: программа завершена — в подборе не участвует.")
            return False
        if person.side == MENTEE and not is_nothing(mentor := one_line(self.cell(h.ASSIGNED))):
            self.say(h.ASSIGNED, f"{person.name}: наставник уже есть («{shorten(mentor)}») — в подборе не участвует.")
            return False
        if person.side == MENTOR and self.row.has(h.READY):
            return self._is_ready(person)
        return True

    def _is_ready(self, person: Person) -> bool:
        """Only a «да» makes a mentor (R3.1); a doubtful one is proposed, and asked before anything is decided."""
        said = self.cell(h.READY)
        answer, _words = read_yes_no(said)
        if answer == NO:
            self.say(h.READY, f"{person.name}: «{shorten(said)}» — в подборе не участвует.")
            return False
        if answer == YES:
            return True
        if answer == UNCLEAR and re.search(r"\bда\b|готов|возможно|наверное|попроб|можно", fold(said)):
            self.say(h.READY, f"{person.name}: «{shorten(said)}» понято как согласие; спросите, прежде чем решать.")
            return True
        told = f"«{shorten(said)}»" if said else "ничего не сказано"
        self.say(h.READY, f"{person.name}: {told} — это не «да», в подборе не участвует. Спросите и впишите ответ.")
        return False

    def _profile(self, person: Person) -> None:
        post = self.cell(h.POSITION) or person.position or ""
        reading = read_post(post)
        for issue in reading.issues:
            if issue.severity == "error":
                self.say(h.POSITION, f"{issue.text}; должность не учтена.")
        person.position = reading.positions[0] if reading.positions and "=" not in reading.positions[0][:1] else None
        person.is_head = bool(person.position and _HEAD.match(fold(person.position)))
        self._experience(person)
        if birth := self.cell(h.BIRTH):
            years = [int(year) for year in re.findall(r"(?<!\d)(19[3-9]\d|20[01]\d)(?!\d)", birth)]
            person.birth_year = years[0] if years else None
            if not years and not is_nothing(birth):
                self.say(h.BIRTH, f"год рождения «{shorten(birth)}» не понят; напишите четыре цифры.")
        for field, name in ((h.INSTITUTION, "institution"), (h.MUNICIPALITY, "municipality"), (h.PLACE, "place")):
            text = one_line(self.cell(field))
            setattr(person, name, None if is_nothing(text) else text)

    def _experience(self, person: Person) -> None:
        if not self.row.has(h.EXPERIENCE):
            return
        title = self.row.heading.titles[self.row.heading.fields[h.EXPERIENCE][0]]
        reading = read_experience(row_value(self.row, h.EXPERIENCE), months=counts_months(title))
        person.months = UNDER_YEAR if reading.first.under_year else reading.first.months
        if person.months is None and (said := self.cell(h.EXPERIENCE)) and not is_nothing(said):
            self.say(h.EXPERIENCE, f"стаж «{shorten(said)}» не понят и не учтён; напишите его как «3 года 5 мес.».")

    # What about

    def _topics(self, person: Person) -> None:
        own, other = (h.REQUEST, h.OFFER) if person.side == MENTEE else (h.OFFER, h.REQUEST)
        fields = [h.TOPICS, own] if self.row.has(h.TOPICS) or self.row.has(own) else [h.TOPICS, other]
        sentences: list[str] = []
        for field in fields:
            for text in self.row.cells(field):
                if is_nothing(text) or says_no_requests(text):
                    continue
                wordings, free = wordings_in(text)
                person.topics += wordings
                sentences += free
                for each in free:
                    found = senses(each)[:MOST_FROM_WORDS]
                    person.topics += found
                    meant = f"понято как {quoted(found)}" if found else "направление не понято и не учтено"
                    self.say(field, f"{person.name}: «{shorten(each, 80)}» — {meant}. Назовите направление коротко.")
        person.topics = list(dict.fromkeys(person.topics))
        if not person.topics:
            self._from_words(person)

    def _from_words(self, person: Person) -> None:
        """No topic was chosen: those that one's own words name, told as such."""
        text = self.cell(h.TEXT) or (self.cell("about") if person.side == MENTOR else "")
        if not text or says_no_requests(text):
            return
        found = wordings_in(text, free=True)[0] or senses(text)[:MOST_FROM_WORDS]
        if found:
            person.topics = found
            self.say(h.TEXT, f"{person.name}: темы не выбраны; по словам понято {quoted(found)}. Проверьте.")

    def _asks_nothing(self, person: Person) -> bool:
        said = [self.cell(field) for field in (h.REQUEST, h.TOPICS, h.TEXT) if self.cell(field)]
        if said and all(says_no_requests(text) or is_nothing(text) for text in said):
            self.say(h.TEXT, f"{person.name}: «{shorten(said[0])}» — запросов нет, в подборе не участвует.")
            return True
        return False

    # How

    def _conditions(self, person: Person) -> None:
        self._forms(person)
        said = self.cell(h.DISTANCE)
        answer, _words = read_yes_no(said)
        person.distance = answer == YES or VIRTUAL in person.forms
        if answer == UNCLEAR:
            self.say(h.DISTANCE, f"{person.name}: «{shorten(said)}» — не понято, да или нет; считается «нет».")
        said = self.cell(h.HOURS)
        person.hours, understood = read_slots(said)
        if not understood and not is_nothing(said) and not is_said_by_codes(said):
            self.say(h.HOURS, f"{person.name}: время «{shorten(said)}» не понято; считается, что не указано.")
        since = self.cell(h.SINCE)
        iso = find_date(since, datetime.date(2100, 1, 1)) if since else ""
        if len(iso) == 10:
            person.since = datetime.date.fromisoformat(iso)
        elif since and not is_nothing(since):
            self.say(h.SINCE, f"{person.name}: день «{shorten(since)}» не понят; ожидание не учтено.")
        if waits := self.cell(h.WAITING):
            digits = re.search(r"\d{1,4}", waits)
            person.waiting_days = int(digits.group()) if digits else None
            if not digits and not is_nothing(waits):
                self.say(h.WAITING, f"{person.name}: «{shorten(waits)}» — не видно, сколько дней; не учтено.")

    def _forms(self, person: Person) -> None:
        said = self.cell(h.FORMS)
        person.by_head = "руковод" in fold(said)
        codes: set[str] = set()
        strange = []
        for piece in re.split(r"[,;\n]|\s+(?:и|или)\s+", re.sub(r"\([^)]*\)", " ", said)):
            piece = _CODES.get(piece.strip(), piece.strip())
            found, understood = read_forms(piece)
            found += [code for code, stem in _MORE_FORMS if re.search(stem, fold(piece))]
            codes.update(found)
            understood = understood or bool(_IN_PERSON.search(fold(piece)))
            if not found and not understood and not is_nothing(piece) and "руковод" not in fold(piece):
                strange.append(piece)
        person.forms = frozenset(codes)
        if strange:
            left = "остальные учтены" if codes else "считается, что подходит любая"
            self.say(h.FORMS, f"{person.name}: форма {quoted(strange)} не понята; {left}.")

    def _people(self, person: Person) -> None:
        wished = self.row.cell(h.WISHES) or self.labelled.get(h.WISHES, "")
        person.wishes, strange = names_in(wished)
        if re.search(r"руковод|заведующ", fold(wished)):
            person.by_head = True
        for each in strange:
            self.say(h.WISHES, f"{person.name}: «{shorten(each)}» — это не имя, пожелание не учтено.")
        person.vetoes, strange = names_in(self.cell(h.VETOES))
        for each in strange:
            self.say(h.VETOES, f"{person.name}: «{shorten(each)}» — это не имя, просьба не учтена: впишите фамилию.")
        person.manager = one_line(self.cell(h.MANAGER))
        if self.rest and not is_nothing(self.rest) and not is_said_by_codes(self.rest):
            text = shorten(self.rest, 100)
            self.say(h.WORDS, f"{person.name}: «{text}» — свободные пожелания подбор не учитывает, прочтите их сами.")

    def _places(self, person: Person) -> None:
        said = self.cell(h.CAPACITY)
        most, _plain = read_capacity(said)
        if most is None and re.fullmatch(r"(?:0|ноль|нисколько|ни одного|нет|никого)", fold(said).strip(" .")):
            most = 0
        person.capacity = most
        if most is None and not is_nothing(said):
            self.say(h.CAPACITY, f"{person.name}: «{shorten(said)}» — не видно, сколько человек; считается один.")
        if most is not None and most > 5:
            self.say(h.CAPACITY, f"{person.name}: {most} наставляемых — больше пяти. Проверьте, не опечатка ли это.")
        if (led := self.cell(h.LEADS)) and is_nothing(self.cell(h.ENDED)):
            person.used = len([line for line in re.split(r"[\n;,]+", led) if not is_nothing(line.strip())])
        if used := self.cell(h.USED):
            digits = re.search(r"\d{1,3}", used)
            person.used = int(digits.group()) if digits else len(names_in(used)[0])
        if group := self.cell(h.GROUP):
            person.group = read_capacity(group)[0] or 1
            if read_capacity(group)[0] is None and not is_nothing(group):
                self.say(h.GROUP, f"{person.name}: «{shorten(group)}» — не видно, до скольких человек; группы нет.")


def row_value(row: Row, field: str) -> object:
    return row.value(field) if row.has(field) else None


def _field(label: str) -> str:
    return _FIELD_OF_LINE.get(fold(label), h.WISHES)


def _moment(value: object) -> str:
    """When the answer was given, ISO; "" when the cell does not tell."""
    if isinstance(value, datetime.datetime):
        return value.replace(microsecond=0, tzinfo=None).isoformat()
    text = plain(value)
    if american := re.match(r"(\d{1,2})/(\d{1,2})/(\d{4})\s+\d{1,2}:", text):  # as form services write it
        text = f"{american[2]}.{american[1]}.{american[3]}{text[american.end(3) :]}"
    iso = find_date(text, datetime.date(2100, 1, 1)) if text else ""
    time = re.search(r"(\d{1,2}):(\d\d)(?::(\d\d))?", text)
    clock = f"T{int(time[1]):02}:{time[2]}:{time[3] or '00'}" if time else "T00:00:00"
    return iso + clock if len(iso) == 10 else ""
