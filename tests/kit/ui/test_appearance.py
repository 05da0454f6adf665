import pytest
from django.urls import reverse
from lxml import html

pytestmark = pytest.mark.urls("tests.kit.ui.urls")
CHOICE = {"size": "2", "contrast": "white", "spacing": "wide", "pictures": "off"}


def _root(client, path="/gallery/mentor/"):
    return html.fromstring(client.get(path).content)


def test_the_choice_shows_on_every_following_page(client):
    answer = client.post("/appearance/", {**CHOICE, "next": "/gallery/mentor/"})
    assert (answer.status_code, answer.url) == (302, "/gallery/mentor/")
    root = _root(client)
    assert {name: root.get(f"data-{name}") for name in CHOICE} == CHOICE


def test_without_a_choice_the_page_bears_no_marks(client):
    root = _root(client)
    assert {name: root.get(f"data-{name}") for name in CHOICE} == dict.fromkeys(CHOICE)


def test_the_usual_version_is_one_button_away(client):
    client.post("/appearance/", CHOICE)
    page = _root(client)
    assert page.xpath('//button[@name="usual"]')
    client.post("/appearance/", {"usual": "1"})
    assert _root(client).get("data-contrast") is None


def test_the_form_shows_what_is_chosen(client):
    client.post("/appearance/", CHOICE)
    page = _root(client, "/appearance/")
    chosen = {box.get("name"): box.get("value") for box in page.xpath("//main//input[@checked]")}
    assert chosen == CHOICE


@pytest.mark.parametrize("cookie", ["2_pink_wide_off", "9_white_x_y", "", "<script>", "2"])
def test_a_strange_cookie_never_reaches_the_page(client, cookie):
    client.cookies["appearance"] = cookie
    root = _root(client)
    assert root.get("data-contrast") in (None, "white")
    assert root.get("data-size") in (None, "2")
    assert "<script>" not in (root.get("data-contrast") or "")


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_one_is_never_sent_to_another_site(client, next_page):
    assert client.post("/appearance/", {**CHOICE, "next": next_page}).url == "/"


def test_the_cookie_tells_nothing_but_the_look(client):
    morsel = client.post("/appearance/", CHOICE).cookies["appearance"]
    assert morsel.value == "2_white_wide_off"
    assert morsel["httponly"] is True
    assert morsel["samesite"] == "Lax"


def test_the_page_of_choices_works_from_a_link(client):
    page = html.fromstring(client.get(reverse("kit:appearance") + "?next=/gallery/").content)
    assert page.xpath('//main//input[@name="next"]')[0].get("value") == "/gallery/"
