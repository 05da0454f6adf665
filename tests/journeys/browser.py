"""People at their screens: each with a browser of their own, who press what a person presses.

A picture of every screen at both widths goes to build/pictures/ (not committed); axe-core looks at each page.
"""

import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Download, Page, expect

PICTURES = Path(__file__).resolve().parents[2] / "build" / "pictures"
WIDTHS = (1280, 390)


class Somebody:
    """One person with one browser. `phone` makes it 390 pixels wide."""

    def __init__(self, browser: Browser, server: str, name: str, *, phone: bool = False) -> None:
        self.name, self.server = name, server
        width = 390 if phone else 1280
        self.context = browser.new_context(
            viewport={"width": width, "height": 844}, locale="ru-RU", bypass_csp=True, accept_downloads=True
        )
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.set_default_timeout(15_000)

    def _hear(self, said) -> None:
        if said.type == "error":
            self.complaints.append(said.text)

    # --- where to go -------------------------------------------------------------------------------------------
    def opens(self, address: str) -> "Somebody":
        """Go to an address of the product."""
        answer = self.page.goto(self.server + address)
        assert answer is not None and answer.status == 200, f"{address}: {answer and answer.status}"
        return self

    def goes_home(self) -> "Somebody":
        """By the product's name at the top of every page."""
        self.page.locator("a.brand").click()
        return self

    def follows(self, name: str, *, within: str = "main") -> "Somebody":
        """Press a link by its name."""
        self.page.locator(within).get_by_role("link", name=name).first.click()
        return self

    def presses(self, name: str, *, within: str = "main") -> "Somebody":
        """Press a button by its name."""
        self.page.locator(within).get_by_role("button", name=name).first.click()
        return self

    # --- what to type ------------------------------------------------------------------------------------------
    def fills(self, **fields: str) -> "Somebody":
        """Type into fields by their names."""
        for name, value in fields.items():
            self.page.locator(f"main [name='{name}']").first.fill(value)
        return self

    def chooses(self, **fields: str) -> "Somebody":
        """Choose from lists by words that stand in the line."""
        for name, words in fields.items():
            menu = self.page.locator(f"main select[name='{name}']")
            line = menu.locator("option", has_text=words).first
            menu.select_option(value=line.get_attribute("value"))
        return self

    def ticks(self, label: str) -> "Somebody":
        """Tick a box or a radio button by its label."""
        self.page.locator("main").get_by_label(label, exact=False).first.check()
        return self

    def attaches(self, name: str, path: Path | dict) -> "Somebody":
        """Choose a file."""
        self.page.locator(f"main [name='{name}']").set_input_files(path)
        return self

    # --- what is seen ------------------------------------------------------------------------------------------
    def sees(self, *texts: str) -> "Somebody":
        """These words stand on the page."""
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text)
        return self

    def does_not_see(self, *texts: str) -> "Somebody":
        for text in texts:
            expect(self.page.locator("body")).not_to_contain_text(text)
        return self

    def looks(self, picture: str) -> "Somebody":
        """Keep a picture at both widths; nothing scrolls sideways, axe-core finds no fault."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.wait_for_load_state("load")
        size = self.page.viewport_size
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 844})
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{picture}: scrolls sideways at {width} ({wide})"
            faults = [
                f"{one['id']}: {node['target']}"
                for one in Axe().run(self.page).response["violations"]
                for node in one["nodes"]
            ]
            assert faults == [], f"{picture} at {width}: {faults}"
            self.page.screenshot(path=PICTURES / f"{picture}-{width}.png", full_page=True)
        self.page.set_viewport_size(size)
        return self

    def downloads(self, name: str) -> Download:
        """Press a link that gives a file."""
        with self.page.expect_download() as waited:
            self.page.locator("main").get_by_role("link", name=name).first.click()
        return waited.value

    # --- signing in --------------------------------------------------------------------------------------------
    def signs_in(self, username: str, password: str) -> "Somebody":
        self.opens("/accounts/login/")
        self.page.locator("[name='login']").fill(username)
        self.page.locator("[name='password']").fill(password)
        return self.presses("Войти")

    def signs_in_first_time(self, username: str, one_time: str, own: str) -> "Somebody":
        """With the access card; the one-time password is changed at once."""
        self.signs_in(username, one_time)
        self.page.locator("[name='oldpassword']").fill(one_time)
        self.page.locator("[name='password1']").fill(own)
        self.page.locator("[name='password2']").fill(own)
        self.page.locator("main button[type='submit']").first.click()
        return self

    def leaves(self) -> None:
        assert self.complaints == [], f"{self.name}: {self.complaints}"
        self.context.close()


def card_of(page: Page) -> tuple[str, str]:
    """Sign-in name and one-time password as they stand on an access card."""
    text = page.locator("main").inner_text()
    password = re.search(r"\b[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}\b", text)
    name = re.search(r"\b[a-z]+\.[a-z]+\d*\b", text)
    assert password and name, text
    return name.group(), password.group()
