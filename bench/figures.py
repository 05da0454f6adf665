"""What is measured, against what."""

import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.template.loader import get_template
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment, teardown_test_environment
from python_calamine import CalamineWorkbook

from bench.candidates import figures as candidates
from bench.due import due_over_programmes
from bench.matching import figures as matching
from bench.measuring import Figure, by_turns
from bench.papers import many_papers, order_on_20_pairs
from bench.programme_page import page_of_a_large_programme
from nastavnik.organisations.models import Organisation
from nastavnik.people.actions import add_person, employ
from nastavnik.people.models import Person
from nastavnik.people.staff_import.acts import apply_staff_import, check_staff, plan_of
from tests.cast import Cast, build_cast

LETTERS = "абвгдежзик"


def import_of_2000_rows() -> Iterator[Figure]:
    """The whole import against the bare writing of the same people and posts in bulk."""
    cast = _cast()
    table = _staff_table(2000)
    user = cast.user("curator")

    def bare() -> None:
        organisation = _another("bare")
        book = CalamineWorkbook.from_filelike(io.BytesIO(table))
        rows = book.get_sheet_by_index(0).to_python()[1:]
        from nastavnik.people.models import Employment

        people = [
            Person(organisation=organisation, surname=str(row[0]).split()[0], first_name="Анна", sort_key=str(row[0]))
            for row in rows
        ]
        Person.objects.bulk_create(people)
        Employment.objects.bulk_create(
            Employment(organisation=organisation, person=person, position="воспитатель") for person in people
        )

    def ours() -> None:
        organisation = _another("ours")
        file = SimpleUploadedFile("staff.xlsx", table)
        staff_import = check_staff(organisation, file, by=user)
        apply_staff_import(staff_import, mark=plan_of(staff_import).mark, by=user)
        assert Person.objects.of(organisation).count() == 2000

    yield Figure("import_2000_rows_to_bare_writing", by_turns(ours, bare, 3), "ratio", "≤ 15")
    organisation = _another("queries")
    file = SimpleUploadedFile("staff.xlsx", table)
    with CaptureQueriesContext(connection) as queries:
        staff_import = check_staff(organisation, file, by=user)
        apply_staff_import(staff_import, mark=plan_of(staff_import).mark, by=user)
    # reads are fixed in number; inserts go in batches of the database's own size
    yield Figure("import_2000_rows_queries", len(queries), "queries", "≤ 120")


def page_of_50_people() -> Iterator[Figure]:
    """The list of 50 people with sign-in, rules and reads, against its own template filled with ready rows."""
    cast = _cast()
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(cast.user("curator"), backend="allauth.account.auth_backends.AuthenticationBackend")
    address = f"/o/{cast.organisation.slug}/people/"

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    few = queries()
    _hire(cast, 50 - Person.objects.of(cast.organisation).count())
    many = queries()
    yield Figure("page_50_people_queries", many, "queries", "≤ 12")
    yield Figure("page_50_people_queries_per_further_row", many - few, "queries", "= 0")
    setup_test_environment()  # only so that the answer tells with what its template was filled
    answer = client.get(address)
    teardown_test_environment()
    page, ready = get_template("people/person_list.html"), answer.context[0].flatten()

    def own_template() -> None:
        page.render(ready, answer.wsgi_request)

    ratio = by_turns(lambda: client.get(address), own_template, 25)
    yield Figure("page_50_people_to_its_bare_template", ratio, "ratio", "≤ 3")


def start_to_first_page() -> Iterator[Figure]:
    """From the command to the first page, against the bare start of the framework in the same interpreter."""
    with tempfile.TemporaryDirectory() as folder:
        _serve(folder)  # the first start makes the database; what is measured is the next one
        ratios = []
        for _number in range(3):
            ours = _serve(folder)
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", "import django.core.management, django.forms, waitress"], check=True)
            ratios.append(ours / (time.perf_counter() - start))
    yield Figure("start_to_first_page_to_bare_start", statistics.median(ratios), "ratio", "≤ 15")


FIGURES: tuple[Callable[[], Iterator[Figure]], ...] = (
    page_of_a_large_programme,  # the first one: it builds a kindergarten of its own and takes it down again
    import_of_2000_rows,
    page_of_50_people,
    start_to_first_page,
    order_on_20_pairs,
    many_papers,
    matching,
    candidates,
    due_over_programmes,  # the last one: its programmes stay in the database
)


def _cast() -> Cast:
    existing = Organisation.objects.filter(slug="ryabinka").first()
    if existing is None:
        return build_cast()
    people = {"curator": Person.objects.of(existing).get(surname="Кудрявцева")}
    return Cast(existing, people, existing, people["curator"])


def _another(slug: str) -> Organisation:
    from nastavnik.organisations.actions import found_organisation

    number = Organisation.objects.count()
    return found_organisation(by=None, slug=f"{slug}-{number}", full_name=slug, short_name=slug)


def _hire(cast: Cast, count: int) -> None:
    for number in range(count):
        surname = "Тест" + "".join(LETTERS[int(digit)] for digit in f"{number:03}") + "ова"
        person = add_person(cast.organisation, by=None, surname=surname, first_name="Анна", sex="female")
        employ(person, "воспитатель", by=None)


def _staff_table(rows: int) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Ф.И.О.", "Должность", "Категория", "Общий стаж", "Педагогический стаж"])
        for number in range(rows):
            tail = "".join(LETTERS[int(digit)] for digit in f"{number:04}")
            name = f"Т{tail}ова Мария {tail.title()}овна"
            sheet.write_row(number + 1, 0, [name, "воспитатель", "первая", f"{number % 40} лет", f"{number % 30} лет"])
    return buffer.getvalue()


def _serve(folder: str) -> float:
    """Seconds from starting the server to the first page that it gives."""
    port = 18000 + os.getpid() % 1000
    start = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-m", "nastavnik", "serve", "--port", str(port)],
        env={**os.environ, "DATA": folder},
        stdout=subprocess.DEVNULL,
        cwd=Path(__file__).resolve().parents[1],
    )
    try:
        while time.perf_counter() - start < 120:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/start/", timeout=5) as answer:
                    assert answer.status == 200
                    return time.perf_counter() - start
            except OSError:
                time.sleep(0.02)
        raise TimeoutError("the server has not answered within two minutes")
    finally:
        server.terminate()
        server.wait(timeout=20)
