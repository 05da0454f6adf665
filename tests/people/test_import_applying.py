"""All or nothing, once, and never another plan than the one that was seen (4.4.5)."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from nastavnik.kit import clock
from nastavnik.kit.models import JournalEntry
from nastavnik.kit.refusal import Outdated, Refused
from nastavnik.people import actions
from nastavnik.people.models import Employment, Person, StaffImport
from nastavnik.people.staff_import import (
    acts,
    answer_staff_import,
    apply_staff_import,
    check_staff,
    drop_staff_import,
    drop_staff_imports_due,
    plan_of,
    writing,
)
from tests.people.tables import bring_in, check, person, sample, table

NOVIKOVA = ("Новикова Вера Львовна", "воспитатель")


def rows_of_everything(organisation):
    """All that an import could have touched."""
    return [
        list(Person.objects.of(organisation).order_by("pk").values()),
        list(Employment.objects.of(organisation).order_by("pk").values()),
        JournalEntry.objects.filter(organisation_id=organisation.pk).count(),
    ]


@pytest.mark.clause("4.4.5")
def test_nothing_is_changed_until_the_plan_is_applied(cast):
    before = rows_of_everything(cast.organisation)[:2]
    made = check(cast, sample("staff-kindergarten.xlsx"))
    plan_of(made)
    assert rows_of_everything(cast.organisation)[:2] == before


@pytest.mark.clause("4.4.5")
@pytest.mark.parametrize("place", ["after the new people are written", "at the journal"])
def test_a_failure_in_the_middle_leaves_nothing_behind(cast, monkeypatch, place):
    made = check(cast, table(NOVIKOVA, ("Белокопытова Ирина Геннадьевна", "воспитатель", "высшая")))
    mark = plan_of(made).mark
    before = rows_of_everything(cast.organisation)
    seen = []

    def fails(*_arguments, **_options):
        seen.append(Person.objects.of(cast.organisation).filter(surname="Новикова").exists())
        raise DatabaseError("the disk is full")

    if place == "at the journal":
        monkeypatch.setattr(acts.STAFF_IMPORT, "advance", fails)
    else:
        monkeypatch.setattr(writing, "_update", fails)
    with pytest.raises(DatabaseError):
        apply_staff_import(made, mark=mark, by=cast.user("curator"))
    monkeypatch.undo()
    assert seen == [True]  # it was really in the middle
    assert rows_of_everything(cast.organisation) == before
    made.refresh_from_db()
    assert made.state == "checked" and made.table["rows"]
    assert apply_staff_import(made, mark=mark, by=cast.user("curator")).counts["added"] == 1


def test_of_two_plans_the_second_is_made_anew(cast):
    first, second = check(cast, table(NOVIKOVA)), check(cast, table(NOVIKOVA, name="again.csv"))
    marks = plan_of(first).mark, plan_of(second).mark
    apply_staff_import(first, mark=marks[0], by=cast.user("curator"))
    with pytest.raises(Outdated, match="План составлен заново"):
        apply_staff_import(second, mark=marks[1], by=cast.user("curator"))
    assert Person.objects.of(cast.organisation).filter(surname="Новикова").count() == 1
    second.refresh_from_db()
    assert second.state == "checked" and plan_of(second).changes_nothing


def test_a_person_entered_by_hand_meanwhile_makes_the_plan_anew(cast):
    made = check(cast, table(NOVIKOVA))
    mark = plan_of(made).mark
    one = actions.add_person(cast.organisation, by=None, surname="Новикова", first_name="Вера", patronymic="Львовна")
    actions.employ(one, "воспитатель", by=None)
    with pytest.raises(Outdated):
        apply_staff_import(made, mark=mark, by=cast.user("curator"))


def test_a_change_that_does_not_concern_the_table_does_not_stand_in_its_way(cast):
    made = check(cast, table(NOVIKOVA))
    mark = plan_of(made).mark
    actions.change_person(cast.bystander, by=None, phone="+79000000000")
    assert apply_staff_import(made, mark=mark, by=cast.user("curator")).counts["added"] == 1


def test_an_applied_table_is_not_applied_again(cast):
    made = check(cast, table(NOVIKOVA))
    mark = plan_of(made).mark
    apply_staff_import(made, mark=mark, by=cast.user("curator"))
    for attempt in (
        lambda: apply_staff_import(made, mark=mark, by=cast.user("curator")),
        lambda: answer_staff_import(made, {"who-2": "another"}, by=cast.user("curator")),
        lambda: drop_staff_import(made, by=cast.user("curator")),
    ):
        with pytest.raises(Refused):
            attempt()
    assert Person.objects.of(cast.organisation).filter(surname="Новикова").count() == 1


def test_a_dropped_table_changes_nothing_and_is_forgotten(cast):
    made = check(cast, table(NOVIKOVA))
    drop_staff_import(made, by=cast.user("curator"))
    made.refresh_from_db()
    assert (made.state, made.table, made.answers) == ("dropped", {}, {})
    assert not Person.objects.of(cast.organisation).filter(surname="Новикова").exists()


def test_a_table_that_nobody_applies_is_forgotten_after_two_weeks(cast):
    made = check(cast, table(NOVIKOVA))
    assert drop_staff_imports_due(clock.today()) == 0
    with clock.at(clock.now() + timedelta(days=15)):
        assert drop_staff_imports_due(clock.today()) == 1
    made.refresh_from_db()
    assert (made.state, made.table) == ("dropped", {})


def test_what_is_written_in_bulk_is_found_and_sorted_like_anything_else(cast):
    bring_in(cast, table(("Ёжикова Ольга Львовна", "учитель-логопед", "", "", "", "", "ezh@ds.example")))
    organisation = cast.organisation
    for words in ("ежикова", "логопед ольга", "EZH@ds"):
        assert person(organisation, "Ёжикова") in Person.objects.of(organisation).found_by(words)
    surnames = [one.surname for one in Person.objects.of(organisation)]
    assert surnames.index("Гаврилюк") < surnames.index("Ёжикова") < surnames.index("Зайцева")


def test_a_file_over_twenty_megabytes_is_refused_by_its_size(cast):
    big = SimpleUploadedFile("big.csv", b"")
    big.size = 21 * 1024 * 1024
    with pytest.raises(Refused, match=r"Файл больше 20 МБ \(21 МБ\)") as refusal:
        check(cast, big)
    assert refusal.value.field == "file"


def test_more_people_than_an_institution_has_are_refused(cast, monkeypatch):
    monkeypatch.setattr(acts, "MOST_ROWS", 2)
    with pytest.raises(Refused, match="В таблице 3 строк с людьми"):
        check(cast, table(*[(f"Новикова {name} Львовна", "воспитатель") for name in ("Вера", "Анна", "Яна")]))
    assert not StaffImport.objects.exists()


SYLLABLES = "ба во гу ди жо зу ка ло му ни по ру са то фу ха це чо шу ща"
FIRST = (
    "Анна Вера Дарья Елена Жанна Зоя Инна Кира Лидия Марта Нина Ольга Полина Раиса София Тамара Ульяна Фаина Элла Юлия"
)
FATHERS = (
    "Андрее Богдано Викторо Геннадье Дмитрие Евгенье Захаро Игоре Кирилло Леонидо Михайло Николае Олего Павло Романо "
    "Сергее Тимуро Федоро Эдуардо Яковле"
)


def people(count: int):
    """A table of so many people whose names are not alike."""
    rows = []
    for number in range(count):
        one, two, many = number % 20, number // 20 % 20, number // 400
        surname = (
            ("Берез", "Кузнец", "Мороз", "Орл", "Ткач")[many] + SYLLABLES.split()[one] + SYLLABLES.split()[two] + "енко"
        )
        name = f"{surname} {FIRST.split()[one]} {FATHERS.split()[two]}вна"
        rows.append((name, "воспитатель", "первая", "5 лет", "3 года 5 мес.", "01.09.2020"))
    return table(*rows)


def test_the_number_of_queries_does_not_grow_with_the_rows(cast):
    """Up to what one statement holds: SQLite takes 999 values, that is some 55 people."""
    counts = []
    for number in (5, 50):
        by = cast.user("curator")
        with CaptureQueriesContext(connection) as queries:
            made = check_staff(cast.other, people(number), by=by)
            apply_staff_import(made, mark=plan_of(made).mark, by=by)
        counts.append(len(queries))
        Person.objects.of(cast.other).exclude(pk=cast.stranger.pk).delete()
    assert counts[0] == counts[1]


def test_two_thousand_rows_are_brought_in_with_few_statements(cast):
    by = cast.user("curator")
    with CaptureQueriesContext(connection) as queries:
        made = check_staff(cast.other, people(2000), by=by)
        counts = apply_staff_import(made, mark=plan_of(made).mark, by=by).counts
    assert counts["added"] == 2000 and not counts["faulty"]
    assert Person.objects.of(cast.other).count() == 2001
    assert JournalEntry.objects.filter(organisation_id=cast.other.pk, event="staff_imported").count() == 1
    assert len(queries) < 110  # eighty of them write: 999 values at a time


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_plans_applied_at_one_moment_add_each_person_once(cast):
    """Both have passed the look at their plan when the other has not written yet; one of them must see the other."""
    if connection.vendor != "postgresql":
        pytest.skip("нужен сервер PostgreSQL")
    by = cast.user("curator")
    for trial in range(5):
        made = [check(cast, people(40)) for _plan in range(2)]
        marks = [plan_of(one).mark for one in made]
        start = threading.Barrier(2)

        def applied(number, made=made, marks=marks, start=start) -> str:
            try:
                start.wait()
                apply_staff_import(made[number], mark=marks[number], by=by)
            except Outdated:
                return "made anew"
            finally:
                connection.close()
            return "applied"

        with ThreadPoolExecutor(2) as pool:
            ways = [pool.submit(copy_context().run, applied, number) for number in range(2)]
            assert sorted(way.result() for way in ways) == ["applied", "made anew"], trial
        added = Person.objects.of(cast.organisation).filter(surname__endswith="енко")
        assert added.count() == 40
        added.delete()
