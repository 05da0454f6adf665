"""Papers and their terms: consents, what a withdrawal leaves, orders to sign, notices, acts of law."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from nastavnik.consents.models import OF_A_PAIR, Consent, ConsentState, ConsentStep
from nastavnik.duties.models import OPEN_NOTICES, Notice, NoticeState
from nastavnik.kit.periods import add_months
from nastavnik.kit.ui.words import day as in_words
from nastavnik.orders.models import Order, OrderState
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.pairs.models import RelationState
from nastavnik.partners.models import Agreement
from nastavnik.regulation.models import CHECK_MONTHS, ActStatus, NormativeAct
from nastavnik.reminders.ground import Ground
from nastavnik.reminders.kinds.base import Kind, Told, Words, last_event
from nastavnik.reminders.models import Reminder

SIGNER_DAYS, CURATOR_DAYS = 2, 5
LONGEST_REMINDER = 180  # the widest that the settings allow
LONGEST_HOLIDAYS = 14


class ConsentKind(Kind):
    code = "consent"
    label = _lazy("Заканчивается согласие")
    clause = "4.3/5"
    who = _lazy("тому, кто его дал, и куратору")
    when = _lazy("за 30 дней до окончания (настройка)")
    until = _lazy("до нового согласия или отзыва")

    def candidates(self, day: date) -> QuerySet:
        return self._given().filter(valid_until__range=(day, day + timedelta(days=LONGEST_REMINDER))).valid(day)

    def told(self, row: Consent, ground: Ground) -> Iterator[Told]:
        assert row.valid_until is not None
        days = ground.settings[row.organisation_id].consent_reminder_days
        if row.valid_until > ground.day + timedelta(days=days):
            return
        about = row.organisation_id, row.pk, row.valid_until
        if row.person.user_id:
            yield Told(*about, user=row.person.user_id)
        yield Told(*about, role=RoleKind.CURATOR)

    def standing(self, keys: Collection[UUID]) -> QuerySet:
        return self._given().filter(pk__in=keys)

    def holds(self, reminder: Reminder, row: Consent, ground: Ground) -> bool:
        return row.valid_until == reminder.occasion and row.is_valid_on(ground.day)

    def words(self, reminder: Reminder, row: Consent, organisation: Organisation) -> Words:
        what = str(row.get_kind_display())
        title = _("%(what)s заканчивается: %(who)s") % {"what": what, "who": row.person.short_name}
        reason = _("Подготовьте новое, пока прежнее действует.")
        if not reminder.role:
            title, reason = _("%(what)s заканчивается") % {"what": what}, _("Новое подготовит куратор.")
        url = reverse("consents:consent-detail", args=[organisation.slug, row.pk])
        return Words(title, reason, _("К согласию"), url, due=row.valid_until)

    def _given(self) -> Any:
        return Consent.objects.filter(state=ConsentState.GIVEN).select_related("person")


class StepKind(Kind):
    code = "step"
    label = _lazy("Дело со сроком по согласию")
    clause = "9.3"
    who = _lazy("куратору; просроченное — и руководителю")
    when = _lazy("накануне последнего дня, который дал закон; и в выходной")
    until = _lazy("до отметки о том, что сделано")
    by_law = True

    def candidates(self, day: date) -> QuerySet:
        return ConsentStep.objects.filter(done_on__isnull=True, due_on__lte=day + timedelta(days=LONGEST_HOLIDAYS))

    def told(self, row: ConsentStep, ground: Ground) -> Iterator[Told]:
        yield from _lawful(row.organisation_id, row.pk, row.due_on, ground)

    def standing(self, keys: Collection[UUID]) -> QuerySet:
        found = ConsentStep.objects.filter(pk__in=keys, done_on__isnull=True)
        return found.select_related("consent__person", "resource")

    def words(self, reminder: Reminder, row: ConsentStep, organisation: Organisation) -> Words:
        reason = _("%(who)s: согласие отозвано или изменено.") % {"who": row.consent.person.short_name}
        url = reverse("consents:step-list", args=[organisation.slug])
        return Words(row.words, reason, _("К делам со сроком"), url, due=row.due_on)

    def clause_of(self, row: ConsentStep) -> str:
        return "4.3/5" if row.consent.kind in OF_A_PAIR else self.clause


class NoticeKind(Kind):
    code = "notice"
    label = _lazy("Заканчивается срок уведомления")
    clause = "5.1/3"
    who = _lazy("куратору; просроченное — и руководителю")
    when = _lazy("накануне последнего дня обязанностей; и в выходной")
    until = _lazy("до приказа или отзыва уведомления")
    by_law = True  # ТК РФ ст. 351.8: three working days, whatever day the last of them is

    def candidates(self, day: date) -> QuerySet:
        return self._running().filter(last_day__lte=day + timedelta(days=LONGEST_HOLIDAYS))

    def told(self, row: Notice, ground: Ground) -> Iterator[Told]:
        yield from _lawful(row.organisation_id, row.pk, row.last_day, ground)

    def standing(self, keys: Collection[UUID]) -> QuerySet:
        return self._running().filter(pk__in=keys)

    def holds(self, reminder: Reminder, row: Notice, ground: Ground) -> bool:
        return row.last_day == reminder.occasion

    def words(self, reminder: Reminder, row: Notice, organisation: Organisation) -> Words:
        return Words(
            str(row.get_kind_display()),
            _("%(who)s: нужен приказ, последний день — %(day)s.")
            % {"who": row.member.person.short_name, "day": in_words(row.last_day)},
            _("Открыть"),
            reverse("duties:notice-detail", args=[organisation.slug, row.pk]),
            due=row.last_day,
        )

    def _running(self) -> QuerySet[Notice]:
        """As NoticeQuerySet.open, without those that have not been handed over yet."""
        return Notice.objects.filter(
            state__in=[state for state in OPEN_NOTICES if state != NoticeState.PREPARED],
            member__left_on__isnull=True,
            member__relation__state=RelationState.IN_FORCE,
        ).select_related("member__person")


def _lawful(organisation: UUID, about: UUID, last_day: date, ground: Ground) -> Iterator[Told]:
    """The curator on the working day before the last one, or later; the head when it has passed."""
    if ground.working_days_on(organisation, ground.day, 1) >= last_day:
        yield Told(organisation, about, last_day, role=RoleKind.CURATOR)
    if last_day < ground.day:
        yield Told(organisation, about, last_day, role=RoleKind.HEAD)


class OrderKind(Kind):
    code = "order"
    label = _lazy("Приказ ждёт подписи")
    clause = "4.3/2"
    who = _lazy("руководителю, затем куратору")
    when = _lazy("через 2 и через 5 рабочих дней")
    until = _lazy("до регистрации подписанного, возврата или отмены")

    def candidates(self, day: date) -> QuerySet:
        return Order.objects.filter(state=OrderState.TO_SIGN)

    def prepare(self, rows: list, ground: Ground) -> list:
        since = last_event(rows, "order_submitted")
        for row in rows:
            row.waits_since = since.get(row.pk)
        return [row for row in rows if row.waits_since is not None]

    def told(self, row: Any, ground: Ground) -> Iterator[Told]:
        for role, count in ((RoleKind.HEAD, SIGNER_DAYS), (RoleKind.CURATOR, CURATOR_DAYS)):
            if ground.working_days_on(row.organisation_id, row.waits_since, count) <= ground.day:
                yield Told(row.organisation_id, row.pk, row.waits_since, role=role)

    def standing(self, keys: Collection[UUID]) -> QuerySet:
        return Order.objects.filter(pk__in=keys, state=OrderState.TO_SIGN).defer("text")

    def words(self, reminder: Reminder, row: Order, organisation: Organisation) -> Words:
        return Words(
            row.title,
            _("Ждёт подписи руководителя с %(day)s.") % {"day": in_words(reminder.occasion)},
            _("К приказу"),
            reverse("orders:order-detail", args=[organisation.slug, row.pk]),
        )


class ActKind(Kind):
    code = "act"
    label = _lazy("Проверить нормативный акт")
    clause = "1.2"
    who = _lazy("куратору")
    when = _lazy("через 12 месяцев после прежней проверки")
    until = _lazy("до новой проверки")

    def candidates(self, day: date) -> QuerySet:
        checked = NormativeAct.objects.exclude(status__in=(ActStatus.UNCHECKED, ActStatus.ENDED))
        return checked.filter(checked_on__lte=day - timedelta(days=365))

    def told(self, row: NormativeAct, ground: Ground) -> Iterable[Told]:
        if row.needs_check(ground.day):
            return [Told(row.organisation_id, row.pk, self._due(row), role=RoleKind.CURATOR)]
        return []

    def standing(self, keys: Collection[UUID]) -> QuerySet:
        return NormativeAct.objects.filter(pk__in=keys, checked_on__isnull=False)

    def holds(self, reminder: Reminder, row: NormativeAct, ground: Ground) -> bool:
        return self._due(row) == reminder.occasion

    def words(self, reminder: Reminder, row: NormativeAct, organisation: Organisation) -> Words:
        return Words(
            _("Проверить, действует ли: %(act)s") % {"act": row},
            _("Последний раз проверяли %(day)s.") % {"day": in_words(row.checked_on)} if row.checked_on else "",
            _("К актам"),
            reverse("regulation:act-list", args=[organisation.slug]),
        )

    @staticmethod
    def _due(row: NormativeAct) -> date:
        assert row.checked_on is not None
        return add_months(row.checked_on, CHECK_MONTHS)


class AgreementKind(Kind):
    code = "agreement"
    label = _lazy("Заканчивается соглашение с партнёром")
    clause = "4.3/6"
    who = _lazy("куратору")
    when = _lazy("за 30 дней до последнего дня")
    until = _lazy("до нового соглашения, другого срока, прекращения или последнего дня")
    door = "partners.keep_partners"

    def candidates(self, day: date) -> QuerySet:
        return Agreement.objects.running_out(day)

    def told(self, row: Agreement, ground: Ground) -> Iterator[Told]:
        assert row.until is not None
        yield Told(row.organisation_id, row.pk, row.until, role=RoleKind.CURATOR)

    def standing(self, keys: Collection[UUID]) -> QuerySet:
        found = Agreement.objects.filter(pk__in=keys, ended_on__isnull=True, renewed_by__isnull=True)
        return found.select_related("partner")

    def holds(self, reminder: Reminder, row: Agreement, ground: Ground) -> bool:
        return row.until == reminder.occasion and row.until >= ground.day

    def words(self, reminder: Reminder, row: Agreement, organisation: Organisation) -> Words:
        return Words(
            _("Соглашение заканчивается: %(partner)s") % {"partner": row.partner.name},
            _("Договоритесь о новом или оставьте прежнее до последнего дня."),
            _("К партнёру"),
            reverse("partners:partner-detail", args=[organisation.slug, row.partner_id]),
            due=row.until,
        )


PAPERS: tuple[Kind, ...] = (StepKind(), NoticeKind(), ConsentKind(), OrderKind(), AgreementKind(), ActKind())
