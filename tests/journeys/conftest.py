"""A real browser for the journeys: the system's Chromium."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

from tests.conftest import lacking
from tests.journeys.browser import Somebody


@pytest.fixture(scope="session")
def chromium():
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        lacking("Chromium", "пакет chromium")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def somebody(chromium, live_server):
    """`somebody("curator")` sits down at a computer; at the end nobody's browser has complained."""
    people: list[Somebody] = []

    def sit_down(name: str, *, phone: bool = False) -> Somebody:
        people.append(Somebody(chromium, live_server.url, name, phone=phone))
        return people[-1]

    yield sit_down
    for person in people:
        person.leaves()
