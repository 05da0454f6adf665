"""Orders about people apart from pairs: approved banks, mentors, rewards (4.2, 4.3/3, 4.3/8)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.banks.actions import (
    appoint_mentor,
    approve_bank_list,
    bank_rows,
    end_appointment,
    end_bank_list,
    void_appointment,
    void_bank_list,
)
from nastavnik.banks.models import BankList, EntryState, MentorEntry
from nastavnik.consents.models import Consent, ConsentKind
from nastavnik.orders.kinds.base import ALL_FATES, Kind, Lack, ground_of, since_of
from nastavnik.orders.models import Fate, OrderItem
from nastavnik.people.actions import give_award, void_award
from nastavnik.people.models import Award
from nastavnik.regulation.queries import Base


# --- an approved bank (4.3/3) -----------------------------------------------------------------------------------
def lacks_of_bank(item: OrderItem, day: date, base: Base) -> Iterator[Lack]:
    if not bank_rows(item.organisation, item.facts["bank"]):
        yield Lack(_("База пуста: утверждать нечего."), "", item, "4.3/3")


def subject_of_bank(item: OrderItem) -> Any:
    return bank_rows(item.organisation, item.facts["bank"])


def carry_out_bank(item: OrderItem, *, by: User) -> None:
    """What lay on the table is what is approved: `subject_hash` has seen that the bank is still the same."""
    rows = bank_rows(item.organisation, item.facts["bank"])
    approve_bank_list(
        item.organisation,
        item.facts["bank"],
        rows,
        by=by,
        since=since_of(item),
        ground=ground_of(item),
        ground_id=item.pk,
    )


def undo_bank(item: OrderItem, fate: str, *, by: User, on: date) -> None:
    for approved in BankList.objects.of(item.organisation).filter(ground_id=item.pk, is_void=False):
        if fate == Fate.VOID or approved.since >= on:
            void_bank_list(approved, by=by)
        elif approved.until is None or approved.until >= on:
            end_bank_list(approved, by=by, until=on - timedelta(days=1))


# --- a mentor by an order of its own (4.2) ----------------------------------------------------------------------
def lacks_of_mentor(item: OrderItem, day: date, base: Base) -> Iterator[Lack]:
    person = item.person
    if person is None:
        yield Lack(_("Не указано, кто назначается наставником."), "", item, "4.2")
        return
    who = {"who": person.full_name}
    entry = MentorEntry.objects.filter(person=person).first()
    if entry is None or entry.state != EntryState.ACTIVE:
        yield Lack(_("Нет в базе наставников: %(who)s.") % who, "", item, "1.3/1")
    if not person.employments_on(day):
        yield Lack(_("На дату приказа не работает в учреждении: %(who)s.") % who, "", item, "4.2")
    if not Consent.objects.filter(person=person, kind=ConsentKind.MENTORING).valid(day).exists():
        yield Lack(_("Нет письменного согласия на наставничество: %(who)s.") % who, "consent", item, "4.2")


def carry_out_mentor(item: OrderItem, *, by: User) -> None:
    assert item.person is not None  # lacks_of_mentor has seen to it
    entry = MentorEntry.objects.get(person=item.person)
    appoint_mentor(entry, by=by, since=since_of(item), ground=ground_of(item), ground_id=item.pk)


def undo_mentor(item: OrderItem, fate: str, *, by: User, on: date) -> None:
    for entry in MentorEntry.objects.of(item.organisation).filter(
        appointed_ground_id=item.pk, appointed_until__isnull=True
    ):
        if entry.appointed_since is not None and entry.appointed_since >= on:
            void_appointment(entry, by=by)  # what would end before it began never was
        else:
            end_appointment(entry, by=by, until=on - timedelta(days=1))


# --- a reward (4.3/8) -------------------------------------------------------------------------------------------
def lacks_of_reward(item: OrderItem, day: date, base: Base) -> Iterator[Lack]:
    if item.person is None:
        yield Lack(_("Не указано, кого поощрить."), "", item, "4.3/8")
    if not item.text.strip():
        yield Lack(_("Не указано, за что поощрить."), "", item, "4.3/8")


def carry_out_reward(item: OrderItem, *, by: User) -> None:
    assert item.person is not None  # lacks_of_reward has seen to it
    give_award(
        item.person,
        by=by,
        kind=item.facts["award"],
        title=item.text,
        given_on=since_of(item),
        ground=ground_of(item),
        ground_id=item.pk,
    )


def undo_reward(item: OrderItem, fate: str, *, by: User, on: date) -> None:
    for award in Award.objects.of(item.organisation).filter(ground_id=item.pk, is_void=False):
        void_award(award, by=by)


BANK = Kind(lacks_of_bank, carry_out_bank, subject_of_bank, undo=undo_bank, fates=ALL_FATES)
MENTOR = Kind(lacks_of_mentor, carry_out_mentor, undo=undo_mentor, fates=(Fate.KEEP, Fate.END))
REWARD = Kind(lacks_of_reward, carry_out_reward, undo=undo_reward, fates=(Fate.KEEP, Fate.VOID))
