"""The pages of the room: who may open what, what is written there, what is refused."""

import zipfile
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from docx import Document

from nastavnik.documents.models import Minutes, MinutesKind, MinutesState
from nastavnik.documents.papers.destruction import destructions
from nastavnik.papers.models import OwnForm
from nastavnik.papers.own_forms.starter import starter_form
from tests.cast import TODAY
from tests.documents.made import council, drafted, fresh, signed, whole
from tests.orders.made import base_order, picture
from tests.pairs.made import agreed, outsider, plain
from tests.programmes.conftest import relation_in_force

pytestmark = pytest.mark.django_db


def at(cast, name: str, *arguments) -> str:
    return reverse(f"documents:{name}", args=[cast.organisation.slug, *arguments])


# --- minutes --------------------------------------------------------------------------------------------------
@pytest.mark.clause("4.5", "7.2")
def test_minutes_from_the_acquaintance_to_the_signed_paper_in_the_browser(full_cast, signed_in):
    relation = agreed(full_cast)
    client = signed_in("curator")
    shown = client.get(at(full_cast, "minutes-list")).content.decode()
    assert "Знакомство прошло, протокола нет" in shown
    assert f"?relation={relation.pk}" in shown
    begun = client.post(
        at(full_cast, "minutes-draft"),
        {"kind": MinutesKind.ACQUAINTANCE, "held_on": "2026-09-14", "relation": str(relation.pk)},
        follow=True,
    )
    assert "Протокол № 1 начат" in plain(begun.content.decode())
    minutes = Minutes.objects.get()
    signed_page = client.post(at(full_cast, "minutes-sign", minutes.pk), {"scan": picture()}, follow=True)
    assert "Дальше — согласия и приказ о закреплении" in plain(signed_page.content.decode())
    assert fresh(minutes).state == MinutesState.SIGNED
    assert client.get(at(full_cast, "minutes-scan", minutes.pk)).status_code == 200
    assert "Знакомство прошло" not in client.get(at(full_cast, "minutes-list")).content.decode()


def test_the_page_says_what_is_lacking_and_offers_no_signing(cast, signed_in):
    minutes = drafted(cast)
    client = signed_in("curator")
    said = client.get(at(cast, "minutes-detail", minutes.pk)).content.decode()
    assert "Чего не хватает" in said and "В повестке нет ни одного вопроса." in said
    assert "Зарегистрировать подписанный" not in said
    answer = client.get(at(cast, "minutes-sign", minutes.pk), follow=True)
    assert "Не отмечено, кто присутствовал" in answer.content.decode()


def test_people_and_questions_are_written_on_their_pages(cast, signed_in):
    council(cast)
    minutes = drafted(cast)
    client = signed_in("curator")
    shown = client.get(at(cast, "minutes-write", minutes.pk))
    assert list(shown.context["form"].initial["people"]) == [cast.second_mentor.pk, cast.bystander.pk, cast.mentor.pk]
    client.post(
        at(cast, "minutes-write", minutes.pk),
        {
            "held_on": "2026-09-14", "chair": cast.head.pk, "secretary": cast.curator.pk, "people": [cast.mentor.pk],
            "guests": "Гость", "version": "1",
        },
    )  # fmt: skip
    client.post(
        at(cast, "item-add", minutes.pk),
        {"topic": "О плане", "decided": "Принять", "votes_for": 3, "votes_against": 0, "abstained": 0, "version": "2"},
    )
    item = fresh(minutes).items.get()
    assert (item.topic, item.votes) == ("О плане", (3, 0, 0))
    client.post(at(cast, "item-change", item.pk), {"topic": "О плане работы", "decided": "Принять", "version": "3"})
    item.refresh_from_db()
    assert (item.topic, item.votes) == ("О плане работы", None)
    client.post(at(cast, "item-remove", item.pk))
    assert not fresh(minutes).items.exists()
    assert [one.person for one in fresh(minutes).presences.all()] == [cast.head, cast.curator, cast.mentor]


def test_an_older_tab_is_told_so(cast, signed_in):
    minutes = whole(cast)
    answer = signed_in("curator").post(at(cast, "item-add", minutes.pk), {"topic": "Ещё", "version": "1"})
    assert "тем временем изменили" in answer.content.decode()
    assert fresh(minutes).items.count() == 1


