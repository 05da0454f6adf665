import re
from pathlib import Path

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from lxml import html

import nastavnik.kit
from nastavnik.kit.templatetags import ui
from nastavnik.kit.ui import gallery, samples
from tests.kit.ui.html import words

pytestmark = pytest.mark.urls("tests.kit.ui.urls")
KIT = Path(nastavnik.kit.__file__).parent
SPECIMENS = [one for _id, _title, specimens in gallery.GROUPS for one in specimens]


def _base(source: str, **context) -> html.HtmlElement:
    from django.template import engines

    request = RequestFactory().get("/somewhere/")
    template = engines["django"].from_string("{% extends 'base.html' %}" + source)
    return html.fromstring(template.render(context, request))


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda specimen: specimen.name)
def test_each_component_shows_itself_and_its_call(specimen, client):
    page = html.fromstring(client.get("/gallery/").content)
    place = page.get_element_by_id(specimen.name)
    source = get_template(f"kit/gallery/{specimen.name}.html").template.source
    assert place.find(".//pre").text_content().strip() == source.strip()
    assert words(place.xpath('.//*[contains(@class, "specimen__shown")]')[0]) or place.xpath(".//svg | .//input")


def test_the_gallery_shows_every_tag_there_is():
    shown = "".join(path.read_text(encoding="utf-8") for path in (KIT / "templates/kit/gallery").glob("*.html"))
    inner = {"form_key", "error_summary", "capture", "picture"}  # parts of others; tested by themselves
    missing = [tag for tag in ui.register.tags if tag not in inner and not re.search(rf"{{% {tag}\b", shown)]
    assert missing == []


@pytest.mark.parametrize("name", gallery.PAGES)
def test_sample_pages_have_one_first_heading_and_say_where_one_is(client, name):
    page = html.fromstring(client.get(f"/gallery/{name}/").content)
    assert len(page.xpath("//h1")) == 1
    assert page.xpath('//nav//a[@aria-current="page"]')
    assert words(page.xpath("//h1")[0]) in page.findtext(".//title")


def test_an_unknown_sample_page_does_not_exist(client):
    assert client.get("/gallery/nothing/").status_code == 404


def test_a_title_given_once_is_in_the_window_and_at_the_head():
    page = _base("{% block title %}Пары «А» & «Б»{% endblock %}")
    assert page.findtext(".//title") == "Пары «А» & «Б» · Наставник"
    assert words(page.find(".//h1")) == "Пары «А» & «Б»"


def test_the_title_of_a_page_with_errors_begins_with_it():
    assert _base("{% block title %}Запрос{% endblock %}", form=samples.wrong_form()).findtext(".//title") == (
        "Ошибка: Запрос · Наставник"
    )


def test_the_names_of_the_frame_do_not_hide_what_a_view_gives():
    page = _base("{% block content %}{{ actions }} {{ state }} {{ title }} {{ lead }}{% endblock %}",
                 actions="А", state="Б", title="В", lead="Г")  # fmt: skip
    assert words(page.get_element_by_id("main")).endswith("А Б В Г")


def test_a_second_column_appears_only_when_it_is_filled():
    assert _base("{% block aside %}{% if nothing %}x{% endif %}{% endblock %}").find(".//aside") is None
    assert words(_base("{% block aside %}Путь{% endblock %}").find(".//aside")) == "Путь"


def test_messages_are_notices_that_are_read_aloud():
    request = RequestFactory().get("/")
    request._messages = CookieStorage(request)
    messages.success(request, "Готово <b>")
    messages.error(request, "Не вышло")
    page = html.fromstring(render_to_string("base.html", {}, request))
    assert words(page.xpath('//*[@role="status"]')[0]) == "Готово <b>"
    assert words(page.xpath('//*[@role="alert"]')[0]) == "Не вышло"


