"""Screens of the room: figures, and reports."""

from nastavnik.monitoring.views.figures import (
    indicator_list,
    indicator_people,
    process_detail,
    statistics_export,
)
from nastavnik.monitoring.views.goal import goal_detail, leaving_note
from nastavnik.monitoring.views.reports import (
    figures_retake,
    report_begin,
    report_detail,
    report_finish,
    report_list,
    report_paper_download,
    report_write,
)

__all__ = [
    "figures_retake",
    "goal_detail",
    "indicator_list",
    "indicator_people",
    "leaving_note",
    "process_detail",
    "report_begin",
    "report_detail",
    "report_finish",
    "report_list",
    "report_paper_download",
    "report_write",
    "statistics_export",
]
