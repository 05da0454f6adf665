"""The pages of the room: who opens them, what they say, what they do."""

import hashlib
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nastavnik.duties.models import Notice, Supplement
from nastavnik.kit import clock
from nastavnik.organisations.actions import change_organisation
from nastavnik.organisations.models import CalendarYear
from nastavnik.papers.models import IssuedPaper
from nastavnik.papers.own_forms.actions import upload_form
from tests.cast import TODAY
from tests.duties.made import (
    FRIDAY,
    WEDNESDAY,
    cancelling,
    drafted,
    handed_over,
    mentor_of,
    registered,
    resigned,
    stored,
    waived,
)
from tests.pairs.made import in_force, make_room, member_of, outsider, plain, ready
from tests.papers.own_forms import form
from tests.papers.reading import docx_text

pytestmark = pytest.mark.django_db
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c4944415408d763f8ffff3f0005fe02fedccc59e70000000049454e44ae426082"
)


def at(name: str, *keys) -> str:
    return reverse(f"duties:{name}", args=["ryabinka", *keys])


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return plain(answer.content.decode())


def sent(client, address: str, **data) -> str:
    answer = client.post(address, data, follow=True)
    assert answer.status_code == 200, answer.status_code
    return plain(answer.content.decode())


# --- who ----------------------------------------------------------------------------------------------------------
LEADS = [("head", 200), ("curator", 200), ("mentor", 403), ("mentee", 403), ("stranger", 404)]
OWN = [("head", 200), ("curator", 200), ("mentor", 200), ("mentee", 403), ("bystander", 403), ("stranger", 404)]


@pytest.mark.parametrize(("part", "status"), LEADS)
def test_who_opens_the_list(signed_in, full_cast, part, status):
    assert signed_in(part).get(at("supplement-list")).status_code == status


@pytest.mark.parametrize(("part", "status"), [("mentor", 200), ("mentee", 200), ("curator", 200), ("stranger", 404)])
def test_everybody_has_a_page_of_their_own_duties(signed_in, full_cast, part, status):
    assert signed_in(part).get(at("own-duties")).status_code == status


@pytest.mark.clause("4.3/8")
@pytest.mark.parametrize(("part", "status"), OWN)
def test_what_is_paid_is_read_by_the_two_who_lead_and_the_mentor(signed_in, full_cast, part, status):
    supplement = drafted(full_cast)
    for name, more in (("supplement-detail", ()), ("supplement-paper", ("pdf",))):
        assert signed_in(part).get(at(name, supplement.pk, *more)).status_code == status


