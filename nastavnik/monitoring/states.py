"""The life of a report: written, then finished; what is finished is not changed, another one is written."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.lifecycle import Lifecycle, Move
from nastavnik.monitoring.models import Report, ReportState
from nastavnik.monitoring.sections import SECTIONS


def words_are_there(report: Report) -> str | None:
    """A report that only has figures draws no conclusions (M1: storing *and using* information)."""
    empty = [section for section in SECTIONS if section.is_required and not report.words.get(section.code)]
    if empty:
        names = ", ".join(f"«{section.title}»" for section in empty)
        return _now("Не написано: %(sections)s.") % {"sections": names}
    return None


REPORT = Lifecycle(
    "report",
    ReportState,
    (Move("finish", _("Завершить отчёт"), ("draft",), "final", "report_finished", words_are_there),),
)
