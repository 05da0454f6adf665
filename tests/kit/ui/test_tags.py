from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.test import RequestFactory

from nastavnik.kit import clock, sent_forms
from nastavnik.kit.ui.appearance import Appearance
from tests.kit.ui.html import rendered, words

TODAY = date(2026, 9, 14)


@pytest.fixture(autouse=True)
def _on_that_day():
    with clock.at(TODAY):
        yield


def _request(path="/pairs/", user=None):
    request = RequestFactory().get(path)
    request.user = user or AnonymousUser()
    return request


class SignedIn:
    pk = "0199-7"
    is_authenticated = True


@pytest.mark.parametrize("tone", ["neutral", "info", "good", "waiting", "warn", "bad"])
def test_a_badge_says_its_state_by_word_and_icon_too(tone):
    (badge,) = rendered("{% badge 'Ждёт подписи' tone=tone %}", tone=tone)
    assert words(badge) == "Ждёт подписи"
    assert badge.find("svg").get("aria-hidden") == "true"


def test_tones_differ_by_their_icons():
    tones = ["neutral", "info", "good", "waiting", "warn", "bad"]
    badges = [rendered("{% badge 'x' tone=tone %}", tone=tone)[0] for tone in tones]
    drawn = {str([sorted(line.items()) for line in badge.find("svg")]) for badge in badges}
    assert len(drawn) == len(tones)


def test_an_icon_with_a_meaning_has_a_name():
    svg = rendered("{% icon 'map' label='Дорожная карта' %}")[0]
    assert (svg.get("role"), svg.get("aria-label"), svg.get("aria-hidden")) == ("img", "Дорожная карта", None)


def test_what_people_typed_is_escaped_in_every_component():
    bad = "<b>x</b>"
    page = rendered(
        "{% badge bad %}{% person bad post=bad %}{% duo bad bad %}{% card bad %}{{ bad }}{% endcard %}"
        "{% turn what=bad who=bad then=bad %}{% endturn %}{% fact bad %}{{ bad }}{% endfact %}"
        "{% number bad 1 formula=bad %}{% notice title=bad %}{{ bad }}{% endnotice %}"
        "{% empty bad %}{% endempty %}"
        "{% button bad %}{% more bad %}{% endmore %}{% breadcrumbs bad '#' bad %}",
        bad=bad,
    )
    assert page.xpath(".//b") == []


def test_turn_says_whose_turn_since_when_until_when_and_what_then():
    page = rendered(
        "{% turn who='руководитель' what='Подпись приказа' since=since due=due then_who='пара' "
        "then='Программа' %}"
        "{% button 'Напомнить' href='#' %}{% endturn %}",
        since=TODAY - timedelta(days=3),
        due=TODAY - timedelta(days=1),
    )
    text = words(page).replace("\u00a0", " ")
    assert "Сейчас ждём: руководитель" in text
    assert "С 11 сентября (3 дня), срок — 13 сентября (просрочено на 1 день)" in text
    assert "Дальше — пара Программа" in text
    assert words(page.find(".//a")) == "Напомнить"


def test_only_the_readers_own_turn_is_dark():
    mine = rendered("{% turn mine=True what='Ответьте' %}{% endturn %}")[0]
    others = rendered("{% turn what='Ответ' %}{% endturn %}")[0]
    assert "turn--mine" in mine.get("class").split()
    assert "turn--mine" not in others.get("class").split()
    assert "Сейчас очередь за вами" in words(mine)


def test_an_act_of_one_button_is_sent_by_post_with_its_token_and_values():
    request = _request()
    page = rendered(
        "{% post_button 'Напомнить' action='/remind/' member=7 %}", request, csrf_token="t" * 64
    )  # the context processor is not run for a bare context
    form = page.find("form")
    assert (form.get("method"), form.get("action")) == ("post", "/remind/")
    sent = {box.get("name"): box.get("value") for box in form.iter("input")}
    assert sent["member"] == "7"
    assert len(sent["csrfmiddlewaretoken"]) == 64


def test_a_form_of_a_signed_in_person_bears_a_fresh_key_and_their_mark():
    request = _request(user=SignedIn())
    first, second = (rendered("{% form_key %}", request) for _ in range(2))
    keys = [page.xpath(f'.//input[@name="{sent_forms.KEY}"]')[0].get("value") for page in (first, second)]
    assert keys[0] != keys[1]
    assert first.xpath(f'.//input[@name="{sent_forms.WHO}"]')[0].get("value")


def test_a_form_of_a_visitor_bears_no_key():
    assert len(rendered("{% form_key %}", _request())) == 0


