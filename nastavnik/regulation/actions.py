"""What the head's base orders bring into force (4.1, 10.1, 10.2), and the registry of acts (1.2)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.actions import give_role, take_back_roles
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.people.actions import open_access
from nastavnik.people.models import Person
from nastavnik.regulation.acts import ACTS
from nastavnik.regulation.models import (
    ActStatus,
    Body,
    BodyKind,
    Edition,
    ExtraForm,
    Form,
    Grounded,
    MentorCode,
    ModelIntroduction,
    NormativeAct,
    Reading,
    Seat,
)


def introduce_model(
    organisation: Organisation, *, by: User, since: date, ground: str, ground_id: UUID
) -> ModelIntroduction:
    """The effect of the first base order (4.1), inside the signing transaction."""
    introduction = ModelIntroduction.objects.create(
        organisation=organisation, since=since, ground=ground, ground_id=ground_id
    )
    journal.record("model_introduced", introduction, by=by, since=since)
    return introduction


def approve_edition(
    organisation: Organisation, *, by: User, since: date, ground: str, ground_id: UUID, text: str = ""
) -> Edition:
    """The effect of the second base order (4.1): a new edition; the one before ends the day before."""
    open_editions = Edition.objects.of(organisation).valid().filter(until__isnull=True)
    for edition in open_editions.select_for_update():
        edition.until = max(edition.since, since - timedelta(days=1))
        edition.save(update_fields=["until"])
    number = (Edition.objects.of(organisation).aggregate(last=Max("number"))["last"] or 0) + 1
    edition = Edition.objects.create(
        organisation=organisation,
        number=number,
        title="Положение о системе (целевой модели) наставничества педагогических работников",
        text=text,
        since=since,
        ground=ground,
        ground_id=ground_id,
    )
    journal.record("edition_approved", edition, by=by, since=since, number=number)
    return edition


def approve_body(
    organisation: Organisation,
    *,
    by: User,
    kind: str,
    name: str,
    seats: Sequence[tuple[Person, str]],
    since: date,
    ground: str,
    ground_id: UUID,
) -> Body:
    """The effect of an order on the composition of a body (4.3/3, 4.4.3); the one before ends the day before.

    Members of the mentors' association receive their role (4.5); a working group gives none.
    """
    for standing in Body.objects.of(organisation).valid().filter(kind=kind, until__isnull=True):
        end_grounded(standing, by=by, until=max(standing.since, since - timedelta(days=1)))
    body = Body.objects.create(
        organisation=organisation, kind=kind, name=name, since=since, ground=ground, ground_id=ground_id
    )
    Seat.objects.bulk_create(
        Seat(organisation=organisation, body=body, person=person, duty=duty, sort=sort)
        for sort, (person, duty) in enumerate(seats)
    )
    if kind == BodyKind.COUNCIL:
        for person, _duty in seats:
            user = person.user or open_access(person, by=by)[0]
            give_role(organisation, user, RoleKind.COUNCIL, since=since, ground=ground, ground_id=ground_id, by=by)
    journal.record("body_approved", body, by=by, kind=kind, since=since)
    return body


def end_grounded(row: Grounded, *, by: User, until: date) -> None:
    """The last day of what an order has brought into force; roles that the same item gave end with it."""
    row.until = until
    row.save(update_fields=["until"])
    _take_back_roles(row, by=by, until=until)
    journal.record("ground_ended", row, by=by, until=until)


def void_grounded(row: Grounded, *, by: User) -> None:
    """Never in force: its order was revoked from the first day. An edition that it had replaced stands again."""
    row.is_void = True
    row.save(update_fields=["is_void"])
    if isinstance(row, Edition):
        before = Q(until=row.since - timedelta(days=1)) | Q(until=row.since, since=row.since)  # the latter: of one day
        Edition.objects.of(row.organisation).valid().filter(before).update(until=row.until)
    _take_back_roles(row, by=by, until=clock.today())
    journal.record("ground_voided", row, by=by)


def _take_back_roles(row: Grounded, *, by: User, until: date) -> None:
    """Of its own item alone: a row without one has given no role, and «no item» stands in the head's, too."""
    if row.ground_id is not None:
        take_back_roles(row.organisation, row.ground_id, until=until, by=by)


@transaction.atomic
def start_acts(organisation: Organisation) -> None:
    """Give a new institution its own registry of normative acts (1.2)."""
    NormativeAct.objects.bulk_create(
        NormativeAct(organisation=organisation, sort=sort, **act) for sort, act in enumerate(ACTS)
    )


@transaction.atomic
def add_act(organisation: Organisation, *, by: User, **fields: Any) -> NormativeAct:
    """An act that the institution adds to its registry. `fields` are those of NormativeAct."""
    _check(fields)
    last = NormativeAct.objects.of(organisation).aggregate(last=Max("sort"))["last"]
    act = NormativeAct.objects.create(
        organisation=organisation, sort=0 if last is None else last + 1, **_settled(fields)
    )
    journal.record("act_added", act, by=by, status=act.status)
    return act


