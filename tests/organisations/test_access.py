"""What the one decorator of all addresses does at the edges."""

import logging
import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from nastavnik.kit import clock
from nastavnik.organisations.models import Role


@pytest.mark.clause("1.4/4")
def test_who_guesses_at_another_institution_is_written_down_by_key_and_not_by_name(cast, signed_in, caplog):
    client = signed_in("stranger")
    place = reverse("people:person-detail", args=[cast.organisation.slug, cast.mentor.pk])
    with caplog.at_level(logging.WARNING, "nastavnik.access"):
        assert client.get(place).status_code == 404
        own = reverse("people:person-detail", args=[cast.other.slug, cast.mentor.pk])
        assert client.get(own, {"q": "Белокопытова"}).status_code == 404
    said = [entry.getMessage() for entry in caplog.records if entry.name == "nastavnik.access"]
    assert said == [f"GET {at}: not there for user {cast.stranger.user_id}" for at in (place, own)]
    assert "Бочкарёва" not in caplog.text and "Белокопытова" not in caplog.text


def test_an_address_that_only_acts_says_so_to_who_may_and_nothing_to_others(cast, signed_in, client):
    place = reverse("people:access-open", args=[cast.organisation.slug, cast.mentor.pk])
    answer = signed_in("curator").get(place)
    assert answer.status_code == 405 and answer.headers["Allow"] == "POST"
    assert "Этот адрес — действие, а не страница" in answer.content.decode()
    assert signed_in("mentee").get(place).status_code == 403
    assert signed_in("stranger").get(place).status_code == 404
    client.logout()
    assert client.get(place).url.startswith("/accounts/login/")


def test_a_made_up_key_is_not_found(cast, signed_in):
    place = reverse("people:person-detail", args=[cast.organisation.slug, uuid.uuid4()])
    assert signed_in("curator").get(place).status_code == 404


@pytest.mark.parametrize(
    ("moscow", "status"),
    [
        (datetime(2026, 9, 14, 14, 59), 200),  # 23:59 of the last day in Kamchatka
        (datetime(2026, 9, 14, 15, 1), 404),  # one minute of the next day there, still the 14th in Moscow
    ],
)
def test_rights_follow_the_days_of_the_institution_and_not_those_of_the_server(cast, signed_in, moscow, status):
    """Edge case 25: a role ends with its day, where the institution is."""
    type(cast.organisation).objects.filter(pk=cast.organisation.pk).update(time_zone="Asia/Kamchatka")
    Role.objects.filter(user=cast.user("mentor")).update(until=date(2026, 9, 14))
    client = signed_in("mentor")
    with clock.at(moscow.replace(tzinfo=ZoneInfo("Europe/Moscow"))):
        assert client.get(reverse("consents:consents-own", args=[cast.organisation.slug])).status_code == status
