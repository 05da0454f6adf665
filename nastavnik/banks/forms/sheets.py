"""Clean input about answers from a form service: the file, and the questions of its plan."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.banks.answer_import.plan import TOPIC, Plan, Question
from nastavnik.kit.ui.forms import Choices


class AnswerFileForm(forms.Form):
    """A table that a form service exported."""

    file = forms.FileField(
        label=_("Файл с ответами"),
        help_text=_("Таблица .xlsx, .ods или .csv, как её отдаёт сервис форм; до 20 МБ."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt"}),
    )


class QuestionsForm(forms.Form):
    """The questions of a plan: open ones wait for a choice, a likely one stands proposed."""

    hide_optional = True

    def __init__(self, *arguments, plan: Plan, **options) -> None:
        super().__init__(*arguments, **options)
        for question in plan.questions:
            self.fields[question.key] = _question_field(question)

    def answers(self) -> dict[str, str]:
        """What was chosen, by question; a question without a choice stays open."""
        return {key: value for key, value in self.cleaned_data.items() if value}


def _question_field(question: Question) -> forms.ChoiceField:
    if question.kind != TOPIC:
        return forms.ChoiceField(
            label=question.title,
            help_text=question.sentence,
            choices=[(choice.value, choice.label) for choice in question.choices],
            required=False,
            initial=question.answer,
            widget=Choices,
        )
    groups: dict[str, list[tuple[str, str]]] = {}
    for choice in question.choices:
        groups.setdefault(choice.area, []).append((choice.value, choice.label))
    plain = groups.pop("", [])
    return forms.ChoiceField(
        label=f"«{question.title}»",
        help_text=_now("Предложено по похожим словам: проверьте.")
        if question.likely and not question.answer
        else question.sentence,
        choices=[("", _now("выберите")), *plain, *groups.items()],
        required=False,
        initial=question.answer or question.likely,
    )
