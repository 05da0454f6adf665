"""Clean input: the words keep their place for a name, one purpose stays one document."""

import pytest

from nastavnik.consents.forms import ConsentTextForm, RegisterConsentForm
from nastavnik.consents.models import Consent, ConsentKind
from nastavnik.consents.texts import TEXTS


@pytest.mark.parametrize("kind", ConsentKind.values)
def test_our_own_words_pass_and_come_back_unchanged(kind):
    """A browser sends lines with CR LF: that must not look like a change."""
    form = ConsentTextForm({"body": TEXTS[kind].replace("\n", "\r\n")}, kind=kind)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["body"] == TEXTS[kind]


@pytest.mark.parametrize(
    ("kind", "body", "error"),
    [
        ("mentoring", "Согласен быть наставником.", "Оставьте в тексте {about} ровно один раз"),
        ("mentoring", "Согласен: {about} и {about}.", "Оставьте в тексте {about} ровно один раз"),
        ("mentee", "Согласен: {about}, {имя}.", "Оставьте в тексте {about} ровно один раз"),
        ("processing", "Согласен: {about}.", "Уберите фигурные скобки"),
        ("mentoring", "Согласен: {about} — и на обработку Персональных\nданных.", "отдельный документ"),
        ("mentee", "  ", "Обязательное поле."),
    ],
)
def test_words_are_refused(kind, body, error):
    form = ConsentTextForm({"body": body}, kind=kind)
    (said,) = form.errors["body"]
    assert error in said


def test_scan_may_come_later_but_the_day_may_not():
    asked = Consent(kind=ConsentKind.PROCESSING)
    assert RegisterConsentForm({"given_on": "2026-09-14"}, consent=asked).is_valid()
    assert list(RegisterConsentForm({}, consent=asked).errors) == ["given_on"]
    said = RegisterConsentForm({"given_on": "32.13.2026"}, consent=asked).errors["given_on"]
    assert said == ["Введите правильную дату."]
