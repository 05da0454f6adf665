"""Acts on a sheet of answers: check it, answer its questions, apply it as a whole, drop it (R2.1, R3.1, 4.4.5)."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.banks.actions.answers import answer_mentor, answer_requests, note_answer
from nastavnik.banks.answer_import.plan import SAME, SKIP, TOPIC, WORDS, Line, Plan
from nastavnik.banks.answer_import.planning import Known, make_plan
from nastavnik.banks.answer_sheets import AnswerFileError, AnswerRow, read_answers
from nastavnik.banks.models import AnswerSheet, AnswerSheetState, Bank, Collection, Topic
from nastavnik.banks.queries import MODELS, open_collections
from nastavnik.banks.states import ANSWER_SHEET
from nastavnik.kit import clock, journal
from nastavnik.kit.apart import each_apart
from nastavnik.kit.refusal import Outdated, Refused
from nastavnik.organisations.models import Organisation
from nastavnik.organisations.queries import head_proper
from nastavnik.people.models import Person

LARGEST_FILE = 20 * 1024 * 1024
KEPT_DAYS = 14


def check_sheet(organisation: Organisation, file: UploadedFile, *, by: User) -> AnswerSheet:
    """Read a table of answers and keep it as a plan; nothing is written into the banks yet.

    Which bank it is for the questions tell. Raises Refused with the reader's sentence when the file as a whole
    cannot be taken.
    """
    if (file.size or 0) > LARGEST_FILE:
        said = _("Файл больше 20 МБ (%(size)s МБ). Таблица ответов меньше: уберите картинки и лишние листы.")
        raise Refused(said % {"size": round((file.size or 0) / 1024 / 1024)}, field="file")
    name = Path(file.name or "").name[-255:]
    data = file.read()
    try:
        table = read_answers(data, name=name)
    except AnswerFileError as error:
        raise Refused(error.sentence, field="file") from error
    with transaction.atomic():
        sheet = AnswerSheet.objects.create(
            organisation=organisation,
            bank=table.bank,
            file_name=name,
            file_hash=hashlib.sha256(data).hexdigest(),
            table=asdict(table),
            choices=_remembered(organisation),
            counts={"rows": len(table.rows)},
            made_by=by,
            made_at=clock.now(),
        )
        journal.record("answer_sheet_checked", sheet, by=by, bank=table.bank, rows=len(table.rows))
    return sheet


def plan_of(sheet: AnswerSheet) -> Plan:
    """What applying the sheet would do now; a fixed number of queries."""
    rows = [AnswerRow(**row) for row in sheet.table.get("rows", ())]
    return make_plan(sheet.bank, rows, _known(sheet.organisation, sheet.bank), sheet.choices)


@transaction.atomic
def answer_questions(sheet: AnswerSheet, answers: Mapping[str, str], *, by: User) -> int:
    """Keep answers to questions of the plan; what is no choice of a question is passed over.

    Returns how many questions are still open.
    """
    stored = _open_sheet(sheet)
    choices = {question.key: {choice.value for choice in question.choices} for question in plan_of(stored).questions}
    given = {key: value for key, value in answers.items() if value in choices.get(key, ())}
    sheet.choices = stored.choices = {**stored.choices, **given}
    stored.save(update_fields=["choices"])
    journal.record("answer_sheet_answered", stored, by=by, answers=len(given))
    return len(plan_of(stored).open_questions)


def skip_questions(sheet: AnswerSheet, *, by: User) -> int:
    """Leave open wordings in words, and answers that are asked about out of this sheet."""
    still_open = plan_of(sheet).open_questions
    return answer_questions(
        sheet, {question.key: WORDS if question.kind == TOPIC else SKIP for question in still_open}, by=by
    )


@transaction.atomic
def apply_sheet(sheet: AnswerSheet, *, mark: str, by: User) -> Plan:
    """Write the whole plan, or nothing. `mark` is that of the plan which the person has seen.

    Raises Outdated when people, banks or the directory have changed since; Refused with open questions.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=sheet.organisation_id)  # one sheet at a time
    stored = _open_sheet(sheet)
    plan = plan_of(stored)
    if plan.mark != mark:
        raise Outdated(_("Пока вы смотрели план, базы или список людей изменились. План составлен заново."))
    if plan.open_questions:
        raise Refused(_("Сначала ответьте на вопросы: без ответов таблица не вносится."))
    collection = open_collections(stored.organisation).get(stored.bank)
    for line in plan.lines:
        if line.is_written:
            _write(line, stored.bank, collection, by)
    fields = {
        "table": {},
        "choices": {key: value for key, value in stored.choices.items() if key.startswith(f"{TOPIC}-")},
        "counts": plan.counts,
        "applied_at": clock.now(),
    }
    ANSWER_SHEET.advance(sheet, "apply", by=by, fields=fields, **plan.counts)
    return plan


