"""The gallery and the sample pages in a real browser: accessibility, width, keyboard, policy, no scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("tests.kit.ui.urls"),
    pytest.mark.django_db(transaction=True),
]
PAGES = ["/gallery/", "/gallery/curator/", "/gallery/mentor/", "/gallery/pair/", "/gallery/request/"]
CONTRASTS = ["normal", "black", "white", "blue"]


@pytest.fixture
def open_page(chromium, live_server):
    """`open_page(path, width, look)` is the page and what its console complained of."""
    opened = []

    def go(path: str, width: int = 1280, look: str = "", **options):
        context = chromium.new_context(viewport={"width": width, "height": 844}, locale="ru-RU", **options)
        if look:
            context.add_cookies([{"name": "appearance", "value": look, "url": live_server.url}])
        opened.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.goto(live_server.url + path)
        return page

    yield go
    for context in opened:
        context.close()


def _faults(page) -> list[str]:
    """What axe-core finds, one line for each place."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("contrast", CONTRASTS)
def test_axe_finds_no_fault_in_the_gallery_at_both_widths(open_page, contrast):
    page = open_page("/gallery/", 1280, f"1_{contrast}_normal_on", bypass_csp=True)
    assert _faults(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert _faults(page) == []


@pytest.mark.parametrize("path", [*PAGES[1:], "/appearance/"])
def test_axe_finds_no_fault_in_whole_pages_at_both_widths(open_page, path):
    page = open_page(path, 1280, bypass_csp=True)
    assert _faults(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert _faults(page) == []


def test_axe_finds_no_fault_in_open_menus(open_page):
    page = open_page("/gallery/curator/", 390, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert _faults(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways_on_a_phone_or_enlarged(open_page, path):
    """640 pixels is a desk at 200 %, 320 at 400 %."""
    page = open_page(path, 1280)
    for width in (1280, 640, 390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "look"), [(390, "2_black_widest_on"), (1280, "2_white_widest_off")])
def test_no_page_scrolls_sideways_in_the_largest_letters(open_page, live_server, width, look):
    page = open_page("/gallery/", width, look)
    for path in PAGES:
        page.goto(live_server.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_table_is_cards_on_a_phone_and_a_table_on_a_desk(open_page):
    for width, shown in ((390, "flex"), (1280, "table-row")):
        row = open_page("/gallery/curator/", width).locator(".table tbody tr").first
        assert row.evaluate("row => getComputedStyle(row).display") == shown


@pytest.mark.parametrize("path", ["/gallery/", "/gallery/curator/"])
def test_what_one_touches_is_large_enough(open_page, path):
    """44 pixels for every door that stands by itself; a link inside a sentence follows its line."""
    page = open_page(path, 390)
    small = page.evaluate(
        """doors => [...document.querySelectorAll(doors)].filter(one => one.checkVisibility())
          .map(one => [one, one.getBoundingClientRect()])
          .filter(([one, box]) => box.height < 44 || box.width < 44)
          .map(([one, box]) => `${one.className} ${one.textContent.trim()} ${box.width}x${box.height}`)""",
        ".button, summary, .tool, .nav__link, .choice, .input, .tabs a, .pages a, .links a, [type=file]",
    )
    assert small == []


def test_focus_is_seen_at_every_stop_of_the_keyboard(open_page):
    page = open_page("/gallery/request/")
    stops = []
    page.evaluate("document.activeElement.blur()")
    for _stop in range(30):
        page.keyboard.press("Tab")
        stops.append(
            page.evaluate(
                """() => { const one = document.activeElement, look = getComputedStyle(one);
                return [one.tagName, one.className, look.outlineStyle, parseFloat(look.outlineWidth)] }"""
            )
        )
    reached = [stop for stop in stops if stop[0] not in ("BODY", "HTML")]
    assert len(reached) >= 25
    assert [stop for stop in reached if stop[2] == "none" or stop[3] < 2] == []


def test_the_first_stop_leads_past_the_menu(open_page):
    page = open_page("/gallery/pair/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "К содержанию страницы"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_page_with_errors_opens_at_their_list_and_leads_to_the_field(open_page):
    page = open_page("/gallery/request/")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "words"


def test_the_strict_policy_blocks_nothing_of_ours(open_page, live_server):
    page = open_page("/appearance/")
    for path in PAGES:
        page.goto(live_server.url + path)
    assert page.complaints == []


def test_menus_and_looks_work_without_scripts(open_page, live_server):
    page = open_page("/gallery/curator/", 390, java_script_enabled=False)
    page.locator(".menu > summary").click()
    assert page.locator(".menu .nav__link").first.is_visible()
    page.locator(".menu > summary").click()
    page.locator(".site-head__tools summary").click()
    page.get_by_label("Белым по чёрному").check()
    page.get_by_role("button", name="Применить").click()
    assert page.url == live_server.url + "/gallery/curator/"
    assert page.locator("html").get_attribute("data-contrast") == "white"


def test_a_menu_closes_with_escape_and_gives_the_focus_back(open_page):
    page = open_page("/gallery/curator/", 390)
    page.locator(".menu > summary").click()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.locator(".menu").get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_file_field_says_what_lies_in_it(open_page):
    page = open_page("/gallery/request/")
    page.locator("input[type=file]").set_input_files(
        {"name": "план.docx", "mimeType": "application/msword", "buffer": b"x" * 2_097_152}
    )
    assert page.locator("[data-file-names]").inner_text() == "план.docx — 2 МБ"


def test_a_form_pressed_twice_is_sent_once(open_page):
    page = open_page("/appearance/")
    sent = []
    page.on("request", lambda request: sent.append(request.method) if request.method == "POST" else None)
    page.evaluate(
        """() => { const form = document.querySelector('main form');
        form.requestSubmit(); form.requestSubmit(); form.requestSubmit() }"""
    )
    page.wait_for_load_state("networkidle")
    assert sent == ["POST"]
