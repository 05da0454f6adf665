"""Names that a row mentions, and whom of the bank they mean."""

import re
from collections.abc import Mapping

from nastavnik.banks.match_files.model import Person
from nastavnik.people.staff_table.cells import fold, is_nothing, one_line
from nastavnik.people.staff_table.name_words import is_given_name, looks_like_surname
from nastavnik.people.staff_table.names import looks_like_person, read_name
from nastavnik.people.staff_table.post_words import begins_post

_BETWEEN = re.compile(r"\s*[;\n/]\s*|\s*,\s*|\s+(?:и|или|либо)\s+|(?:^|\s)\d{1,2}[.)]\s+")

Parts = tuple[str, str, str]


def names_in(text: str) -> tuple[list[str], list[str]]:
    """The names in a cell, in order, and the pieces that are no names («психолог»)."""
    names, strange = [], []
    for piece in _BETWEEN.split(text):
        piece = one_line(piece).strip(" .,") if not re.search(r"\.\s*$", piece) else one_line(piece)
        if is_nothing(piece) or re.fullmatch(
            r"(?:любо\w+|вс[её] равно|не важно|без разницы|никого|никто)", fold(piece)
        ):
            continue
        if looks_like_person(piece) or _is_surname(piece):
            names.append(piece)
        else:
            strange.append(piece)
    return names, strange


def parts_of(name: str) -> Parts:
    reading = read_name(name)
    return folded(reading.surname, reading.first_name, reading.patronymic)


def folded(*parts: str) -> Parts:
    surname, first, patronymic = (fold(one_line(part)).strip(" .") for part in parts)
    return surname, first, patronymic


def agree(one: Parts, other: Parts) -> bool:
    """Whether both can be one person: initials and parts left out contradict nothing."""
    return one[0] == other[0] and _given_agree(one[1], other[1]) and _given_agree(one[2], other[2])


class Namesakes:
    """The people of one bank by surname: whom does a name mean?"""

    def __init__(self, people: Mapping[str, Person]) -> None:
        self._by_surname: dict[str, list[tuple[str, Parts]]] = {}
        self._by_stem: dict[str, list[tuple[str, Parts]]] = {}
        for key, person in people.items():
            parts = folded(person.surname, person.first_name, person.patronymic)
            self._by_surname.setdefault(parts[0], []).append((key, parts))
            self._by_stem.setdefault(_stem(parts[0]), []).append((key, parts))

    def bearers(self, person: Person) -> list[str]:
        """The keys of those whose names contradict the person's in nothing."""
        wanted = folded(person.surname, person.first_name, person.patronymic)
        return [key for key, parts in self._by_surname.get(wanted[0], []) if agree(wanted, parts)]

    def meant(self, name: str) -> list[str]:
        """The keys of those whom a name can mean: in full before initials, as it stands before another case."""
        wanted = parts_of(name)
        found = [(key, parts) for key, parts in self._by_surname.get(wanted[0], []) if agree(wanted, parts)]
        exact = [key for key, parts in found if parts == wanted]
        if exact or found:
            return exact or [key for key, _ in found]
        initials = tuple(part[:1] for part in wanted[1:])
        return [
            key
            for key, parts in self._by_stem.get(_stem(wanted[0]), [])
            if all(not own or not said or own[0] == said for own, said in zip(parts[1:], initials, strict=True))
        ]


def _stem(surname: str) -> str:
    """«Лебедева», «Лебедеву», «Лебедевой»: the surname without its ending."""
    return re.sub(r"(?:ого|ому|ой|ую|ым|ом|ая|ый|ий|ое|ею|ей|а|у|ю|ы|и|е|я)$", "", surname) or surname


def _given_agree(one: str, other: str) -> bool:
    if not one or not other:
        return True
    return one[0] == other[0] if min(len(one), len(other)) == 1 else one == other


def _is_surname(piece: str) -> bool:
    words = piece.split()
    if not words or len(words) > 2 or begins_post(piece) or not words[0][:1].isupper():
        return False
    if len(words) == 1:
        return len(piece) > 3 and piece.isalpha() and not is_given_name(words[0])
    return looks_like_surname(words[0]) or looks_like_surname(words[1])
