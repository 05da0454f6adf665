"""How many pairs and groups a mentor leads at once: past the setting the curator says why (1.5).

Places (see places) count mentees and are never exceeded. Each pair or group besides takes meetings, a plan and papers
of its own; one more than usual is possible, with the curator's word that work with the children will not suffer.
"""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from nastavnik.kit.refusal import Refused
from nastavnik.kit.ui.words import counted
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import OPEN_STATES, ChangeState, MemberRole, Newcomer, RelationChange, RelationMember
from nastavnik.people.models import Person

FIELD = "load_reason"


def check_load(
    organisation: Organisation, mentors: Sequence[Person], reason: str, *, but: RelationChange | None = None
) -> None:
    """Raise Refused when a mentor leads as many pairs and groups as the setting says, and nobody says why one more.

    To be called after places.check_choice or check_joining, which lock the mentors' rows: who comes second sees what
    the first has taken. `but` is the change that they come by; it is not counted twice.
    """
    if reason.strip():
        return
    limit = organisation.settings.group_limit
    led = led_by(organisation.pk, but=but)
    for mentor in mentors:
        if led.get(mentor.pk, 0) >= limit:
            raise Refused(
                _(
                    "%(who)s уже ведёт %(led)s: больше — по решению куратора. Выберите других или напишите, почему "
                    "наставнику это под силу и не в ущерб работе с детьми (1.5)."
                )
                % {
                    "who": mentor.full_name,
                    "led": counted(led[mentor.pk], _("пару или группу/пары или группы/пар или групп")),
                },
                field=FIELD,
            )


def led_by(organisation_id: UUID, *, but: RelationChange | None = None) -> dict[UUID, int]:
    """Pairs and groups of each mentor, being formed or in force or about to be joined by a prepared change."""
    leading = RelationMember.objects.filter(
        organisation_id=organisation_id, role=MemberRole.MENTOR, left_on__isnull=True, relation__state__in=OPEN_STATES
    )
    coming = Newcomer.objects.filter(
        organisation_id=organisation_id,
        role=MemberRole.MENTOR,
        member__isnull=True,
        change__state=ChangeState.PREPARED,
    ).exclude(change=but)
    led: dict[UUID, int] = {}
    for rows in (leading, coming):
        for person_id in rows.values_list("person_id", flat=True):
            led[person_id] = led.get(person_id, 0) + 1
    return led


def is_near_limit(organisation: Organisation, more: dict[UUID, int] | None = None) -> bool:
    """Whether somebody would lead more than usual with so many more each (one more, unless said)."""
    limit, led = organisation.settings.group_limit, led_by(organisation.pk)
    if more is None:
        return any(count >= limit for count in led.values())
    return any(led.get(mentor, 0) + count > limit for mentor, count in more.items())
