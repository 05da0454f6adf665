"""Checkpoints of independence: a word of each side when one has come (2.2/8, M5/4)."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import RelationMember
from nastavnik.programmes.checkpoints import Missing, asked, missing_words
from nastavnik.programmes.models import Programme, ProgrammeState
from nastavnik.reminders.ground import Ground
from nastavnik.reminders.kinds.base import Told, Words
from nastavnik.reminders.kinds.work import OfProgramme, programmes_in
from nastavnik.reminders.models import Reminder

SHORTEST_MONTH = 28


class CheckpointKind(OfProgramme):
    code = "checkpoint"
    label = _lazy("Контрольная точка программы")
    clause = "2.2/8"
    who = _lazy("наставнику и наставляемому")
    when = _lazy("через 1, 3, 6 и 9 месяцев программы, если они в её сроке")
    until = _lazy("до отметки своей стороны или до следующей точки")

    def candidates(self, day: date) -> QuerySet:
        begun = programmes_in(ProgrammeState.RUNNING).filter(started_on__lte=day - timedelta(days=SHORTEST_MONTH))
        return begun.prefetch_related("checkpoints")

    def told(self, row: Programme, ground: Ground) -> Iterator[Told]:
        for me in row.members:
            if me.person.user_id is not None:
                for missing in missing_words(row, me, ground.day):
                    yield Told(row.organisation_id, row.pk, missing.point.day, user=me.person.user_id)

    def standing(self, keys: Collection[UUID]) -> QuerySet:
        return programmes_in(ProgrammeState.RUNNING).filter(pk__in=keys).prefetch_related("checkpoints")

    def holds(self, reminder: Reminder, row: Programme, ground: Ground) -> bool:
        return bool(_missing(reminder, row, ground.day))

    def words(self, reminder: Reminder, row: Programme, organisation: Organisation) -> Words:
        [(me, missing), *_more] = _missing(reminder, row, clock.today())
        return Words(
            asked(missing, me),
            _("Достаточно выбрать одну строку: вместе с наставником, по образцу, самостоятельно или помогает другим."),
            _("Отметить"),
            reverse("programmes:checkpoint-record", args=[organisation.slug, row.pk, missing.member.pk]),
        )


def _missing(reminder: Reminder, row: Programme, day: date) -> list[tuple[RelationMember, Missing]]:
    """Of whom the reader still owes a word at this checkpoint: one line, however many mentees a mentor has."""
    return [
        (me, missing)
        for me in row.members
        if me.person.user_id == reminder.user_id
        for missing in missing_words(row, me, day)
        if missing.point.day == reminder.occasion
    ]


SKILLS = (CheckpointKind(),)
