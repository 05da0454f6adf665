"""From readings of rows to the people of a round: who is who, whom a wish means, what is the same direction."""

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from nastavnik.banks.match_files.model import MENTEE, MENTOR, Bank, MatchFileError, Person, Remark, Source
from nastavnik.banks.match_files.names import Namesakes, folded
from nastavnik.banks.match_files.topics import Vocabulary
from nastavnik.matching import Mentee, Mentor, Names
from nastavnik.people.staff_table.cells import fold

FORM_NAMES = {"speed": "скоростная"}
_LEGAL = re.compile(r"\b(?:м[абк]?|г[абк]?|ч|ф)?(?:доу|доо|дс)\b|\bд/с\b|детск\w+ сад\w*|\bсад\b|учреждени\w+")
_KIND = re.compile(r"\b(?:лице|гимнази|школ|центр|црр)")


def bank_of(
    people: Sequence[Person],
    remarks: list[Remark],
    sources: Sequence[Source] = (),
    *,
    excluded: Iterable[tuple[str, str]] = (),
    as_of: datetime.date | None = None,
) -> Bank:
    """Raises MatchFileError when one of the two sides is empty."""
    mentees = _identified(_once([each for each in people if each.side == MENTEE], remarks))
    mentors = _identified(_once([each for each in people if each.side == MENTOR], remarks))
    if not mentees and not mentors:
        raise MatchFileError("Не прочитано ни одного человека: ни наставников, ни наставляемых." + _why(remarks))
    if not mentees:
        raise MatchFileError(
            "Нет ни одного наставляемого: подбирать некому. Добавьте лист или файл с запросами." + _why(remarks)
        )
    if not mentors:
        raise MatchFileError(
            "Нет ни одного наставника: подбирать некого. Добавьте лист или файл с анкетами наставников." + _why(remarks)
        )
    return _Gathering(mentees, mentors, remarks, as_of).bank(tuple(sources), excluded)


