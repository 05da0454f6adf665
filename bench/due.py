"""The daily command over many programmes: linear in their number, memory that does not grow, once in effect.

`python -m bench.due 100000` measures so many by itself (minutes); `make bench` takes 4,000 against 20,000, as its
last figure: the programmes stay in the database.
The baseline is a bare keyset scan: the same programmes with their pairs and members, read in chunks of the same size
by the same tools, and nothing done with them.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from resource import struct_rusage
from uuid import UUID

from bench.measuring import Figure, cpu

FEW, MANY = 4_000, 20_000
OF_ONE_INSTITUTION = 50
BATCH = 5_000


def due_over_programmes(few: int = FEW, many: int = MANY) -> Iterator[Figure]:
    """Time for each programme, peak of memory and queries of a chunk, many against few."""
    few_to_many = f"{_named(many)}_to_{_named(few)}"
    _build(few)
    small = _Measured(few)
    _build(many - few, first=few)
    large = _Measured(many)
    yield Figure(f"due_time_per_programme_{few_to_many}", large.each / small.each, "ratio", "≤ 1.3")
    yield Figure(f"due_peak_memory_{few_to_many}", large.peak / small.peak, "ratio", "≤ 1.3")
    yield Figure("due_to_bare_scan", large.each * many / cpu(_scan), "ratio", "≤ 10")
    yield Figure("due_said_again_when_run_twice", small.again + large.again, "reminders", "= 0")
    queries = _queries_of_a_chunk()
    yield Figure("due_queries_of_a_chunk_per_further_row", queries[1] - queries[0], "queries", "= 0")
    print(f"# {many} programmes: {large}", file=sys.stderr)


class _Measured:
    """The command in a process of its own: CPU seconds for each programme beyond its mere start, kilobytes at its peak.

    Run a second time it only looks at how far the day has come: that is its start, and says nothing again.
    """

    def __init__(self, count: int) -> None:
        from nastavnik.reminders.models import Reminder, Step

        Step.objects.all().delete()
        Reminder.objects.all().delete()
        start = time.perf_counter()
        first = _due()
        self.seconds, self.said = time.perf_counter() - start, Reminder.objects.count()
        second = _due()
        self.again = Reminder.objects.count() - self.said
        self.each = (_spent(first) - _spent(second)) / count
        self.peak = first.ru_maxrss

    def __str__(self) -> str:
        return f"{self.seconds:.0f} s, {self.each * 1000:.2f} ms each, {self.said} said, {self.peak // 1024} MB"


def _due() -> struct_rusage:
    command = [sys.executable, "-m", "nastavnik", "due", "--day", _day().isoformat()]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=Path(__file__).resolve().parents[1])
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage


def _spent(usage: struct_rusage) -> float:
    return usage.ru_utime + usage.ru_stime


def _scan() -> None:
    from django.db.models import Prefetch

    from nastavnik.pairs.models import RelationMember
    from nastavnik.programmes.models import Programme
    from nastavnik.reminders.due import CHUNK

    last, rows = UUID(int=0), Programme.objects.select_related("relation")
    members = Prefetch("relation__members", RelationMember.objects.select_related("person", "consent"))
    rows = rows.prefetch_related(members)
    while chunk := list(rows.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = chunk[-1].pk


def _queries_of_a_chunk() -> tuple[int, int]:
    """Of a chunk of ten silent programmes, and of one of five hundred."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from nastavnik.kit import clock
    from nastavnik.reminders.due import _saying
    from nastavnik.reminders.ground import Ground
    from nastavnik.reminders.kinds import KINDS

    found = []
    with clock.at(_day()):
        for size in (10, 500):
            kind, ground = KINDS["silence"], Ground(_day())
            with CaptureQueriesContext(connection) as queries:
                rows = list(kind.candidates(_day()).order_by("pk")[:size])
                _saying(kind)(rows, ground)()
            found.append(len(queries))
    return found[0], found[1]


def _day() -> date:
    """The last Thursday: a working day, and not one to come."""
    today = date.today()
    return today - timedelta(days=(today.weekday() - 3) % 7)


