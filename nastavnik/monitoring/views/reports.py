"""Reports: begin with frozen figures, write, finish, print (4.4.11)."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.kit.refusal import Outdated, Refused
from nastavnik.monitoring import actions
from nastavnik.monitoring.figures import from_json
from nastavnik.monitoring.forms import PeriodForm, WordsForm
from nastavnik.monitoring.models import Report
from nastavnik.monitoring.papers import report_paper
from nastavnik.monitoring.sections import HEADINGS, sections_of
from nastavnik.monitoring.states import REPORT
from nastavnik.monitoring.views.tabs import tabs_of
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.papers.download import download, kept_file
from nastavnik.papers.models import IssuedPaper


@act("monitoring.view_reports")
def report_list(request: Request, organisation: Organisation) -> HttpResponse:
    """All reports, the latest first."""
    context = {
        "reports": Report.objects.of(organisation).defer("figures", "words").select_related("made_by"),
        "tabs": tabs_of(request, organisation, "monitoring:report-list"),
        "may_begin": request.user.has_perm("monitoring.begin_report", organisation),
    }
    return render(request, "monitoring/report_list.html", context)


@act("monitoring.begin_report")
def report_begin(request: Request, organisation: Organisation) -> HttpResponse:
    """Choose the period; the figures are taken at once and stay."""
    form = PeriodForm(request.POST or None, organisation=organisation, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            report = actions.begin_report(organisation, form.span, by=request.user)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Показатели сняты и закреплены. Теперь напишите разделы отчёта."))
            return redirect("monitoring:report-write", organisation.slug, report.pk)
    return render(request, "monitoring/report_begin.html", {"form": form})


@act("monitoring.view_reports", Report, related=("made_by",))
def report_detail(request: Request, organisation: Organisation, report: Report) -> HttpResponse:
    """The report as it stands: frozen figures and words, and what is still to be done."""
    figures = from_json(report.figures)
    context = {
        "report": report,
        "figures": figures,
        "sections": [
            (number, title, [(each.title, report.words.get(each.code, "")) for each in sections_of(number)])
            for number, title in HEADINGS.items()
        ],
        "missing": "" if report.is_final else REPORT.why_not(report, "finish"),
        "may_write": request.user.has_perm("monitoring.write_report", report),
    }
    return render(request, "monitoring/report_detail.html", context)


@act("monitoring.write_report", Report)
def report_write(request: Request, organisation: Organisation, report: Report) -> HttpResponse:
    """The words of the sections. What was typed stays on the page whatever happens."""
    if report.is_final:
        messages.info(request, _("Отчёт завершён: он не меняется."))
        return redirect("monitoring:report-detail", organisation.slug, report.pk)
    form = WordsForm(request.POST or None, report=report)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_report(report, form.words, by=request.user, version=form.cleaned_data["version"])
        except Outdated as refusal:
            typed = request.POST.copy()
            typed["version"] = str(report.version)  # the next sending is about the text that is there now
            form = WordsForm(typed, report=report)
            form.add_error(None, refusal.sentence)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Разделы сохранены."))
            return redirect("monitoring:report-detail", organisation.slug, report.pk)
    return render(request, "monitoring/report_write.html", {"form": form, "report": report})


@act("monitoring.retake_figures", Report)
@require_POST
def figures_retake(request: Request, organisation: Organisation, report: Report) -> HttpResponse:
    """Count anew while the report is not finished."""
    try:
        actions.retake_figures(report, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Показатели пересчитаны по сегодняшним данным и закреплены снова."))
    return redirect("monitoring:report-detail", organisation.slug, report.pk)


@act("monitoring.finish_report", Report)
def report_finish(request: Request, organisation: Organisation, report: Report) -> HttpResponse:
    """Say what finishing means, then finish."""
    back = reverse("monitoring:report-detail", args=[organisation.slug, report.pk])
    if request.method == "POST":
        try:
            actions.finish_report(report, by=request.user)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, _("Готово. Отчёт завершён: распечатайте его на утверждение руководителю."))
        return redirect(back)
    context = {
        "title": _("Завершить отчёт?"),
        "question": report.title,
        "consequences": [
            _("Числа и слова отчёта больше не изменятся, что бы ни менялось в программе."),
            _("Документ сохранится в двух видах: DOCX и PDF."),
            _("Руководитель утверждает его подписью на бумаге."),
        ],
        "form": None,
        "submit": _("Завершить отчёт"),
        "cancel_url": back,
    }
    return render(request, "kit/confirm.html", context)


@act("monitoring.view_reports", Report)
def report_paper_download(
    request: Request, organisation: Organisation, report: Report, paper_format: str
) -> HttpResponse | FileResponse:
    """The report as .docx or PDF (D20); a finished one as it was issued."""
    if report.is_final:
        issued = IssuedPaper.objects.of(organisation).filter(about_id=report.pk, format=paper_format)
        return kept_file(issued.order_by("-kept_at").first())
    return download(report_paper(report), paper_format, organisation_id=organisation.pk)
