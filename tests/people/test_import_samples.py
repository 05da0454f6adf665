"""Every sample file from the disk to the database, with exact figures (4.4.2, 4.4.5)."""

import csv
from datetime import date

import pytest

from nastavnik.kit.journal import entries_about
from nastavnik.kit.refusal import Refused
from nastavnik.kit.text import folded
from nastavnik.organisations.actions import found_organisation
from nastavnik.organisations.models import Role
from nastavnik.people.models import Employment, Person, StaffImport
from nastavnik.people.staff_import import answer_staff_import, apply_staff_import, check_staff, plan_of
from tests.people.tables import DATA, bring_in, check, person, sample

CATEGORIES = {"высшая": "highest", "первая": "first", "соответствие": "conformity", "нет": ""}


@pytest.fixture
def garden(cast):
    """An institution where nobody has been entered yet."""
    return found_organisation(by=None, slug="garden", full_name="Детский сад № 3", short_name="Детский сад № 3")


def expected(name: str) -> list[dict[str, str]]:
    with (DATA / "staff-expected.csv").open(encoding="utf-8-sig") as lines:
        return [row for row in csv.DictReader(lines) if row["file"] == name]


@pytest.mark.clause("4.4.2", "4.4.5")
@pytest.mark.parametrize(
    ("name", "people", "posts"),
    [
        ("staff-kindergarten.xlsx", 24, 25),
        ("staff-cp1251.csv", 12, 12),
        ("staff.ods", 10, 10),
        ("staff-site.html", 23, 24),
    ],
)
def test_a_sample_is_brought_in_as_a_careful_reader_understands_it(cast, garden, name, people, posts):
    counts = bring_in(cast, sample(name), garden)
    assert (counts["added"], counts["posts"], counts["faulty"]) == (people, posts, 0)
    assert Person.objects.of(garden).count() == people
    assert Employment.objects.of(garden).count() == posts
    for row in expected(name):
        one = Person.objects.of(garden).get(surname=row["surname"], first_name=row["first_name"])
        assert one.patronymic == row["patronymic"]
        assert one.email == row["email"]
        for position in row["position"].split(", "):
            job = one.employments.get(position=position)
            if position == row["position"].split(", ")[0]:
                assert _months(job.special_months, row["special_months"])
                assert _months(job.total_months, row["total_months"])
            assert job.since == (date.fromisoformat(row["hired_on"]) if len(row["hired_on"]) == 10 else None)
        if not row["same_person_as_row"]:
            assert one.category == CATEGORIES[row["category"]]


def _months(known: int | None, said: str) -> bool:
    return 0 <= known < 12 if said == "<12" else known == int(said)


@pytest.mark.parametrize("name", ["staff-kindergarten.xlsx", "staff-cp1251.csv", "staff.ods", "staff-site.html"])
def test_the_same_table_twice_changes_nothing_and_asks_nothing(cast, garden, name):
    bring_in(cast, sample(name), garden)
    before = list(Person.objects.of(garden).values()), list(Employment.objects.of(garden).values())
    again = check_staff(garden, sample(name), by=cast.user("curator"))
    plan = plan_of(again)
    assert plan.changes_nothing and not plan.open_questions and not plan.absent
    assert plan.counts["same"] == len(before[0])
    assert (list(Person.objects.of(garden).values()), list(Employment.objects.of(garden).values())) == before


@pytest.mark.clause("4.4.2")
def test_two_namesakes_of_one_table_stay_two_people(cast, garden):
    by = cast.user("curator")
    made = check_staff(garden, sample("staff-utf8.csv"), by=by)
    (question,) = plan_of(made).questions
    assert (question.key, question.name, question.post) == ("who-15", "Нечаева Алла Юрьевна", "тьютор")
    with pytest.raises(Refused, match="Сначала ответьте на вопросы"):
        apply_staff_import(made, mark=plan_of(made).mark, by=by)
    assert Person.objects.of(garden).count() == 0

    assert answer_staff_import(made, {"who-15": "another"}, by=by) == 0
    made.refresh_from_db()
    counts = apply_staff_import(made, mark=plan_of(made).mark, by=by).counts
    assert counts["added"] == 15
    posts = {
        one.employments.get().position for one in Person.objects.of(garden).filter(surname="Нечаева", first_name="Алла")
    }
    assert posts == {"воспитатель", "тьютор"}

    again = plan_of(check_staff(garden, sample("staff-utf8.csv"), by=by))
    assert again.changes_nothing and not again.questions


