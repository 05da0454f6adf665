"""Directions of both banks brought to one vocabulary: the product's own, and words not known before (4.4.5)."""

import re
from collections.abc import Iterable

from nastavnik.banks.answer_sheets.topics import split_topics
from nastavnik.banks.match_files.model import MENTEE, MENTOR, Person
from nastavnik.banks.topics import TOPICS
from nastavnik.people.staff_table.cells import fold, mend_letters, one_line, shorten

Key = tuple[str, ...]

KNOWN = tuple(name for _code, name, _area in TOPICS)
_BY_CODE = {code: name for code, name, _area in TOPICS}
_WORD = re.compile(r"[^\W\d_]{2,}")
LONGEST_WORDING = 8
"""More words than this are a sentence of free text and no name of a direction."""

# Stems that speak of one of the product's directions; asked only where the other bank has no such wording.
_STEMS = (
    ("speech-therapy", r"логопед|\bтнр\b|\bффнр?\b|нарушени\w+ речи|звукопроизнош|\bонр\b|заикани"),
    ("special-needs", r"\bовз\b|инклюз|\bаоо?п\b|инвалид|\bрас\b|аутизм|коррекцион|особы\w+ (?:дет|ребен)|\bзпр\b"),
    ("speech", r"речев|развити\w+ речи|\bречь\b|обучени\w+ грамоте|чтени\w+ художеств"),
    ("early-age", r"ранн\w+ возраст|ясл|адаптаци\w+ (?:дет|ребен|малыш|к (?:доу|детск|сад))|малыш|ранн\w+ развити"),
    ("team", r"коллектив|адаптаци\w+ (?:педагог|специалист|на (?:нов|раб))|новое место"),
    ("cognition", r"познават|математ|\bфэмп\b|окружающ|эксперимент|логическ|эколог|краевед"),
    ("social", r"социальн(?!\w* сет)|коммуникат|эмоциональн|нравственн|патриот"),
    ("art", r"художеств|музык|рисован|\bизо\b|лепк|аппликац|театр|творчеств|хореограф|\bтанц"),
    ("physical", r"физическ|физкульт|\bфизо\b|\bзож\b|здоровь|спорт|двигательн|плавани"),
    ("play", r"\bигр"),
    ("school-ready", r"(?:подготовк|готовност)\w* (?:дет\w+ )?к (?:школ|обучен)|предшкол"),
    ("observation", r"диагностик|наблюдени|мониторинг\w* развит|оценк\w+ развит"),
    ("behaviour", r"поведен|агресс|истерик|капризн|гиперактив|конфликт\w* (?:дет|между дет)"),
    ("environment", r"\bрпп?с\b|\bппрс\b|предметно|развивающ\w+ сред|\bсред[аыу] (?:в )?групп|центр\w* активн"),
    ("planning", r"планирован|\bктп\b|рабоч\w+ программ|\bфоп\b"),
    ("documents", r"документ|делопроизв|бумаг"),
    ("regime", r"режим|дисциплин"),
    ("parents", r"родител|\bсемь|законн\w+ представит"),
    ("ethics", r"этик"),
    (
        "digital",
        r"цифр|\bикт\b|компьютер|презентаци|интерактивн|электронн|соцсет|социальн\w+ сет|мессендж|\bпк\b|видео"
        r"|информационн\w+ тех|нейросет",
    ),
    ("projects", r"проект|инновац|исследоват"),
    ("contests", r"конкурс|открыт\w+ (?:занят|показ|мероп)|мастер-класс"),
    ("attestation", r"аттест|портфолио|(?:первую|высшую) категор"),
    ("self-education", r"самообраз|саморазвит"),
)  # fmt: skip
_COMPILED = tuple((code, re.compile(stem)) for code, stem in _STEMS)


def wordings_in(cell: str, *, free: bool = False) -> tuple[list[str], list[str]]:
    """The wordings of a cell with directions, and the sentences in it that name none.

    `free`: the cell holds words of one's own, of which only what is a known name is taken.
    """
    cell = "\n".join(map(_before_words, cell.split("\n")))
    cell = re.sub(r"(?mi)(^|[;,] *)(?:другое|иное|свой вариант)\s*:\s*", r"\1", cell)
    cell = re.sub(r"(?m)^\s*(?:\d{1,2}[.)]|[-–—•*·])\s+", "", cell)
    cell = re.sub(r"\s+/\s+|\s*\|\s*|\s*•\s*", "; ", cell)
    cell = re.sub(r",(?=[^\W\d_])", ", ", cell)
    found, others = split_topics(cell, KNOWN)
    found = [*found, *(_BY_CODE[each] for each in others if each in _BY_CODE)]
    others = [each for each in others if each not in _BY_CODE and _WORD.search(each)]
    if free:
        return found, others
    named = [each for each in others if len(_WORD.findall(each)) <= LONGEST_WORDING and not each.endswith("!")]
    return _in_order(cell, [*found, *named]), [each for each in others if each not in named]


def _before_words(line: str) -> str:
    """«Речевое развитие: дети не отвечают»: the directions, where words of one's own follow them."""
    head, _colon, _words = line.partition(": ")
    return head if split_topics(head, KNOWN)[0] else line


