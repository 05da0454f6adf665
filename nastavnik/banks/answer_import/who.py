"""Which of the institution's people has answered: by name, ё and е alike, initials; never guessed."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nastavnik.banks.answer_sheets import AnswerRow
from nastavnik.kit.text import folded
from nastavnik.people.models import Person
from nastavnik.people.staff_import.likeness import given_alike, initials_agree, surnames_alike

Name = tuple[str, str, str]


@dataclass(frozen=True)
class Found:
    """The person, or those among whom the curator chooses, or nobody; `sentence` says what was done or why not."""

    person: Person | None = None
    candidates: tuple[Person, ...] = ()
    sentence: str = ""


class Staff:
    """The people of the institution, at hand for many names (`employments` and `former_names` prefetched)."""

    def __init__(self, people: list[Person], day: date) -> None:
        self.people, self.day = people, day
        self._names = {person.pk: _names_of(person) for person in people}

    def find(self, row: AnswerRow) -> Found:
        """Who the row speaks of. A surname alone is enough only when one person bears it."""
        wanted = _folded(row.surname, row.first_name, row.patronymic)
        if not wanted[0]:
            return Found(sentence=_("имя не прочитано: впишите в файл фамилию, имя и отчество"))
        bearers = [person for person in self.people if self._bears(person, wanted)]
        bearers = self._narrowed(bearers, row.position)
        if len(bearers) > 1:
            return Found(candidates=tuple(bearers), sentence=_("так зовут нескольких сотрудников"))
        if not bearers:
            return self._like(wanted)
        (person,) = bearers
        if not person.employments_on(self.day):
            return Found(sentence=_("сейчас не работает в учреждении: %(who)s") % {"who": person.full_name})
        if not wanted[1] or len(wanted[1]) == 1:
            return Found(person, sentence=_("имя указано не полностью, понято как %(who)s") % {"who": person.full_name})
        return Found(person)

    def _bears(self, person: Person, wanted: Name) -> bool:
        return any(_is_same(name, wanted) for name in self._names[person.pk])

    def _narrowed(self, bearers: list[Person], position: str) -> list[Person]:
        """Those who work here before those who have left; of namesakes the one with the post that is told."""
        working = [person for person in bearers if person.employments_on(self.day)]
        bearers = working or bearers
        if len(bearers) < 2 or not position:
            return bearers
        told = folded(position)
        with_post = [
            person for person in bearers if any(folded(job.position) == told for job in person.employments_on(self.day))
        ]
        return with_post if len(with_post) == 1 else bearers

    def _like(self, wanted: Name) -> Found:
        """Nobody of that name: perhaps somebody of a name typed differently, which only a person can tell."""
        alike = [
            person
            for person in self.people
            if wanted[1]
            and person.employments_on(self.day)
            and any(
                surnames_alike(name[0], wanted[0]) and _given_agree(name, wanted) for name in self._names[person.pk]
            )
        ]
        if alike:
            return Found(candidates=tuple(alike), sentence=_("такого имени нет, но есть похожее"))
        return Found(sentence=_("нет в списке сотрудников: внесите человека в «Люди» или исправьте имя в файле"))


def _names_of(person: Person) -> list[Name]:
    former = [_folded(each.surname, each.first_name, each.patronymic) for each in person.former_names.all()]
    return [_folded(person.surname, person.first_name, person.patronymic), *former]


def _folded(surname: str, first_name: str, patronymic: str) -> Name:
    return folded(surname), folded(first_name).rstrip("."), folded(patronymic).rstrip(".")


def _is_same(name: Name, wanted: Name) -> bool:
    if name[0] != wanted[0]:
        return False
    if not wanted[1]:
        return True
    if len(wanted[1]) == 1:
        return initials_agree((wanted[1], wanted[2][:1]), (name[1][:1], name[2][:1]))
    return name[1] == wanted[1] and (not name[2] or not wanted[2] or _same_patronymic(name[2], wanted[2]))


def _same_patronymic(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _given_agree(name: Name, wanted: Name) -> bool:
    if len(wanted[1]) == 1:
        return initials_agree((wanted[1], wanted[2][:1]), (name[1][:1], name[2][:1]))
    return given_alike(name[1:], wanted[1:])