def test_the_example_is_marked_on_every_page_and_only_there():
    example = _base("", organisation=samples.ORGANISATION, example_reset_url="/reset/", example_leave_url="/leave/")
    banner = example.xpath('//section[@class="example"]')[0]
    assert "люди и события вымышлены" in words(banner)
    assert banner.xpath('.//form[@action="/reset/" and @method="post"]')
    assert banner.xpath('.//a[@href="/leave/"]')
    real = {**samples.ORGANISATION, "is_example": False}
    assert _base("", organisation=real).xpath('//section[@class="example"]') == []


def test_the_way_to_the_content_is_first_on_the_page():
    page = _base("{% block content %}x{% endblock %}")
    first = page.xpath("//body//a | //body//button | //body//summary")[0]
    assert first.get("href") == "#main"
    assert page.get_element_by_id("main").tag == "main"


@pytest.mark.parametrize("name", ["400", "403", "404", "500", "403_csrf"])
def test_an_error_is_one_page_with_a_sentence_and_a_way_out(name):
    page = html.fromstring(render_to_string(f"{name}.html"))  # no request, no context: also when all is down
    assert len(page.xpath("//h1")) == 1
    assert page.xpath('//main//a[@href="/"]')
    assert len(words(page.find(".//main"))) > 80


def test_a_refusal_says_its_own_reason():
    page = html.fromstring(render_to_string("403.html", {"exception": "Подписать может только руководитель."}))
    assert "Подписать может только руководитель." in words(page.find(".//main"))


def test_a_confirmation_names_what_will_happen_and_lets_one_go_back():
    context = {
        "title": "Прекратить работу пары?",
        "question": "Наставник и наставляемый узнают об этом сегодня.",
        "consequences": ["Встречи отменятся", "Программа закроется"],
        "submit": "Да, прекратить",
        "tone": "danger-sure",
        "cancel_url": "/pair/",
    }
    page = html.fromstring(render_to_string("kit/confirm.html", context, RequestFactory().get("/end/")))
    assert words(page.find(".//h1")) == "Прекратить работу пары?"
    assert [words(line) for line in page.xpath("//main//ul/li")] == context["consequences"]
    assert words(page.xpath('//main//form[@method="post"]//button')[0]) == "Да, прекратить"
    assert page.xpath('//main//a[@href="/pair/"]')


def test_what_was_typed_before_the_session_ended_can_be_sent():
    context = {"fields": [("words", "Мой текст"), ("form_key", "k")], "shown": [("words", "Мой текст")]}
    page = html.fromstring(render_to_string("kit/typed_before.html", context, RequestFactory().get("/request/")))
    form = page.xpath("//main//form")[0]
    assert form.get("action") == "/request/"
    assert {
        box.get("name"): box.get("value") for box in form.iter("input") if box.get("name") != "csrfmiddlewaretoken"
    } == {
        "words": "Мой текст",
        "form_key": "k",
    }


def test_no_template_or_sheet_of_the_kit_needs_more_than_the_strict_policy_allows():
    for path in (KIT / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|https?://", text), path.name
    for path in (KIT / "static").rglob("*.css"):
        assert not re.search(r"https?://|@import|data:", path.read_text(encoding="utf-8")), path.name


def test_every_class_that_a_template_names_is_known_to_the_sheets():
    css = "".join(path.read_text(encoding="utf-8") for path in (KIT / "static").rglob("*.css"))
    known = set(re.findall(r"\.([a-z][\w-]*)", css))
    plain = {
        "specimen__head",
        "specimen__shown",
        "choice__label",
        "field__errors",
        "picture-words",
        "road__step--next",
        "turn--done",
        "form",
        "user__text",
    }
    for path in (KIT / "templates").rglob("*.html"):
        text = re.sub(r"{[{%].*?[%}]}", " ", path.read_text(encoding="utf-8"))
        for names in re.findall(r'class="([^"]*)"', text):
            unknown = {name for name in names.split() if not name.endswith("-")} - known - plain
            assert not unknown, f"{path.name}: {unknown}"
