"""The work itself: meetings, the plan, the term of a programme, silence, a programme that waits for approval."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Min, Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from nastavnik.kit.ui.words import ago, overdue
from nastavnik.kit.ui.words import day as in_words
from nastavnik.organisations.models import Organisation, RoleKind, Settings
from nastavnik.pairs.models import MemberRole, RelationMember
from nastavnik.programmes.models import (
    ItemState,
    Meeting,
    MeetingState,
    PlanItem,
    Programme,
    ProgrammeState,
)
from nastavnik.programmes.rests import pause_on
from nastavnik.programmes.silence import Silence, silences, without_records
from nastavnik.reminders.ground import Ground
from nastavnik.reminders.kinds.base import Kind, Told, Words, last_event, members_users
from nastavnik.reminders.models import Reminder

END_DAYS = 14
ITEM_BEFORE = ITEM_AFTER = 3  # domain 6.2.2: -3, 0 (the line says it by itself), +3
LONGEST_HOLIDAYS = 14
REVIEW_DAYS = 3


def _programme_url(organisation: Organisation, programme: Any) -> str:
    return reverse("programmes:programme-detail", args=[organisation.slug, getattr(programme, "pk", programme)])


class OfProgramme(Kind):
    """About a programme that runs, or a row of it: nothing is said in a pause (8.2)."""

    def programme(self, row: Any) -> Programme:
        return row if isinstance(row, Programme) else row.programme

    def prepare(self, rows: list, ground: Ground) -> list:
        return [row for row in rows if not self.is_quiet(row, ground.day)]

    def concerns(self, reminder: Reminder, row: Any) -> bool:
        return reminder.user_id is None or reminder.user_id in members_users(self.programme(row))

    def is_quiet(self, row: Any, day: date) -> bool:
        return pause_on(self.programme(row), day) is not None


class SilenceKind(OfProgramme):
    code = "silence"
    label = _lazy("Давно нет записей")
    clause = "4.4.7"
    who = _lazy("наставнику, затем куратору")
    when = _lazy("через 14 и через 30 дней без записей (настройка); праздники, отпуск и приостановка не считаются")
    until = _lazy("до первой записи о встрече или мероприятии")

    def candidates(self, day: date) -> QuerySet:
        least = Settings.objects.aggregate(
            mentor=Min("silence_mentor_days"), curator=Min("silence_curator_days")
        )  # the shortest of all institutions; each one's own days are counted row by row
        shortest = min((days for days in least.values() if days is not None), default=14)
        return without_records(day - timedelta(days=shortest))

    def prepare(self, rows: list, ground: Ground) -> list:
        known = {
            key: (row.silence_mentor_days, row.silence_curator_days, ground.calendar(key))
            for key, row in ground.settings.items()
        }
        return silences(rows, ground.day, known)

    def told(self, row: Silence, ground: Ground) -> Iterator[Told]:
        programme = row.programme
        about = programme.organisation_id, programme.pk, row.since
        if row.tells_mentor:
            for user in members_users(programme, MemberRole.MENTOR):
                yield Told(*about, user=user)
        if row.tells_curator:
            yield Told(*about, role=RoleKind.CURATOR)

    def standing(self, keys: Collection[UUID]) -> QuerySet:
        return without_records(date.max).filter(pk__in=keys)

    def holds(self, reminder: Reminder, row: Any, ground: Ground) -> bool:
        last = max(filter(None, (row.last_met, row.last_done)), default=None)
        return last is None or last <= reminder.occasion

    def words(self, reminder: Reminder, row: Any, organisation: Organisation) -> Words:
        url = _programme_url(organisation, row)
        if reminder.role:
            return Words(
                _("Узнать, как идут дела: %(pair)s") % {"pair": row.relation},
                _("Записей нет с %(day)s. Возможно, нужна помощь.") % {"day": in_words(reminder.occasion)},
                _("К программе"),
                url,
                repeats=reverse("programmes:programme-list", args=[organisation.slug]) + "?silent",
            )
        return Words(
            _("Встречались? Запишите: %(who)s") % {"who": row.relation.mentee_names},
            _("Записей нет с %(day)s. Хватит одной строки; не получается — скажите куратору.")
            % {"day": in_words(reminder.occasion)},
            _("Записать встречу"),
            reverse("programmes:meeting-add", args=[organisation.slug, row.pk]),
            repeats="silence",
        )


class MeetingKind(OfProgramme):
    code = "meeting"
    label = _lazy("Скоро встреча")
    clause = "6.1/3"
    who = _lazy("обеим сторонам")
    when = _lazy("в рабочий день перед встречей")
    until = _lazy("до конца дня встречи, или пока её не перенесли и не отменили")

    def candidates(self, day: date) -> QuerySet:
        soon = day + timedelta(days=1), day + timedelta(days=LONGEST_HOLIDAYS)
        return _meetings().filter(state=MeetingState.PLANNED, on__range=soon)

    def told(self, row: Meeting, ground: Ground) -> Iterator[Told]:
        if ground.working_days_on(row.organisation_id, ground.day, 1) < row.on:
            return
        for user in members_users(row.programme):
            yield Told(row.organisation_id, row.pk, row.on, user=user)

    def standing(self, keys: Collection[UUID]) -> QuerySet:
        return _meetings().filter(pk__in=keys, state=MeetingState.PLANNED)

    def holds(self, reminder: Reminder, row: Meeting, ground: Ground) -> bool:
        return row.on == reminder.occasion and row.on >= ground.day

    def words(self, reminder: Reminder, row: Meeting, organisation: Organisation) -> Words:
        where = ", ".join(filter(None, (f"{row.starts_at:%H:%M}" if row.starts_at else "", row.where)))
        return Words(
            _("Встреча %(ago)s, %(day)s: «%(topic)s»")
            % {"ago": ago(row.on), "day": in_words(row.on), "topic": row.topic},
            where or _("Время и место не указаны: договоритесь."),
            _("К программе"),
            _programme_url(organisation, row.programme),
        )


class UnrecordedKind(OfProgramme):
    code = "unrecorded"
    label = _lazy("Встреча прошла, записи нет")
    clause = "4.4.7"
    who = _lazy("наставнику")
    when = _lazy("на следующий рабочий день")
    until = _lazy("до записи или отметки «не состоялась»")

    def candidates(self, day: date) -> QuerySet:
        return _meetings().filter(state=MeetingState.PLANNED, on__lt=day)

    def told(self, row: Meeting, ground: Ground) -> Iterator[Told]:
        for user in members_users(row.programme, MemberRole.MENTOR):
            yield Told(row.organisation_id, row.pk, row.on, user=user)

    def standing(self, keys: Collection[UUID]) -> QuerySet:
        return _meetings().filter(pk__in=keys, state=MeetingState.PLANNED)

    def holds(self, reminder: Reminder, row: Meeting, ground: Ground) -> bool:
        return row.on == reminder.occasion

    def words(self, reminder: Reminder, row: Meeting, organisation: Organisation) -> Words:
        return Words(
            _("Состоялась ли встреча %(day)s?") % {"day": in_words(row.on)},
            _("«%(topic)s»: запишите одной строкой или отметьте, что не состоялась.") % {"topic": row.topic},
            _("Записать встречу"),
            reverse("programmes:meeting-record", args=[organisation.slug, row.pk]),
        )


def _meetings() -> QuerySet[Meeting]:
    found = Meeting.objects.filter(programme__state=ProgrammeState.RUNNING)
    return found.select_related("service", "programme__relation").prefetch_related(*_of_programme("programme__"))


class EndKind(OfProgramme):
    code = "end"
    label = _lazy("Заканчивается программа")
    clause = "8.1"
    who = _lazy("участникам и куратору")
    when = _lazy("за 14 дней до окончания")
    until = _lazy("до подведения итогов или продления")

    def candidates(self, day: date) -> QuerySet:
        return programmes_in(ProgrammeState.RUNNING).filter(until__lte=day + timedelta(days=END_DAYS))

    def told(self, row: Programme, ground: Ground) -> Iterator[Told]:
        about = row.organisation_id, row.pk, row.until
        for user in members_users(row):
            yield Told(*about, user=user)
        yield Told(*about, role=RoleKind.CURATOR)

    def standing(self, keys: Collection[UUID]) -> QuerySet:
        return programmes_in(ProgrammeState.RUNNING).filter(pk__in=keys)

    def holds(self, reminder: Reminder, row: Programme, ground: Ground) -> bool:
        return row.until == reminder.occasion

    def words(self, reminder: Reminder, row: Programme, organisation: Organisation) -> Words:
        late = overdue(row.until)
        title = _("Срок программы закончился: %(pair)s") if late else _("Заканчивается программа: %(pair)s")
        return Words(
            title % {"pair": row.relation},
            _("Подведите итоги или договоритесь о продлении."),
            _("К программе"),
            _programme_url(organisation, row),
            due=row.until,
        )


class ItemKind(OfProgramme):
    """Before the day to whoever answers for it; when it is late to all three (domain 6.2.2)."""

    code = "item"
    label = _lazy("Мероприятие плана")
    clause = "6.2/2"
    who = _lazy("ответственному; просроченное — участникам и куратору")
    when = _lazy("за 3 дня до срока и через 3 дня после него")
    until = _lazy("до отметки о выполнении, переноса или отмены")

    def candidates(self, day: date) -> QuerySet:
        return _items().filter(due_on__lte=day + timedelta(days=ITEM_BEFORE))

    def told(self, row: PlanItem, ground: Ground) -> Iterator[Told]:
        late_on = row.due_on + timedelta(days=ITEM_AFTER)
        if ground.day < late_on:
            stays = row.responsible is not None and not row.responsible.has_left  # else it is the affair of both
            answers = row.responsible.person.user_id if row.responsible and stays else None
            for user in members_users(row.programme):
                if answers in (None, user):
                    yield Told(row.organisation_id, row.pk, row.due_on, user=user)
            return
        for user in members_users(row.programme):
            yield Told(row.organisation_id, row.pk, late_on, user=user)
        yield Told(row.organisation_id, row.pk, late_on, role=RoleKind.CURATOR)

    def standing(self, keys: Collection[UUID]) -> QuerySet:
        return _items().filter(pk__in=keys)

    def holds(self, reminder: Reminder, row: PlanItem, ground: Ground) -> bool:
        return reminder.occasion in (row.due_on, row.due_on + timedelta(days=ITEM_AFTER))

    def words(self, reminder: Reminder, row: PlanItem, organisation: Organisation) -> Words:
        if reminder.role:
            reason = str(row.programme.relation)
        elif overdue(row.due_on):
            reason = _("Отметьте, что получилось, или договоритесь о другом сроке.")
        else:
            reason = _("Когда мероприятие пройдёт, отметьте, что получилось.")
        return Words(row.title, reason, _("К плану"), _programme_url(organisation, row.programme), due=row.due_on)


def _items() -> QuerySet[PlanItem]:
    found = PlanItem.objects.filter(state=ItemState.PLANNED, programme__state=ProgrammeState.RUNNING)
    found = found.select_related("programme__relation", "responsible__person")
    return found.prefetch_related(*_of_programme("programme__"))


class ReviewKind(Kind):
    code = "review"
    label = _lazy("Программа ждёт утверждения")
    clause = "4.4.7"
    who = _lazy("тому, кто утверждает")
    when = _lazy("через 3 рабочих дня")
    until = _lazy("до утверждения или возврата на доработку")

    def candidates(self, day: date) -> QuerySet:
        return programmes_in(ProgrammeState.REVIEW)

    def prepare(self, rows: list, ground: Ground) -> list:
        since = last_event(rows, "programme_submitted")
        for row in rows:
            row.waits_since = since.get(row.pk)
        return [row for row in rows if row.waits_since is not None]

    def told(self, row: Any, ground: Ground) -> Iterable[Told]:
        if ground.working_days_on(row.organisation_id, row.waits_since, REVIEW_DAYS) > ground.day:
            return []
        return [Told(row.organisation_id, row.pk, row.waits_since, role=_approver(row, ground))]

    def standing(self, keys: Collection[UUID]) -> QuerySet:
        return programmes_in(ProgrammeState.REVIEW).filter(pk__in=keys)

    def words(self, reminder: Reminder, row: Programme, organisation: Organisation) -> Words:
        return Words(
            _("Проверить программу: %(pair)s") % {"pair": row.relation},
            _("Ждёт вашего решения с %(day)s.") % {"day": in_words(reminder.occasion)},
            _("К программе"),
            _programme_url(organisation, row),
        )


def programmes_in(state: str) -> QuerySet[Programme]:
    return Programme.objects.filter(state=state).select_related("relation").prefetch_related(*_of_programme(""))


def _of_programme(way: str) -> tuple[Prefetch, str]:
    """Members and pauses. Members by a join: the embedded database cannot be asked for a thousand people by key."""
    return Prefetch(f"{way}relation__members", RelationMember.objects.select_related("person")), f"{way}pauses"


def _approver(row: Programme, ground: Ground) -> str:
    """As programmes.rules.approving_role, from what has been read: past those who take part (edge case 20)."""
    own = set(members_users(row))
    order = [RoleKind.CURATOR, RoleKind.HEAD]
    if ground.settings[row.organisation_id].head_approves_programmes:
        order.reverse()
    for kind in order:
        holder = ground.holder(row.organisation_id, kind)
        if holder is not None and holder not in own:
            return kind
    return RoleKind.COUNCIL if ground.holders(row.organisation_id).council - own else RoleKind.HEAD


WORK: tuple[Kind, ...] = (SilenceKind(), MeetingKind(), UnrecordedKind(), EndKind(), ItemKind(), ReviewKind())
