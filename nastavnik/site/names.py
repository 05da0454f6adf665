"""Whether a free text names somebody of the staff: surnames, first names and posts in any case form (edge case 37).

A name in the text cannot be taken away when its consent is withdrawn, so the text is looked through before it is
approved, and again whenever somebody's consent has gone.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from nastavnik.kit.text import folded
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Employment, FormerName, Person
from nastavnik.russian.cases import Cases
from nastavnik.russian.names import Sex, decline_first_name, decline_patronymic, decline_surname
from nastavnik.russian.positions import decline_position

_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑–][^\W\d_]+)*")
_LOOK_ALIKE = str.maketrans("AaBCcEeHKkMOoPpTXxy", "АаВСсЕеНКкМОоРрТХху")  # Latin letters that pass for Russian ones
_LONG = 5  # letters: a stem as long as this betrays the surname in any form, of a family too («у Зайцевых»)
_ENDING = 3
# first names that are words as well: alone they prove nothing
_WORDS_TOO = frozenset({"вера", "надежда", "любовь", "роман", "роза", "лилия", "майя", "слава", "рада", "злата", "ада"})


@dataclass(frozen=True)
class Mention:
    """A word of the text that names a person. `sure` is False for a word that may mean something else."""

    person: Person
    word: str
    sure: bool = True


def mentions(texts: Iterable[str], people: Sequence[Person], former: Iterable[FormerName] = ()) -> list[Mention]:
    """Who of the people is named in the texts, each with the first word that names them, the sure one first.

    `former` are names that they bore before. A surname counts in any form; a first name when it stands with a
    capital letter, and for sure when the patronymic follows or it is no common word.
    """
    words = [word for text in texts for word in _words(text)]
    bearers = [(person, _Names.of(person, person)) for person in people]
    by_key = {person.pk: person for person in people}
    bearers += [
        (by_key[one.person_id], _Names.of(one, by_key[one.person_id])) for one in former if one.person_id in by_key
    ]
    found: dict = {}
    for person, names in bearers:
        mention = _first_mention(person, names, words)
        if mention and (person.pk not in found or (mention.sure and not found[person.pk].sure)):
            found[person.pk] = mention
    return list(found.values())


def capitals(texts: Iterable[str]) -> list[str]:
    """Words with a capital letter inside a sentence: names of children and parents would be among them."""
    found: dict[str, None] = {}
    for text in texts:
        for sentence in re.split(r"(?<=[.!?…])\s+|\n+", text):
            for word in [match.group() for match in _WORD.finditer(sentence)][1:]:
                if word[0].isupper() and not word.isupper():
                    found.setdefault(word)
    return list(found)


@dataclass(frozen=True)
class LonePost:
    """A post that one person only holds: to name it is to name its holder (edge case 31)."""

    post: str
    person_id: object


def lone_posts(organisation: Organisation, day: date) -> list[LonePost]:
    """The posts of the day that exactly one person holds (one query)."""
    held = Employment.objects.of(organisation).on(day).values_list("position", "person_id").distinct()
    holders = Counter(folded(position) for position, _person in held)
    return [LonePost(position, person) for position, person in held if holders[folded(position)] == 1]


def posts_named(texts: Iterable[str], posts: Iterable[LonePost]) -> list[LonePost]:
    """Which of the posts the texts name, in any case form."""
    words = " ".join(word.small for text in texts for word in _words(text))
    return [lone for lone in posts if any(_stands_in(form, words) for form in _post_forms(lone.post))]


@dataclass(frozen=True)
class _Word:
    """A word of a text: as it stands, and folded, without stress marks, with its Latin look-alikes mended."""

    text: str
    small: str

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


@dataclass(frozen=True)
class _Names:
    """The forms that betray one bearer, folded; `stems` are beginnings of long surnames."""

    surnames: frozenset[str]
    stems: tuple[str, ...]
    first_names: frozenset[str]
    patronymics: frozenset[str]
    is_word_too: bool

    @classmethod
    def of(cls, bearer: Person | FormerName, person: Person) -> "_Names":
        sexes: tuple[Sex, ...] = (cast("Sex", person.sex),) if person.sex else ("female", "male")
        surnames, first_names, patronymics, stems = set(), set(), set(), []
        for sex in sexes:
            for part in {bearer.surname, *bearer.surname.split("-")}:
                if not part:
                    continue
                forms = _folded(decline_surname(part, sex))
                surnames |= forms
                stem = _common_beginning(forms)
                if len(stem) >= _LONG:
                    stems.append(stem)
            first_names |= _folded(decline_first_name(bearer.first_name, sex))
            patronymics |= _folded(decline_patronymic(bearer.patronymic, sex))
        too = folded(bearer.first_name) in _WORDS_TOO
        return cls(frozenset(surnames), tuple(stems), frozenset(first_names), frozenset(patronymics), too)


def _first_mention(person: Person, names: _Names, words: list[_Word]) -> Mention | None:
    doubtful = None
    for at, word in enumerate(words):
        for part in {word.small, *word.small.split("-")}:
            if part in names.surnames or _has_stem(part, names.stems):
                if word.is_capital:
                    return Mention(person, word.text)
                doubtful = doubtful or Mention(person, word.text, sure=False)
        if word.small in names.first_names and word.is_capital:
            followed = at + 1 < len(words) and words[at + 1].small in names.patronymics
            if followed or not names.is_word_too:
                return Mention(person, word.text)
            doubtful = doubtful or Mention(person, word.text, sure=False)
    return doubtful


def _has_stem(word: str, stems: tuple[str, ...]) -> bool:
    return any(word.startswith(stem) and len(word) <= len(stem) + _ENDING for stem in stems)


def _words(text: str) -> list[_Word]:
    """Soft hyphens, zero-width marks and stresses hide no name."""
    composed = unicodedata.normalize("NFC", text)
    bare = "".join(sign for sign in composed if unicodedata.category(sign) not in ("Cf", "Mn"))
    return [_Word(match.group(), _small(match.group())) for match in _WORD.finditer(bare)]


def _small(word: str) -> str:
    if re.search(r"[а-яё]", word, re.IGNORECASE):
        word = word.translate(_LOOK_ALIKE)
    return re.sub("[‐‑–]", "-", folded(word))


def _folded(cases: Cases) -> set[str]:
    return {_small(form) for form in cases.texts() if form}


def _common_beginning(forms: set[str]) -> str:
    least, most = min(forms), max(forms)
    same = next((at for at, sign in enumerate(least) if at >= len(most) or sign != most[at]), len(least))
    return least[:same]


def _post_forms(post: str) -> set[str]:
    return {" ".join(word.small for word in _words(form)) for form in decline_position(post).texts() if form}


def _stands_in(phrase: str, words: str) -> bool:
    return bool(phrase) and f" {phrase} " in f" {words} "
