"""The section in a browser: read by everybody, on a phone too, without a cookie (9.1)."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from nastavnik.kit import clock
from tests.cast import TODAY, build_cast, fill_banks
from tests.site.made import allow_all, completed, published, section


@pytest.mark.clause("9.1")
@pytest.mark.django_db(transaction=True)
def test_the_section_is_accessible_at_both_widths_and_leaves_no_cookie(chromium, live_server):
    with clock.everywhere(TODAY):
        cast = build_cast()
        fill_banks(cast)
        place = section(cast)
        for part in ("mentor", "mentee"):
            allow_all(cast, cast.people[part], place)
        publication = published(cast, completed(cast), place)
        for width in (1280, 390):
            context = chromium.new_context(viewport={"width": width, "height": 844}, locale="ru-RU", bypass_csp=True)
            page = context.new_page()
            for address in ("/s/ryabinka/", f"/s/ryabinka/{publication.number}/"):
                page.goto(live_server.url + address)
                found = Axe().run(page).response["violations"]
                assert [each["id"] for each in found] == [], (address, width)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
            assert "Зайцева Полина Андреевна" in page.locator("main").inner_text()
            assert context.cookies() == []
            page.emulate_media(media="print")
            assert not page.get_by_text("Версия для слабовидящих").is_visible()
            context.close()
