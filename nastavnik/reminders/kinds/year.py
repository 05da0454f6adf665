"""What the year brings: lines of the roadmap, the yearly look through the banks (4.3/4, 4.4.2, 4.4.4)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from nastavnik.banks.models import Actualisation, Bank
from nastavnik.banks.queries import MODELS, REMINDED_DAYS
from nastavnik.kit.periods import add_months
from nastavnik.kit.ui.words import overdue
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.reminders.ground import Ground
from nastavnik.reminders.kinds.base import Kind, Told, Words
from nastavnik.reminders.models import Reminder
from nastavnik.roadmap.models import ItemState, RoadmapItem, RoadmapState
from nastavnik.roadmap.queries import read_stages

ROADMAP_DAYS = 7


class RoadmapKind(Kind):
    """A line may be closed by a fact: that is asked of each roadmap, and only for lines that nobody has heard of."""

    code = "roadmap"
    label = _lazy("Пункт дорожной карты")
    clause = "4.3/4"
    who = _lazy("ответственному, а если его нет — куратору")
    when = _lazy("за 7 дней до срока")
    until = _lazy("до отметки или факта, который закрывает пункт сам")
    door = "roadmap.view_roadmap"

    def candidates(self, day: date) -> QuerySet:
        said = Reminder.objects.filter(kind=self.code, about_id=OuterRef("pk"), occasion=OuterRef("due_on"))
        due = Q(due_on__lte=day + timedelta(days=ROADMAP_DAYS), roadmap__since__lte=day, roadmap__until__gte=day)
        return self._open().filter(~Exists(said), due, roadmap__state=RoadmapState.APPROVED)

    def prepare(self, rows: list, ground: Ground) -> list:
        roadmaps = {row.roadmap_id: row.roadmap for row in rows}
        open_ones: set[UUID] = set()
        for roadmap in roadmaps.values():
            for stage in read_stages(roadmap.organisation, roadmap):
                open_ones.update(line.item.pk for line in stage.lines if line.is_open)
        return [row for row in rows if row.pk in open_ones]

    def told(self, row: RoadmapItem, ground: Ground) -> Iterable[Told]:
        assert row.due_on is not None
        about = row.organisation_id, row.pk, row.due_on
        user = row.responsible.user if row.responsible else None
        if user is None or not user.is_active:  # nobody answers for it, or who did has left
            return [Told(*about, role=RoleKind.CURATOR)]
        return [Told(*about, user=user.pk)]

    def standing(self, keys: Collection[UUID]) -> QuerySet:
        return self._open().filter(pk__in=keys, roadmap__state=RoadmapState.APPROVED)

    def prepare_standing(self, rows: list, ground: Ground) -> list:
        return self.prepare(rows, ground)

    def holds(self, reminder: Reminder, row: RoadmapItem, ground: Ground) -> bool:
        return row.due_on == reminder.occasion

    def words(self, reminder: Reminder, row: RoadmapItem, organisation: Organisation) -> Words:
        url = reverse("roadmap:roadmap-detail", args=[organisation.slug])
        reason = _("Дорожная карта, этап %(number)s.") % {"number": row.stage}
        return Words(row.title, reason, _("К дорожной карте"), url, due=row.due_on)

    def _open(self) -> QuerySet[RoadmapItem]:
        found = RoadmapItem.objects.filter(state=ItemState.OPEN)
        return found.select_related("roadmap__organisation__settings", "responsible__user")


class BankKind(Kind):
    """Both banks are gone through at least once a year: said thirty days before (4.4.2)."""

    clause = "4.4.2"
    who = _lazy("куратору")
    when = _lazy("за 30 дней до срока")
    until = _lazy("до актуализации")

    def __init__(self, bank: Bank) -> None:
        self.bank, self.code = bank, f"bank_{bank}"
        self.label = _lazy("Актуализировать базу наставников")
        if bank == Bank.MENTEES:
            self.label = _lazy("Актуализировать базу наставляемых")

    def candidates(self, day: date) -> QuerySet:
        included = MODELS[self.bank].objects.filter(organisation=OuterRef("pk"), included_on__isnull=False)
        return Organisation.objects.filter(Exists(included))

    def prepare(self, rows: list, ground: Ground) -> list:
        """As banks.queries.freshness, for many institutions by two queries."""
        keys = [row.pk for row in rows]
        acts = Actualisation.objects.filter(organisation__in=keys, bank=self.bank).order_by("done_on", "id")
        begun = dict(
            MODELS[self.bank]
            .objects.filter(organisation__in=keys, included_on__isnull=False)
            .values_list("organisation")
            .annotate(first=Min("included_on"))
        )
        begun |= dict(acts.values_list("organisation", F("done_on")))
        for row in rows:
            months = ground.settings[row.pk].actualisation_months
            row.bank_due_on = add_months(begun[row.pk], months) if row.pk in begun else None
        return [row for row in rows if row.bank_due_on is not None]

    def told(self, row: Any, ground: Ground) -> Iterator[Told]:
        if row.bank_due_on <= ground.day + timedelta(days=REMINDED_DAYS):
            yield Told(row.pk, row.pk, row.bank_due_on, role=RoleKind.CURATOR)

    def standing(self, keys: Collection[UUID]) -> QuerySet:
        return Organisation.objects.filter(pk__in=keys)

    def prepare_standing(self, rows: list, ground: Ground) -> list:
        return self.prepare(rows, ground)

    def holds(self, reminder: Reminder, row: Any, ground: Ground) -> bool:
        return row.bank_due_on == reminder.occasion

    def words(self, reminder: Reminder, row: Any, organisation: Organisation) -> Words:
        late = overdue(row.bank_due_on)
        reason = _("Год прошёл.") if late else _("Базу просматривают не реже одного раза в год.")
        url = reverse("banks:bank-actualise", args=[organisation.slug, self.bank])
        return Words(str(self.label), reason, _("Актуализировать"), url, due=row.bank_due_on)


YEAR: Sequence[Kind] = (RoadmapKind(), BankKind(Bank.MENTEES), BankKind(Bank.MENTORS))
