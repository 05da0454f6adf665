"""Answers from a form service: choose a file, look at the plan, answer, apply (R2.1, R3.1, 4.4.5)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nastavnik.banks import answer_import
from nastavnik.banks.answer_import.plan import CHANGED, LEAVES, LEFT_OUT, NEW, Plan
from nastavnik.banks.forms import AnswerFileForm, QuestionsForm
from nastavnik.banks.models import AnswerSheet, AnswerSheetState, Bank
from nastavnik.kit.refusal import Outdated, Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation

EARLIER = 10


@act("banks.import_answers")
def sheet_upload(request: Request, organisation: Organisation) -> HttpResponse:
    """Choose a file; it is read and shown as a plan, nothing is changed yet."""
    form = AnswerFileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        try:
            sheet = answer_import.check_sheet(organisation, form.cleaned_data["file"], by=request.user)
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
        else:
            return redirect("banks:sheet-detail", organisation.slug, sheet.pk)
    earlier = AnswerSheet.objects.of(organisation).exclude(state=AnswerSheetState.DROPPED)
    earlier = earlier.select_related("made_by").defer("table", "choices")[:EARLIER]
    return render(request, "banks/sheet_upload.html", {"form": form, "earlier": earlier})


@act("banks.import_answers", AnswerSheet, related=("made_by",))
def sheet_detail(request: Request, organisation: Organisation, sheet: AnswerSheet) -> HttpResponse:
    """The plan: questions first, then what would be done; one button applies it as a whole or not at all."""
    if request.method == "POST":
        try:
            return _done(request, organisation, sheet)
        except Refused as refusal:
            (messages.warning if isinstance(refusal, Outdated) else messages.error)(request, refusal.sentence)
        return redirect("banks:sheet-detail", organisation.slug, sheet.pk)
    if sheet.state != AnswerSheetState.CHECKED:
        may_view = request.user.has_perm("banks.view_banks", organisation)
        return render(
            request, "banks/sheet_done.html", {"sheet": sheet, "bank": Bank(sheet.bank), "may_view": may_view}
        )
    plan = answer_import.plan_of(sheet)
    context = {
        "sheet": sheet,
        "bank": Bank(sheet.bank),
        "plan": plan,
        "questions": QuestionsForm(plan=plan),
        "parts": _parts(plan),
        "counts": plan.counts,
    }
    return render(request, "banks/sheet_detail.html", context)


def _done(request: Request, organisation: Organisation, sheet: AnswerSheet) -> HttpResponse:
    """One of the deeds of the page: `apply`, `skip`, `drop`, or (without a name) the answers."""
    here = redirect("banks:sheet-detail", organisation.slug, sheet.pk)
    if "apply" in request.POST:
        plan = answer_import.apply_sheet(sheet, mark=request.POST.get("mark", ""), by=request.user)
        messages.success(request, _applied(plan))
    elif "drop" in request.POST:
        answer_import.drop_sheet(sheet, by=request.user)
        messages.success(request, _("Файл отменён, ответы стёрты: в базы ничего не внесено."))
    elif "skip" in request.POST:
        answer_import.skip_questions(sheet, by=request.user)
        messages.success(request, _("Вопросов больше нет: план готов."))
    else:
        form = QuestionsForm(request.POST, plan=answer_import.plan_of(sheet))
        given = form.answers() if form.is_valid() else {}
        left = answer_import.answer_questions(sheet, given, by=request.user)
        said = ngettext(
            "Ответы записаны. Остался %(left)s вопрос.", "Ответы записаны. Осталось вопросов: %(left)s.", left
        )
        messages.success(request, said % {"left": left} if left else _("Вопросов больше нет: план готов."))
    return here


def _applied(plan: Plan) -> str:
    counts = plan.counts
    return _(
        "Готово. Ответы внесены: новых черновиков %(new)s, изменено %(changed)s. Дальше — согласия на обработку данных."
    ) % {"new": counts[NEW], "changed": counts[CHANGED] + counts[LEAVES]}


def _parts(plan: Plan) -> list[dict]:
    """The parts of the plan that name people; «нет» is only counted (1.4/5)."""
    parts = (
        (LEFT_OUT, _("Не вносятся"), _("Остальные ответы это не задерживает.")),
        (LEAVES, _("Снимаются или уходят из базы"), ""),
        (NEW, _("Станут черновиками"), _("В базу запись войдёт, когда человек подпишет согласие.")),
        (CHANGED, _("Изменятся"), ""),
    )
    return [
        {"name": outcome, "title": title, "lead": lead, "lines": lines}
        for outcome, title, lead in parts
        if (lines := plan.with_outcome(outcome))
    ]
