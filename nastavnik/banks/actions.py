"""Acts on the banks: collect, answer, include, exclude, actualise."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.banks.models import (
    Actualisation,
    Bank,
    Collection,
    CollectionAnswer,
    Entry,
    EntryState,
    MenteeEntry,
    MentorEntry,
    ProfessionalRequest,
    Topic,
)
from nastavnik.banks.states import lifecycle_of
from nastavnik.banks.topics import TOPICS
from nastavnik.consents.actions import processing_consent, propose_consent
from nastavnik.consents.models import ConsentKind
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person


@transaction.atomic
def start_topics(organisation: Organisation) -> None:
    """Give a new institution its own copy of the directory of directions."""
    Topic.objects.bulk_create(
        Topic(organisation=organisation, code=code, name=name, area=area, sort=sort)
        for sort, (code, name, area) in enumerate(TOPICS)
    )


@transaction.atomic
def open_collection(organisation: Organisation, bank: str, *, by: User, deadline: date | None = None) -> Collection:
    """Begin to collect requests (R2.1) or questionnaires of would-be mentors (R3.1)."""
    if Collection.objects.of(organisation).filter(bank=bank, closed_on__isnull=True).exists():
        raise Refused(_("Такой сбор уже открыт: дождитесь ответов или закройте его."))
    today = clock.today()
    deadline = deadline or today + timedelta(days=organisation.settings.collection_days)
    if deadline < today:
        raise Refused(_("Срок ответа уже прошёл: укажите будущую дату."), field="deadline")
    collection = Collection.objects.create(
        organisation=organisation, bank=bank, opened_on=today, deadline=deadline, opened_by=by
    )
    journal.record("collection_opened", collection, by=by, bank=bank)
    return collection


@transaction.atomic
def close_collection(collection: Collection, *, by: User) -> Collection:
    """No more answers."""
    if collection.closed_on:
        raise Refused(_("Сбор уже закрыт."))
    collection.closed_on = clock.today()
    collection.save(update_fields=["closed_on"])
    journal.record("collection_closed", collection, by=by, bank=collection.bank)
    return collection


@transaction.atomic
def answer_requests(
    person: Person,
    requests: Sequence[Mapping[str, Any]],
    *,
    by: User,
    category: str = "",
    forms: Sequence[str] = (),
    hours: Sequence[str] = (),
    distance_ok: bool = False,
    collection: Collection | None = None,
) -> MenteeEntry | None:
    """A teacher's professional requests: `[{"topics": [Topic, …], "text": "…"}]`, most wanted first.

    No requests is an answer too («запросов нет»). A later answer replaces the open requests of an earlier one.
    Makes a draft entry; it becomes active by `include_entry`, with its legal basis.
    """
    _note_answer(collection, person, said_yes=bool(requests))
    entry = MenteeEntry.objects.filter(person=person).first()
    if not requests:
        if entry:
            entry.requests.filter(state="open").update(state="dropped")
        return None
    if entry is None:
        entry = MenteeEntry(organisation_id=person.organisation_id, person=person)
    entry.category = category or entry.category
    entry.forms, entry.hours, entry.distance_ok = list(forms), list(hours), distance_ok
    entry.basis = entry.basis or processing_consent(person, clock.today())
    entry.save()
    entry.requests.filter(state="open").update(state="dropped")
    for priority, wanted in enumerate(requests, start=1):
        request = ProfessionalRequest.objects.create(
            organisation_id=person.organisation_id,
            entry=entry,
            text=wanted.get("text", "").strip(),
            priority=priority,
            made_on=clock.today(),
        )
        request.topics.set(wanted.get("topics", ()))
    propose_consent(person, ConsentKind.PROCESSING, by=by)
    journal.record("requests_answered", entry, by=by, count=len(requests))
    return entry


@transaction.atomic
def answer_mentor(
    person: Person,
    *,
    by: User,
    ready: bool,
    competences: Sequence[Topic] = (),
    collection: Collection | None = None,
    **profile: Any,
) -> MentorEntry | None:
    """A would-be mentor's questionnaire. Only «да» makes a draft entry (R3.1); «нет» leaves no mark on the person.

    `profile` are fields of MentorEntry: about, adults_experience, capacity, group_size, forms, hours,
    hours_per_week, distance_ok, needs.
    """
    _note_answer(collection, person, said_yes=ready)
    if not ready:
        return None
    if not competences:
        raise Refused(_("Отметьте хотя бы одну сильную тему."), field="competences")
    capacity = profile.get("capacity") or 1
    if capacity > person.organisation.settings.mentor_limit:
        limit = person.organisation.settings.mentor_limit
        raise Refused(
            _("В учреждении у одного наставника не больше %(limit)s наставляемых (1.5).") % {"limit": limit},
            field="capacity",
        )
    entry = MentorEntry.objects.filter(person=person).first()
    if entry is None:
        entry = MentorEntry(organisation_id=person.organisation_id, person=person)
    for name, value in profile.items():
        setattr(entry, name, value)
    entry.basis = entry.basis or processing_consent(person, clock.today())
    entry.save()
    entry.competences.set(competences)
    propose_consent(person, ConsentKind.PROCESSING, by=by)
    journal.record("mentor_answered", entry, by=by)
    return entry


@transaction.atomic
def select_mentor(entry: MentorEntry, *, by: User) -> MentorEntry:
    """The curator's record that this person has been chosen (1.3/1, R4.1)."""
    entry.selected_on, entry.selected_by = clock.today(), by
    entry.save(update_fields=["selected_on", "selected_by"])
    journal.record("mentor_selected", entry, by=by)
    return entry