@transaction.atomic
def change_act(act: NormativeAct, *, by: User, **fields: Any) -> NormativeAct:
    """Correct an act or note its state. What has lost force leaves new preambles; signed orders keep it."""
    _check(fields)
    fields = _settled(fields)
    changed = [name for name, value in fields.items() if getattr(act, name) != value]
    if changed:
        for name in changed:
            setattr(act, name, fields[name])
        act.save(update_fields=changed)
        journal.record("act_changed", act, by=by, fields=changed, status=act.status)
    return act


@transaction.atomic
def confirm_act(act: NormativeAct, *, by: User) -> NormativeAct:
    """Somebody has looked today and the act stands as it is; an unchecked one is in force from now on."""
    status = ActStatus.IN_FORCE if act.status == ActStatus.UNCHECKED else act.status
    act.status, act.checked_on = status, clock.today()
    act.save(update_fields=["status", "checked_on"])
    journal.record("act_confirmed", act, by=by, status=status)
    return act


@transaction.atomic
def add_extra_form(organisation: Organisation, *, by: User, name: str, note: str = "") -> ExtraForm:
    """A form of the institution's own, beside the five; it has no rules (2.2/4, 3.1)."""
    form = ExtraForm(organisation=organisation)
    _set_extra_form(form, name, note)
    form.save()
    journal.record("extra_form_added", form, by=by, name=form.name)
    return form


@transaction.atomic
def change_extra_form(form: ExtraForm, *, by: User, name: str, note: str = "", is_active: bool = True) -> ExtraForm:
    """Correct its words, or offer it no more: programmes that have it keep it."""
    _set_extra_form(form, name, note)
    form.is_active = is_active
    form.save(update_fields=["name", "note", "is_active"])
    journal.record("extra_form_changed", form, by=by, name=form.name, is_active=is_active)
    return form


def _set_extra_form(form: ExtraForm, name: str, note: str) -> None:
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Назовите форму."), field="name")
    own = ExtraForm.objects.of(form.organisation).exclude(pk=form.pk).values_list("name", flat=True)
    if name.casefold() in {str(label).casefold() for label in (*own, *Form.labels)}:
        raise Refused(_("Форма «%s» уже есть.") % name, field="name")
    form.name, form.note = name[:60], " ".join(note.split())[:300]


def _check(fields: dict[str, Any]) -> None:
    checked_on = fields.get("checked_on")
    if checked_on is not None and checked_on > clock.today():
        raise Refused(_("Дата проверки ещё не наступила."), field="checked_on")
    if fields.get("status") == ActStatus.ENDED and fields.get("in_preamble"):
        raise Refused(
            _("Акт утратил силу: в новых приказах его упоминать нельзя. Снимите отметку."),
            field="in_preamble",
        )


def _settled(fields: dict[str, Any]) -> dict[str, Any]:
    """A state without the day it was checked on is a state of today."""
    if fields.get("status", ActStatus.UNCHECKED) != ActStatus.UNCHECKED and fields.get("checked_on") is None:
        return fields | {"checked_on": clock.today()}
    return fields


# --- what people read -------------------------------------------------------------------------------------------
_NAME_OF = {Edition: "edition", MentorCode: "code", NormativeAct: "act"}


@transaction.atomic
def publish_code(organisation: Organisation, *, by: User, kind: str, text: str) -> MentorCode:
    """A new version of the manifest or the code; who has read the one before is asked to read this one (5.2/8)."""
    text = text.strip()
    if not text:
        raise Refused(_("Внесите текст: его прочтут наставники."), field="text")
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # two first versions at one moment queue up
    last = MentorCode.objects.of(organisation).filter(kind=kind).order_by("-version").first()
    if last is not None and last.text == text:
        raise Refused(_("Этот текст уже действует: новая редакция не нужна."), field="text")
    code = MentorCode.objects.create(
        organisation=organisation,
        kind=kind,
        version=last.version + 1 if last else 1,
        text=text,
        since=clock.today(),
    )
    journal.record("code_published", code, by=by, kind=kind, version=code.version)
    return code


@transaction.atomic
def note_reading(person: Person, text: Edition | MentorCode | NormativeAct, *, by: User) -> Reading:
    """«Прочитано», said by the reader alone; said twice, the first day stays."""
    if person.user_id != by.pk:
        raise Refused(_("Отметить, что текст прочитан, может только сам читатель."))
    reading, made = Reading.objects.get_or_create(
        **{"person": person, _NAME_OF[type(text)]: text},
        defaults={"organisation": person.organisation, "on": clock.today()},
    )
    if made:
        journal.record("text_read", text, by=by)
    return reading
