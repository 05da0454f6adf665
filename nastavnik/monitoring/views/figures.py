"""Indicators with the people behind them, the process of programmes, statistics."""

import csv

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from nastavnik.monitoring.forms import PeriodForm
from nastavnik.monitoring.goal import GOAL_CODES, goal_of
from nastavnik.monitoring.indicators import CODES, indicators_of
from nastavnik.monitoring.population import population_of
from nastavnik.monitoring.process import changes_of, involvement_of, process_of
from nastavnik.monitoring.statistics import statistics_of
from nastavnik.monitoring.views.tabs import tabs_of
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation


@act("monitoring.view_indicators")
def indicator_list(request: Request, organisation: Organisation) -> HttpResponse:
    """The indicators of M6 for a period, with numerator, denominator and formula."""
    form = period_of(request, organisation)
    context = {
        "form": form,
        "span": form.span,
        "indicators": indicators_of(organisation, form.span),
        "query": request.GET.urlencode(),
        "tabs": tabs_of(request, organisation, "monitoring:indicator-list"),
        "may_see_people": request.user.has_perm("monitoring.view_people", organisation),
        "may_begin": request.user.has_perm("monitoring.begin_report", organisation),
    }
    return render(request, "monitoring/indicator_list.html", context)


@act("monitoring.view_people")
def indicator_people(request: Request, organisation: Organisation, code: str) -> HttpResponse:
    """Who is behind a figure; of satisfaction never who answered what (domain 2.4)."""
    is_of_goal = code in GOAL_CODES
    if code not in CODES and not is_of_goal:
        raise Http404
    span = period_of(request, organisation).span
    figures = goal_of(organisation, span) if is_of_goal else indicators_of(organisation, span)
    indicator = next(one for one in figures if one.code == code)
    context = {"indicator": indicator, "span": span, "query": request.GET.urlencode()}
    return render(request, f"monitoring/{'goal' if is_of_goal else 'indicator'}_people.html", context)


@act("monitoring.view_indicators")
def process_detail(request: Request, organisation: Organisation) -> HttpResponse:
    """How programmes go, what has changed, who is involved, numbers for statistics (M4, M5, 4.4.11, 4.4.12)."""
    form = period_of(request, organisation)
    population = population_of(organisation, form.span)
    context = {
        "form": form,
        "span": form.span,
        "query": request.GET.urlencode(),
        "tabs": tabs_of(request, organisation, "monitoring:process-detail"),
        "process": process_of(population),
        "changes": changes_of(population),
        "involvement": involvement_of(population),
        "statistics": statistics_of(organisation, population),
    }
    return render(request, "monitoring/process_detail.html", context)


@act("monitoring.view_indicators")
def statistics_export(request: Request, organisation: Organisation) -> HttpResponse:
    """The statistical table for a spreadsheet: semicolons and a byte mark, as the office programs expect."""
    span = period_of(request, organisation).span
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="nastavnichestvo-{span.day:%Y-%m-%d}.csv"'
    response.write("\ufeff")
    sheet = csv.writer(response, delimiter=";")
    sheet.writerow([_("Показатель"), _("Значение"), _("Пояснение")])
    for row in statistics_of(organisation, population_of(organisation, span)):
        sheet.writerow([row.label, row.value, row.note])
    return response


def period_of(request: Request, organisation: Organisation) -> PeriodForm:
    """The form of the period, bound when one was chosen."""
    return PeriodForm(request.GET if "period" in request.GET else None, organisation=organisation)
