"""Acts on a staff table: check it, answer its questions, apply it as a whole, drop it (4.4.2, 4.4.5)."""

import hashlib
import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.apart import each_apart
from nastavnik.kit.refusal import Outdated, Refused
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person, StaffImport
from nastavnik.people.staff_import.plan import KEEP, SKIP, Plan
from nastavnik.people.staff_import.planning import make_plan
from nastavnik.people.staff_import.stored import restored, stored
from nastavnik.people.staff_import.writing import write_plan
from nastavnik.people.staff_table import StaffFileError, read_staff
from nastavnik.people.states import STAFF_IMPORT

LARGEST_FILE = 20 * 1024 * 1024
MOST_ROWS = 5000  # the largest institution of the region has a tenth of it
KEPT_DAYS = 14


def check_staff(organisation: Organisation, file: UploadedFile, *, by: User) -> StaffImport:
    """Read a staff table and keep it as a plan; nobody is added or changed yet.

    Raises Refused with the reader's sentence when the file as a whole cannot be taken.
    """
    size = file.size or 0
    if size > LARGEST_FILE:
        said = _("Файл больше 20 МБ (%(size)s МБ). Таблица сотрудников меньше: уберите картинки и лишние листы.")
        raise Refused(said % {"size": round(size / 1024 / 1024)}, field="file")
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    name = Path(file.name or "").name[-255:]
    try:
        table = read_staff(_source(file), name=name, today=clock.today())
    except StaffFileError as error:
        raise Refused(error.sentence, field="file") from error
    if len(table.rows) > MOST_ROWS:
        said = _("В таблице %(rows)s строк с людьми, а вносится не больше %(most)s за раз. Разделите её на части.")
        raise Refused(said % {"rows": len(table.rows), "most": MOST_ROWS}, field="file")
    before = earlier_import(organisation, digest.hexdigest())
    as_of = timezone.localdate(before.applied_at) if before else clock.today()
    with transaction.atomic():
        staff_import = StaffImport.objects.create(
            organisation=organisation,
            file_name=name,
            file_hash=digest.hexdigest(),
            table=stored(table, as_of=as_of.isoformat()),
            answers=before.answers if before else {},
            counts={"rows": len(table.rows)},
            made_by=by,
            made_at=clock.now(),
        )
        journal.record("staff_import_checked", staff_import, by=by, rows=len(table.rows))
    return staff_import


def plan_of(staff_import: StaffImport) -> Plan:
    """What the import would do now: worked out from its rows, its answers and the people of this moment."""
    return _plan(staff_import, _people(staff_import.organisation))


@transaction.atomic
def answer_staff_import(staff_import: StaffImport, answers: Mapping[str, str], *, by: User) -> int:
    """Keep answers to the questions of the plan; what is no choice of a question is passed over.

    Returns how many questions are still open (an answer may raise another question).
    """
    staff_import = StaffImport.objects.select_for_update().get(pk=staff_import.pk)
    if staff_import.state != StaffImport.State.CHECKED:
        raise Outdated(_("Эта таблица уже внесена или отменена: отвечать больше не нужно."))
    choices = {question.key: question.choices for question in plan_of(staff_import).questions}
    given = {
        key: value for key, value in answers.items() if any(choice.value == value for choice in choices.get(key, ()))
    }
    staff_import.answers = {**staff_import.answers, **given}
    staff_import.save(update_fields=["answers"])
    journal.record("staff_import_answered", staff_import, by=by, answers=len(given))
    return len(plan_of(staff_import).open_questions)


def skip_open_questions(staff_import: StaffImport, *, by: User) -> int:
    """Leave every row that is still asked about out of this import; posts stay as they are."""
    still_open = plan_of(staff_import).open_questions
    left_out = {question.key: SKIP if question.key.startswith("who") else KEEP for question in still_open}
    return answer_staff_import(staff_import, left_out, by=by)


@transaction.atomic
def apply_staff_import(staff_import: StaffImport, *, mark: str, by: User) -> Plan:
    """Write the whole plan, or nothing. `mark` is that of the plan which the person has seen.

    Raises Outdated when people have changed since, so that another plan would be written than was shown.
    """
    # one import of an institution at a time; no_key, so that acts which only refer to it do not wait
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=staff_import.organisation_id)
    staff_import.refresh_from_db()
    if staff_import.state != StaffImport.State.CHECKED:
        raise Outdated(_("Эта таблица уже внесена или отменена: второй раз ничего не сделано."))
    people = _people(organisation)
    plan = _plan(staff_import, people)
    if plan.mark != mark:
        raise Outdated(_("Пока вы смотрели план, список людей изменился. План составлен заново: проверьте его."))
    if plan.open_questions:
        raise Refused(_("Сначала ответьте на вопросы: без ответов таблица не вносится."))
    written = write_plan(organisation, plan, {person.pk: person for person in people}, clock.today())
    fields = {
        "table": {},
        "answers": _resolved(plan, written),
        "counts": plan.counts,
        "applied_at": clock.now(),
    }
    STAFF_IMPORT.advance(staff_import, "apply", by=by, fields=fields, **plan.counts)
    return plan


@transaction.atomic
def drop_staff_import(staff_import: StaffImport, *, by: User | None) -> StaffImport:
    """Do nothing with the table, and forget its rows."""
    STAFF_IMPORT.advance(staff_import, "drop", by=by, fields={"table": {}, "answers": {}})
    return staff_import


def drop_staff_imports_due(today: date) -> int:
    """Tables that nobody has applied for two weeks are dropped, with the personal data in them."""
    made_before = clock.now() - timedelta(days=KEPT_DAYS)
    waiting = StaffImport.objects.filter(state=StaffImport.State.CHECKED, made_at__lt=made_before)
    return each_apart(list(waiting.select_related("organisation")), partial(drop_staff_import, by=None))


def earlier_import(organisation: Organisation, file_hash: str) -> StaffImport | None:
    """The last time when exactly this file was applied."""
    applied = StaffImport.objects.of(organisation).filter(file_hash=file_hash, state=StaffImport.State.APPLIED)
    return applied.order_by("-applied_at").first()


def _source(file: UploadedFile) -> bytes | Path:
    """Large uploads lie on the disk already; small ones are in memory."""
    path = getattr(file, "temporary_file_path", None)
    if path is not None:
        return Path(path())
    file.seek(0)
    return file.read()


def _people(organisation: Organisation) -> list[Person]:
    return list(Person.objects.of(organisation).prefetch_related("employments"))


def _plan(staff_import: StaffImport, people: list[Person]) -> Plan:
    return make_plan(restored(staff_import.table), people, staff_import.answers, clock.today())


def _resolved(plan: Plan, written: Mapping[int, str]) -> dict[str, str]:
    """Answers as they are understood when the same file comes again: by person, no longer by row.

    The rows that a question compared with are kept too; a row that was skipped is asked about again.
    """
    resolved: dict[str, str] = {}
    for question in plan.questions:
        if question.key.startswith("who"):
            rows = {
                question.row,
                *(int(row) for choice in question.choices for row in _ROW.findall(choice.value)),
            }
            resolved |= {f"who-{row}": f"same:person:{written[row]}" for row in rows if row in written}
        elif question.answer == KEEP:
            resolved[question.key] = KEEP
    return resolved


_ROW = re.compile(r":row:(\d+)$")