def test_the_site_after_the_table_gives_no_new_person_and_changes_nothing(cast, garden):
    bring_in(cast, sample("staff-kindergarten.xlsx"), garden)
    plan = plan_of(check_staff(garden, sample("staff-site.html"), by=cast.user("curator")))
    assert plan.counts["same"] == 23 and plan.changes_nothing and not plan.questions
    assert [absent.name for absent in plan.absent] == ["Овсянникова Дарья Максимовна"]


def test_the_table_after_the_site_gives_letters_dates_and_addresses_back(cast, garden):
    bring_in(cast, sample("staff-site.html"), garden)
    counts = bring_in(cast, sample("staff-kindergarten.xlsx"), garden)
    assert (counts["added"], counts["changed"], counts["same"]) == (1, 22, 1)  # of one only the year is known
    assert person(garden, "Ёлкина").email == "elkina.n@ryabinka7.example"  # the site has «Елкина»
    assert person(garden, "Фокин").first_name == "Пётр"
    assert person(garden, "Никитина").employments.count() == 2
    assert person(garden, "Никитина").employments.get(position="педагог-психолог").special_months == 23
    assert not Person.objects.of(garden).filter(surname="Елкина").exists()


def test_one_person_with_two_posts_is_one_person(cast, garden):
    bring_in(cast, sample("staff-kindergarten.xlsx"), garden)
    jobs = person(garden, "Никитина").employments
    assert {(job.position, job.kind) for job in jobs.all()} == {
        ("воспитатель", "main"),
        ("педагог-психолог", "internal"),
    }
    assert Person.objects.of(garden).employed(date(2026, 9, 14)).count() == 24


def test_part_timers_leave_and_unknown_days_are_kept_as_the_table_has_them(cast, garden):
    made = check_staff(garden, sample("staff-kindergarten.xlsx"), by=cast.user("curator"))
    plan = plan_of(made)
    notes = {one.name: one.notes for one in plan.people}
    assert notes["Жаворонкова Любовь Витальевна"] == (
        "О приёме известно только «1987»: день оставлен пустым, впишите его в карточке.",
    )
    apply_staff_import(made, mark=plan.mark, by=cast.user("curator"))
    assert person(garden, "Хомяков").employments.get().kind == "external"
    assert person(garden, "Третьякова").employments.get().on_leave
    assert person(garden, "Жаворонкова").employments.get().since is None
    assert person(garden, "Ёлкина").employments.get().months_as_of == date(2026, 9, 1)  # «на 01.09.2026» in the title
    teaching = {one.surname for one in Person.objects.of(garden).teaching(date(2026, 9, 14))}
    assert "Хомяков" not in teaching and "Веретенникова" not in teaching and len(teaching) == 22


def test_sex_comes_from_the_patronymic_only(cast, garden):
    made = check_staff(garden, sample("staff-kindergarten.xlsx"), by=cast.user("curator"))
    plan = plan_of(made)
    said = {one.name: [change.after for change in one.changes if change.label == "пол"] for one in plan.people}
    assert said["Фокин Пётр Аркадьевич"] == ["мужской (по отчеству)"]
    assert said["Шарипова Эльмира"] == []
    apply_staff_import(made, mark=plan.mark, by=cast.user("curator"))
    assert person(garden, "Шарипова").sex == ""
    assert person(garden, "Мельник").sex == "female"  # the surname does not tell
    assert person(garden, "Дроздецкая").sex == "female"  # Ильинична


@pytest.mark.clause("4.4.5")
def test_the_head_in_the_table_is_the_head_we_know_and_gets_no_role(cast):
    before = list(Role.objects.of(cast.organisation).values_list("user", "kind"))
    by = cast.user("curator")
    made = check(cast, sample("staff-kindergarten.xlsx"))
    plan = plan_of(made)
    assert plan.counts["added"] == 19
    assert [question.name for question in plan.questions] == ["Гаврилюк Оксана Петровна"]  # another post, another day
    assert sorted(one.name.split()[0] for one in plan.changed) == [
        "Абросимова", "Белокопытова", "Веретенникова", "Кудрявцева",
    ]  # fmt: skip
    assert sorted(absent.name.split()[0] for absent in plan.absent) == ["Зайцева", "Ким", "Мухаметзянова"]
    assert answer_staff_import(made, {"who-12": f"same:person:{cast.second_mentor.pk}"}, by=by) == 1
    assert answer_staff_import(made, {"post-12": "second"}, by=by) == 0
    made.refresh_from_db()
    apply_staff_import(made, mark=plan_of(made).mark, by=by)
    jobs = {(job.position, job.kind) for job in cast.second_mentor.employments.all()}
    assert jobs == {("учитель-логопед", "main"), ("воспитатель", "internal")}
    head = person(cast.organisation, "Веретенникова")
    assert head == cast.head and not head.employments.get().is_teaching
    assert list(Role.objects.of(cast.organisation).values_list("user", "kind")) == before
    for part in ("mentee", "second_mentee", "third_mentee"):
        assert cast.people[part].employments.get().until is None


