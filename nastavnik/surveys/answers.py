"""What may be answered: one reading for the form, for a draft and for the last word before storing."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from nastavnik.kit.refusal import Refused
from nastavnik.surveys.questionnaires import Kind, Question, Questionnaire

TEXT_LENGTH = 2000


def cleaned(form: Questionnaire, wave: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """All answers of the wave, checked; Refused names the question that lacks a possible answer."""
    kept = draft_of(form, wave, answers)
    for question in form.questions_of(wave):
        given = answers.get(question.code)
        if question.code not in kept and given not in (None, "", []):
            raise Refused(_("«%(question)s»: такого ответа нет.") % {"question": question.text}, field=question.code)
        if question.is_required and question.code not in kept:
            raise Refused(_("«%(question)s»: выберите ответ.") % {"question": question.text}, field=question.code)
    return kept


def draft_of(form: Questionnaire, wave: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that make sense so far; questions of another wave and impossible answers are left out."""
    kept = {question.code: _read(question, answers.get(question.code)) for question in form.questions_of(wave)}
    return {code: answer for code, answer in kept.items() if answer not in (None, "", [])}


def _read(question: Question, answer: Any) -> Any:
    """The answer as it is stored, or None."""
    if question.kind == Kind.TEXT:
        return " ".join(answer.split())[:TEXT_LENGTH] if isinstance(answer, str) else None
    allowed = question.allowed()
    if question.kind == Kind.CHOICES:
        return [one for one in allowed if one in answer] if isinstance(answer, list | tuple) else None
    if question.kind == Kind.SCALE and isinstance(answer, str) and answer.isdecimal():
        answer = int(answer)
    return answer if isinstance(answer, str | int) and not isinstance(answer, bool) and answer in allowed else None