@transaction.atomic
def include_entry(entry: Entry, *, by: User) -> Entry:
    """Into the bank, with the legal basis that is valid today (R2.2, R3.2)."""
    entry.basis = processing_consent(entry.person, clock.today())
    today = clock.today()
    lifecycle_of(entry).advance(
        entry,
        "include",
        by=by,
        fields={"basis": entry.basis, "included_on": today, "excluded_on": None, "confirmed_on": today},
    )
    return entry


@transaction.atomic
def suspend_entry(entry: Entry, *, by: User) -> Entry:
    """Out of the forming of pairs for a time (leave, load)."""
    lifecycle_of(entry).advance(entry, "suspend", by=by)
    return entry


@transaction.atomic
def resume_entry(entry: Entry, *, by: User) -> Entry:
    """Back into the forming of pairs."""
    entry.basis = processing_consent(entry.person, clock.today())
    lifecycle_of(entry).advance(entry, "resume", by=by, fields={"basis": entry.basis})
    return entry


@transaction.atomic
def exclude_entry(entry: Entry, *, by: User) -> Entry:
    """Out of the bank; pairs in force go on, they rest on an order."""
    lifecycle_of(entry).advance(entry, "exclude", by=by, fields={"excluded_on": clock.today()})
    return entry


@transaction.atomic
def actualise_bank(organisation: Organisation, bank: str, keep: Sequence[UUID], *, by: User) -> Actualisation:
    """The yearly act (4.4.2): entries whose keys are in `keep` are confirmed, the other active ones excluded."""
    model = MentorEntry if bank == Bank.MENTORS else MenteeEntry
    wanted, decisions, today = set(keep), [], clock.today()
    for entry in model.objects.of(organisation).filter(state=EntryState.ACTIVE).select_related("person", "basis"):
        if entry.pk in wanted:
            entry.confirmed_on = today
            entry.save(update_fields=["confirmed_on"])
        else:
            exclude_entry(entry, by=by)
        decisions.append({"entry": str(entry.pk), "decision": "confirmed" if entry.pk in wanted else "excluded"})
    act = Actualisation.objects.create(
        organisation=organisation, bank=bank, done_on=today, done_by=by, decisions=decisions, count=len(decisions)
    )
    journal.record("bank_actualised", act, by=by, bank=bank, count=len(decisions))
    return act


def _note_answer(collection: Collection | None, person: Person, *, said_yes: bool) -> None:
    if collection is None:
        return
    if not collection.is_open_on(clock.today()):
        raise Refused(_("Сбор уже закрыт: обратитесь к куратору."))
    CollectionAnswer.objects.update_or_create(
        collection=collection,
        person=person,
        defaults={"organisation_id": person.organisation_id, "said_yes": said_yes, "answered_at": clock.now()},
    )
