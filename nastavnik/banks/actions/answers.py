"""What teachers answer: professional requests (R2.1), the questionnaire of would-be mentors (R3.1)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.banks.actions.wishes import forget_wishes
from nastavnik.banks.models import (
    IN_BANK,
    Collection,
    CollectionAnswer,
    Entry,
    EntryState,
    MenteeEntry,
    MentorEntry,
    ProfessionalRequest,
    RequestState,
    Topic,
)
from nastavnik.banks.states import lifecycle_of
from nastavnik.consents.actions import discard_consent, processing_consent, propose_consent
from nastavnik.consents.models import Consent, ConsentKind, ConsentState
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.queries import head_proper
from nastavnik.people.models import Person

PROFILE = (
    "about", "adults_experience", "capacity", "group_size", "forms", "hours", "hours_per_week", "distance_ok",
    "wishes", "needs",
)  # fmt: skip
"""What a would-be mentor says of themselves besides the competences: fields of MentorEntry."""


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
    wishes: str = "",
    collection: Collection | None = None,
) -> MenteeEntry | None:
    """A teacher's professional requests: `[{"topics": [Topic, …], "text": "…"}]`, most wanted first.

    No requests is an answer too («запросов нет»): then None comes back. A later answer replaces the open
    requests of an earlier one; a request that is said again stays the same row, for pairs may rest on it.
    Makes a draft entry; it becomes active by `include_entry`, with its legal basis.

    Raises Refused for the head, who is nobody's mentee (3.2), and when the collection is closed.
    """
    if requests:
        _refuse_head(person)
    note_answer(collection, person, said_yes=bool(requests))
    entry = MenteeEntry.objects.select_for_update().filter(person=person).first()
    if not requests:
        if entry is not None:
            _without_requests(entry, by=by)
        return None
    if entry is None:
        entry = MenteeEntry(organisation_id=person.organisation_id, person=person)
    entry.category = category or entry.category
    entry.forms, entry.hours, entry.distance_ok, entry.wishes = list(forms), list(hours), distance_ok, wishes
    _save_draft(entry, by=by)
    _settle_requests(entry, requests)
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

    `profile` are fields of MentorEntry named in PROFILE. A later «нет» takes the person out of the bank.
    Raises Refused without a competence, over the limits of the institution, and when the collection is closed.
    """
    unknown = set(profile) - set(PROFILE)
    assert not unknown, f"no fields of a mentor's profile: {unknown}"
    note_answer(collection, person, said_yes=ready)
    entry = MentorEntry.objects.select_for_update().filter(person=person).first()
    if not ready:
        if entry is not None:
            _leave(entry, by=by)
        return None
    if not competences and not profile.get("about"):
        raise Refused(_("Отметьте хотя бы одну сильную тему."), field="competences")
    _refuse_over_limit(person, profile.get("capacity") or 1, profile.get("group_size") or 1)
    if entry is None:
        entry = MentorEntry(organisation_id=person.organisation_id, person=person)
    for name, value in profile.items():
        setattr(entry, name, value)
    _save_draft(entry, by=by)
    entry.competences.set(competences)
    journal.record("mentor_answered", entry, by=by)
    return entry


def note_answer(collection: Collection | None, person: Person, *, said_yes: bool) -> None:
    """The person has answered the campaign (R2.1), if one runs. Raises Refused when it is closed."""
    if collection is None:
        return
    if not collection.is_open_on(clock.today()):
        raise Refused(_("Сбор уже закрыт: обратитесь к куратору."))
    CollectionAnswer.objects.update_or_create(
        collection=collection,
        person=person,
        defaults={"organisation_id": person.organisation_id, "said_yes": said_yes, "answered_at": clock.now()},
    )


@transaction.atomic
def resolve_request(request: ProfessionalRequest, *, by: User | None) -> ProfessionalRequest:
    """What was asked for has been reached (8.1/1): the mentee no longer waits for a mentor with it."""
    request.state = RequestState.RESOLVED
    request.save(update_fields=["state"])
    journal.record("request_resolved", request, by=by)
    return request


def _refuse_head(person: Person) -> None:
    head = head_proper(person.organisation, clock.today())
    if head is not None and person.user_id == head.user_id:
        raise Refused(_("Руководитель не может быть наставляемым (3.2)."))


def _refuse_over_limit(person: Person, capacity: int, group_size: int) -> None:
    limit = person.organisation.settings.mentor_limit
    if capacity > limit:
        raise Refused(
            _("В учреждении у одного наставника не больше %(limit)s наставляемых (1.5).") % {"limit": limit},
            field="capacity",
        )
    if group_size > capacity:
        raise Refused(_("Группа не может быть больше, чем всего наставляемых."), field="group_size")


def _save_draft(entry: Entry, *, by: User) -> None:
    """Keep what was said, and ask for the consent it needs. Who answers after an exclusion is a draft again."""
    entry.basis = entry.basis or processing_consent(entry.person, clock.today())
    entry.save()
    if entry.state == EntryState.EXCLUDED:
        lifecycle_of(entry).advance(entry, "reopen", by=by)
    propose_consent(entry.person, ConsentKind.PROCESSING, by=by)


def _settle_requests(entry: MenteeEntry, wanted: Sequence[Mapping[str, Any]]) -> None:
    left = list(entry.requests.filter(state=RequestState.OPEN).prefetch_related("topics"))
    for priority, said in enumerate(wanted, start=1):
        text, topics = said.get("text", "").strip(), list(said.get("topics", ()))
        keys = {topic.pk for topic in topics}
        same = next(
            (each for each in left if each.text == text and {topic.pk for topic in each.topics.all()} == keys), None
        )
        if same is None:
            same = ProfessionalRequest.objects.create(
                organisation_id=entry.organisation_id, entry=entry, text=text, priority=priority, made_on=clock.today()
            )
            same.topics.set(topics)
            continue
        left.remove(same)
        if same.priority != priority:
            same.priority = priority
            same.save(update_fields=["priority"])
    entry.requests.filter(pk__in=[each.pk for each in left]).update(state=RequestState.DROPPED)


def _without_requests(entry: MenteeEntry, *, by: User) -> None:
    """«Запросов нет»: a draft goes without a trace, an entry of the bank stays without open requests."""
    if entry.state == EntryState.DRAFT:
        _forget(entry, by=by)
        return
    entry.requests.filter(state=RequestState.OPEN).update(state=RequestState.DROPPED)
    journal.record("requests_answered", entry, by=by, count=0)


def _leave(entry: MentorEntry, *, by: User) -> None:
    """«Нет» after «да»: a draft goes without a trace (1.4/5), an entry leaves the bank; pairs in force go on."""
    if entry.state == EntryState.DRAFT:
        _forget(entry, by=by)
    elif entry.state in IN_BANK:
        lifecycle_of(entry).advance(entry, "exclude", by=by, fields={"excluded_on": clock.today()})
        forget_wishes(entry)


def _forget(entry: Entry, *, by: User) -> None:
    """A draft and the blank of a consent that nothing else waits for: no data without a need (152-ФЗ ст. 5)."""
    person = entry.person
    entry.delete()
    if any(model.objects.filter(person=person).exists() for model in (MenteeEntry, MentorEntry)):
        return
    blanks = Consent.objects.filter(person=person, kind=ConsentKind.PROCESSING, state=ConsentState.PROPOSED)
    for blank in blanks:
        discard_consent(blank, by=by)
