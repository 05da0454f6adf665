"""The form of a questionnaire, made from its data."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.ui.forms import Choices, ChoicesAcross, Scale, Ticks
from nastavnik.surveys.answers import TEXT_LENGTH
from nastavnik.surveys.models import Invitation, Wave
from nastavnik.surveys.questionnaires import Kind, Question


class AnswersForm(forms.Form):
    """All questions of an invitation; `is_draft` asks for nothing and takes what is there."""

    hide_optional = True  # «необязательно» is said once, above the questions

    def __init__(self, invitation: Invitation, *arguments: Any, is_draft: bool = False, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.invitation = invitation
        for question in invitation.form.questions_of(invitation.wave):
            self.fields[question.code] = _field(question, invitation, required=not is_draft and question.is_required)

    def sections(self) -> Iterator[dict[str, Any]]:
        """The groups of questions for the page: title, bound fields, whether the scale is explained."""
        for title, asked in self.invitation.form.sections_of(self.invitation.wave):
            scale = any(question.kind == Kind.SCALE for question in asked)
            yield {"title": title, "fields": [self[question.code] for question in asked], "scale": scale}


def _field(question: Question, invitation: Invitation, *, required: bool) -> forms.Field:
    facts: dict[str, Any] = {
        "label": question.worded(invitation.topic),
        "required": required,
        "help_text": question.before_hint if invitation.wave == Wave.BEFORE else "",
        "error_messages": {"required": _("Выберите ответ."), "invalid_choice": _("Такого ответа нет.")},
    }
    if question.kind == Kind.TEXT:
        return forms.CharField(max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 3}), **facts)
    choices = [(str(value), words) for value, words in question.allowed().items()]
    if question.kind == Kind.CHOICES:
        return forms.MultipleChoiceField(choices=choices, widget=Ticks, **facts)
    return forms.ChoiceField(choices=choices, widget=_WIDGETS[question.kind], **facts)


_WIDGETS = {Kind.SCALE: Scale, Kind.YES_NO: ChoicesAcross, Kind.CHOICE: Choices}
