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
        ("processing", "Согласен на обработку данных и на их распространение.", "152-ФЗ, статья 10.1"),
        ("processing", "Согласен на обработку данных. Разрешаю использование моих фотографий.", "статья 152.1"),
        ("processing", "Согласен. Разрешаю передачу моих данных третьим лицам.", "ТК РФ, статья 88"),
        ("processing", "Согласен на обработку. Согласен быть наставником.", "Согласие на наставничество — отдельный"),
        ("distribution", "Согласен на распространение, признаю простую электронную подпись.", "63-ФЗ, статья 9"),
        ("image", "Согласен на использование изображения и на обработку персональных данных.", "152-ФЗ, статья 9"),
        ("specialist", "Согласен: {about}. Прошу о закреплении за мной персональных данных.", "152-ФЗ, статья 9"),
        ("transfer", "Передать {recipient}, цель {purpose}.", "Оставьте в тексте ровно по одному разу: {recipient}"),
        ("signature", "Согласен: {act}, {act}.", "Оставьте в тексте ровно по одному разу: {act}"),
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


@pytest.mark.parametrize(
    "body",
    [
        "Согласен на обработку данных. Распространение этим согласием не разрешается.",
        "Согласен на обработку данных. На распространение даётся отдельное согласие.",
        "Согласен на обработку данных. Передачу данных третьим лицам не разрешаю.",
    ],
)
def test_what_is_denied_is_no_second_purpose(body):
    assert ConsentTextForm({"body": body}, kind="processing").is_valid()
