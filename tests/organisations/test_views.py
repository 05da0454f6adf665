"""The card, its change, settings: who may open them, what they say, what they do."""

from datetime import date

import pytest
from django.urls import reverse

from nastavnik.kit import clock
from nastavnik.organisations.actions import end_role, give_role
from nastavnik.organisations.models import Organisation, Role, RoleKind, Settings

CARD, CHANGE, SETTINGS = "organisation-detail", "organisation-change", "settings-change"


def address(name):
    return reverse(f"organisations:{name}", args=["ryabinka"])


def page(client, name):
    return client.get(address(name)).content.decode()


@pytest.mark.parametrize("name", [CARD, CHANGE, SETTINGS])
def test_stranger_finds_nothing(signed_in, name):
    client = signed_in("stranger")
    assert client.get(address(name)).status_code == 404
    assert client.post(address(name), {}).status_code == 404


@pytest.mark.parametrize(
    ("part", "name", "status"),
    [
        ("head", CHANGE, 200), ("curator", CHANGE, 200), ("mentor", CHANGE, 403),
        ("head", SETTINGS, 200), ("curator", SETTINGS, 200), ("mentee", SETTINGS, 403),
        ("mentee", CARD, 200),
    ],
)  # fmt: skip
def test_who_opens_what(signed_in, part, name, status):
    assert signed_in(part).get(address(name)).status_code == status


def test_visitor_is_sent_to_sign_in(client, cast):
    assert client.get(address(CARD))["Location"].startswith("/accounts/login/?next=")


@pytest.mark.clause("1.1", "4.4.1")
def test_card_says_who_is_responsible_on_what_ground(signed_in):
    said = page(signed_in("mentee"), CARD).replace("\xa0", " ")
    for words in (
        "Муниципальное бюджетное дошкольное образовательное учреждение",
        "Веретенникова Ольга Станиславовна",
        "распоряжение учредителя от 14.08.2017 № 31-р",
        "Кудрявцева Елена Борисовна",
        "с 01.09.2026",
        "3700000007",
        "Москва (МСК)",
    ):
        assert words in said
    assert "Изменить карточку" not in said  # a mentee changes nothing
    assert "Куратор не назначен" not in said


@pytest.mark.clause("1.3/3", "4.4.1")
def test_card_tells_the_head_that_nobody_is_curator(signed_in, cast):
    end_role(
        Role.objects.get(kind=RoleKind.CURATOR, organisation=cast.organisation),
        until=date(2026, 9, 13),
        by=None,
    )
    said = page(signed_in("head"), CARD)
    assert "Куратор не назначен" in said
    assert reverse("orders:base-order-start", args=["ryabinka"]) in said
    assert '<span class="nowrap">с 01.09.2026</span> <span class="nowrap">по 13.09.2026</span>' in said  # still told


def test_card_tells_of_a_role_that_has_not_begun(signed_in, cast):
    give_role(
        cast.organisation,
        cast.user("mentor"),
        RoleKind.COUNCIL,
        since=date(2026, 10, 1),
        ground="приказ",
        by=None,
    )
    assert "ещё не наступил" in page(signed_in("head"), CARD)
    with clock.at(date(2026, 10, 1)):
        assert "ещё не наступил" not in page(signed_in("head"), CARD)


def _card(**changes):
    return {
        "kind": "kindergarten",
        "full_name": "МБДОУ «Детский сад № 7 «Рябинка»",
        "short_name": "Сад № 7",
        "time_zone": "Asia/Omsk",
    } | changes


@pytest.mark.clause("1.1")
def test_change_card_keeps_the_former_name_on_the_page(signed_in, cast):
    client = signed_in("curator")
    answer = client.post(address(CHANGE), _card(site_url="sad7.example.ru"))
    assert answer["Location"] == address(CARD)
    kept = Organisation.objects.get(pk=cast.organisation.pk)
    assert (kept.short_name, kept.time_zone, kept.site_url) == (
        "Сад № 7",
        "Asia/Omsk",
        "https://sad7.example.ru",
    )
    said = page(client, CARD)
    assert "Прежние документы сохраняют прежнее название" in said
    assert "по 13.09.2026" in said
    assert "Омск (МСК+3)" in said


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("full_name", "", "Обязательное поле."),
        ("inn", "123", "ИНН учреждения — 10 цифр (у предпринимателя 12)."),
        ("ogrn", "12345678901234", "ОГРН — 13 цифр (у предпринимателя 15)."),
        ("email", "нет", "Введите правильный адрес электронной почты."),
    ],
)
def test_change_card_refuses(signed_in, cast, field, value, error):
    answer = signed_in("curator").post(address(CHANGE), _card(**{field: value}))
    assert answer.status_code == 200
    assert answer.context["form"].errors[field] == [error]
    assert not cast.organisation.former_names.exists()


def _settings(**changes):
    return {
        "council_name": "", "mentor_limit": 3, "group_limit": 2, "young_years": 3, "young_age": 35, "year_starts": 9,
        "programme_days": 14, "collection_days": 14, "after_survey_days": 14, "actualisation_months": 12,
        "share_of": "all", "consent_reminder_days": 30, "agreement_needed": "every", "paper_edition": "2025",
        "confirm_days": 7, "silence_mentor_days": 14, "silence_curator_days": 30, "appeal_days": 10,
    } | changes  # fmt: skip


@pytest.mark.clause("4.5", "1.5")
def test_settings_are_changed(signed_in, cast):
    typed = _settings(
        council_name="Совет наставников", mentor_limit=2, head_approves_programmes="on", consent_reminder_days=14,
        agreement_needed="paid", paper_edition="2016",
    )  # fmt: skip
    client = signed_in("head")
    assert client.post(address(SETTINGS), typed)["Location"] == address(SETTINGS)
    kept = Settings.objects.get(organisation=cast.organisation)
    assert (kept.council_name, kept.mentor_limit, kept.head_approves_programmes) == ("Совет наставников", 2, True)
    assert (kept.consent_reminder_days, kept.agreement_needed, kept.paper_edition) == (14, "paid", "2016")
    assert "Настройки сохранены" in page(client, SETTINGS)


@pytest.mark.clause("4.4.2")
@pytest.mark.parametrize(
    ("field", "value"),
    [("mentor_limit", 0), ("mentor_limit", 6), ("actualisation_months", 13), ("year_starts", 13)],
)
def test_settings_refuse_what_the_regulation_forbids(signed_in, cast, field, value):
    answer = signed_in("head").post(address(SETTINGS), _settings(**{field: value}))
    assert list(answer.context["form"].errors) == [field]
    assert getattr(Settings.objects.get(organisation=cast.organisation), field) != value


def test_card_asks_as_many_queries_for_many_roles_as_for_few(
    signed_in, cast, django_assert_max_num_queries, django_assert_num_queries
):
    client = signed_in("head")
    with django_assert_max_num_queries(12) as few:
        client.get(address(CARD))
    for part in ("mentor", "mentee", "second_mentor", "second_mentee"):
        give_role(
            cast.organisation,
            cast.user(part),
            RoleKind.COUNCIL,
            since=date(2026, 9, 2),
            ground="приказ",
            by=None,
        )
    with django_assert_num_queries(len(few)):
        client.get(address(CARD))