def known_name(wording: str) -> str:
    """The product's name for one of its codes; any other wording as it is."""
    return _BY_CODE.get(wording, wording)


def senses(text: str) -> list[str]:
    """The directions of the product that words speak of."""
    said = fold(text)
    return [_BY_CODE[code] for code, stem in _COMPILED if stem.search(said)]


class Vocabulary:
    """All wordings of both banks, those of one meaning under one name.

    The same words in another form are one wording. A wording that both banks use is a direction of its own. One
    that only one bank uses is joined with what the other bank means by it: all of its words, or the same direction
    of the product. `joined` tells of each such wording under which name it counts.
    """

    def __init__(self, people: Iterable[Person]) -> None:
        self._spelled: dict[Key, set[str]] = {_key(name): {name} for name in KNOWN}
        self._sides: dict[Key, set[str]] = {}
        exact: set[Key] = set()
        for person in people:
            for wording in person.topics:
                key = _key(wording)
                if key not in _KNOWN_KEYS:
                    self._spelled.setdefault(key, set()).add(_tidy(wording))
                self._sides.setdefault(key, set()).add(person.side)
                if person.exact:
                    exact.add(key)
        self._own = {key: min(self._spelled[key]) for key in {*self._sides, *_KNOWN_KEYS}}
        self._sense = {key: senses(name) for key, name in self._own.items()}
        self._root: dict[Key, Key] = {}
        self._join_same_words([key for key in sorted(self._sides) if key not in exact])
        for key in sorted(self._sides):
            lone = len(self._sides[key]) == 1 and key not in _KNOWN_KEYS and key not in exact
            if lone and (near := self._near(key)):
                self._join(key, near)
        self._name = self._named()
        self.joined = {
            self._own[key]: self.name_of(self._own[key])
            for key in sorted(self._sides)
            if self._own[key] != self.name_of(self._own[key])
        }

    def name_of(self, wording: str) -> str:
        return self._name[self._top(_key(wording))]

    def _join_same_words(self, keys: list[Key]) -> None:
        """«Развитие речи» and «Речевое развитие»: the same words in another form are one direction for everybody."""
        by_roots: dict[Key, list[Key]] = {}
        for key in keys:
            by_roots.setdefault(tuple(sorted(word[:3] for word in key)), []).append(key)
        for alike in by_roots.values():
            for key in alike[1:]:
                if near := next((each for each in alike if each < key and _alike(key, each)), None):
                    self._join(key, near)

    def _near(self, key: Key) -> Key | None:
        """What the other bank means by a wording of one bank alone."""
        other = MENTOR if self._sides[key] == {MENTEE} else MENTEE
        theirs = sorted(each for each, sides in self._sides.items() if other in sides)
        sense = self._sense[key]
        if len(sense) == 1 and _key(sense[0]) in theirs:
            return _key(sense[0])
        alike = [each for each in theirs if _alike(key, each)]
        if len(alike) == 1:
            return alike[0]
        same = [each for each in theirs if self._sense[each] == sense] if len(sense) == 1 else []
        if len(same) == 1:
            return same[0]
        return _key(sense[0]) if any(len(self._sides[each]) == 1 for each in same) else None

    def _top(self, key: Key) -> Key:
        while key in self._root:
            key = self._root[key]
        return key

    def _join(self, one: Key, other: Key) -> None:
        one, other = self._top(one), self._top(other)
        if one != other:
            self._root[one] = other

    def _named(self) -> dict[Key, str]:
        """The name of each class: the product's own, then what both banks say, then the first by the alphabet."""
        members: dict[Key, list[Key]] = {}
        for key in self._own:
            members.setdefault(self._top(key), []).append(key)
        return {
            top: min((key not in _KNOWN_KEYS, len(self._sides.get(key, ())) < 2, self._own[key]) for key in keys)[2]
            for top, keys in members.items()
        }


def _alike(one: Key, other: Key) -> bool:
    """All that the shorter wording says is in the longer one, by roots."""
    shorter, longer = sorted((one, other), key=lambda words: (len(words), words))
    return bool(shorter) and all(any(_one_root(word, each) for each in longer) for word in shorter)


def _one_root(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    same = next((place for place in range(shorter) if one[place] != other[place]), shorter)
    return same >= max(3, shorter - 3)


def _in_order(cell: str, wordings: list[str]) -> list[str]:
    """As they stand in the cell: the first of a request is the most important one."""
    said = fold(one_line(cell))

    def place(wording: str) -> int:
        words = [word for word in _WORD.findall(fold(wording)) if len(word) > 2]
        return min((said.find(word) for word in words if word in said), default=len(said))

    return sorted(dict.fromkeys(wordings), key=place)


def _key(wording: str) -> Key:
    words = _WORD.findall(fold(mend_letters(wording)[0]))
    return tuple(sorted({word for word in words if len(word) > 2} or set(words)))


def _tidy(wording: str) -> str:
    text = one_line(wording).strip(" .;,")
    return text[:1].upper() + text[1:]


def quoted(wordings: Iterable[str]) -> str:
    return ", ".join(f"«{shorten(each, 60)}»" for each in wordings)


_KNOWN_KEYS = frozenset(_key(name) for name in KNOWN)
