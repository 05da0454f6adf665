"""Forms of an institution: taken in after all checks, put out of use, filled with a paper."""

import hashlib
from io import BytesIO
from typing import Any, BinaryIO
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from docx import Document

from nastavnik.kit import journal
from nastavnik.kit.refusal import Refused
from nastavnik.papers.keeping import files_go_with_rows, kept_facts, store
from nastavnik.papers.model import Paper
from nastavnik.papers.models import OwnForm
from nastavnik.papers.own_forms.fields import TELL_THE_TEXT
from nastavnik.papers.own_forms.kinds import Kind, all_kinds, kind_named, known_fields, sample_paper
from nastavnik.papers.own_forms.package import MAX_BYTES, check_package
from nastavnik.papers.own_forms.press import FormFailed, Press

MOST_COMPLAINTS = 6  # told at once; the rest after these are mended


def upload_form(
    file: BinaryIO, *, organisation_id: UUID, kind: str, by: Any, name: str = "", sample: Paper | None = None
) -> OwnForm:
    """Keep a Word file as this institution's form of a kind, in place of the one before.

    Checked are the package, every statement, and a trial filling with `sample` (made up when not given).
    Raises Refused (field «file» or «kind») with what to mend and where. Takes about a second: call it outside
    transactions.
    """
    words = str(kind_named(kind).words)
    content = file.read(MAX_BYTES + 1)
    check_package(content)
    with Press() as press:
        used = _tried(press, content, kind, sample or sample_paper(kind))
    form = OwnForm(
        kind=kind,
        name=(name.strip() or words)[:200],
        placeholders=sorted(used),
        notices=_notices(used),
        **kept_facts(organisation_id, None, by, content),
    )
    earlier = OwnForm.objects.filter(organisation_id=organisation_id, kind=kind)
    try:
        with transaction.atomic(), files_go_with_rows([form]):
            earlier.filter(is_active=True).update(is_active=False)
            form.version = (earlier.aggregate(last=models.Max("version"))["last"] or 0) + 1
            store(form, content, "docx")
            journal.record("own_form_uploaded", form, by=by, kind=kind, version=form.version, sha256=form.sha256)
    except IntegrityError as error:
        raise Refused(_("Другую форму этого вида загрузили в то же время. Обновите страницу.")) from error
    return form


def remove_form(form: OwnForm, *, by: Any) -> None:
    """From now on papers of this kind come in our layout again; the form stays as what earlier ones came by."""
    with transaction.atomic():
        if not OwnForm.objects.filter(pk=form.pk, is_active=True).update(is_active=False):
            raise Refused(_("Эта форма уже не действует."))
        journal.record("own_form_removed", form, by=by, kind=form.kind, version=form.version)
    form.is_active = False


def active_form(organisation_id: UUID, kind: str) -> OwnForm | None:
    """The form by which papers of this kind come now, or None: then they come in our layout."""
    return OwnForm.objects.filter(organisation_id=organisation_id, kind=kind, is_active=True).first()


def kinds_with_forms(organisation_id: UUID) -> list[tuple[Kind, OwnForm | None]]:
    """Every kind of paper with the institution's own form of it, if one is in use."""
    active = {form.kind: form for form in OwnForm.objects.filter(organisation_id=organisation_id, is_active=True)}
    return [(kind, active.get(kind.kind)) for kind in all_kinds()]


def fill_form(form: OwnForm, paper: Paper, press: Press | None = None) -> bytes | None:
    """The paper as .docx by this form; None when it cannot be filled, and the form keeps why (`failure`)."""
    try:
        content = _kept(form)
        if press is not None:
            filled = press.render(content, known_fields(form.kind), paper)
        else:
            with Press() as own:
                filled = own.render(content, known_fields(form.kind), paper)
    except (FormFailed, Refused) as failure:
        _note(form, str(failure)[:600])
        return None
    if form.failure:
        _note(form, "")
    return filled


def _kept(form: OwnForm) -> bytes:
    try:
        with form.file.storage.open(str(form.file.name), "rb") as stored:
            content = stored.read()
    except FileNotFoundError as error:
        raise FormFailed("файл формы пропал; загрузите её снова") from error
    if hashlib.sha256(content).hexdigest() != form.sha256:
        raise FormFailed("файл формы изменён не программой; загрузите её снова")
    return content


def _note(form: OwnForm, failure: str) -> None:
    OwnForm.objects.filter(pk=form.pk).update(failure=failure)
    form.failure = failure


def _tried(press: Press, content: bytes, kind: str, sample: Paper) -> set[str]:
    """The fields that the form uses, after it has been read and filled once."""
    fields = known_fields(kind)
    try:
        complaints, used = press.read(content, fields)
        if complaints:
            raise Refused(_told(complaints), field="file")
        if not used:
            raise Refused(
                _(
                    "В форме нет ни одного места для сведений вида {{ номер }}. "
                    "Скачайте пример и перенесите из него места для сведений."
                ),
                field="file",
            )
        Document(BytesIO(press.render(content, fields, sample)))
    except FormFailed as failure:
        raise Refused(_("Форму не удалось заполнить на пробу: %s.") % failure, field="file") from failure
    except (KeyError, ValueError, SyntaxError) as error:
        raise Refused(
            _("После заполнения на пробу документ не открывается. Проверьте, что for и endfor стоят в своих строках."),
            field="file",
        ) from error
    return used


def _told(complaints: list[str]) -> str:
    more = len(complaints) - MOST_COMPLAINTS
    told = " ".join(_sentence(each) for each in complaints[:MOST_COMPLAINTS])
    rest = _(" И ещё замечаний: %d.") % more if more > 0 else ""
    return _("Форма не принята. %(told)s%(rest)s") % {"told": told, "rest": rest}


def _sentence(complaint: str) -> str:
    return complaint[:1].upper() + complaint[1:] + ("" if complaint.endswith("?") else ".")


def _notices(used: set[str]) -> list[str]:
    """What the form leaves out: no fault, but to be known by who uses it."""
    whole = "части" in used
    parts = (
        (not used & TELL_THE_TEXT, _("Текст документа форма не печатает: он должен быть написан в ней самой.")),
        (not whole and not used & {"таблица", "таблицы", "текст"}, _("Таблицы документа форма не печатает.")),
        (
            not whole and not used & {"подписал_имя", "подписи", "текст"},
            _("Имени подписавшего форма не печатает: оно должно быть написано в ней самой."),
        ),
        (not whole and not used & {"ознакомлены", "текст"}, _("Листа ознакомления форма не печатает.")),
        (not whole and not used & {"приложения", "текст"}, _("Приложений форма не печатает.")),
        (not used & {"дата", "дата_словами"}, _("Даты документа форма не печатает.")),
    )
    return [sentence for lacks, sentence in parts if lacks]
