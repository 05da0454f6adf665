"""The mentor's and the mentee's first page: people first, then what is asked of me, then my papers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from nastavnik.banks.models import Bank, Collection, CollectionAnswer, MenteeEntry, MentorEntry
from nastavnik.banks.queries import open_collections
from nastavnik.consents.models import Consent, ConsentState
from nastavnik.kit import clock
from nastavnik.orders.queries import visas_of
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.organisations.queries import holder_of
from nastavnik.pairs.models import Interest, MemberRole, Relation, RelationMember, RelationState
from nastavnik.pairs.queries import relations_of
from nastavnik.people.models import Person
from nastavnik.programmes.changing_part import asked_change
from nastavnik.programmes.models import Meeting, MeetingState, Pause, Programme, ProgrammeState
from nastavnik.programmes.queries import engagements_of, recommendations_to_answer
from nastavnik.programmes.rests import pause_on
from nastavnik.programmes.silence import Silence, silent_programmes
from nastavnik.regulation.models import Edition, MentorCode
from nastavnik.regulation.readings import asked_of_mentor
from nastavnik.surveys.models import Invitation, InvitationState

OF_PROGRAMMES = (
    "programmes__meetings__moved_by",
    "programmes__meetings__service",
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
    person.organisation = organisation
    known = list(relations_of(person).prefetch_related(*OF_PROGRAMMES))
    silent = {one.programme.pk: one for one in silent_programmes(organisation, clock.today(), person=person)}
    together = [_together(relation, person, silent) for relation in known if relation.is_forming or relation.is_running]
    return {
        "person": person,
        "together": together,
        "answers": [one for one in together if one.asks_answer],
        "invitations": Invitation.objects.of(organisation).filter(person=person, state=InvitationState.OPEN),
        "consents": Consent.objects.of(organisation).filter(person=person, state=ConsentState.PROPOSED),
        "visas": visas_of(person.user, organisation) if person.user else [],
        "asked": _asked(organisation, person),
        "engagements": engagements_of(person),
        "recommendations": recommendations_to_answer(person),
        "to_read": _to_read(organisation, person, together),
        "mentee_entry": MenteeEntry.objects.filter(person=person).prefetch_related("requests__topics").first(),
        "mentor_entry": MentorEntry.objects.filter(person=person).first(),
        "curator": _curator(organisation, person),
        "past": [relation for relation in known if relation.state == RelationState.ENDED and not relation.is_running],
    }


def _to_read(organisation: Organisation, person: Person, together: list[Together]) -> list[Edition | MentorCode]:
    """A mentor of today is asked to read a new edition, the manifest and the code (5.2/1, 5.2/8)."""
    return asked_of_mentor(person, organisation) if any(one.is_mentor for one in together) else []


def _curator(organisation: Organisation, person: Person) -> Person | None:
    """Whom to ask when something does not go well; nobody for the curator's own page."""
    role = holder_of(organisation, RoleKind.CURATOR, clock.today())
    if role is None or role.user_id == person.user_id:
        return None
    return Person.objects.of(organisation).filter(user=role.user_id).prefetch_related("employments").first()


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


def _asked(organisation: Organisation, person: Person) -> list[Collection]:
    """Campaigns that wait for this person's answer."""
    if not any(job.is_teaching for job in person.employments_on(clock.today())):
        return []
    running = open_collections(organisation)
    answered = set(
        CollectionAnswer.objects.filter(person=person, collection__in=list(running.values())).values_list(
            "collection_id", flat=True
        )
    )
    return [running[bank] for bank in Bank if bank in running and running[bank].pk not in answered]
