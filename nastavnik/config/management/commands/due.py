"""`nastavnik due`: what falls due today is done, and said once to the one whose turn it is."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from nastavnik.kit.refusal import Refused
from nastavnik.reminders.due import Report, run_due


class Command(BaseCommand):
    help = (
        "Do what falls due today and remind, once, those whose turn it is. May be run as often as one likes: "
        "a run that was killed goes on where it stopped. Exit code 0: all done; 1: something failed and stands in "
        "the log, all else is done; 2: the day is wrong."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--day", metavar="YYYY-MM-DD", help="another day than today, when one was missed")

    def handle(self, *arguments, day: str | None = None, **options) -> None:
        try:
            report = run_due(_day(day), tell=self.stdout.write)
        except Refused as refusal:
            raise CommandError(refusal.sentence, returncode=2) from refusal
        self.stdout.write(_summary(report))
        if report.faults:
            raise CommandError(f"Не удалось: {report.faults}. Подробности в журнале службы; остальное сделано.")


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"«{text}» — не день. Пишите так: 2026-09-14.", returncode=2) from None


def _summary(report: Report) -> str:
    acts = "; ".join(f"{label}: {count}" for label, count in report.acts.items() if count)
    counts = f"просмотрено {report.seen}, новых напоминаний {report.said}, снято {report.closed}"
    return f"{report.day:%d.%m.%Y}: {counts}" + (f"; {acts}" if acts else "") + "."