def _named(count: int) -> str:
    return f"{count // 1000}k" if count >= 1000 else str(count)


# --- the programmes -------------------------------------------------------------------------------------------------
def _build(count: int, *, first: int = 0) -> None:
    """So many running programmes by fifty in an institution, each with a mentor, a mentee, a plan, a meeting.

    One in five has been silent for long, one in ten meets tomorrow, one in four has an item that is late.
    """
    for start in range(first, first + count, BATCH):
        _batch(range(start, min(start + BATCH, first + count)))


def _batch(numbers: range) -> None:
    from django.db import transaction

    with transaction.atomic():
        _write(numbers)


def _write(numbers: range) -> None:
    from django.utils import timezone

    from nastavnik.accounts.models import User
    from nastavnik.consents.models import Consent, ConsentText
    from nastavnik.kit.keys import new_key
    from nastavnik.organisations.models import Organisation, Settings
    from nastavnik.pairs.models import Relation, RelationMember
    from nastavnik.people.models import Employment, Person
    from nastavnik.programmes.models import Meeting, PlanItem, Programme

    day = _day()
    began, until = day - timedelta(days=60), day + timedelta(days=120)
    kept: dict = {}

    def keep(row):
        kept.setdefault(type(row), []).append(row)
        return row

    organisation = text = None
    for number in numbers:
        if number % OF_ONE_INSTITUTION == 0 or organisation is None:
            name = f"due-{number // OF_ONE_INSTITUTION}"
            organisation = keep(Organisation(slug=name, full_name=name, short_name=name))
            keep(Settings(organisation=organisation))
            text = keep(ConsentText(organisation=organisation, kind="mentoring", body="…", made_on=began))
        here = {"organisation": organisation}
        relation = keep(
            Relation(
                **here, state="in_force", form="virtual", since=began, until=until, made_on=began, ground_id=new_key()
            )
        )
        for role, kind in (("mentor", "mentoring"), ("mentee", "mentee")):
            user = keep(User(username=f"due{number}{role}", shown_name=role))
            person = keep(Person(**here, user=user, surname=f"Тест{role}", first_name="Анна", sex="female"))
            keep(Employment(**here, person=person, position="воспитатель"))
            consent = keep(
                Consent(
                    **here,
                    person=person,
                    kind=kind,
                    text=text,
                    state="given",
                    about_id=relation.pk,
                    proposed_on=began,
                    given_on=began,
                )
            )
            keep(RelationMember(**here, relation=relation, person=person, role=role, consent=consent, joined_on=began))
        programme = keep(
            Programme(
                **here,
                relation=relation,
                number=number + 1,
                year=2026,
                state="running",
                since=began,
                until=until,
                approved_on=began,
                started_on=began,
            )
        )
        keep(
            PlanItem(
                **here,
                programme=programme,
                title="Разбор",
                due_on=day - timedelta(days=5) if number % 4 == 0 else until,
            )
        )
        if number % 5:
            keep(
                Meeting(
                    **here,
                    programme=programme,
                    state="held",
                    on=day - timedelta(days=3),
                    topic="Беседа",
                    minutes=40,
                    recorded_at=timezone.now(),
                )
            )
        if number % 10 == 1:
            keep(Meeting(**here, programme=programme, on=day + timedelta(days=1), topic="Беседа"))
    for model in (
        Organisation,
        Settings,
        ConsentText,
        User,
        Person,
        Employment,
        Consent,
        Relation,
        RelationMember,
        Programme,
        PlanItem,
        Meeting,
    ):
        model._default_manager.bulk_create(kept.get(model, ()), batch_size=500)


def main(count: int) -> int:
    """Measure so many against a tenth of them, in a database of its own; the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nastavnik.config.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", interactive=False, verbosity=0)
        found = list(due_over_programmes(count // 10, count))
    for figure in found:
        print(f"{figure.name} {figure.value:.3g} {figure.unit} {figure.goal} {'ok' if figure.is_met else 'MISSED'}")
    return 0 if all(figure.is_met for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else MANY))
