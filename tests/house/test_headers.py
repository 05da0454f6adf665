"""What every answer carries, errors and downloads too; what private files and broken pages give away."""

import logging
import sys

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, IntegrityError, connection
from django.test import Client
from django.urls import reverse

from nastavnik.config import settings as written
from nastavnik.kit.quiet_log import QuietFormatter
from tests.cast import PASSWORD


def answers(cast, signed_in):
    """One answer of each kind."""
    slug = cast.organisation.slug
    client = signed_in("curator")
    yield "page", client.get(f"/o/{slug}/people/")
    yield "turned away", signed_in("mentee").get(f"/o/{slug}/people/")
    yield "not found", client.get("/nowhere/")
    yield "only acts", signed_in("curator").get(reverse("people:access-open", args=[slug, cast.mentor.pk]))
    yield "download", client.get(reverse("banks:bank-export", args=[slug, "mentors"]))
    yield "sent on", client.get("/")
    strict = Client(enforce_csrf_checks=True)
    yield "forged", strict.post("/accounts/login/", {"login": "a", "password": "b"})
    yield "sign-in", Client().get("/accounts/login/")
    yield "way in", Client().get(f"/o/{slug}/")
    yield "too large", signed_in("curator").post(
        f"/o/{slug}/people/add/", "a=" + "1" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1),
        content_type="application/x-www-form-urlencoded",
    )  # fmt: skip


def test_every_answer_carries_the_headers_of_safety(full_cast, signed_in):
    found = {}
    for kind, answer in answers(full_cast, signed_in):
        found[kind] = answer.status_code
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy and "unsafe" not in policy, kind
        assert answer.headers["X-Frame-Options"] == "DENY", kind
        assert answer.headers["X-Content-Type-Options"] == "nosniff", kind
        assert answer.headers["Referrer-Policy"] == "same-origin", kind
    assert found == {
        "page": 200, "turned away": 403, "not found": 404, "only acts": 405, "download": 200, "sent on": 302,
        "forged": 403, "sign-in": 200, "way in": 302, "too large": 400,
    }  # fmt: skip


def test_downloads_are_saved_not_shown_and_kept_in_no_cache(full_cast, signed_in):
    slug = full_cast.organisation.slug
    answer = signed_in("curator").get(reverse("banks:bank-export", args=[slug, "mentors"]))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer.headers["Cache-Control"]


def test_cookies_are_read_by_no_script_and_sent_to_no_other_site(cast, client):
    client.post("/accounts/language/", {"language": "en", "next": "/"})
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": cast.user("curator").username, "password": PASSWORD})
    for name in ("sessionid", "csrftoken", "django_language"):
        cookie = client.cookies[name]
        assert cookie["httponly"] and cookie["samesite"] == "Lax", name


def test_a_kept_file_has_no_address_of_its_own(cast, signed_in):
    name = default_storage.save("scans/приказ.pdf", ContentFile(b"%PDF-1.7 secret"))
    client = signed_in("curator")
    for place in (f"/{name}", f"/files/{name}", f"/media/{name}", f"/static/{name}", f"/static/../files/{name}",
                  f"/static/%2e%2e/files/{name}", "/static/../secret_key", "/static/../nastavnik.sqlite3"):  # fmt: skip
        answer = client.get(place)
        assert answer.status_code == 404 and b"secret" not in b"".join(answer), place


def test_the_product_starts_without_debugging():
    assert written.env.bool("DEBUG", default=False) is False and written.DEBUG is False


def test_an_error_page_needs_no_database(cast, client, monkeypatch):
    """The database is gone while a page is made: a sentence, no trace of the inside, no further query."""
    client.raise_request_exception = False
    client.force_login(cast.user("curator"), backend="allauth.account.auth_backends.AuthenticationBackend")

    def gone(execute, sql, params, many, context):
        raise DatabaseError("server closed the connection")

    with connection.execute_wrapper(gone):
        answer = client.get(f"/o/{cast.organisation.slug}/")
    page = answer.content.decode()
    assert answer.status_code == 500 and "Что-то сломалось у нас" in page
    assert "server closed" not in page and "Traceback" not in page
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_what_people_type_does_not_come_into_the_log(cast, signed_in, caplog):
    client = signed_in("curator")
    client.raise_request_exception = False

    def broken(execute, sql, params, many, context):
        if sql.startswith("INSERT") and "people_person" in sql:
            raise IntegrityError(f"duplicate key\nDETAIL:  Key (surname)=({typed['surname']}) already exists.")
        return execute(sql, params, many, context)

    typed = {"surname": "Тайная", "first_name": "Анна", "sex": "female", "position": "воспитатель", "kind": "main",
             "since": "2026-09-01"}  # fmt: skip
    with connection.execute_wrapper(broken):
        answer = client.post(f"/o/{cast.organisation.slug}/people/add/?q=Тайная", typed)
    assert answer.status_code == 500
    ours = [handler.formatter for handler in logging.getLogger().handlers if handler.name == "console"]
    said = "".join(ours[0].format(entry) for entry in caplog.records)
    assert "/people/add/" in said and "add_person" in said and "django.db.utils.IntegrityError" in said
    assert "Тайная" not in said


def test_a_full_disk_is_told_in_its_own_words():
    try:
        raise OSError("No space left on device")
    except OSError:
        assert "OSError: No space left on device" in QuietFormatter().formatException(sys.exc_info())
