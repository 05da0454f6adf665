"""What all tests share: the cast, the day, signed-in clients, and what happens when the machine lacks something."""

import os
import shutil

import pytest
from django.utils import translation
from playwright.sync_api import sync_playwright

from nastavnik.kit import clock
from tests.cast import TODAY, Cast, build_cast, fill_banks
from tests.snapshot import fresh, once
from tests.stage import CHEAP, Scene, stage


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    stage.set_for(item)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, tmp_path_factory):
    """From the first test with a database on, what many tests begin with stands there (`tests/stage.py`)."""
    stage.files, stage.blocker = str(tmp_path_factory.mktemp("files-of-the-stage")), django_db_blocker
    yield
    with django_db_blocker.unblock():
        stage.clear()
    stage.blocker = None


@pytest.fixture(autouse=True)
def _fast_and_private(settings, tmp_path_factory):
    """Files of a test lie in its own folder; passwords are hashed cheaply (240 ms each otherwise)."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")
    settings.PASSWORD_HASHERS = CHEAP["PASSWORD_HASHERS"]
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _russian():
    """Each test begins in Russian, whatever language a page of the last one was read in."""
    with translation.override("ru"):
        yield


CAST = stage.known(Scene(("tests.conftest.cast",), lambda _: once("cast", build_cast), fresh))


@pytest.fixture
def cast(db) -> Cast:
    """The kindergarten, living on TODAY (14.09.2026)."""
    with clock.at(TODAY):
        yield stage.given(CAST, None)


def _with_full_banks(cast: Cast) -> Cast:
    def fill() -> Cast:
        fill_banks(cast)
        return cast

    return once("full cast", fill)


FULL_CAST = stage.known(Scene(("tests.conftest.full_cast",), _with_full_banks, fresh, upon=CAST))


@pytest.fixture
def full_cast(cast) -> Cast:
    """The kindergarten with its two banks filled."""
    return stage.given(FULL_CAST, cast)


@pytest.fixture
def signed_in(cast, client):
    """`signed_in("curator")` is the client after the curator has signed in."""

    def sign_in(part: str):
        client.force_login(cast.user(part), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


def lacking(what: str, install: str) -> None:
    """Skip with one line that says what is missing and what to install; under CI=true that is a failure."""
    line = f"нет {what}: установите {install}"
    if os.environ.get("CI") == "true":
        pytest.fail(line)
    pytest.skip(line)


@pytest.fixture(scope="session")
def chromium():
    """The system's own browser, one for all tests; Django may be asked from its thread."""
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
