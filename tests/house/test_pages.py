"""What every template keeps to: nothing inline, nothing from other hosts, forms that are safe to send twice."""

import re
from pathlib import Path

import pytest
from django.apps import apps

CHECKOUT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((CHECKOUT / "nastavnik").glob("*/templates/**/*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=", text), "an inline style"
    assert not re.search(r"<style[\s>]", text), "an inline style sheet"
    assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>", text), "an inline script"
    assert not re.search(r"\son[a-z]+=\"", text), "an inline handler"
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text), "something from another host"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_every_form_that_acts_carries_its_keys(path):
    text = path.read_text(encoding="utf-8")
    for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", text, flags=re.S):
        assert "csrf_token" in form or "form_start" in form, "no protection against forged requests"
    if "/kit/" in str(path) or "/account/" in str(path):
        return
    for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", text, flags=re.S):
        assert "form_key" in form or "form_start" in form, "sent twice, it would act twice"


@pytest.mark.clause("1.1")
def test_no_kindergarten_is_written_into_the_product():
    for path in [*(CHECKOUT / "nastavnik").rglob("*.py"), *TEMPLATES]:
        if "desk/example" in str(path) or "migrations" in str(path):
            continue
        assert "№20" not in path.read_text(encoding="utf-8").replace("№ 20»", "№20»"), path


RATING = re.compile(r"рейтинг|подчин[её]н|взыскани|дисциплинарн|лучший наставник|худш", re.IGNORECASE)
GRADE = re.compile(r"rating|ranking|grade|disciplin|penalt|reprimand", re.IGNORECASE)


@pytest.mark.clause("1.4/9", "6.2/8")
def test_nobody_is_rated_and_no_field_grades_discipline():
    """On no screen and in no paper, nor in any table: all are teachers of one standing."""
    for path in [*(CHECKOUT / "nastavnik").rglob("*.py"), *TEMPLATES]:
        if "migrations" not in str(path):
            found = RATING.search(path.read_text(encoding="utf-8"))
            assert found is None, f"{path}: {found.group(0)}"
    ours = [model for model in apps.get_models() if model.__module__.startswith("nastavnik.")]
    names = {f"{model.__name__}.{field.name}" for model in ours for field in model._meta.get_fields()}
    assert len(ours) > 50
    assert not [name for name in names if GRADE.search(name)]
