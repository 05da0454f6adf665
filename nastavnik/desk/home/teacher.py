"""The mentor's and the mentee's first page: people first, then what is asked of me, then my papers."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.db.models import Exists, Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from nastavnik.banks.models import Bank, Collection, MenteeEntry, MentorEntry
from nastavnik.consents.models import Consent, ConsentState
from nastavnik.kit import clock
from nastavnik.orders.models import Visa
from nastavnik.orders.queries import visas_of
from nastavnik.organisations.asking import ask_and_read, first
from nastavnik.organisations.models import Organisation, Role, RoleKind
from nastavnik.pairs.models import Interest, MemberRole, Relation, RelationMember, RelationState
from nastavnik.pairs.queries import note_lapses, relations_of
from nastavnik.people.models import Person
from nastavnik.programmes.changing_part import asked_change
from nastavnik.programmes.models import Meeting, MeetingState, Pause, Programme, ProgrammeState, Structure
from nastavnik.programmes.queries import (
    deadlines_near,
    items_with,
    recommendations_to_answer,
    standing_engagements,
    to_answer_first,
)
from nastavnik.programmes.rests import pause_on
from nastavnik.programmes.silence import Silence, quiet_programmes, silent_among
from nastavnik.regulation.models import Edition, MentorCode
from nastavnik.regulation.readings import asked_of_mentor
from nastavnik.surveys.models import Invitation, InvitationState

OF_PROGRAMMES = (
    Prefetch("programmes__meetings", Meeting.objects.select_related("moved_by", "service")),
    "programmes__items",
    "programmes__pauses",
    "programmes__changes__agreements",
)


@dataclass(frozen=True)
class Together:
    """One pair or group of mine: with whom, how it stands, the last and the next meeting."""

    relation: Relation
    own: RelationMember
    others: list[Person]
    programme: Programme | None
    last_meeting: date | None
    next_meeting: Meeting | None
    awaited: Meeting | None  # its day has come, and nobody has said yet whether it was held
    silence: Silence | None
    open_items: list

    @property
    def is_mentor(self) -> bool:
        return self.own.role == MemberRole.MENTOR

    @property
    def asks_answer(self) -> bool:
        return self.relation.state == RelationState.ACQUAINTANCE and self.own.interest in (
            Interest.NONE,
            Interest.LATER,
        )

    @property
    def may_record(self) -> bool:
        running = self.programme is not None and self.programme.state == ProgrammeState.RUNNING
        return running and not self.relation.is_resting and self.pause is None

    @property
    def pause(self) -> Pause | None:
        """The agreed pause of today, in which nothing is recorded."""
        return pause_on(self.programme, clock.today()) if self.programme is not None else None

    @property
    def standing(self) -> str:
        """How it stands and whose turn it is, in words; "" while the programme simply runs.

        Between acquaintance and agreement nothing is said of the others: an answer is private (7.1/2).
        """
        if self.relation.state == RelationState.ACQUAINTANCE:
            return "" if self.asks_answer else _("Ваш ответ записан. Когда ответят все, куратор скажет, что дальше.")
        if self.relation.state == RelationState.AGREED:
            return _("Все согласны работать вместе. Дальше — письменное согласие каждого и приказ: их готовит куратор.")
        if self.relation.is_resting:
            who = ", ".join(member.person.short_name for member in self.relation.lapsed_today)
            return _(
                "Пара приостановлена: нет действующего согласия (%(who)s). Встречи пока не проводят; как быть дальше, "
                "скажет куратор."
            ) % {"who": who}
        if self.programme is None:
            return _("Приказ подписан. Дальше — вместе составить программу.")
        if asked_change(self.programme, self.own) is not None:
            return _("Предложено изменить программу: откройте её и ответьте, согласны ли вы.")
        if self.pause is not None:
            return _("Программа приостановлена по согласию участников: сейчас от вас ничего не требуется.")
        return {
            ProgrammeState.DRAFT: _("Программа составляется: впишите своё и отправьте на согласование."),
            ProgrammeState.AGREEING: _("Программа ждёт согласия участников: откройте её и ответьте."),
            ProgrammeState.REVIEW: _("Программа отправлена на утверждение. Сейчас от вас ничего не требуется."),
            ProgrammeState.APPROVED: _("Программа утверждена. Куратор отметит начало, и можно встречаться."),
            ProgrammeState.CLOSING: _("Подводятся итоги: откройте программу и заполните анкету «после»."),
        }.get(ProgrammeState(self.programme.state), "")


def teacher_page(organisation: Organisation, person: Person) -> dict[str, Any]:
    """Everything on a teacher's first page; a fixed number of queries."""
    held = Role.objects.of(organisation).filter(kind=RoleKind.CURATOR).on(clock.today()).order_by("-since")
    curator = Person.objects.of(organisation).filter(user=first(held, "user"))
    mentee = MenteeEntry.objects.filter(person=person).select_related("basis__successor")
    mentor = MentorEntry.objects.filter(person=person).select_related("basis__successor")
    found = _read(
        organisation,
        person,
        mentee=mentee.prefetch_related("requests__topics"),
        mentor=mentor,
        curator=curator.exclude(pk=person.pk),  # whom to ask: nobody for the curator's own page
    )
    prefetch_related_objects([person, *found.curator], "employments")
    for entry in (*found.mentee, *found.mentor):
        entry.person = person
    return {
        **_own_part(organisation, person, found),
        "mentee_entry": next(iter(found.mentee), None),
        "mentor_entry": next(iter(found.mentor), None),
        "curator": next(iter(found.curator), None),
        "past": [one for one in found.relations if one.state == RelationState.ENDED and not one.is_running],
    }


