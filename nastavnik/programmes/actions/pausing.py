"""A programme rests for some days and goes on again, by consent of its sides (domain 2.3.3, edge case 11)."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.models import RelationMember
from nastavnik.programmes.actions.locking import locked
from nastavnik.programmes.change_states import PAUSE, both_sides_consent
from nastavnik.programmes.members import as_member
from nastavnik.programmes.models import (
    MeetingState,
    Pause,
    PauseConsent,
    PauseReason,
    PauseState,
    Programme,
    ProgrammeState,
)

PAUSABLE = (ProgrammeState.APPROVED, ProgrammeState.RUNNING)


@transaction.atomic
def propose_pause(
    programme: Programme, *, by: User, since: date, until: date | None = None, reason: str = PauseReason.LEAVE
) -> Pause:
    """Whoever leads asks the sides whether the programme may rest from `since`; without `until` till it is resumed.

    Of the reason no more is kept than its kind. Refused for days that something has been recorded on.
    """
    locked(programme)
    if programme.state not in PAUSABLE:
        raise Refused(_("Приостановить можно программу, которая утверждена или реализуется."))
    if reason not in PauseReason.values:
        raise Refused(_("Выберите, почему работа приостанавливается."), field="reason")
    if until is not None and until < since:
        raise Refused(_("Последний день раньше первого."), field="until")
    if not programme.since <= since <= programme.until:
        raise Refused(
            _("Этот день вне срока программы: он с %(since)s по %(until)s.")
            % {"since": f"{programme.since:%d.%m.%Y}", "until": f"{programme.until:%d.%m.%Y}"},
            field="since",
        )
    standing = programme.pauses.filter(state=PauseState.ASKED).first()
    if standing is not None:
        raise Refused(_("О приостановке уже спрашивают участников: дождитесь ответов или снимите вопрос."))
    _check_free(programme, since, until)
    pause = Pause.objects.create(
        organisation_id=programme.organisation_id,
        programme=programme,
        since=since,
        until=until,
        reason=reason,
        asked_by=by,
        asked_at=clock.now(),
    )
    journal.record("pause_proposed", pause, by=by, programme=programme.pk, since=since, until=until)
    return pause


@transaction.atomic
def answer_pause(pause: Pause, *, by: User, agrees: bool) -> Pause:
    """A member consents, or does not: then the programme goes on as it does."""
    _lock(pause)
    member = as_member(pause.programme, by)
    _check_asked(pause)
    if not agrees:
        PAUSE.advance(pause, "decline", by=by)
        return pause
    return _consent(pause, member, by, is_registered=False)


@transaction.atomic
def register_pause_consent(pause: Pause, member: RelationMember, *, by: User) -> Pause:
    """Who is away has told whoever leads that they consent: it is registered for them."""
    _lock(pause)
    _check_asked(pause)
    if member.pk not in {one.pk for one in pause.programme.members}:
        raise Refused(_("Этот человек уже не участник программы."))
    return _consent(pause, member, by, is_registered=True)


@transaction.atomic
def drop_pause(pause: Pause, *, by: User | None) -> Pause:
    """Not needed after all, before its first day has come."""
    _lock(pause)
    if pause.state == PauseState.AGREED and pause.since <= clock.today():
        raise Refused(_("Приостановка уже началась: отметьте, с какого дня работа продолжается."))
    PAUSE.advance(pause, "drop", by=by)
    return pause


@transaction.atomic
def resume_programme(programme: Programme, *, by: User, on: date | None = None) -> Pause:
    """The work goes on from `on` (today): the pause ends the day before. The term of the programme stays as it is."""
    on = on or clock.today()
    locked(programme)
    pause = next((one for one in programme.pauses.filter(state=PauseState.AGREED) if one.since <= clock.today()), None)
    if pause is None or (pause.until is not None and pause.until < clock.today()):
        raise Refused(_("Программа сейчас не приостановлена."))
    pause.programme = programme
    if on < pause.since:
        raise Refused(_("Приостановка началась %s: продолжить раньше нельзя.") % f"{pause.since:%d.%m.%Y}", field="on")
    if pause.until is not None and on > pause.until + timedelta(days=1):
        raise Refused(_("Этот день позже согласованного окончания: о новых днях спросите участников."), field="on")
    if on == pause.since:
        PAUSE.advance(pause, "drop", by=by, fields={"resumed_on": on})
    else:
        pause.until, pause.resumed_on = on - timedelta(days=1), on
        pause.save(update_fields=["until", "resumed_on"])
        journal.record("programme_resumed", programme, by=by, on=on)
    vars(programme).get("_prefetched_objects_cache", {}).pop("pauses", None)
    return pause


def _lock(pause: Pause) -> None:
    programme = locked(pause.programme)
    pause.refresh_from_db()
    pause.programme = programme


def _check_asked(pause: Pause) -> None:
    if pause.state != PauseState.ASKED:
        raise Refused(_("Ответить уже нельзя: приостановка — «%(state)s».") % {"state": pause.get_state_display()})


def _consent(pause: Pause, member: RelationMember, by: User, *, is_registered: bool) -> Pause:
    _consent_row, is_new = PauseConsent.objects.get_or_create(
        pause=pause,
        member=member,
        defaults={
            "organisation_id": pause.organisation_id,
            "given_at": clock.now(),
            "is_registered": is_registered,
        },
    )
    if is_new:
        journal.record("pause_consented", pause, by=by, is_registered=is_registered)
    if both_sides_consent(pause) is None:
        _check_free(pause.programme, pause.since, pause.until)
        PAUSE.advance(pause, "agree", by=None)
        vars(pause.programme).get("_prefetched_objects_cache", {}).pop("pauses", None)
    return pause


def _check_free(programme: Programme, since: date, until: date | None) -> None:
    """No other pause and no work on these days."""
    last = until or date.max
    other = programme.pauses.filter(state=PauseState.AGREED).touching(since, last).first()
    if other is not None:
        raise Refused(
            _("На эти дни программа уже приостановлена (с %(since)s).") % {"since": f"{other.since:%d.%m.%Y}"},
            field="since",
        )
    met = programme.meetings.filter(state=MeetingState.HELD, on__range=(since, last)).first()
    done = programme.items.filter(done_on__range=(since, last)).first()
    day = met.on if met else done.done_on if done else None
    if day is not None:
        raise Refused(
            _("В эти дни работа шла: есть запись за %s. Выберите день после неё.") % f"{day:%d.%m.%Y}", field="since"
        )
