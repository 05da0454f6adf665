"""A file goes out to be saved, under a name that cannot break out of its header."""

from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404

from nastavnik.papers.download import kept_file


def kept(name: str, content_type: str = "image/jpeg", **more):
    stored = default_storage.save("scans/1.jpg", ContentFile(b"\xff\xd8\xff"))
    file = SimpleNamespace(name=stored, open=lambda mode: default_storage.open(stored, mode))
    return SimpleNamespace(file=file, original_name=name, content_type=content_type, **more)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Согласие.jpg", "%D0%A1%D0%BE%D0%B3%D0%BB%D0%B0%D1%81%D0%B8%D0%B5.jpg"),
        ('a"; filename="b.html', "a_filenameb.html.jpg"),
        ("a\r\nSet-Cookie: x=1", "aSet-Cookie_x1.jpg"),
        ("../../etc/passwd", "....etcpasswd.jpg"),
        ("script.html", "script.html.jpg"),
    ],
)
def test_the_name_of_a_scan_stays_a_name(name, shown):
    answer = kept_file(kept(name))
    said = answer.headers["Content-Disposition"]
    assert said.startswith("attachment; filename*=UTF-8''") and "\n" not in said and '"' not in said
    assert said.removeprefix("attachment; filename*=UTF-8''").replace("_", "") == shown.replace("_", "")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in answer.headers


def test_no_file_is_not_found():
    with pytest.raises(Http404):
        kept_file(None)
