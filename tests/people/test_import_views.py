"""The import on its pages: who may, what they see, what a second press does (4.4.2, 4.4.5)."""

import subprocess
import sys
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nastavnik.organisations.actions import give_role
from nastavnik.organisations.models import RoleKind
from nastavnik.people.models import Person, StaffImport
from nastavnik.people.staff_import import plan_of
from tests.cast import TODAY
from tests.people.tables import DATA, check, sample, table
from tests.people.test_import_applying import people

NOVIKOVA = ("Новикова Вера Львовна", "воспитатель")


def at(cast, name, *rows):
    return reverse(f"people:{name}", args=[cast.organisation.slug, *(row.pk for row in rows)])


def upload(cast, client, file):
    return client.post(at(cast, "staff-import-upload"), {"file": file}, follow=True)


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.clause("4.4.2", "4.4.5")
def test_the_curator_brings_a_table_in_from_file_to_figures(cast, signed_in):
    client = signed_in("curator")
    page = text_of(client.get(at(cast, "staff-import-upload")))
    assert "таблица Excel (.xlsx)" in page and "Шаг 1 из 2" in page

    answer = upload(cast, client, sample("staff-kindergarten.xlsx"))
    page = text_of(answer)
    assert "прочитано строк с людьми — 25" in page and "Данные на 01.09.2026." in page
    assert "Ответьте на вопрос: он ниже" in page and "Гаврилюк Оксана Петровна" in page
    assert "женский (по отчеству)" in page and "Зайцева Полина Андреевна" in page
    (made,) = StaffImport.objects.all()
    answer = client.post(at(cast, "staff-import-answer", made), {"who-12": "skip"}, follow=True)
    page = text_of(answer)
    assert "Вопросов больше нет: план готов." in page and "Внести: добавить 19, изменить 4" in page

    answer = client.post(at(cast, "staff-import-apply", made), {"mark": mark_on(answer)}, follow=True)
    page = text_of(answer)
    assert "Готово. Добавлено людей: 19, изменено карточек: 4." in page and "Больше ничего не нужно" in page
    assert Person.objects.of(cast.organisation).count() == 27


def mark_on(answer) -> str:
    return answer.content.decode().split('name="mark" value="')[1].split('"')[0]


def test_the_same_table_again_says_that_there_is_nothing_to_change(cast, signed_in):
    client = signed_in("curator")
    for _time in range(2):
        answer = upload(cast, client, table(NOVIKOVA))
        made = StaffImport.objects.of(cast.organisation).first()
        if b'name="mark"' in answer.content:
            client.post(at(cast, "staff-import-apply", made), {"mark": mark_on(answer)})
    page = text_of(answer)
    assert "Эта таблица уже внесена 14\u00a0сентября: менять нечего" in answer.content.decode()
    assert "Сейчас ничего не требуется" in page and 'name="mark"' not in page


@pytest.mark.parametrize("name", ["02-empty.csv", "03-header-only.xlsx", "10-password.xlsx", "11-no-microdata.html"])
def test_a_hopeless_file_is_refused_on_the_page_and_nothing_is_kept(cast, signed_in, name):
    before = Person.objects.count()
    answer = upload(cast, signed_in("curator"), sample(f"bad/{name}"))
    page = text_of(answer)
    assert "Проверьте, что введено" in page and name in page
    assert answer.status_code == 200 and StaffImport.objects.count() == 0 and Person.objects.count() == before


def test_a_zip_bomb_is_refused_before_it_is_unpacked(cast, signed_in, tmp_path):
    bomb = tmp_path / "bomb.xlsx"
    subprocess.run([sys.executable, str(DATA / "bad" / "make_zip_bomb.py"), str(bomb)], check=True)
    answer = upload(cast, signed_in("curator"), SimpleUploadedFile("bomb.xlsx", bomb.read_bytes()))
    assert "bomb.xlsx" in text_of(answer) and StaffImport.objects.count() == 0


def test_no_file_is_said_at_the_field(cast, signed_in):
    page = text_of(signed_in("curator").post(at(cast, "staff-import-upload"), {}))
    assert "Выберите файл." in page


