"""Projects of the sides together, and events that somebody takes part in (M4/2, M4/3, 4.5/5, 5.2/5)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.models import MemberRole, RelationMember
from nastavnik.partners.models import Level
from nastavnik.programmes.actions.locking import check_past_day
from nastavnik.programmes.actions.records import keep_record, words_of, working_on
from nastavnik.programmes.members import as_member
from nastavnik.programmes.models import EventRole, Participation, Programme, Project, ProjectKind


@transaction.atomic
def start_project(
    programme: Programme,
    *,
    by: User,
    title: str,
    kind: str = ProjectKind.EDUCATIONAL,
    aim: str = "",
    since: date | None = None,
) -> Project:
    """A project that the sides do together: it is counted once."""
    since = since or clock.today()
    record = Project(
        title=words_of(title, "title", _("Назовите проект."))[:300], kind=kind, aim=aim.strip(), since=since
    )
    return keep_record(record, programme, by, None, "project_started", day=since, day_field="since")


@transaction.atomic
def finish_project(project: Project, *, by: User, result: str, on: date | None = None) -> Project:
    """What has come of it; written again it is corrected."""
    working_on(project, by)
    on = on or clock.today()
    check_past_day(project.programme, on, field="on")
    if on < project.since:
        raise Refused(_("Проект не мог закончиться раньше, чем начался."), field="on")
    project.result = words_of(result, "result", _("Запишите, что получилось."))[:1000]
    project.ended_on = on
    project.save(update_fields=["result", "ended_on"])
    journal.record("project_finished", project, by=by)
    return project


@transaction.atomic
def note_participation(
    programme: Programme,
    *,
    by: User,
    title: str,
    member: RelationMember | None = None,
    on: date | None = None,
    level: str = Level.MUNICIPAL,
    role: str = EventRole.PARTICIPANT,
    preparation: str = "",
    result: str = "",
) -> Participation:
    """A contest, conference or forum that somebody has taken part in, or is getting ready for (4.5/5)."""
    own = as_member(programme, by)
    about = own if own.role == MemberRole.MENTEE else member
    record = Participation(
        title=words_of(title, "title", _("Назовите событие."))[:300],
        on=on or clock.today(),
        level=level,
        role=role,
        preparation=preparation.strip()[:500],
        result=result.strip()[:500],
    )
    return keep_record(record, programme, by, about, "participation_noted")


@transaction.atomic
def note_result(participation: Participation, *, by: User, result: str) -> Participation:
    """How it went; the day of the event has come by then."""
    working_on(participation, by)
    if participation.on > clock.today():
        raise Refused(_("Событие ещё впереди: результат запишите после него."), field="result")
    participation.result = words_of(result, "result", _("Запишите результат: место, диплом, отзыв."))[:500]
    participation.save(update_fields=["result"])
    journal.record("participation_result_noted", participation, by=by)
    return participation
