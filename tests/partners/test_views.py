"""The pages of the room: who opens them, what they say, how many queries they take."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nastavnik.kit import clock
from nastavnik.organisations.actions import give_role
from nastavnik.organisations.models import Role
from nastavnik.papers.models import Scan
from nastavnik.partners.models import Agreement, EventParticipant, Partner, PartnerEvent
from tests.pairs.made import plain
from tests.partners.made import agreement, day, event, partner, took_part

pytestmark = [pytest.mark.django_db, pytest.mark.clause("4.3/6")]
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c4944415408d763f8ffff3f0005fe02fedccc59e70000000049454e44ae426082"
)
CARD = {"name": "Методический центр", "kind": "methodical", "level": "municipal", "contact": "методисты"}
TERMS = {"number": "3", "signed_on": "2026-09-01", "subject": "Наставничество", "since": "2026-09-01"}


def at(name: str, *keys) -> str:
    return reverse(f"partners:{name}", args=["ryabinka", *keys])


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return plain(answer.content.decode())


def sent(client, address: str, **data) -> str:
    answer = client.post(address, data, follow=True)
    assert answer.status_code == 200, answer.status_code
    return plain(answer.content.decode())


@pytest.fixture
def lived(cast):
    made = agreement(cast, until=day(20))
    took_part(cast, event(cast, partner=made.partner), "listener", "mentor")
    return made


READ = ("partner-list", "event-list", "event-report")
STATUS = [("curator", 200, 200), ("head", 200, 200), ("mentor", 403, 403), ("stranger", 404, 404)]


@pytest.mark.clause("1.4/4")
@pytest.mark.parametrize(("part", "reads", "writes"), STATUS)
def test_who_reads_and_who_writes(cast, lived, signed_in, part, reads, writes):
    client, one = signed_in(part), PartnerEvent.objects.get()
    places = [at(name) for name in READ] + [at("partner-detail", lived.partner.pk), at("event-detail", one.pk)]
    assert {client.get(place).status_code for place in places} == {reads}
    assert client.get(at("event-report-paper", "docx")).status_code == reads
    changes = [at("partner-add"), at("agreement-change", lived.pk), at("participants-add", one.pk)]
    assert {client.get(place).status_code for place in changes} == {writes}


@pytest.mark.clause("1.4/4")
def test_the_council_reads_and_changes_nothing(cast, lived, signed_in):
    user = cast.user("bystander")
    Role.objects.filter(user=user).delete()
    give_role(cast.organisation, user, "council", since=clock.today(), ground="приказ № 5", by=None)
    client = signed_in("bystander")
    told = page(client, at("partner-list")) + page(client, at("partner-detail", lived.partner.pk))
    assert "Внести" not in told and "приложить скан" not in told
    assert client.get(at("agreement-scan", lived.pk)).status_code == 403
    assert client.post(at("partner-drop", lived.partner.pk)).status_code == 403


@pytest.mark.clause("2.2/3")
def test_a_partner_an_agreement_and_its_scan_from_the_first_click_to_the_last(cast, signed_in):
    client = signed_in("curator")
    assert "Партнёров пока нет" in page(client, at("partner-list"))
    assert "Партнёр внесён" in sent(client, at("partner-add"), **CARD)
    known = Partner.objects.get()
    assert "Такой партнёр уже есть" in sent(client, at("partner-add"), **CARD)
    assert "Карточка партнёра сохранена" in sent(client, at("partner-change", known.pk), **CARD, note="семинары")
    file = SimpleUploadedFile("лист.png", PNG)
    said = sent(client, at("agreement-add", known.pk), **TERMS, until="2026-10-10", scan=file)
    assert "Соглашение внесено" in said and "открыть скан" in said and "скоро закончится" in said
    made = Agreement.objects.get()
    assert client.get(at("agreement-scan", made.pk)).status_code == 200
    assert "прекратите соглашение, а не убирайте" in sent(client, at("agreement-drop", made.pk))
    said = sent(client, at("agreement-renew", made.pk), **{**TERMS, "number": "4"})
    assert "действует без срока" in said and "Внести новое вместо него" not in said
    assert "раньше начала" in sent(client, at("agreement-change", made.pk), **TERMS, until="2026-08-01")
    assert "прекращено раньше срока" in sent(client, at("agreement-end", made.pk), ended_on="2026-09-10")


def test_a_refused_agreement_leaves_no_scan_and_a_program_is_none(cast, signed_in):
    client, known = signed_in("curator"), partner(cast)
    file = SimpleUploadedFile("лист.png", PNG)
    said = sent(client, at("agreement-add", known.pk), **{**TERMS, "signed_on": "2026-09-20"}, scan=file)
    assert "ещё не наступила" in said
    program = SimpleUploadedFile("scan.pdf", b"MZ" + b"\0" * 200)
    assert "нужен скан" in sent(client, at("agreement-add", known.pk), **TERMS, scan=program)
    assert not Agreement.objects.exists() and not Scan.objects.exists()


def test_an_event_with_participants_goes_into_the_report_of_its_year(cast, signed_in):
    client, known = signed_in("curator"), partner(cast)
    assert f'value="{known.pk}" selected' in page(client, at("event-add") + f"?partner={known.pk}")
    told = {"title": "Вебинар ИРО", "kind": "webinar", "on": "2026-09-10", "level": "regional", "host": "together"}
    assert "с каким партнёром" in sent(client, at("event-add"), **told)
    assert "Дальше отметьте, кто участвовал" in sent(client, at("event-add"), **told, partner=known.pk)
    one = PartnerEvent.objects.get()
    assert "Отметьте, кто участвовал" in sent(client, at("participants-add", one.pk), role="listener")
    people = [cast.mentor.pk, cast.mentee.pk]
    said = sent(client, at("participants-add", one.pk), role="listener", people=people)
    assert "Отмечено людей: 2." in said and "слушатель" in said
    assert "Вебинар ИРО" in page(client, at("event-report"))
    assert "событий нет" in page(client, at("event-report") + "?year=2025")
    row = EventParticipant.objects.get(person=cast.mentee)
    assert "Участник убран" in sent(client, at("participant-remove", row.pk))
    assert "Событие убрано" in sent(client, at("event-drop", one.pk))


def test_people_and_partners_of_another_institution_are_no_choice(cast, signed_in):
    foreign = Partner.objects.create(organisation=cast.other, name="Чужой партнёр", kind="school")
    client, one = signed_in("curator"), event(cast)
    told = {"title": "Вебинар", "kind": "webinar", "on": "2026-09-10", "level": "own", "host": "theirs"}
    sent(client, at("event-add"), **told, partner=foreign.pk)
    sent(client, at("participants-add", one.pk), role="listener", people=[cast.stranger.pk])
    assert PartnerEvent.objects.count() == 1 and not EventParticipant.objects.exists()
    assert "Чужой партнёр" not in page(client, at("event-add")) + page(client, at("partner-list"))


@pytest.mark.parametrize(("name", "queries"), [("partner-list", 7), ("event-list", 7), ("event-report", 6)])
def test_queries_of_a_list_do_not_grow_with_its_rows(cast, lived, signed_in, django_assert_num_queries, name, queries):
    client = signed_in("curator")
    client.get(at(name))
    with django_assert_num_queries(queries):
        client.get(at(name))
    for number in range(5):
        made = agreement(cast, partner(cast, f"Школа № {number}", kind="school"))
        took_part(cast, event(cast, partner=made.partner, title=f"Встреча {number}"), "speaker", "mentor", "mentee")
    with django_assert_num_queries(queries):
        client.get(at(name))
