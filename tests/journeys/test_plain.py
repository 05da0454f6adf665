"""An old office computer: no JavaScript, the keyboard alone, letters at 200 %."""

import pytest

from nastavnik.banks.models import MenteeEntry
from nastavnik.kit import clock
from tests.cast import PASSWORD, TODAY, build_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(chromium, live_server, transactional_db):
    context = chromium.new_context(viewport={"width": 640, "height": 422}, java_script_enabled=False, locale="ru-RU")
    yield context.new_page()
    context.close()


def tab_to(page, words: str, limit: int = 80) -> None:
    """Press Tab until the thing with these words is under the cursor; without scripts only the browser can tell."""
    for _number in range(limit):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and words in (focused.inner_text() or focused.get_attribute("name") or ""):
            return
    pytest.fail(f"the keyboard does not reach «{words}»")


@pytest.mark.clause("R2.1")
def test_a_teacher_signs_in_and_answers_with_the_keyboard_alone_and_without_scripts(page, live_server):
    with clock.at(TODAY):
        cast = build_cast()
    page.goto(f"{live_server.url}/accounts/login/")
    page.locator("[name='login']").focus()
    page.keyboard.type(cast.user("mentee").username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Полина Андреевна").wait_for()
    page.goto(f"{live_server.url}/o/{cast.organisation.slug}/banks/my-requests/")
    page.locator("[name='topic1']").focus()
    page.keyboard.press("ArrowDown")  # the first direction of the list
    tab_to(page, "text1", 3)
    page.keyboard.type("Связная речь")
    tab_to(page, "Отправить ответ")
    page.keyboard.press("Enter")
    page.get_by_text("Спасибо, ответ записан").wait_for()
    request = MenteeEntry.objects.get(person=cast.mentee).requests.get()
    assert (request.text, [topic.code for topic in request.topics.all()]) == ("Связная речь", ["speech"])
