"""Orders about orders: a text corrected, an order revoked effect by effect (edge cases 40, 41)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.ui.forms import Choices
from nastavnik.orders.forms.draft import DraftForm
from nastavnik.orders.models import Fate


class AmendOrderForm(DraftForm):
    """Which place of the order reads how from now on."""

    place = forms.CharField(
        label=_("что исправить"),
        max_length=200,
        help_text=_("Слова продолжают предложение «В приказе от … № … …»: «пункт 2», «наименование приложения № 1»."),
    )
    text = forms.CharField(label=_("новая редакция"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5}))
    why = forms.CharField(
        label=_("почему"),
        max_length=300,
        required=False,
        help_text=_("Слова продолжают начало «В связи с тем, что …»: «в фамилии допущена опечатка»."),
    )

    def clean_place(self) -> str:
        return " ".join(self.cleaned_data["place"].split()).rstrip(".")


@dataclass(frozen=True)
class Question:
    """One effect of the order that is revoked: what it is, and what each choice would do to it."""

    key: str
    label: str
    choices: Sequence[tuple[str, str, str]]  # fate, its word, what would happen


class RevokeOrderForm(DraftForm):
    """What becomes of each effect: asked one by one, nothing is chosen beforehand (domain 2.3.2)."""

    why = forms.CharField(
        label=_("почему"),
        max_length=300,
        required=False,
        help_text=_("Слова продолжают начало «В связи с тем, что …»: «приказ издан ошибочно»."),
    )

    def __init__(self, *arguments, questions: Sequence[Question], **options) -> None:
        super().__init__(*arguments, **options)
        self.questions = [question for question in questions if len(question.choices) > 1]
        self.settled = [question for question in questions if len(question.choices) == 1]
        for question in self.questions:
            self.fields[self._name(question)] = forms.ChoiceField(
                label=question.label,
                choices=[(fate, word) for fate, word, _hint in question.choices],
                widget=Choices(hints={fate: hint for fate, _word, hint in question.choices}),
                error_messages={"required": _("Решите, что станет с этим пунктом.")},
            )

    @property
    def asked(self) -> list[Any]:
        """The bound fields of the effects, in their order."""
        return [self[self._name(question)] for question in self.questions]

    @property
    def fates(self) -> dict[str, str]:
        """What was decided, by the key of the item; what cannot be undone is kept."""
        decided = {question.key: self.cleaned_data[self._name(question)] for question in self.questions}
        return {question.key: str(Fate.KEEP) for question in self.settled} | decided

    def _name(self, question: Question) -> str:
        return f"fate_{question.key}"