def test_people_of_another_institution_are_no_choice(cast, signed_in):
    minutes = drafted(cast)
    answer = signed_in("curator").post(
        at(cast, "minutes-write", minutes.pk),
        {"held_on": "2026-09-14", "chair": cast.stranger.pk, "people": [cast.stranger.pk], "version": "1"},
    )
    assert {"chair", "people"} <= answer.context["form"].errors.keys()


def test_a_draft_is_dropped_and_a_scan_attached_later(cast, signed_in):
    client = signed_in("curator")
    first, second = signed(cast), drafted(cast)
    client.post(at(cast, "minutes-drop", second.pk))
    assert Minutes.objects.get() == first
    said = client.get(at(cast, "minutes-detail", first.pk)).content.decode()
    assert "Приложить скан" in said
    client.post(at(cast, "scan-attach", first.pk), {"scan": picture()})
    assert fresh(first).scan_id is not None


@pytest.mark.clause("4.5")
def test_the_council_writes_its_own_minutes_and_only_reads_others(full_cast, signed_in):
    outsider(full_cast, "council")
    own, session = drafted(full_cast), drafted(full_cast, MinutesKind.SESSION)
    foreign = drafted(full_cast, MinutesKind.PEDAGOGICAL)
    client = signed_in("bystander")
    kinds = [
        value for value, _label in client.get(at(full_cast, "minutes-draft")).context["form"].fields["kind"].choices
    ]
    assert kinds == [MinutesKind.COUNCIL, MinutesKind.SESSION]
    for minutes, status in ((own, 200), (session, 200), (foreign, 403)):
        assert client.get(at(full_cast, "minutes-detail", minutes.pk)).status_code == 200
        assert client.get(at(full_cast, "minutes-write", minutes.pk)).status_code == status
        assert client.get(at(full_cast, "item-add", minutes.pk)).status_code == status


def test_the_list_of_minutes_asks_as_many_questions_for_ten_as_for_one(cast, signed_in, django_assert_max_num_queries):
    client = signed_in("curator")
    for _number in range(6):
        drafted(cast)
    with django_assert_max_num_queries(14):
        client.get(at(cast, "minutes-list"))


# --- who may what ---------------------------------------------------------------------------------------------
PAGES = ["minutes-list", "minutes-draft", "portfolio-list", "destruction-list", "site-section", "own-form-list",
         "own-form-upload", "job-list"]  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_teacher_is_refused_and_a_stranger_finds_nothing(cast, signed_in, name):
    assert signed_in("mentor").get(at(cast, name)).status_code == 403
    assert signed_in("stranger").get(at(cast, name)).status_code == 404
    assert signed_in("head").get(at(cast, name)).status_code == 200


@pytest.mark.clause("1.4/4")
def test_a_reference_is_for_its_mentor_and_those_who_lead(full_cast, signed_in):
    relation_in_force(full_cast)
    mine = at(full_cast, "portfolio-paper", full_cast.mentor.pk, "portfolio", "pdf")
    for part, status in (("mentor", 200), ("head", 200), ("mentee", 403), ("stranger", 404)):
        assert signed_in(part).get(mine).status_code == status, part
    assert (
        signed_in("mentee").get(at(full_cast, "portfolio-paper", full_cast.mentee.pk, "portfolio", "pdf")).status_code
        == 404
    )
    assert (
        signed_in("mentor").get(at(full_cast, "portfolio-paper", full_cast.mentor.pk, "secrets", "pdf")).status_code
        == 404
    )
    assert full_cast.mentor.full_name in signed_in("curator").get(at(full_cast, "portfolio-list")).content.decode()


# --- papers at once -------------------------------------------------------------------------------------------
def test_a_journal_is_asked_for_by_its_year(cast, signed_in):
    base_order(cast)
    client = signed_in("curator")
    for year, name in ((2026, "2026"), (2025, "2025"), ("rubbish", "2026")):
        answer = client.get(at(cast, "paper", "orders-main", "pdf"), {"year": year})
        assert f"{name}_" in answer.headers["Content-Disposition"]
    assert client.get(at(cast, "paper", "secrets", "pdf")).status_code == 404
    assert client.get(at(cast, "paper", "orders-main", "odt")).status_code == 404


