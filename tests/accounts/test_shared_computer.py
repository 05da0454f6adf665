"""A shared computer in the methodical room: what one person leaves behind, the next one does not find."""

import time
import uuid

import pytest
from django.urls import reverse

from nastavnik.accounts.middleware import SEEN
from nastavnik.kit.sent_forms import KEY, WHO
from tests.cast import PASSWORD


@pytest.fixture
def forget(client):
    """The person has gone away for so many minutes."""

    def go(minutes: int) -> None:
        session = client.session
        session[SEEN] = int(time.time()) - minutes * 60
        session.save()

    return go


def test_pages_behind_sign_in_are_kept_in_no_cache(cast, signed_in, client):
    assert not client.get("/accounts/login/").headers.get("Cache-Control", "").count("public")
    client = signed_in("curator")
    for place in ("", "people/", "journal/", "consents/", "nowhere/", "roadmap/"):
        answer = client.get(f"/o/{cast.organisation.slug}/{place}")
        assert "no-store" in answer.headers["Cache-Control"], place
    assert "no-store" in client.post("/accounts/logout/").headers["Cache-Control"]


def test_who_forgot_to_sign_out_is_signed_out_after_an_hour(cast, signed_in, forget):
    client, home = signed_in("curator"), f"/o/{cast.organisation.slug}/"
    forget(59)
    assert client.get(home).status_code == 200
    assert time.time() - client.session[SEEN] < 5  # whoever works is not idle
    forget(61)
    answer = client.get(home)
    assert answer.status_code == 302 and answer.url.startswith("/accounts/login/")
    assert "_auth_user_id" not in client.session


def test_what_was_being_typed_returns_after_signing_in_again(cast, signed_in, forget):
    client, place = signed_in("curator"), f"/o/{cast.organisation.slug}/card/change/"
    shown = client.get(place).content.decode()
    who = shown.split(f'name="{WHO}" value="')[1].split('"')[0]
    forget(61)
    answer = client.post(place, {"short_name": "Рябинка новая", KEY: str(uuid.uuid4()), WHO: who})
    assert answer.url.startswith("/accounts/login/")
    client.post("/accounts/login/", {"login": cast.user("curator").username, "password": PASSWORD})
    assert "Рябинка новая" in client.get(place).content.decode()


def test_signing_in_changes_the_key_of_the_session(cast, client):
    client.get("/accounts/login/")
    session = client.session
    session["planted"] = "yes"
    session.save()
    client.cookies["sessionid"] = session.session_key
    client.post("/accounts/login/", {"login": cast.user("mentee").username, "password": PASSWORD})
    assert client.session["_auth_user_id"] and client.session.session_key != session.session_key


def test_a_new_password_closes_the_sessions_that_were_open_with_the_old_one(cast, signed_in, client):
    from nastavnik.accounts.actions import renew_password

    client = signed_in("mentee")
    renew_password(cast.user("mentee"))
    assert client.get(reverse("desk:home", args=[cast.organisation.slug])).status_code == 302


def test_a_one_time_password_opens_no_page_of_the_institution_by_any_spelling(cast, signed_in):
    client, user = signed_in("mentee"), cast.user("mentee")
    user.must_change_password = True
    user.save()
    slug = cast.organisation.slug
    for place in (f"/o/{slug}/", f"/o/{slug}//", f"//o/{slug}/", "/static/../", "/example/", "/", "/gallery/"):
        answer = client.get(place)
        assert (answer.status_code in (302, 301) and slug not in answer.url) or answer.status_code == 404, place
    assert client.post(f"/o/{slug}/surveys/").url == reverse("account_change_password")