@transaction.atomic
def drop_sheet(sheet: AnswerSheet, *, by: User | None) -> AnswerSheet:
    """Do nothing with the answers, and forget them."""
    ANSWER_SHEET.advance(sheet, "drop", by=by, fields={"table": {}, "choices": {}})
    return sheet


def drop_sheets_due(today: date) -> int:
    """Sheets that nobody has applied for two weeks are dropped, with the personal data in them."""
    made_before = clock.now() - timedelta(days=KEPT_DAYS)
    waiting = AnswerSheet.objects.filter(state=AnswerSheetState.CHECKED, made_at__lt=made_before)
    return each_apart(list(waiting.select_related("organisation")), partial(drop_sheet, by=None))


def _open_sheet(sheet: AnswerSheet) -> AnswerSheet:
    """The row as it is stored now, locked. Raises Outdated when it has been applied or dropped meanwhile."""
    stored = AnswerSheet.objects.select_for_update().get(pk=sheet.pk)
    if stored.state != AnswerSheetState.CHECKED:
        raise Outdated(_("Эти ответы уже внесены или отменены: второй раз ничего не сделано."))
    stored.organisation = sheet.organisation
    return stored


def _write(line: Line, bank: str, collection: Collection | None, by: User) -> None:
    """One person's answer by the same acts as the pages call; an unchanged one is only counted as given."""
    person, said = line.person, line.said
    assert person is not None
    assert said is not None
    if line.outcome == SAME:
        note_answer(collection, person, said_yes=True)
    elif bank == Bank.MENTORS:
        answer_mentor(
            person, by=by, ready=said.yes, competences=said.competences, collection=collection, **said.profile
        )
    else:
        requests = [{"topics": topics, "text": text} for topics, text in said.requests]
        answer_requests(person, requests, by=by, collection=collection, **said.profile)


def _known(organisation: Organisation, bank: str) -> Known:
    head = head_proper(organisation, clock.today())
    said = "competences" if bank == Bank.MENTORS else "requests__topics"
    people = list(Person.objects.of(organisation).prefetch_related("employments", "former_names"))
    for person in people:
        person.organisation = organisation  # the same object: no further query for its settings
    return Known(
        people=people,
        topics=list(Topic.objects.of(organisation)),
        entries={entry.person_id: entry for entry in MODELS[bank].objects.of(organisation).prefetch_related(said)},
        limit=organisation.settings.mentor_limit,
        head_id=head.user_id if head else None,
        day=clock.today(),
    )


def _remembered(organisation: Organisation) -> dict[str, str]:
    """What wordings meant in sheets that were applied: a form asks with the same words every year."""
    remembered: dict[str, str] = {}
    for choices in (
        AnswerSheet.objects.of(organisation)
        .filter(state=AnswerSheetState.APPLIED)
        .order_by("applied_at")
        .values_list("choices", flat=True)
    ):
        remembered |= {key: value for key, value in choices.items() if value != WORDS}
    return remembered