class _Gathering:
    """Both sides at hand, so that each can name the other."""

    def __init__(
        self,
        mentees: dict[str, Person],
        mentors: dict[str, Person],
        remarks: list[Remark],
        as_of: datetime.date | None,
    ) -> None:
        self.mentees, self.mentors, self.remarks = mentees, mentors, remarks
        self.words = Vocabulary([*mentees.values(), *mentors.values()])
        self.as_of = as_of or max(filter(None, map(_began, mentees.values())), default=None)
        self._named = {MENTEE: Namesakes(mentees), MENTOR: Namesakes(mentors)}
        self._institutions = _one_spelling([*mentees.values(), *mentors.values()])
        self._has_places = any(each.place or each.exact for each in (*mentees.values(), *mentors.values()))
        self._same = self._in_both()

    def bank(self, sources: tuple[Source, ...], excluded: Iterable[tuple[str, str]]) -> Bank:
        mentees = tuple(self._mentee(key, person) for key, person in self.mentees.items())
        mentors = tuple(self._mentor(key, person) for key, person in self.mentors.items())
        for wording, name in self.words.joined.items():
            text = f"направление «{wording}» понято как «{name}». Если это разное, назовите их по-разному."
            self.remarks.append(Remark("", "", 0, "", text))
        if spared := sorted({one.line_manager for one in mentees if one.line_manager} & _heads(self.mentors)):
            text = (
                f"{', '.join(spared)}: руководитель своим сотрудникам не предлагается, пока они сами не назовут "
                "его или форму «руководитель – педагог» (3.2)."
            )
            self.remarks.append(Remark("", "", 0, "", text))
        if not any(person.capacity is not None for person in self.mentors.values()):
            text = "сколько наставляемых берёт наставник, нигде не сказано: у каждого считается одно место."
            self.remarks.append(Remark("", "", 0, "", text))
        people = {(MENTEE, key): person for key, person in self.mentees.items()}
        people |= {(MENTOR, key): person for key, person in self.mentors.items()}
        return Bank(
            mentees,
            mentors,
            Names(forms=FORM_NAMES),
            people,
            frozenset(self._pairs(excluded)),
            self.as_of,
            sources,
            tuple(sorted(set(self.remarks))),
        )

    def _mentee(self, key: str, person: Person) -> Mentee:
        waiting = person.waiting_days
        began = _began(person)
        if waiting is None and self.as_of and began:
            waiting = max(0, (self.as_of - began).days)
        wishes = self._keys(person, person.wishes, MENTOR, "пожелание")
        return Mentee(
            id=key,
            topics=self._topics(person),
            position=person.position,
            experience_months=person.months,
            birth_year=person.birth_year,
            forms=person.forms,
            distance_ok=person.distance,
            hours=person.hours,
            place=self._place(person),
            institution=self._institutions.get(id(person)),
            municipality=fold(person.municipality or "") or None,
            wishes=tuple(wishes),
            vetoes=frozenset(self._barred(person, MENTOR)),
            waiting_days=min(waiting or 0, 100_000),
            line_manager=self._manager(person, wishes),
            person=person.same_as or self._same.get((MENTEE, key), key),
        )

    def _mentor(self, key: str, person: Person) -> Mentor:
        return Mentor(
            id=key,
            topics=self._topics(person),
            capacity=1 if person.capacity is None else person.capacity,
            used=person.used,
            position=person.position,
            experience_months=person.months,
            birth_year=person.birth_year,
            forms=person.forms,
            distance_ok=person.distance,
            hours=person.hours,
            place=self._place(person),
            institution=self._institutions.get(id(person)),
            municipality=fold(person.municipality or "") or None,
            wishes=tuple(self._keys(person, person.wishes, MENTEE, "пожелание")),
            vetoes=frozenset(self._barred(person, MENTEE)),
            accepts_group=person.group,
            person=person.same_as or key,
        )

    def _topics(self, person: Person) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.words.name_of(wording) for wording in person.topics))

    def _place(self, person: Person) -> str | None:
        """The building; where no table tells buildings, the institution is the place."""
        return person.place if self._has_places else self._institutions.get(id(person))

    def _keys(self, person: Person, names: list[str], side: str, what: str) -> list[str]:
        """The ids that names mean; one that means nobody or several is told."""
        found = []
        everybody = self.mentors if side == MENTOR else self.mentees
        for name in names:
            if name in everybody:
                found.append(name)
                continue
            keys = self._named[side].meant(name)
            if len(keys) == 1:
                found.append(keys[0])
            else:
                whom = "наставников" if side == MENTOR else "наставляемых"
                why = "так зовут нескольких" if keys else f"среди {whom} такого человека нет"
                self.remarks.append(person.remark("", f"{person.name}: {what} «{name}» не учитывается — {why}."))
        return found

    def _barred(self, person: Person, side: str) -> list[str]:
        """A name that can mean several bars them all: a request not to be put together is never broken (1.4/5)."""
        found = []
        everybody = self.mentors if side == MENTOR else self.mentees
        for name in person.vetoes:
            keys = [name] if name in everybody else self._named[side].meant(name)
            found += keys
            if not keys:
                whom = "наставников" if side == MENTOR else "наставляемых"
                text = f"{person.name}: просьба не предлагать «{name}» ничего не меняет: среди {whom} такого имени нет."
                self.remarks.append(person.remark("", text))
            if len(keys) > 1:
                text = (
                    f"{person.name}: просьба не предлагать «{name}» подходит к нескольким людям; не предлагаются все."
                )
                self.remarks.append(person.remark("", text))
        return found

    def _manager(self, person: Person, wishes: list[str]) -> str | None:
        """The line manager named, else the head of the same institution, who is no mentor of own staff unless the
        form «руководитель – педагог» is wanted (3.2)."""
        if person.manager in self.mentors:
            return person.manager
        if person.manager:
            keys = self._named[MENTOR].meant(person.manager)
            return keys[0] if len(keys) == 1 else None
        if person.by_head:
            return None
        own = self._institutions.get(id(person))
        heads = [
            key
            for key, each in self.mentors.items()
            if each.is_head and self._institutions.get(id(each)) == own and key not in wishes
        ]
        if len(heads) > 1:
            text = (
                f"{', '.join(sorted(heads))}: руководителей несколько, и не видно, кто чей. Укажите учреждения или "
                "столбец «Непосредственный руководитель» и проверьте их пары сами (3.2)."
            )
            self.remarks.append(Remark("", "", 0, "", text))
        return heads[0] if len(heads) == 1 else None

    def _in_both(self) -> dict[tuple[str, str], str]:
        """Who stands in both banks: the mentor's key by the mentee's."""
        found = {}
        for key, person in self.mentees.items():
            near = [one for one in self._named[MENTOR].bearers(person) if not _differ(person, self.mentors[one])]
            if len(near) == 1 and person.first_name:
                found[MENTEE, key] = near[0]
        return found

    def _pairs(self, excluded: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
        for mentee, mentor in excluded:
            one = self._keys(Person(MENTEE, name=mentee), [mentee], MENTEE, "исключённая пара: имя")
            other = self._keys(Person(MENTOR, name=mentor), [mentor], MENTOR, "исключённая пара: имя")
            if one and other:
                yield one[0], other[0]


def _once(people: list[Person], remarks: list[Remark]) -> list[Person]:
    """One reading for each person: of dated answers the later one stands, other rows of one person are joined."""
    by_name: dict[tuple, list[Person]] = defaultdict(list)
    for person in people:
        code = person.code
        by_name[(code,) if code else folded(person.surname, person.first_name, person.patronymic)].append(person)
    kept: list[Person] = []
    for same in by_name.values():
        distinct: list[Person] = []
        for person in same:
            earlier = next((place for place, each in enumerate(distinct) if not _differ(each, person)), None)
            if earlier is None:
                if distinct:
                    text = f"{person.name}: тёзки (строки {distinct[0].row} и {person.row}) считаются разными людьми."
                    remarks.append(person.remark("", text))
                distinct.append(person)
            else:
                distinct[earlier] = _one_of(distinct[earlier], person, remarks)
        kept += distinct
    return kept


def _one_of(one: Person, other: Person, remarks: list[Remark]) -> Person:
    if one.answered_at and other.answered_at:
        earlier, later = sorted((one, other), key=lambda each: (each.answered_at, each.row))
        text = f"{later.name}: в списке дважды; взят более поздний ответ (строка {later.row}), другой не учтён."
        remarks.append(earlier.remark("", text))
        return replace(later, since=later.since or _began(earlier))  # who asked first has waited since then
    text = f"{one.name}: в списке дважды (строки {one.row} и {other.row}); направления сложены, остальное — из первой."
    remarks.append(other.remark("", text))
    return replace(
        one,
        topics=list(dict.fromkeys([*one.topics, *other.topics])),
        wishes=list(dict.fromkeys([*one.wishes, *other.wishes])),
        vetoes=list(dict.fromkeys([*one.vetoes, *other.vetoes])),
        used=max(one.used, other.used),
    )


def _differ(one: Person, other: Person) -> bool:
    """Whether something says that two of one name are two persons."""
    if one.code and other.code and (one.side == other.side or not one.exact):
        return one.code != other.code
    pairs: list[tuple[object, object]] = [
        (one.birth_year, other.birth_year),
        (one.contact, other.contact),
        (_key_of_institution(one), _key_of_institution(other)),
    ]
    if one.side == other.side:
        pairs.append((one.position, other.position))
    return any(left and right and left != right for left, right in pairs)


def _identified(people: list[Person]) -> dict[str, Person]:
    """Ids that people can read and that depend on nothing but the person: the name, with more where it must be."""
    taken = Counter(person.name for person in people)
    found: dict[str, Person] = {}
    ordered = sorted(people, key=lambda each: (each.name, each.institution or "", each.position or "", each.contact,
                                               each.code, sorted(each.topics), each.row))  # fmt: skip
    for person in ordered:
        key = person.code if person.exact and person.code else person.name
        if key == person.name and taken[key] > 1:
            more = ", ".join(filter(None, (person.institution, person.position, person.code)))
            key = f"{key} ({more})" if more else key
        base, number = key, 2
        while key in found:
            key = f"{base} ({number})"
            number += 1
        found[key] = person
    return found


def _one_spelling(people: list[Person]) -> dict[int, str]:
    """The institution of each reading, all spellings of one under the first by the alphabet."""
    spelled: dict[tuple[str, str], set[str]] = defaultdict(set)
    for person in people:
        if key := _key_of_institution(person):
            spelled[key].add(person.institution or person.municipality or "")
    names: dict[tuple[str, str], str] = {key: min(texts) for key, texts in spelled.items()}
    twice = Counter(names.values())
    full = {key: f"{name} ({key[0]})" if twice[name] > 1 and key[0] else name for key, name in sorted(names.items())}
    return {id(person): full[key] for person in people if (key := _key_of_institution(person))}


def _key_of_institution(person: Person) -> tuple[str, str] | None:
    """«МБДОУ № 7 «Ромашка»» and «детский сад 7» of one municipality are one; without a number the name tells."""
    where = " ".join(re.findall(r"[^\W_]+", fold(person.municipality or "")))
    if not person.institution:
        return (where, "") if where else None
    said = fold(person.institution)
    if person.exact:
        return where, said
    digits = re.search(r"\d+", said)
    if digits and _LEGAL.search(said) and not _KIND.search(said):
        return where, f"сад {int(digits.group())}"
    return where, " ".join(re.findall(r"[^\W_]+", _LEGAL.sub(" ", said))) or said


def _heads(mentors: dict[str, Person]) -> set[str]:
    return {key for key, person in mentors.items() if person.is_head}


def _began(person: Person) -> datetime.date | None:
    if person.since:
        return person.since
    return datetime.date.fromisoformat(person.answered_at[:10]) if person.answered_at else None


def _why(remarks: list[Remark]) -> str:
    """The first few things that were met on the way, so that an empty side is understood."""
    said = [f"\n  {remark.sentence}" for remark in sorted(set(remarks))[:5]]
    return "".join(said)
