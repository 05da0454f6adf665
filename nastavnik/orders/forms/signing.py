"""Signing, registering, returning, the sheet of acquaintance."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.kit import clock
from nastavnik.kit.ui.forms import Ticks
from nastavnik.people.models import Person


class SignOrderForm(forms.Form):
    """What stands on the signed paper: number, date, day of effect where the text names none, scan."""

    number = forms.CharField(label=_("номер приказа"), max_length=30, required=False)
    signed_on = forms.DateField(label=_("дата подписания"))
    effective_on = forms.DateField(
        label=_("вступает в силу"), required=False, help_text=_("Если не указать — со дня подписания.")
    )
    scan = forms.FileField(
        label=_("скан или фотография подписанного приказа"),
        help_text=_("PDF, JPEG, PNG или HEIC, до 40 МБ. Данные о месте съёмки стираются."),
    )

    def __init__(self, *arguments, next_number: str, asks_effect: bool, **options) -> None:
        super().__init__(*arguments, **options)
        self.initial.setdefault("signed_on", clock.today())
        self.fields["number"].help_text = _(
            "Впишите тот, что стоит на бумаге, или оставьте пустым: присвоится следующий (сейчас это № %(number)s)."
        ) % {"number": next_number}
        if not asks_effect:  # the text itself names the day
            del self.fields["effective_on"]


class ScanForm(forms.Form):
    """The scan of an order that was entered without one."""

    scan = forms.FileField(label=_("скан или фотография приказа"), help_text=_("PDF, JPEG, PNG или HEIC, до 40 МБ."))


class ReturnOrderForm(forms.Form):
    note = forms.CharField(label=_("что исправить"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class AcquaintanceForm(forms.Form):
    """The sheet of acquaintance: who has signed it, on which day."""

    on = forms.DateField(label=_("дата ознакомления"))
    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("кто"),
        widget=Ticks,
        error_messages={"required": _("Отметьте, кто ознакомлен.")},
    )
    refused = forms.BooleanField(
        label=_("отказались подписать, составлен акт"),
        required=False,
        help_text=_("Отметьте, если расписаться отказались: ознакомление всё равно состоялось."),
    )

    def __init__(self, *arguments, people: Sequence[Person], **options) -> None:
        super().__init__(*arguments, **options)
        field: Any = self.fields["people"]
        field.queryset = Person.objects.filter(pk__in=[person.pk for person in people])