def test_a_form_sent_twice_brings_the_table_in_once(cast, signed_in):
    client = signed_in("curator")
    made = check(cast, table(NOVIKOVA))
    sent = {"mark": plan_of(made).mark, "form_key": str(uuid.uuid4())}
    first = client.post(at(cast, "staff-import-apply", made), sent, follow=True)
    second = client.post(at(cast, "staff-import-apply", made), sent, follow=True)
    assert "Готово. Добавлено людей: 1" in text_of(first)
    assert "второй раз ничего не сделано" in text_of(second)
    assert Person.objects.of(cast.organisation).filter(surname="Новикова").count() == 1


def test_a_plan_from_an_old_tab_is_shown_anew_instead_of_being_written(cast, signed_in):
    client = signed_in("curator")
    first, second = check(cast, table(NOVIKOVA)), check(cast, table(NOVIKOVA, name="again.csv"))
    marks = plan_of(first).mark, plan_of(second).mark
    client.post(at(cast, "staff-import-apply", first), {"mark": marks[0]})
    answer = client.post(at(cast, "staff-import-apply", second), {"mark": marks[1]}, follow=True)
    page = text_of(answer)
    assert "План составлен заново" in page and "уже внесена" in page and "менять нечего" in page
    assert Person.objects.of(cast.organisation).filter(surname="Новикова").count() == 1


def test_a_dropped_table_leaves_everything_as_it_was(cast, signed_in):
    made = check(cast, table(NOVIKOVA))
    answer = signed_in("curator").post(at(cast, "staff-import-drop", made), follow=True)
    assert "В базе ничего не изменилось." in text_of(answer)
    assert not Person.objects.filter(surname="Новикова").exists()


def test_open_questions_are_left_out_by_one_button(cast, signed_in):
    made = check(cast, table(NOVIKOVA, ("Белокопытова Ирина", "воспитатель")))
    answer = signed_in("curator").post(at(cast, "staff-import-answer", made), {"skip_open": "1"}, follow=True)
    assert "Внести: добавить 1<" in text_of(answer)


@pytest.mark.clause("4.4.5")
@pytest.mark.parametrize(("part", "status"), [("curator", 200), ("head", 200), ("mentor", 403), ("stranger", 404)])
def test_who_may_bring_a_table_in(cast, signed_in, part, status):
    made = check(cast, table(NOVIKOVA))
    client = signed_in(part)
    assert client.get(at(cast, "staff-import-upload")).status_code == status
    assert client.get(at(cast, "staff-import-detail", made)).status_code == status
    for name in ("staff-import-apply", "staff-import-answer", "staff-import-drop"):
        if status != 200:
            assert client.post(at(cast, name, made), {"mark": plan_of(made).mark}).status_code == status
    assert not Person.objects.filter(surname="Новикова").exists()


@pytest.mark.clause("4.4.5")
def test_the_administrator_brings_a_table_in_together_with_the_curator(cast, signed_in):
    give_role(
        cast.organisation, cast.user("bystander"), RoleKind.ADMINISTRATOR, since=TODAY, ground="приказ № 5", by=None
    )
    answer = upload(cast, signed_in("bystander"), table(NOVIKOVA))
    assert "Внести: добавить 1" in text_of(answer)


def test_a_table_of_another_institution_does_not_exist(cast, signed_in):
    made = check(cast, table(NOVIKOVA))
    address = reverse("people:staff-import-detail", args=[cast.other.slug, made.pk])
    assert signed_in("stranger").get(address).status_code == 404


def test_two_thousand_rows_stay_readable(cast, signed_in, django_assert_max_num_queries):
    client = signed_in("curator")
    made = check(cast, people(2000))
    page = client.get(at(cast, "staff-import-detail", made)).content.decode()
    assert "Показать все 2000" in page and page.count("<tr") < 30
    with django_assert_max_num_queries(14):
        answer = client.get(at(cast, "staff-import-detail", made), {"part": "new", "page": "3"})
    assert answer.content.decode().count("<tr") == 51 and "101–150 из 2000" in answer.content.decode()
