"""Pages of answers from a form service: choose a file, look, answer, apply."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nastavnik.banks.answer_import import apply_sheet, check_sheet, plan_of
from nastavnik.banks.models import AnswerSheet, MenteeEntry
from nastavnik.kit import clock
from nastavnik.organisations.actions import give_role
from nastavnik.organisations.models import RoleKind
from tests.banks.answer_import.staff import REQUESTS, hire_staff, sample, table

UPLOAD = reverse("banks:sheet-upload", args=["ryabinka"])


def at(sheet):
    return reverse("banks:sheet-detail", args=["ryabinka", sheet.pk])


def shown(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def sheet(cast):
    """The sample of requests, read: 13 people, one unknown, five wordings to be asked about."""
    hire_staff(cast)
    return check_sheet(cast.organisation, sample("requests.xlsx"), by=cast.user("curator"))


@pytest.mark.clause("4.4.5")
def test_who_brings_answers_in(signed_in, cast, sheet):
    give_role(
        cast.organisation, cast.user("bystander"), RoleKind.ADMINISTRATOR, since=clock.today(), ground="приказ", by=None
    )
    for part, status in (("curator", 200), ("head", 200), ("bystander", 200), ("mentor", 403), ("stranger", 404)):
        client = signed_in(part)
        assert client.get(UPLOAD).status_code == status, part
        assert client.get(at(sheet)).status_code == status, part
    stranger = signed_in("stranger")
    assert stranger.get(at(sheet).replace("/ryabinka/", "/teremok/")).status_code == 404
    assert stranger.post(at(sheet), {"drop": "1"}).status_code == 404
    assert AnswerSheet.objects.get().state == "checked"


@pytest.mark.clause("R2.1")
def test_curator_brings_the_answers_in_from_the_file_to_the_drafts(signed_in, cast):
    hire_staff(cast)
    client = signed_in("curator")
    answer = client.post(UPLOAD, {"file": sample("requests.xlsx")})
    made = AnswerSheet.objects.get()
    assert answer["Location"] == at(made)
    said = shown(client, at(made))
    assert "Ответьте на вопросы: их 5, они ниже" in said
    assert "ПЕТРОВА" in said
    assert "нет в списке сотрудников: внесите человека в «Люди» или исправьте имя в файле" in said
    assert "Человек отвечал раньше (строка 2): действует этот, поздний ответ." in said
    assert "Предложено по похожим словам: проверьте." in said
    assert not MenteeEntry.objects.exists()

    questions = plan_of(made).open_questions
    some = {question.key: question.likely for question in questions if question.likely}
    client.post(at(made), some)
    assert "Ответы записаны. Остался 1 вопрос." in shown(client, at(made))
    (last,) = plan_of(AnswerSheet.objects.get()).open_questions
    client.post(at(made), {last.key: "words"})
    said = shown(client, at(made))
    assert "Вопросов больше нет: план готов." in said
    assert "Внести: новых 13, изменить 0" in said

    mark = plan_of(AnswerSheet.objects.select_related("organisation__settings").get()).mark
    client.post(at(made), {"apply": "1", "mark": mark})
    said = shown(client, at(made))
    assert "Готово. Ответы внесены: новых черновиков 13, изменено 0. Дальше — согласия на обработку данных." in said
    assert reverse("banks:entry-list", args=["ryabinka", "mentees"]) in said
    assert MenteeEntry.objects.filter(state="draft").count() == 13


def test_stale_page_applies_nothing_and_says_why(signed_in, cast, sheet):
    client = signed_in("curator")
    client.post(at(sheet), {"skip": "1"})
    client.post(at(sheet), {"apply": "1", "mark": "другой план"})
    said = shown(client, at(sheet))
    assert "План составлен заново." in said
    assert not MenteeEntry.objects.exists()


def test_open_questions_stop_the_applying(signed_in, cast, sheet):
    client = signed_in("curator")
    client.post(at(sheet), {"apply": "1", "mark": plan_of(sheet).mark})
    assert "Сначала ответьте на вопросы: без ответов таблица не вносится." in shown(client, at(sheet))
    assert not MenteeEntry.objects.exists()


def test_dropped_sheet_says_that_nothing_was_done(signed_in, cast, sheet):
    client = signed_in("curator")
    client.post(at(sheet), {"drop": "1"})
    said = shown(client, at(sheet))
    assert "Ответы не внесены и стёрты" in said
    assert "Овсянникова" not in said
    client.post(at(sheet), {"apply": "1", "mark": "x"})
    assert "Эти ответы уже внесены или отменены: второй раз ничего не сделано." in shown(client, at(sheet))


def test_table_that_changes_nothing_says_so(signed_in, cast):
    row = ["", "Ким Артём", "", "Речевое развитие", "Помогите", "", ""]
    first = check_sheet(cast.organisation, table(REQUESTS, row), by=cast.user("curator"))
    apply_sheet(first, mark=plan_of(first).mark, by=cast.user("curator"))
    again = check_sheet(cast.organisation, table(REQUESTS, row), by=cast.user("curator"))
    assert "Таблица ничего не меняет: всё это уже есть в базе" in shown(signed_in("curator"), at(again))


@pytest.mark.clause("1.4/5")
def test_page_counts_those_who_said_no_and_names_none(signed_in, cast):
    hire_staff(cast)
    made = check_sheet(cast.organisation, sample("mentors.xlsx"), by=cast.user("curator"))
    said = shown(signed_in("curator"), at(made))
    assert "Ответили «нет»" in said
    assert "Жаворонкова" not in said
    assert "Готовность стать наставником: «Скорее да». Спросите человека." in said


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Отправленный файл пуст."),
        (b"MZ\x90\x00 program", "Файл «т.xlsx» — программа, а нужна таблица .xlsx, .ods или .csv"),
        ("ФИО;Темы;Помощь\n;;".encode(), "нет ни одного ответа"),
    ],
)
def test_bad_file_is_answered_on_its_field(signed_in, cast, content, sentence):
    answer = signed_in("curator").post(UPLOAD, {"file": SimpleUploadedFile("т.xlsx", content)})
    assert sentence in " ".join(answer.context["form"].errors["file"])
    assert not AnswerSheet.objects.exists()


def test_no_file_is_answered_on_its_field(signed_in, cast):
    assert signed_in("curator").post(UPLOAD, {}).context["form"].errors["file"] == ["Обязательное поле."]


def test_answers_are_texts_on_the_page_whatever_they_hold(signed_in, cast):
    row = ["", "Ким Артём", "", "<b>Хор</b>", "<script>alert(1)</script>", "", ""]
    made = check_sheet(cast.organisation, table(REQUESTS, row), by=cast.user("curator"))
    said = shown(signed_in("curator"), at(made))
    assert "<script>alert" not in said
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in said
    assert "«&lt;b&gt;Хор&lt;/b&gt;»" in said


def test_earlier_files_are_listed(signed_in, cast, sheet):
    said = shown(signed_in("curator"), UPLOAD)
    assert "requests.xlsx" in said
    assert "ждёт решения" in said
    assert UPLOAD in shown(signed_in("curator"), reverse("banks:bank-list", args=["ryabinka"]))