def test_the_council_does_not_read_agreements(client, full_cast):
    supplement = drafted(full_cast)
    client.force_login(outsider(full_cast, "council"), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(at("supplement-detail", supplement.pk)).status_code == 403
    assert client.get(at("supplement-list")).status_code == 403


@pytest.mark.parametrize(("part", "status"), OWN)
def test_who_sees_a_notice(signed_in, full_cast, part, status):
    notice = resigned(full_cast)
    assert signed_in(part).get(at("notice-detail", notice.pk)).status_code == status
    assert signed_in(part).get(at("notice-paper", notice.pk, "docx")).status_code == status


@pytest.mark.parametrize(("part", "status"), [("mentee", 403), ("second_mentor", 403), ("stranger", 404)])
def test_nobody_lays_down_the_duties_of_another(signed_in, full_cast, part, status):
    member = mentor_of(full_cast)
    assert signed_in(part).post(at("notice-give", member.pk), {"last_day": "2026-09-30"}).status_code == status
    assert not Notice.objects.exists()


@pytest.mark.parametrize(("part", "status"), [("mentor", 403), ("mentee", 403), ("stranger", 404)])
def test_what_only_those_who_lead_do(signed_in, full_cast, part, status):
    relation, client = in_force(full_cast), signed_in(part)
    supplement, notice = drafted(full_cast, relation), resigned(full_cast, relation)
    member = member_of(relation, full_cast, "mentor")
    addresses = [
        at("supplement-draft", member.pk), at("cancellation-prepare", member.pk), at("notice-note", notice.pk),
        at("last-day-agree", notice.pk), at("cancellation-give", notice.pk), at("cancellation-drop", notice.pk),
        at("supplement-change", supplement.pk), at("supplement-register", supplement.pk),
        at("supplement-drop", supplement.pk), at("supplement-waive", full_cast.mentor.pk),
        at("supplement-scan-attach", supplement.pk),
    ]  # fmt: skip
    assert {address: client.post(address).status_code for address in addresses} == dict.fromkeys(addresses, status)


@pytest.mark.parametrize(
    ("made", "part", "status"),
    [
        (resigned, "mentor", 302),
        (resigned, "curator", 403),  # it is the mentor's own word
        (handed_over, "mentor", 403),
        (handed_over, "curator", 302),
        (handed_over, "stranger", 404),
    ],
)
def test_whoever_gave_it_takes_it_back(signed_in, full_cast, made, part, status):
    notice = made(full_cast)
    assert signed_in(part).post(at("notice-withdraw", notice.pk)).status_code == status


@pytest.mark.clause("6.1/5")
@pytest.mark.parametrize(
    ("part", "status"), [("mentee", 200), ("mentor", 403), ("curator", 403), ("second_mentee", 403), ("stranger", 404)]
)
def test_the_blank_of_a_petition_is_for_the_mentee_alone(signed_in, full_cast, part, status):
    member = member_of(in_force(full_cast), full_cast, "mentee")
    for kind in ("pdf", "docx"):
        assert signed_in(part).get(at("petition-paper", member.pk, kind)).status_code == status


def test_before_the_order_there_is_nobody_to_replace(signed_in, full_cast):
    member = member_of(ready(full_cast), full_cast, "mentee")
    assert signed_in("mentee").get(at("petition-paper", member.pk, "pdf")).status_code == 404


# --- agreements ---------------------------------------------------------------------------------------------------
def test_the_list_says_how_every_mentor_stands(signed_in, full_cast):
    in_force(full_cast)
    said = page(signed_in("curator"), at("supplement-list"))
    assert "Белокопытова Ирина Геннадьевна" in said and "Подготовить" in said and "не требуется" in said
    assert "Приказ оно не останавливает" in said


def test_an_empty_kindergarten_says_when_duties_appear(signed_in, cast):
    assert "Поручений пока нет" in page(signed_in("curator"), at("supplement-list"))


@pytest.mark.clause("4.2")
def test_drafted_changed_and_registered_after_it_was_signed_on_paper(signed_in, full_cast):
    member, client = mentor_of(full_cast), signed_in("curator")
    said = sent(client, at("supplement-draft", member.pk))
    assert "Распечатать в двух экземплярах и подписать" in said and "Подписано: зарегистрировать" in said
    supplement = Supplement.objects.get()
    said = sent(
        client, at("supplement-change", supplement.pk), content="Помощь в работе", form_words="традиционная",
        since="2026-09-14", until="2027-05-31", payment="по Положению об оплате труда",
    )  # fmt: skip
    assert "Проект сохранён. Распечатайте его в двух экземплярах." in said and "по Положению об оплате труда" in said
    said = sent(client, at("supplement-register", supplement.pk), number="5", signed_on="2026-09-14")
    assert "Готово. Соглашение зарегистрировано, сама бумага хранится в деле." in said and "не приложен" in said
    assert "есть" in page(client, at("supplement-list"))


def test_a_draft_that_lacks_what_the_law_wants_is_not_saved(signed_in, full_cast):
    supplement = drafted(full_cast)
    said = sent(signed_in("curator"), at("supplement-change", supplement.pk), content="", form_words="", payment="x")
    assert said.count("Обязательное поле.") >= 4
    supplement.refresh_from_db()
    assert supplement.payment == ""


def test_a_scan_comes_with_the_registration_or_later_and_is_given_back(signed_in, full_cast):
    supplement, client = registered(full_cast), signed_in("curator")
    said = sent(client, at("supplement-scan-attach", supplement.pk), scan=SimpleUploadedFile("лист.png", PNG))
    assert "Скан приложен." in said
    assert client.get(at("supplement-scan", supplement.pk)).status_code == 200
    assert signed_in("mentor").get(at("supplement-scan", supplement.pk)).status_code == 200


def test_a_program_in_place_of_a_scan_is_refused_and_nothing_is_registered(signed_in, full_cast):
    supplement = drafted(full_cast)
    said = sent(
        signed_in("curator"), at("supplement-register", supplement.pk), number="5", signed_on="2026-09-14",
        scan=SimpleUploadedFile("scan.pdf", b"MZ" + b"\0" * 200),
    )  # fmt: skip
    supplement.refresh_from_db()
    assert supplement.state == "draft" and "error" in said


def test_none_is_needed_with_its_ground(signed_in, full_cast):
    in_force(full_cast)
    client = signed_in("curator")
    assert "ТЗ/7300-6-1" in page(client, at("supplement-waive", full_cast.mentor.pk))
    said = sent(client, at("supplement-waive", full_cast.mentor.pk), ground="Трудовая функция методиста")
    assert "Письменное согласие (4.2) нужно всё равно." in said and "Трудовая функция методиста" in said
    said = sent(client, at("supplement-drop", Supplement.objects.get().pk))
    assert "Снято." in said and "Подготовить" in said


def test_for_a_mentor_who_needs_none_the_draft_is_refused_with_the_reason(signed_in, full_cast):
    member = mentor_of(full_cast)
    waived(full_cast)
    assert "сначала снимите отметку" in sent(signed_in("curator"), at("supplement-draft", member.pk))


# --- notices ------------------------------------------------------------------------------------------------------
@pytest.mark.clause("5.1/3")
def test_two_clicks_of_the_mentor_on_a_friday(signed_in, full_cast):
    relation, client = in_force(full_cast), signed_in("mentor")
    with clock.at(FRIDAY):
        said = page(client, at("own-duties"))
        member = member_of(relation, full_cast, "mentor")
        assert at("notice-give", member.pk) in said  # the first click
        said = page(client, at("notice-give", member.pk))
        assert "последний день — не раньше чем 14 октября" in said and 'value="2026-10-14"' in said
        assert "Дата заявления" not in said  # it is today
        said = sent(client, at("notice-give", member.pk), last_day="2026-10-14")  # the second
        assert "Заявление подано. Последний день наставничества — 14.10.2026." in said
    assert (Notice.objects.get().last_day, Notice.objects.get().given_on) == (WEDNESDAY, FRIDAY)


@pytest.mark.clause("5.1/3")
def test_a_day_too_early_is_said_at_its_field(signed_in, full_cast):
    member = mentor_of(full_cast)
    said = sent(signed_in("mentor"), at("notice-give", member.pk), last_day="2026-09-16")
    assert "последний день — не раньше 17.09.2026 (статья 351.8 ТК РФ)" in said and not Notice.objects.exists()


def test_years_without_a_calendar_are_told(signed_in, full_cast):
    CalendarYear.objects.of(full_cast.organisation).delete()
    member = mentor_of(full_cast)
    words = "Производственный календарь не заполнен (2026)"
    assert words in page(signed_in("mentor"), at("notice-give", member.pk))
    assert words in page(signed_in("curator"), at("notice-detail", resigned(full_cast, member.relation).pk))


@pytest.mark.clause("5.1/3")
def test_those_who_lead_can_only_take_note_and_go_on_to_the_change(signed_in, full_cast):
    notice, client = resigned(full_cast), signed_in("curator")
    said = page(client, at("notice-detail", notice.pk))
    assert "Принять к сведению и подготовить приказ" in said and "тклонить" not in said
    for kind in ("replace", "relieve"):
        assert f"?kind={kind}&amp;leaving={notice.member_id}&amp;on=2026-09-18" in said
    assert "?kind=end&amp;on=2026-09-17" in said
    said = sent(client, at("notice-note", notice.pk))
    assert "Принято к сведению. Дальше — приказ: освободить, заменить или прекратить." in said


def test_a_paper_of_the_mentor_is_registered_with_its_day(signed_in, full_cast):
    member = mentor_of(full_cast)
    with clock.at(TODAY + timedelta(days=2)):
        sent(signed_in("curator"), at("notice-give", member.pk), given_on="2026-09-15", last_day="2026-09-18")
    assert Notice.objects.get().given_on == TODAY + timedelta(days=1)


def test_an_agreed_day_is_marked(signed_in, full_cast):
    notice, client = resigned(full_cast), signed_in("curator")
    said = sent(client, at("last-day-agree", notice.pk), last_day="2026-09-15")
    assert "стороны договорились о более раннем дне" in said and "по соглашению сторон" in said
    said = sent(client, at("last-day-agree", notice.pk), last_day="2026-09-30")
    assert "Договариваются о более раннем дне, чем 15.09.2026." in said


def test_taken_back_says_what_comes_next(signed_in, full_cast):
    notice = resigned(full_cast)
    said = sent(signed_in("mentor"), at("notice-withdraw", notice.pk))
    assert "Заявление отозвано. Чтобы продолжать, подпишите новое согласие: бланк уже готов." in said
    assert "Отозвано: обязанности остаются" in said


def test_the_employers_notice_from_the_list_to_the_mentors_hand(signed_in, full_cast):
    member, client = mentor_of(full_cast), signed_in("curator")
    assert at("cancellation-prepare", member.pk) in page(client, at("supplement-list"))
    said = sent(
        client, at("cancellation-prepare", member.pk), given_on="2026-09-14", last_day="2026-09-17", note="Причина"
    )
    assert "Уведомление готово: распечатайте, дайте подписать руководителю и вручите наставнику." in said
    notice = Notice.objects.get()
    said = sent(client, at("cancellation-give", notice.pk), given_on="2026-09-14")
    assert "Вручение отмечено. Дальше — приказ." in said and stored(notice).state == "given"


def test_one_that_is_not_handed_over(signed_in, full_cast):
    notice = cancelling(full_cast)
    assert "Не вручено: всё остаётся как было" in sent(signed_in("curator"), at("cancellation-drop", notice.pk))


def test_a_second_notice_leads_to_the_first(signed_in, full_cast):
    notice = resigned(full_cast)
    said = page(signed_in("mentor"), at("notice-detail", notice.pk))
    again = signed_in("mentor").get(at("notice-give", notice.member_id), follow=True)
    assert "Заявление или уведомление об этой паре уже есть." in plain(again.content.decode())
    assert "Передумали?" in said


def test_without_duties_the_form_leads_back(signed_in, full_cast):
    member = mentor_of(full_cast, ready(full_cast))
    answer = signed_in("mentor").get(at("notice-give", member.pk), follow=True)
    assert "Обязанностей наставника здесь нет." in plain(answer.content.decode())


# --- queries --------------------------------------------------------------------------------------------------------
def test_the_list_takes_the_same_number_of_queries_for_any_number_of_mentors(
    signed_in, full_cast, django_assert_num_queries, django_assert_max_num_queries
):
    client = signed_in("curator")
    make_room(full_cast)
    registered(full_cast)
    client.get(at("supplement-list"))
    with django_assert_max_num_queries(11) as few:
        client.get(at("supplement-list"))
    resigned(full_cast, in_force(full_cast, ("mentor",), ("second_mentee",)))
    in_force(full_cast, ("second_mentor",), ("third_mentee",))
    waived(full_cast, "second_mentor")
    with django_assert_num_queries(len(few)):
        client.get(at("supplement-list"))


@pytest.mark.clause("5.1/3")
def test_a_registered_agreement_is_printed_from_the_kept_file(signed_in, full_cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        supplement = registered(full_cast)
    change_organisation(full_cast.organisation, by=full_cast.user("head"), full_name="Детский сад «Переименован»")
    for paper_format in ("docx", "pdf"):
        kept = IssuedPaper.objects.about(supplement).get(format=paper_format)
        answer = signed_in("mentor").get(at("supplement-paper", supplement.pk, paper_format))
        assert hashlib.sha256(answer.getvalue()).hexdigest() == kept.sha256
    assert signed_in("mentor").get(at("supplement-paper", supplement.pk, "txt")).status_code == 404


@pytest.mark.parametrize(
    ("kind", "name", "make"),
    [
        ("supplement", "supplement-paper", drafted),
        ("notice_resign", "notice-paper", resigned),
        ("notice_cancel", "notice-paper", cancelling),
    ],
)
def test_papers_come_by_the_form_of_the_institution(signed_in, full_cast, kind, name, make):
    own = form("НАША ФОРМА", "{{ текст }}")
    upload_form(BytesIO(own), organisation_id=full_cast.organisation.pk, kind=kind, by=full_cast.user("curator"))
    answer = signed_in("curator").get(at(name, make(full_cast).pk, "docx"))
    assert "НАША ФОРМА" in docx_text(answer.content)
