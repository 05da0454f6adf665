"""Tasks of the council of mentors: give one to a member, say that it is done, take it off (4.5/6)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person
from nastavnik.programmes.models import CouncilTask, Programme
from nastavnik.programmes.support import council_members
from nastavnik.programmes.support_states import COUNCIL_TASK


@transaction.atomic
def give_council_task(
    organisation: Organisation,
    person: Person,
    *,
    by: User,
    title: str,
    due_on: date,
    programme: Programme | None = None,
) -> CouncilTask:
    """One member of the council, one day. Refused: not a member today, a day that has passed, a programme that is over.

    Without a programme it serves all of them: a seminar, a set of materials.
    """
    if not council_members(organisation).filter(pk=person.pk).exists():
        raise Refused(
            _("%(who)s сегодня не входит в состав объединения: поручить задание можно тому, кто в него входит (4.5).")
            % {"who": person.full_name},
            field="person",
        )
    if due_on < clock.today():
        raise Refused(_("Этот день уже прошёл: укажите сегодняшний или более поздний."), field="due_on")
    if programme is not None and (programme.organisation_id != organisation.pk or programme.has_ended):
        raise Refused(_("Эта программа завершена: выберите текущую или поручите без программы."), field="programme")
    task = CouncilTask.objects.create(
        organisation=organisation,
        person=person,
        programme=programme,
        title=title.strip(),
        due_on=due_on,
        made_by=by,
        made_on=clock.today(),
    )
    journal.record("council_task_given", task, by=by, person=person.pk, due_on=due_on)
    return task


@transaction.atomic
def finish_council_task(task: CouncilTask, *, by: User, outcome: str = "") -> CouncilTask:
    """Done today; what came of it in a line, if there is something to say."""
    COUNCIL_TASK.advance(task, "finish", by=by, fields={"outcome": outcome.strip(), "done_on": clock.today()})
    return task


@transaction.atomic
def drop_council_task(task: CouncilTask, *, by: User) -> CouncilTask:
    """It is not needed any more."""
    COUNCIL_TASK.advance(task, "drop", by=by)
    return task
