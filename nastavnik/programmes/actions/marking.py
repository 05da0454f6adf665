"""Mark an activity as carried out, from both sides; take a mark back (6.2/2, M4/1, edge cases 59, 66)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused, refuse
from nastavnik.programmes.actions.locking import check_past_day, locked
from nastavnik.programmes.marks import answers_instead, marks_of, side_of
from nastavnik.programmes.members import member_of, refuse_leaver
from nastavnik.programmes.models import ItemMark, ItemState, PlanItem, Side
from nastavnik.programmes.states import ITEM


@transaction.atomic
def do_item(item: PlanItem, *, by: User, actual: str, on: date | None = None) -> PlanItem:
    """The user's side says that it has been carried out: what came of it, and when.

    It is done when the responsible side and another one have said so, in either order; until then it stands as
    marked by one side. Raises Refused for a second mark of a side, for who has left, for a day that has not come.
    """
    actual = actual.strip()
    if not actual:
        raise Refused(_("Напишите в двух словах, что получилось."), field="actual")
    return _mark(item, by, on or clock.today(), actual)


@transaction.atomic
def confirm_item(item: PlanItem, *, by: User) -> PlanItem:
    """The other side agrees: with the day and the words that were written first."""
    locked(item.programme)
    item.refresh_from_db(fields=["state", "actual"])
    first = item.marks.first()
    if first is None and item.state == ItemState.PLANNED:
        raise Refused(_("Подтверждать пока нечего: выполнение ещё никто не отметил."))
    return _mark(item, by, first.on if first else clock.today(), item.actual)


@transaction.atomic
def undo_item(item: PlanItem, *, by: User) -> PlanItem:
    """A mark made by mistake is taken back; what was written stays to be corrected.

    Of a done activity all marks go: it is planned again. Of one that waits for the other side, only one's own.
    """
    locked(item.programme)
    item.refresh_from_db(fields=["state"])
    if item.state == ItemState.PLANNED:
        own = marks_of(item).of(_side(item, by))
        refuse(None if own else _("Вашей отметки здесь нет: снимать нечего."))
        assert own is not None
        own.delete()
        journal.record("item_unmarked", item, by=by, side=own.side)
        return item
    ITEM.advance(item, "undo", by=by, fields={"done_on": None})
    item.marks.all().delete()
    return item


def _mark(item: PlanItem, by: User, on: date, actual: str) -> PlanItem:
    programme = locked(item.programme)
    item.refresh_from_db(fields=["state", "responsible"])
    _forget_read(item)
    side = _side(item, by)
    refuse(ITEM.why_not(item, "do"))
    check_past_day(programme, on, field="on")
    named = answers_instead(item, member_of(item, by))
    if named is not None:
        raise Refused(
            _("За это мероприятие отвечает %(who)s: отметить его может только этот участник.")
            % {"who": named.person.short_name}
        )
    if marks_of(item).of(side):
        raise Refused(_("Ваша отметка уже стоит: ждём вторую сторону."))
    mark = ItemMark.objects.create(
        organisation_id=item.organisation_id, item=item, side=side, on=on, made_by=by, made_at=clock.now()
    )
    item.actual = actual[:1000]
    item.save(update_fields=["actual"])
    item.consents.all().delete()
    _forget_read(item)
    marks = marks_of(item)
    if marks.is_complete:
        ITEM.advance(item, "do", by=by, fields={"done_on": _day(item)}, on=_day(item), side=side)
    else:
        journal.record("item_marked", item, by=by, side=mark.side, on=on)
    return item


def _side(item: PlanItem, by: User) -> Side:
    side = side_of(item, by)
    if side is None:
        refuse_leaver(item, by)
        raise Refused(_("Отметить выполнение могут участники программы и специалист, который отвечает за мероприятие."))
    return side


def _day(item: PlanItem) -> date:
    """The day that the responsible side has named; the first mark's where both are."""
    marks = marks_of(item)
    side = Side.SPECIALIST if marks.specialist else item.responsible.role if item.responsible else None
    return (marks.of(side) or marks.given[0]).on


def _forget_read(item: PlanItem) -> None:
    """What was prefetched before the lock may be out of date."""
    for name in ("marks", "consents", "engagements"):
        getattr(item, "_prefetched_objects_cache", {}).pop(name, None)
