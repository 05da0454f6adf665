"""Acts on reports: begin with frozen figures, write, take the figures anew, finish; why somebody has left."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Outdated, Refused, refuse
from nastavnik.monitoring.figures import take, to_json
from nastavnik.monitoring.goal import last_day
from nastavnik.monitoring.indicators import METHOD
from nastavnik.monitoring.models import Leaving, LeavingReason, Report, ReportState
from nastavnik.monitoring.papers import report_paper
from nastavnik.monitoring.sections import SECTIONS
from nastavnik.monitoring.spans import Span
from nastavnik.monitoring.states import REPORT
from nastavnik.organisations.models import Organisation
from nastavnik.papers.actions import keep_papers, render
from nastavnik.people.models import Person

_LONGEST = 20_000  # letters in one section


def begin_report(organisation: Organisation, span: Span, *, by: User) -> Report:
    """A report of the period: its figures are taken now and stay (4.4.11).

    Refused for a period that has not begun, and while another report of the same period is being written.
    """
    if span.since > clock.today():
        raise Refused(_("Этот период ещё не начался: показателей за него нет."), field="since")
    figures = to_json(take(organisation, span))  # much reading: before the transaction
    with transaction.atomic():
        same = Report.objects.of(organisation).filter(since=span.since, until=span.until)
        if same.filter(state=ReportState.DRAFT).exists():
            raise Refused(_("Отчёт за этот период уже составляется: откройте его."))
        report = Report.objects.create(
            organisation=organisation,
            since=span.since,
            until=span.until,
            title=span.title,
            figures=figures,
            method=METHOD,
            made_by=by,
            made_at=clock.now(),
            taken_at=clock.now(),
        )
        journal.record("report_begun", report, by=by, since=span.since, until=span.until, method=METHOD)
    return report


@transaction.atomic
def write_report(report: Report, words: Mapping[str, str], *, by: User, version: int) -> Report:
    """The curator's words. `words` are texts by the code of their section; others stay.

    Raises Outdated when somebody has written since `version` was shown.
    """
    _lock_draft(report)
    if report.version != version:
        raise Outdated(
            _("Отчёт тем временем изменили в другом окне. Ваш текст ниже: сверьте его с новым и сохраните ещё раз.")
        )
    known = {section.code for section in SECTIONS}
    report.words = report.words | {code: text.strip()[:_LONGEST] for code, text in words.items() if code in known}
    report.version += 1
    report.save(update_fields=["words", "version"])
    journal.record("report_written", report, by=by, sections=sorted(words.keys() & known))
    return report


def retake_figures(report: Report, *, by: User) -> Report:
    """Count anew while the report is being written: surveys that came late, a corrected date."""
    figures = to_json(take(report.organisation, Span(report.since, report.until, report.title)))
    with transaction.atomic():
        _lock_draft(report)
        report.figures, report.method, report.taken_at = figures, METHOD, clock.now()
        report.save(update_fields=["figures", "method", "taken_at"])
        journal.record("figures_retaken", report, by=by, method=METHOD)
    return report


def finish_report(report: Report, *, by: User) -> Report:
    """Nothing in it changes any more; the paper is kept as it was issued. What is wrong is put right in another."""
    refuse(REPORT.why_not(report, "finish"))
    report.finished_on = clock.today()
    paper = report_paper(report)
    rendered = render(paper, organisation_id=report.organisation_id)  # tens of milliseconds: before the transaction
    with transaction.atomic():
        REPORT.advance(report, "finish", by=by, fields={"finished_on": report.finished_on})
        keep_papers(paper, rendered, organisation_id=report.organisation_id, about_id=report.pk, by=by)
    return report


def _lock_draft(report: Report) -> None:
    """Lock and refresh; a finished report is not touched."""
    stored = Report.objects.select_for_update().get(pk=report.pk)
    report.state, report.words, report.version = stored.state, stored.words, stored.version
    if report.is_final:
        raise Refused(_("Отчёт завершён: он не меняется. При ошибке составьте новый за тот же период."))


@transaction.atomic
def note_leaving(person: Person, *, by: User, reason: str = "") -> Leaving | None:
    """Why somebody has left, by kind; nothing said takes it back (2.2/5). Refused for who works here."""
    left_on = last_day(person)
    if left_on is None:
        raise Refused(_("%(who)s работает в учреждении: причины ухода нет.") % {"who": person.full_name})
    noted = Leaving.objects.of(person.organisation_id).filter(person=person).first()
    if not reason:
        if noted is not None:
            journal.record("leaving_cleared", person, by=by)
            noted.delete()
        return None
    if reason not in LeavingReason.values:
        raise Refused(_("Выберите причину из списка."), field="reason")
    noted = noted or Leaving(organisation_id=person.organisation_id, person=person)
    noted.left_on, noted.reason, noted.noted_by, noted.noted_at = left_on, reason, by, clock.now()
    noted.save()
    journal.record("leaving_noted", person, by=by)  # the kind is not in the journal: it can be taken back
    return noted