def test_after_applying_only_the_name_of_the_file_and_figures_stay(cast, garden):
    bring_in(cast, sample("staff-kindergarten.xlsx"), garden)
    (made,) = StaffImport.objects.of(garden)
    assert made.table == {}
    assert made.counts["added"] == 24 and made.file_name == "staff-kindergarten.xlsx"
    assert not any(folded("Никитина") in folded(str(value)) for value in (made.answers, made.counts))
    events = [entry.event for entry in entries_about(made)]
    assert events == ["staff_import_checked", "staff_imported"]
    assert entries_about(made).last().facts["added"] == 24


BAD = [
    # file, what is added, rows that are not, words of the page
    ("01-wrong-extension.xlsx", 2, [], ""),
    ("04-two-headers.xlsx", 4, [], ""),
    ("05-formula-cells.xlsx", 2, None, "похоже на формулу"),
    ("06-long-cell.xlsx", 1, None, "должность длиннее 1000 знаков (5000)"),
    ("07-mixed-encodings.csv", 1, [0], "Строки 3–4 записаны в другой кодировке"),
    ("08-rows-of-spaces.xlsx", 2, None, "нет фамилии, имени и отчества"),
    ("12-unbalanced-quotes.csv", 2, [3, 5], "кавычка открыта и не закрыта"),
]


@pytest.mark.parametrize(("name", "added", "rows", "words"), BAD, ids=[name for name, *_rest in BAD])
def test_a_bad_file_names_row_and_fault_and_takes_only_what_is_sound(cast, garden, name, added, rows, words):
    made = check_staff(garden, sample(f"bad/{name}"), by=cast.user("curator"))
    plan = plan_of(made)
    assert plan.counts["added"] == added and not plan.questions
    if rows is not None:
        assert [fault.row for fault in plan.faults] == rows
    assert any(words in fault.sentence for fault in plan.faults) or not words
    assert Person.objects.of(garden).count() == 0
    taken = {row for one in plan.people for row in one.rows}
    assert not taken & {fault.row for fault in plan.faults}


@pytest.mark.parametrize("name", ["02-empty.csv", "03-header-only.xlsx", "10-password.xlsx", "11-no-microdata.html"])
def test_a_hopeless_file_is_refused_with_its_sentence(cast, garden, name):
    with pytest.raises(Refused) as refusal:
        check_staff(garden, sample(f"bad/{name}"), by=cast.user("curator"))
    assert name in refusal.value.sentence or "теку" in refusal.value.sentence
    assert StaffImport.objects.of(garden).count() == 0


@pytest.mark.clause("4.4.2")
def test_likely_doubles_are_asked_about_and_never_merged(cast, garden):
    made = check_staff(garden, sample("bad/09-duplicates-two-spellings.csv"), by=cast.user("curator"))
    plan = plan_of(made)
    assert [question.key for question in plan.questions] == ["who-3", "who-5", "who-7", "who-9", "who-11"]
    namesakes = plan.questions[-1]
    assert namesakes.facts == ("s2@ds.example",)
    assert [(choice.value, choice.hint) for choice in namesakes.choices[:1]] == [
        ("same:row:10", "строка 10: воспитатель, s1@ds.example")
    ]
    spelled = plan.questions[3]
    assert [choice.label for choice in spelled.choices] == [
        "Тот же человек: Быстрова-Ким Наталия Игоревна",
        "Тот же человек, но имя записать так: Быстрова-Ким Наталья Игоревна",
        "Другой человек",
        "Пропустить строку",
    ]
    answers = {
        "who-3": "same:row:2", "who-5": "same:row:4", "who-7": "same:row:6", "who-9": "renamed:row:8",
        "who-11": "another",
    }  # fmt: skip
    assert answer_staff_import(made, answers, by=cast.user("curator")) == 0
    made.refresh_from_db()
    counts = apply_staff_import(made, mark=plan_of(made).mark, by=cast.user("curator")).counts
    assert (counts["added"], counts["posts"]) == (6, 6)
    assert sorted(one.full_name for one in Person.objects.of(garden)) == [
        "Быстрова-Ким Наталья Игоревна", "Рогозина Елена Павловна", "Семенова Ольга Петровна",
        "Сушкова Ирина Олеговна", "Сушкова Ирина Олеговна", "Щёткина Алёна Семёновна",
    ]  # fmt: skip
    again = plan_of(check_staff(garden, sample("bad/09-duplicates-two-spellings.csv"), by=cast.user("curator")))
    assert again.changes_nothing and not again.open_questions