def test_what_cannot_be_printed_yet_is_said_in_a_sentence(cast, signed_in):
    answer = signed_in("curator").get(at(cast, "paper", "regulation-acquaintance", "pdf"), follow=True)
    assert "Положение ещё не утверждено" in answer.content.decode()


def test_a_destruction_is_noted_and_its_act_printed(cast, signed_in):
    client = signed_in("curator")
    shown = client.get(at(cast, "destruction-list")).content.decode()
    assert "Программа сама ничего не стирает" in shown
    wrong = client.post(
        at(cast, "destruction-list"), {"person": cast.mentee.pk, "reason": "term", "way": "erased", "on": "2026-09-14"}
    )
    assert "Отметьте, какие данные" in wrong.content.decode()
    client.post(
        at(cast, "destruction-list"),
        {"person": cast.mentee.pk, "categories": ["bank"], "reason": "term", "way": "erased", "on": "2026-09-14"},
    )
    noted = destructions(cast.organisation)[0]
    assert (noted.person, noted.on) == (cast.mentee, TODAY)
    assert client.get(at(cast, "destruction-paper", noted.key, "pdf")).status_code == 200
    assert client.get(at(cast, "destruction-paper", uuid4(), "pdf")).status_code == 404


def test_the_section_of_the_site_can_be_copied_as_html(cast, signed_in):
    said = signed_in("curator").get(at(cast, "site-section")).content.decode()
    assert "&lt;h3&gt;Локальные акты&lt;/h3&gt;" in said and "<h3>Локальные акты</h3>" in said


# --- own forms ------------------------------------------------------------------------------------------------
def docx(content: bytes, name: str = "forma.docx"):
    return ContentFile(content, name=name)


def test_an_own_form_is_uploaded_used_and_put_away(cast, signed_in):
    client = signed_in("curator")
    starter = client.get(at(cast, "own-form-starter", "minutes"))
    assert zipfile.is_zipfile(BytesIO(starter.content))
    shown = client.get(at(cast, "own-form-kind", "minutes")).content.decode()
    assert "Места для сведений" in shown and "<code>номер</code>" in shown
    answer = client.post(
        at(cast, "own-form-upload"),
        {"kind": "minutes", "name": "Наш протокол", "file": docx(starter.content)},
        follow=True,
    )
    assert "Форма принята" in answer.content.decode()
    form = OwnForm.objects.get()
    assert "Наш протокол" in client.get(at(cast, "own-form-list")).content.decode()
    assert client.get(at(cast, "own-form-file", form.pk)).getvalue() == starter.content
    minutes = whole(cast)
    assert client.get(at(cast, "minutes-paper", minutes.pk, "docx")).status_code == 200
    form.refresh_from_db()
    assert form.failure == ""
    client.post(at(cast, "own-form-remove", form.pk))
    form.refresh_from_db()
    assert not form.is_active


def test_a_form_with_an_unknown_place_is_refused_by_its_name(cast, signed_in):
    wrong = Document()
    wrong.add_paragraph("Протокол {{ номер }} от {{ выдумка }}")
    buffer = BytesIO()
    wrong.save(buffer)
    answer = signed_in("curator").post(
        at(cast, "own-form-upload"), {"kind": "minutes", "file": docx(buffer.getvalue())}
    )
    assert "выдумка" in answer.content.decode() and not OwnForm.objects.exists()


def test_a_form_of_another_institution_does_not_exist_here(cast, signed_in):
    client = signed_in("stranger")
    client.post(
        reverse("documents:own-form-upload", args=[cast.other.slug]),
        {"kind": "minutes", "file": docx(starter_form("minutes"))},
    )
    form = OwnForm.objects.get()
    assert signed_in("curator").get(at(cast, "own-form-file", form.pk)).status_code == 404
    assert signed_in("curator").post(at(cast, "own-form-remove", form.pk)).status_code == 404


def test_an_unknown_kind_has_no_page(cast, signed_in):
    assert signed_in("curator").get(at(cast, "own-form-kind", "secrets")).status_code == 404
    assert signed_in("curator").get(at(cast, "own-form-starter", "secrets")).status_code == 404