def own_part(organisation: Organisation, person: Person) -> dict[str, Any]:
    """What is asked of somebody who leads as a member of pairs, a teacher and a reader; a fixed number of queries."""
    return _own_part(organisation, person, _read(organisation, person))


def _read(organisation: Organisation, person: Person, **further: QuerySet) -> SimpleNamespace:
    """One query for what there is, then one or more for each list that is not empty."""
    person.organisation = organisation
    lists = {
        "relations": relations_of(person).prefetch_related(*OF_PROGRAMMES),
        "invitations": Invitation.objects.of(organisation).filter(person=person, state=InvitationState.OPEN),
        "consents": Consent.objects.of(organisation).filter(person=person, state=ConsentState.PROPOSED),
        "visas": visas_of(person.user, organisation) if person.user else Visa.objects.none(),
        "collections": Collection.objects.of(organisation).filter(closed_on=None).exclude(answers__person=person),
        "engagements": standing_engagements(person),
        "recommendations": recommendations_to_answer(person),
        "deadlines": deadlines_near(person),
        "quiet": quiet_programmes(organisation, clock.today(), person=person),
        "structures": Structure.objects.filter(person=person),
    }
    texts = {  # there are some that a mentor is asked to read
        "has_codes": Exists(MentorCode.objects.of(organisation)),
        "has_new_edition": Exists(Edition.objects.of(organisation).on(clock.today()).filter(number__gt=1)),
    }
    return ask_and_read(organisation, {**lists, **further}, **texts)


def _own_part(organisation: Organisation, person: Person, found: SimpleNamespace) -> dict[str, Any]:
    known = [one for one in note_lapses(found.relations) if one.is_forming or one.is_running]
    silent = {one.programme.pk: one for one in silent_among(organisation, clock.today(), found.quiet)}
    has_texts = found.has_codes or found.has_new_edition
    together = [_together(relation, person, silent) for relation in known]
    return {
        "person": person,
        "together": together,
        "answers": [one for one in together if one.asks_answer],
        "invitations": found.invitations,
        "consents": found.consents,
        "visas": found.visas,
        "asked": _asked(person, found.collections),
        "engagements": to_answer_first(found.engagements),
        "recommendations": found.recommendations,
        "deadlines": found.deadlines if together else [],
        "joined": items_with(*found.structures) if found.structures else [],
        "to_read": _to_read(organisation, person, together) if has_texts else [],
    }


def _to_read(organisation: Organisation, person: Person, together: list[Together]) -> list[Edition | MentorCode]:
    """A mentor of today is asked to read a new edition, the manifest and the code (5.2/1, 5.2/8)."""
    return asked_of_mentor(person, organisation) if any(one.is_mentor for one in together) else []


def _together(relation: Relation, person: Person, silent: dict[Any, Silence]) -> Together:
    members = list(relation.members.all())
    own = next(member for member in members if member.person_id == person.pk)
    programme = next((one for one in relation.programmes.all() if one.state not in ("completed", "terminated")), None)
    meetings = list(programme.meetings.all()) if programme else []
    today = clock.today()
    held = [meeting.on for meeting in meetings if meeting.state == MeetingState.HELD]
    planned = [meeting for meeting in meetings if meeting.state == MeetingState.PLANNED]
    silence = silent.get(programme.pk) if programme else None
    items = [item for item in programme.items.all() if item.state == "planned"] if programme else []
    return Together(
        relation=relation,
        own=own,
        others=[member.person for member in members if member.role != own.role and not member.has_left],
        programme=programme,
        last_meeting=max(held, default=None),
        next_meeting=next((meeting for meeting in planned if meeting.on >= today), None),
        awaited=next((meeting for meeting in planned if meeting.on <= today), None),
        silence=silence if silence and silence.tells_mentor and own.role == MemberRole.MENTOR else None,
        open_items=items[:3],
    )


def _asked(person: Person, running: list[Collection]) -> list[Collection]:
    """Campaigns that wait for this person's answer; only teachers are asked."""
    if not running:
        return []
    prefetch_related_objects([person], "employments")
    if not any(job.is_teaching for job in person.employments_on(clock.today())):
        return []
    return sorted(running, key=lambda one: list(Bank).index(Bank(one.bank)))
