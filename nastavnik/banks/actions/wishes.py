"""Saying with whom one would like to be together and with whom not (7.1/2, 1.4/5)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.banks.models import MOST_WISHES, Bank, Entry, MentorEntry, PairVeto, PairWish
from nastavnik.kit import journal
from nastavnik.kit.apart import each_apart
from nastavnik.kit.refusal import Refused
from nastavnik.people.models import Employment, Person


@transaction.atomic
def say_wishes(person: Person, wishes: Mapping[str, Sequence[Person]], vetoes: Collection[Person], *, by: User) -> None:
    """Wishes by bank (of the one who wishes), the most wanted first, and requests «не предлагать»; replaces the old.

    Only the person says it, and only the person reads it: the journal keeps that the page was saved, not what it says.
    Raises Refused for another's wishes, for oneself, for too many, and for a mentor both wished for and not. Of a
    request that a mentor would like to take this is not said: it has no name there, and a refusal would tell it
    (7.1/1). Both stand, and in the matching the request «не предлагать» is the stronger.
    """
    if person.user_id != by.pk:
        raise Refused(_("Пожелания о паре говорит только сам человек."))
    named = [other for people in wishes.values() for other in people]
    if person in named or person in vetoes:
        raise Refused(_("Себя выбрать нельзя."))
    if any(other.organisation_id != person.organisation_id for other in (*named, *vetoes)):
        raise Refused(_("Выбрать можно только сотрудников своего учреждения."))
    if set(wishes.get(Bank.MENTEES, ())) & set(vetoes):
        raise Refused(_("Один человек назван и в пожеланиях, и в просьбе не предлагать: оставьте что-то одно."))
    Person.objects.select_for_update().get(pk=person.pk)  # two windows of one person: the later one counts, whole
    PairWish.objects.filter(person=person).delete()
    PairVeto.objects.filter(person=person).delete()
    facts = {"organisation_id": person.organisation_id, "person": person}
    for bank, people in wishes.items():
        people = list(dict.fromkeys(people))
        if len(people) > MOST_WISHES:
            raise Refused(_("Назовите не больше трёх."))
        for rank, other in enumerate(people, 1):
            PairWish.objects.create(bank=bank, other=other, rank=rank, **facts)
    for other in dict.fromkeys(vetoes):
        PairVeto.objects.create(other=other, **facts)
    journal.record("pair_wishes_said", person, by=by)


def forget_wishes(entry: Entry) -> None:
    """Who leaves a bank no longer wishes from it, nor is wished for; requests «не предлагать» stay their author's."""
    bank = Bank.MENTORS if isinstance(entry, MentorEntry) else Bank.MENTEES
    other = Bank.MENTEES if bank == Bank.MENTORS else Bank.MENTORS
    PairWish.objects.filter(person=entry.person_id, bank=bank).delete()
    PairWish.objects.filter(other=entry.person_id, bank=other).delete()


def forget_wishes_due(today: date) -> int:
    """Who works here no longer wishes for nobody and is wished for by nobody: of how many something was erased."""
    works_on = Employment.objects.exclude(until__lt=today).values("person")
    gone = Person.objects.filter(employments__until__lt=today).exclude(pk__in=works_on)
    said = [Q(pk__in=model.objects.values(side)) for model in (PairWish, PairVeto) for side in ("person", "other")]
    return each_apart(list(gone.filter(reduce(or_, said)).distinct()), _forget_all_of)


@transaction.atomic
def _forget_all_of(person: Person) -> bool:
    about = Q(person=person) | Q(other=person)
    erased = PairWish.objects.filter(about).delete()[0] + PairVeto.objects.filter(about).delete()[0]
    if erased:
        journal.record("pair_wishes_forgotten", person, by=None)
    return bool(erased)
