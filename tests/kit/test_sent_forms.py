"""A form sent twice does its work once; what was typed survives a lost session."""

import uuid

import pytest
from django.contrib.messages import get_messages
from django.core import signing
from django.test import Client

from nastavnik.kit.models import JournalEntry
from nastavnik.kit.sent_forms import KEY, WHO

CARD = {
    "kind": "kindergarten",
    "full_name": "МБДОУ «Детский сад № 7 «Рябинка»",
    "short_name": "МБДОУ № 7",
    "time_zone": "Europe/Moscow",
}


@pytest.fixture
def address(cast):
    return f"/o/{cast.organisation.slug}/card/change/"


def changes(cast) -> int:
    return JournalEntry.objects.filter(organisation_id=cast.organisation.pk, event="organisation_changed").count()


def test_the_second_sending_gets_the_first_answer_and_does_nothing(cast, signed_in, address):
    client, form = signed_in("curator"), {**CARD, KEY: str(uuid.uuid4())}
    first, second = client.post(address, form), client.post(address, {**form, "short_name": "Другое"})
    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert changes(cast) == 1
    said = [str(message) for message in get_messages(second.wsgi_request)]
    assert said[-1] == "Эта форма уже отправлена: второй раз ничего не сделано."


def test_a_form_with_errors_may_be_sent_again(cast, signed_in, address):
    client, key = signed_in("curator"), str(uuid.uuid4())
    assert client.post(address, {**CARD, "full_name": "", KEY: key}).status_code == 200
    assert client.post(address, {**CARD, KEY: key}).status_code == 302
    assert changes(cast) == 1


def test_somebody_elses_key_gives_nothing_away(cast, signed_in, address, client):
    key = str(uuid.uuid4())
    signed_in("curator").post(address, {**CARD, KEY: key})
    answer = signed_in("head").post(address, {**CARD, "short_name": "Рябинка", KEY: key})
    assert answer.status_code == 302
    assert changes(cast) == 2


def test_what_was_typed_comes_back_after_signing_in(cast, client, signed_in, address):
    who = signing.dumps(str(cast.curator.user_id), salt=WHO)
    lost = client.post(address, {**CARD, "founder": "Администрация", WHO: who})
    assert lost.status_code == 302 and lost.url.startswith("/accounts/login/")
    page = signed_in("curator").get(address)
    assert "Администрация" in page.content.decode()
    assert page.templates[0].name == "kit/typed_before.html"
    assert signed_in("curator").get(address).templates[0].name != "kit/typed_before.html"


def test_on_a_shared_computer_another_person_does_not_see_it(cast, client, signed_in, address):
    who = signing.dumps(str(cast.curator.user_id), salt=WHO)
    client.post(address, {**CARD, "founder": "Тайна", WHO: who})
    assert "Тайна" not in signed_in("head").get(address).content.decode()


def test_passwords_are_never_kept(client, cast, address):
    who = signing.dumps(str(cast.curator.user_id), salt=WHO)
    client.post(address, {**CARD, "password": "секрет", WHO: who})
    assert "секрет" not in str(dict(client.session))


def test_nothing_is_kept_for_passers_by_who_were_shown_no_form(client, cast, address):
    """A session is a row of the database: who sends megabytes of anything gets none."""
    client.post(address, {"short_name": "Садик", WHO: "made-up"})
    assert "kept_form" not in client.session
    long = {"full_name": "я" * 200_001, WHO: signing.dumps(str(cast.curator.user_id), salt=WHO)}
    client.post(address, long)
    assert "kept_form" not in client.session


def test_a_key_that_was_used_elsewhere_neither_acts_for_another_nor_leads_them(cast, client, signed_in, address):
    """The answer to somebody else's form, or to a form of another page, is not given away."""
    key = str(uuid.uuid4())
    signed_in("curator").post(address, {**CARD, KEY: key})
    answer = signed_in("head").post(address, {**CARD, "short_name": "Рябинка", KEY: key})
    assert answer.status_code == 302 and changes(cast) == 2
    answer = signed_in("mentee").post(address, {**CARD, KEY: key})
    assert answer.status_code == 403 and changes(cast) == 2
    stranger = signed_in("stranger").post(address, {**CARD, KEY: key})
    assert stranger.status_code == 404


def test_an_address_longer_than_the_column_is_not_found(signed_in):
    answer = signed_in("curator").post(f"/o/{'a' * 600}/", {KEY: str(uuid.uuid4())})
    assert answer.status_code == 404


def test_a_page_that_is_out_of_date_gives_back_what_was_typed_and_does_nothing(cast, address):
    """Another tab has signed in anew: the form's protection no longer fits, the text is not lost."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.user("curator"), backend="allauth.account.auth_backends.AuthenticationBackend")
    who = signing.dumps(str(cast.curator.user_id), salt=WHO)
    typed = {**CARD, "short_name": "Долго набирали", KEY: str(uuid.uuid4()), WHO: who}
    answer = strict.post(address, {**typed, "csrfmiddlewaretoken": "outdated"}, follow=True)
    assert answer.redirect_chain == [(address, 302)] and "Долго набирали" in answer.content.decode()
    assert changes(cast) == 0


@pytest.mark.parametrize("shown_to", [None, "head", "made-up"])
def test_a_forged_form_gives_nothing_back(cast, address, shown_to):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.user("curator"), backend="allauth.account.auth_backends.AuthenticationBackend")
    who = signing.dumps(str(cast.head.user_id), salt=WHO) if shown_to == "head" else shown_to
    answer = strict.post(address, {**CARD, "short_name": "Подложили", **({WHO: who} if who else {})})
    assert answer.status_code == 403 and "Подложили" not in answer.content.decode()
    assert "Подложили" not in strict.get(address).content.decode() and changes(cast) == 0
