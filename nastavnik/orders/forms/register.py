"""What to look for in the register of orders."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.orders.models import Journal, OrderState


class RegisterForm(forms.Form):
    """Number or words of the heading, calendar year, state; the journal is a tab."""

    q = forms.CharField(label=_("Номер или слова заголовка"), required=False, max_length=100)
    year = forms.TypedChoiceField(label=_("Год"), required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(
        label=_("Состояние"),
        required=False,
        choices=[
            ("", _("все зарегистрированные")),
            (OrderState.IN_FORCE, _("действуют без изменений")),
            (OrderState.AMENDED, _("действуют с изменениями")),
            (OrderState.REVOKED, _("признаны утратившими силу")),
        ],
    )
    journal = forms.ChoiceField(choices=Journal.choices, required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments, years: Sequence[int], **options) -> None:
        super().__init__(*arguments, **options)
        year: Any = self.fields["year"]
        year.choices = [("", _("все годы")), *((each, str(each)) for each in years)]
