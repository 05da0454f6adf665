"""Everything of one programme that its page shows, read once: what is not there costs no query."""

from typing import Any

from django.db.models import Exists, Prefetch, QuerySet, prefetch_related_objects

from nastavnik.organisations.asking import ask
from nastavnik.programmes.members import relation_of
from nastavnik.programmes.models import (
    Checkpoint,
    EndWish,
    Engagement,
    ItemConsent,
    ItemMark,
    Meeting,
    Pause,
    Phase,
    PlanItem,
    Programme,
    ProgrammeChange,
    ProgrammeVersion,
)
from nastavnik.programmes.models.changes import ChangeAgreement

PEOPLE = ("recorded_by", "confirmed_by", "moved_by", "service")


def read_meetings(programme: Programme) -> None:
    """The meetings with the names of those who have written about them (one query)."""
    prefetch_related_objects([programme], Prefetch("meetings", Meeting.objects.select_related(*PEOPLE)))


def read_programme(programme: Programme) -> bool:
    """Read it all into the programme; whether former versions of its text are kept.

    One query tells which of the rarer rows there are; those are read then, each kind by one query or two.
    """
    rare = _rare(programme)
    there = ask(
        programme.organisation,
        has_versions=Exists(ProgrammeVersion.objects.filter(programme=programme)),
        **{_name(path): Exists(rows) for path, rows in rare.items()},
    )
    read_meetings(programme)
    prefetch_related_objects(
        [programme],
        "agreements",
        Prefetch("items", PlanItem.objects.select_related("structure")),
        *(Prefetch(path, rows if getattr(there, _name(path)) else rows.none()) for path, rows in rare.items()),
    )
    _give_members(programme)
    return there.has_versions


def _rare(programme: Programme) -> dict[str, QuerySet]:
    """What many programmes have none of, by the way from the programme to it."""
    answers = Prefetch("agreements", ChangeAgreement.objects.select_related("member__person"))
    changes = ProgrammeChange.objects.select_related("leaving__person", "joining", "order_change")
    of_items: dict[str, Any] = {"item__programme": programme}
    return {
        "items__consents": ItemConsent.objects.filter(**of_items),
        "items__marks": ItemMark.objects.filter(**of_items),
        "items__engagements": Engagement.objects.filter(**of_items).select_related("person", "consent"),
        "checkpoints": Checkpoint.objects.filter(programme=programme),
        "phases": Phase.objects.filter(programme=programme),
        "pauses": Pause.objects.filter(programme=programme).prefetch_related("consents"),
        "changes": changes.filter(programme=programme).prefetch_related(answers),
        "wishes": EndWish.objects.filter(programme=programme).select_related("member__person", "order_change"),
    }


def _name(path: str) -> str:
    return path.replace("__", "_of_")


def _give_members(programme: Programme) -> None:
    """The members are those of the pair that is read already: no query for each item."""
    members = {member.pk: member for member in relation_of(programme).members.all()}
    for item in programme.items.all():
        if item.responsible_id in members:
            item.responsible = members[item.responsible_id]
        for consent in item.consents.all():
            if consent.member_id in members:
                consent.member = members[consent.member_id]
