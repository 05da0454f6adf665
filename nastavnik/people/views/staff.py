"""The import of a staff table: choose a file, look at the plan, answer, apply (4.4.2, 4.4.5)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from nastavnik.kit.refusal import Outdated, Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.people import staff_import as imports
from nastavnik.people.forms import StaffFileForm, answers_sent
from nastavnik.people.models import StaffImport
from nastavnik.people.staff_import.plan import Plan

SHOWN = 20  # of each part on the first page; the rest behind «показать все»
PAGE = 50
EARLIER = 10


@dataclass(frozen=True)
class Part:
    """A part of the plan as the page shows it: `rows` are cut to SHOWN, or one `page` of a part alone."""

    name: str
    title: str
    lead: str
    count: int
    rows: Any
    page: Page | None = None

    @property
    def is_cut(self) -> bool:
        return self.page is None and self.count > len(self.rows)


@act("people.import_staff")
def staff_import_upload(request: Request, organisation: Organisation) -> HttpResponse:
    """Choose a file; it is read and shown as a plan, nothing is changed yet."""
    form = StaffFileForm(request.POST, request.FILES) if request.method == "POST" else StaffFileForm()
    if request.method == "POST" and form.is_valid():
        try:
            made = imports.check_staff(organisation, form.cleaned_data["file"], by=request.user)
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
        else:
            return redirect("people:staff-import-detail", organisation.slug, made.pk)
    earlier = StaffImport.objects.of(organisation).exclude(state=StaffImport.State.DROPPED)
    earlier = earlier.select_related("made_by").defer("table", "answers")[:EARLIER]
    return render(request, "people/staff_import_upload.html", {"form": form, "earlier": earlier})


@act("people.import_staff", StaffImport, related=("made_by",))
def staff_import_detail(request: Request, organisation: Organisation, staff_import: StaffImport) -> HttpResponse:
    """The plan: questions first, then what is wrong, then what would be done."""
    if staff_import.state != StaffImport.State.CHECKED:
        return render(request, "people/staff_import_done.html", {"staff_import": staff_import})
    plan = imports.plan_of(staff_import)
    alone = request.GET.get("part", "")
    context = {
        "staff_import": staff_import,
        "plan": plan,
        "apply_label": _apply_label(plan),
        "parts": _parts(plan, alone, request.GET.get("page")),
        "alone": alone,
        "notes": staff_import.table.get("notes", []),
        "as_of": date.fromisoformat(staff_import.table["as_of"]),
        "as_of_is_stated": staff_import.table["as_of_is_stated"],
        "is_page": staff_import.table["is_page"],  # its people have numbers, not rows
        "before": imports.earlier_import(organisation, staff_import.file_hash),
    }
    return render(request, "people/staff_import_detail.html", context)


@act("people.import_staff", StaffImport)
@require_POST
def staff_import_answer(request: Request, organisation: Organisation, staff_import: StaffImport) -> HttpResponse:
    """Answers to the questions of the page, or «leave out all that are still open»."""
    try:
        if "skip_open" in request.POST:
            left = imports.skip_open_questions(staff_import, by=request.user)
        else:
            sent = answers_sent(imports.plan_of(staff_import), request.POST)
            left = imports.answer_staff_import(staff_import, sent, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        said = ngettext(
            "Ответы записаны. Остался %(left)s вопрос.", "Ответы записаны. Осталось вопросов: %(left)s.", left
        )
        messages.success(request, said % {"left": left} if left else _("Вопросов больше нет: план готов."))
    return redirect("people:staff-import-detail", organisation.slug, staff_import.pk)


@act("people.import_staff", StaffImport)
@require_POST
def staff_import_apply(request: Request, organisation: Organisation, staff_import: StaffImport) -> HttpResponse:
    """Write the plan that was shown, as a whole or not at all."""
    try:
        plan = imports.apply_staff_import(staff_import, mark=request.POST.get("mark", ""), by=request.user)
    except Outdated as refusal:
        messages.warning(request, refusal.sentence)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        said = _("Готово. Добавлено людей: %(added)s, изменено карточек: %(changed)s. Таблица внесена полностью.")
        messages.success(request, said % plan.counts)
    return redirect("people:staff-import-detail", organisation.slug, staff_import.pk)


@act("people.import_staff", StaffImport)
@require_POST
def staff_import_drop(request: Request, organisation: Organisation, staff_import: StaffImport) -> HttpResponse:
    """Do nothing with this table."""
    try:
        imports.drop_staff_import(staff_import, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Таблица не внесена, её строки стёрты. В базе ничего не изменилось."))
    return redirect("people:staff-import-upload", organisation.slug)


def _apply_label(plan: Plan) -> str:
    """«Внести: добавить 18, изменить 5»."""
    added, changed = plan.counts["added"], plan.counts["changed"]
    deeds = [_("добавить %(count)s") % {"count": added}] if added else []
    deeds += [_("изменить %(count)s") % {"count": changed}] if changed else []
    return _("Внести: %(deeds)s") % {"deeds": ", ".join(deeds)}


def _parts(plan: Plan, alone: str, number: str | None) -> list[Part]:
    """The parts that have something in them, by urgency; `alone` names the one to page through."""
    parts = []
    for name, title, lead, rows in _all_parts(plan):
        if not rows or (alone and name != alone):
            continue
        page = Paginator(rows, PAGE).get_page(number) if alone else None
        parts.append(Part(name, title, lead, len(rows), page.object_list if page else rows[:SHOWN], page))
    return parts


def _all_parts(plan: Plan) -> list[tuple[str, str, str, Any]]:
    return [
        (
            "questions",
            _("Вопросы") if plan.open_questions else _("Ваши ответы"),
            _("Ответить может только человек: похожих людей система сама не объединяет."),
            plan.questions,
        ),
        (
            "faults",
            _("Ошибки: эти строки не войдут"),
            _("Исправьте их в файле и загрузите его снова. Внесённое раньше не удвоится."),
            plan.faults,
        ),
        ("new", _("Будут добавлены"), "", plan.new),
        ("changed", _("Изменятся"), _("Пустая ячейка таблицы ничего не стирает."), plan.changed),
        ("remarks", _("Стоит проверить"), _("Эти значения войдут, но в них есть сомнение."), plan.remarks),
        (
            "absent",
            _("Работают, но в таблице их нет"),
            _("Их карточки не изменятся. Уволенных отметьте в их карточках."),
            plan.absent,
        ),
        ("same", _("Без изменений"), "", plan.same),
    ]
