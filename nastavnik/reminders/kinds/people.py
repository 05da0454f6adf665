"""People who wait for an answer: petitions, proposals, surveys (4.5/8, 6.1/4, 6.1/5, M2)."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from nastavnik.appeals.models import Petition, Proposal
from nastavnik.appeals.queries import MEMBERS, RELATED
from nastavnik.appeals.rules import answerers_of, way_of_petition
from nastavnik.organisations.models import Organisation
from nastavnik.reminders.ground import Ground
from nastavnik.reminders.kinds.base import Kind, Told, Words
from nastavnik.reminders.models import Reminder
from nastavnik.surveys.models import Invitation, InvitationState

ANSWER_DAYS = 2  # working days before an answer is due
SURVEY_DAYS = 3
LONGEST_HOLIDAYS = 21


class PetitionKind(Kind):
    """Only those who may decide hear of it: it goes past everybody whom it concerns (edge cases 19 to 21)."""

    code = "petition"
    label = _lazy("Ходатайство ждёт решения")
    clause = "6.1/5"
    who = _lazy("тому, кто решает; тому, кого оно касается, — никогда")
    when = _lazy("за 2 рабочих дня до срока")
    until = _lazy("до решения или отзыва")

    def candidates(self, day: date) -> QuerySet:
        return self._open().filter(due_on__lte=day + timedelta(days=LONGEST_HOLIDAYS))

    def told(self, row: Petition, ground: Ground) -> Iterator[Told]:
        if ground.working_days_on(row.organisation_id, ground.day, ANSWER_DAYS) >= row.due_on:
            for user in sorted(way_of_petition(row, ground.holders(row.organisation_id)).decide):
                yield Told(row.organisation_id, row.pk, row.due_on, user=user)

    def standing(self, keys: Collection[UUID]) -> QuerySet:
        return self._open().filter(pk__in=keys)

    def holds(self, reminder: Reminder, row: Petition, ground: Ground) -> bool:
        return reminder.user_id in way_of_petition(row, ground.holders(row.organisation_id)).decide

    def words(self, reminder: Reminder, row: Petition, organisation: Organisation) -> Words:
        return Words(
            _("Решить по ходатайству о замене наставника"),
            _("%(who)s ждёт решения.") % {"who": row.member.person.short_name},
            _("К ходатайству"),
            reverse("appeals:petition-detail", args=[organisation.slug, row.pk]),
            due=row.due_on,
        )

    def _open(self) -> QuerySet[Petition]:
        return Petition.objects.all().open().select_related(*RELATED).prefetch_related(MEMBERS)


class ProposalKind(Kind):
    code = "proposal"
    label = _lazy("Предложение ждёт ответа")
    clause = "6.1/4"
    who = _lazy("тому, кто отвечает; автору — никогда")
    when = _lazy("за 2 рабочих дня до срока")
    until = _lazy("до ответа или отзыва")

    def candidates(self, day: date) -> QuerySet:
        return self._open().filter(due_on__lte=day + timedelta(days=LONGEST_HOLIDAYS))

    def told(self, row: Proposal, ground: Ground) -> Iterator[Told]:
        if ground.working_days_on(row.organisation_id, ground.day, ANSWER_DAYS) >= row.due_on:
            for user in sorted(answerers_of(row, ground.holders(row.organisation_id))):
                yield Told(row.organisation_id, row.pk, row.due_on, user=user)

    def standing(self, keys: Collection[UUID]) -> QuerySet:
        return self._open().filter(pk__in=keys)

    def holds(self, reminder: Reminder, row: Proposal, ground: Ground) -> bool:
        return reminder.user_id in answerers_of(row, ground.holders(row.organisation_id))

    def words(self, reminder: Reminder, row: Proposal, organisation: Organisation) -> Words:
        return Words(
            _("Ответить на предложение"),
            _("%(who)s ждёт ответа.") % {"who": row.author.short_name},
            _("Ответить"),
            reverse("appeals:proposal-detail", args=[organisation.slug, row.pk]),
            due=row.due_on,
            repeats="proposals",
        )

    def _open(self) -> QuerySet[Proposal]:
        return Proposal.objects.all().open().select_related("author")


class SurveyKind(Kind):
    code = "survey"
    label = _lazy("Анкета ждёт ответа")
    clause = "M2"
    who = _lazy("тому, кого спрашивают")
    when = _lazy("за 3 дня до срока")
    until = _lazy("до ответа или отказа")

    def candidates(self, day: date) -> QuerySet:
        return self._open().filter(due_on__lte=day + timedelta(days=SURVEY_DAYS))

    def told(self, row: Invitation, ground: Ground) -> Iterator[Told]:
        if row.person.user_id:
            yield Told(row.organisation_id, row.pk, row.due_on, user=row.person.user_id)

    def standing(self, keys: Collection[UUID]) -> QuerySet:
        return self._open().filter(pk__in=keys)

    def holds(self, reminder: Reminder, row: Invitation, ground: Ground) -> bool:
        return row.due_on == reminder.occasion

    def words(self, reminder: Reminder, row: Invitation, organisation: Organisation) -> Words:
        return Words(
            row.title,
            row.about or _("Около десяти минут."),
            _("Заполнить"),
            reverse("surveys:invitation-detail", args=[organisation.slug, row.pk]),
            due=row.due_on,
        )

    def _open(self) -> QuerySet[Invitation]:
        return Invitation.objects.filter(state=InvitationState.OPEN).select_related("person").defer("draft")


PEOPLE: tuple[Kind, ...] = (PetitionKind(), ProposalKind(), SurveyKind())
