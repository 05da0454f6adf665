"""Sum up and end a programme, and its pair with it (8.1, M2, R6.1)."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.kit.apart import each_apart
from nastavnik.kit.refusal import Refused, refuse
from nastavnik.pairs.actions import end_relation
from nastavnik.pairs.models import RelationState
from nastavnik.programmes.actions.carrying_out import past_due, waited_for
from nastavnik.programmes.actions.choosing import answer_findings
from nastavnik.programmes.actions.engaging import let_specialists_go
from nastavnik.programmes.actions.leaving import goes_on_without, settle_all
from nastavnik.programmes.actions.locking import locked
from nastavnik.programmes.actions.writing import invite_all
from nastavnik.programmes.form_rules import findings_at_end, violations
from nastavnik.programmes.members import member_of
from nastavnik.programmes.models import EndReason, ItemState, Programme
from nastavnik.programmes.states import PROGRAMME, result_is_written
from nastavnik.surveys.models import Wave

CHUNK = 500


@transaction.atomic
def close_programme(
    programme: Programme, *, by: User, result: str, reason: str = EndReason.DONE, note: str = ""
) -> Programme:
    """Sum up: what has come of it, and why it ends (8.1). All members are asked «после» (R6.1).

    «План выполнен» is refused while an item is open; the curator's own initiative needs its words (8.1/3).
    Until the programme is completed the summary can be written again.
    """
    locked(programme)
    result, note = result.strip(), note.strip()
    if not result:
        raise Refused(_("Опишите достигнутый результат: без него программу завершить нельзя."), field="result")
    _check_reason(programme, reason, note)
    _check_own_initiative(programme, reason, by)
    fields = {"result": result[:5000], "end_reason": reason, "end_note": note[:1000]}
    PROGRAMME.advance(programme, "close", by=by, fields=fields, reason=reason)
    _invite_after(programme, by)
    return programme


@transaction.atomic
def complete_programme(
    programme: Programme,
    *,
    by: User,
    on: date | None = None,
    without_surveys: bool = False,
    reasons: Mapping[str, str] | None = None,
) -> Programme:
    """End a programme whose results are summed up, fully (8.1/1) or for another reason, and its pair.

    Waits for the surveys «после» until they are handed in or declined, or their day has passed, or whoever
    completes decides otherwise. What the form asks for and has not come about wants its `reasons` (by the key of
    its finding), or refuses. `on` is the last day: today, or the end of the term when that has passed.
    """
    locked(programme)
    move = "complete" if programme.end_reason == EndReason.DONE else "terminate"
    refuse(None if programme.state == "closing" else _("Сначала подведите итоги программы."))
    refuse(PROGRAMME.why_not(programme, move))
    refuse(result_is_written(programme))
    if programme.end_reason == EndReason.DONE:  # in full, as the form says too (3.3)
        findings = findings_at_end(programme)
        refuse(" ".join(one.sentence for one in violations(findings)) or None)
        answer_findings(programme, findings, by=by, reasons=reasons)
    waiting = waited_for(programme, Wave.AFTER)
    if waiting and not past_due(waiting) and not without_surveys:
        raise Refused(
            _("Не сданы анкеты «после»: %(count)s. Дождитесь их или завершите программу без них.")
            % {"count": len(waiting)},
            field="without_surveys",
        )
    _end(programme, move, by=by, on=on or last_day(programme), without_surveys=len(waiting))
    return programme


@transaction.atomic
def terminate_programme(
    programme: Programme, *, by: User | None, reason: str, note: str = "", on: date | None = None
) -> Programme:
    """End a programme without summing up: it never ran, or an order has ended its pair (8.1/2, 8.1/3).

    Who has begun to work is still asked «после» (R6.1).
    """
    locked(programme)
    if reason == EndReason.DONE:
        raise Refused(_("План выполнен в полном объёме — это не досрочное завершение."), field="reason")
    _check_reason(programme, reason, note.strip())
    programme.end_reason, programme.end_note = reason, note.strip()[:1000]
    programme.save(update_fields=["end_reason", "end_note"])
    if programme.started_on is not None:
        _invite_after(programme, by)
    _end(programme, "terminate", by=by, on=on or last_day(programme))
    return programme


def end_due(today: date) -> int:
    """End the programmes whose pair an order has ended on a day that has passed (8.1); how many.

    Called by the daily command, as often as one likes: what has ended is not met again. Each programme has its own
    transaction, and only keys are read ahead, so that a run that was killed goes on where it stopped. One that fails
    does not stop the others: SomeFailedError tells of it when all have been tried.
    """
    over = (
        Programme.objects.current()
        .filter(
            Q(relation__state=RelationState.ENDED, relation__ended_on__lt=today) | Q(relation__state=RelationState.VOID)
        )
        .order_by("pk")
    )
    return each_apart(_keys_of(over), _end_with_pair)


def _keys_of(programmes: QuerySet[Programme]) -> Iterator[UUID]:
    last = None
    while True:
        keys = list((programmes.filter(pk__gt=last) if last else programmes).values_list("pk", flat=True)[:CHUNK])
        if not keys:
            return
        yield from keys
        last = keys[-1]


def _end_with_pair(key: UUID) -> bool:
    """For the reason of the order and on the day of the pair; False when somebody has ended it meanwhile."""
    with transaction.atomic():
        programme = Programme.objects.select_related("relation", "organisation__settings").get(pk=key)
        if locked(programme).has_ended:
            return False
        relation = programme.relation
        early = [reason for reason in EndReason.values if reason != EndReason.DONE]
        reason = relation.end_reason if relation.end_reason in early else EndReason.CURATOR
        day = relation.ended_on or last_day(programme)
        terminate_programme(
            programme,
            by=None,
            reason=reason,
            note=relation.end_note or (_("По приказу руководителя.") if reason == EndReason.CURATOR else ""),
            on=max(day, programme.started_on or day),
        )
    return True


def last_day(programme: Programme) -> date:
    """Today, or the end of the term when it has passed: nothing is prolonged by being summed up late."""
    day = min(clock.today(), programme.until)
    return max(day, programme.started_on or day)


def _end(programme: Programme, move: str, *, by: User | None, on: date, **facts) -> None:
    if on > clock.today():
        raise Refused(_("Последний день программы ещё не наступил."), field="on")
    if programme.started_on and on < programme.started_on:
        raise Refused(_("Программа не могла завершиться раньше, чем началась."), field="on")
    PROGRAMME.advance(programme, move, by=by, fields={"ended_on": on}, reason=programme.end_reason, on=on, **facts)
    relation = programme.relation
    if relation.state == RelationState.IN_FORCE:
        assert relation.since is not None
        end_relation(
            relation,
            by=by,
            on=max(on, relation.since),
            reason=programme.end_reason,
            note=programme.end_note[:500],
        )
    settle_all(programme)
    let_specialists_go(programme, by=by, note=_("Программа завершена."))


def _check_reason(programme: Programme, reason: str, note: str) -> None:
    if reason not in EndReason.values:
        raise Refused(_("Выберите причину завершения."), field="reason")
    if reason == EndReason.DONE and programme.items.filter(state=ItemState.PLANNED).exists():
        raise Refused(
            _("В плане есть невыполненные мероприятия: выполните их, отмените по согласию или укажите другую причину."),
            field="reason",
        )
    if reason == EndReason.CURATOR and not note:
        raise Refused(_("Напишите, почему программа завершается по инициативе куратора."), field="note")


def _check_own_initiative(programme: Programme, reason: str, by: User) -> None:
    """One of a group that goes on without them leaves it, and does not end it for the others (8.1/2)."""
    member = member_of(programme, by)
    if member is None or reason not in (EndReason.MENTOR, EndReason.MENTEE):
        return
    if goes_on_without(programme, member):
        raise Refused(
            _("Группа может продолжать без вас: попросите о выходе из неё, и программа остальных не завершится."),
            field="reason",
        )


def _invite_after(programme: Programme, by: User | None) -> None:
    days = programme.organisation.settings.after_survey_days
    invite_all(programme, Wave.AFTER, clock.today() + timedelta(days=days), by)