def test_the_first_thing_to_do_has_the_main_button_and_the_rest_is_counted():
    items = [
        {"title": "А", "button": "Открыть", "button_url": "/a/"},
        {"title": "Б", "button": "Б", "button_url": "/b/"},
    ]
    page = rendered("{% todo items more=2 more_url='/all/' %}", items=items)
    buttons = page.xpath('.//a[contains(@class, "button")]')
    assert ["button--primary" in button.get("class") for button in buttons] == [True, False]
    assert words(page.xpath('.//a[@href="/all/"]')[0]) == "Ещё 2 дела"


def test_a_thing_to_do_by_post_is_a_form():
    page = rendered("{% todo items %}", items=[{"title": "А", "button": "Ок", "button_url": "/do/", "post": True}])
    assert page.xpath('.//form[@method="post"]')[0].get("action") == "/do/"


def test_an_overdue_thing_says_so_in_words():
    late, soon = (
        rendered("{% todo items %}", items=[{"title": "А", "due": TODAY + timedelta(days=days)}]) for days in (-2, 1)
    )
    assert "просрочено на 2 дня" in words(late).replace("\u00a0", " ")
    assert "до 15 сентября (завтра)" in words(soon).replace("\u00a0", " ")


def test_the_road_tells_each_state_to_those_who_do_not_see_it():
    states = ["done", "current", "next", "blocked", "skipped"]
    page = rendered("{% road steps %}", steps=[{"title": "Шаг", "state": state} for state in states])
    told = [words(line) for line in page.xpath('.//*[@class="road__title"]')]
    assert told == ["Шаг (пройдено)", "Шаг (сейчас)", "Шаг (впереди)", "Шаг (стоит)", "Шаг (не требуется)"]
    assert [step.get("aria-current") for step in page.iter("li")] == [None, "step", None, None, None]


def test_the_sum_of_criteria_is_the_sum_of_weight_by_share():
    items = [{"label": "А", "weight": 40, "share": 1}, {"label": "Б", "weight": 20, "share": 0.75}]
    page = rendered("{% criteria items %}", items=items)
    assert [words(cell) for cell in page.xpath(".//tfoot//td")] == ["60", "55"]
    assert [words(cell) for cell in page.xpath(".//tbody//td")] == ["40", "40", "20", "15"]
    assert [rect.get("width") for rect in page.xpath('.//*[@class="bar__fill"]')] == ["100.0", "75.0"]


def test_a_figure_shows_what_it_was_counted_from():
    page = rendered("{% number 'Доля' 58 unit='%' numerator=7 denominator=12 of='педагогов' %}")
    assert words(page).replace("\u00a0", " ") == "58 % Доля 7 из 12 педагогов"


def test_a_figure_of_zero_is_a_figure_and_none_is_no_data():
    assert words(rendered("{% number 'Пары' 0 numerator=0 denominator=0 %}")) == "0 Пары 0 из 0"
    assert words(rendered("{% number 'Пары' None %}")) == "— Пары пока нет данных"


def test_breadcrumbs_end_where_the_reader_is():
    page = rendered("{% breadcrumbs 'Пары' '/pairs/' 'Абросимова' %}")
    assert [(words(line), line.find("a") is not None) for line in page.iter("li")] == [
        ("Пары", True),
        ("Абросимова", False),
    ]
    assert page.xpath('.//*[@aria-current="page"]')[0].text == "Абросимова"


def test_pages_of_a_list_keep_the_filter():
    page = Paginator(range(50), 10).get_page(3)
    found = rendered("{% pagination page %}", _request("/pairs/?topic=speech&page=3"), page=page)
    assert found.xpath('.//a[@rel="next"]')[0].get("href") == "?topic=speech&page=4"
    assert "21–30 из 50" in words(found)


def test_one_page_needs_no_pages():
    assert len(rendered("{% pagination page %}", _request(), page=Paginator(range(5), 10).get_page(1))) == 0


def test_a_fact_that_nobody_gave_is_told():
    page = rendered("{% facts %}{% fact 'Срок' %}{% endfact %}{% fact 'Ноль' %}0{% endfact %}{% endfacts %}")
    assert [words(value) for value in page.iter("dd")] == ["не указано", "0"]


def test_a_picture_gives_way_to_its_description():
    shown = rendered("{% picture '/a.png' 'Схема пары' %}", appearance=Appearance())
    off = rendered("{% picture '/a.png' 'Схема пары' %}", appearance=Appearance(pictures="off"))
    assert shown.find("img").get("alt") == "Схема пары"
    assert off.find("img") is None
    assert words(off) == "Изображение: Схема пары"


def test_a_heading_of_a_card_takes_the_level_of_its_place():
    assert rendered("{% card 'Путь' level=3 %}{% endcard %}").find(".//h3").text == "Путь"


def test_the_change_of_an_answer_says_which_answer():
    page = rendered("{% answers items %}", items=[{"label": "Срок", "value": "май", "url": "/edit/"}])
    assert words(page.find(".//a")) == "Изменить — Срок"
