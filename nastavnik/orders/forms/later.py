"""What was there before the product: old orders, pairs that run already (edge case 44)."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.kit import clock
from nastavnik.kit.ui.forms import Ticks
from nastavnik.orders.forms.draft import choose_staff
from nastavnik.orders.models import Journal, Order
from nastavnik.people.models import Person
from nastavnik.regulation.models import Form

_SCAN_HINT = _("PDF, JPEG, PNG или HEIC, до 40 МБ. Можно приложить позже.")


class LaterOrderForm(forms.Form):
    """An order that was signed before the product came: with its true dates, scan on wish."""

    number = forms.CharField(label=_("номер приказа"), max_length=30)
    signed_on = forms.DateField(label=_("дата подписания"))
    effective_on = forms.DateField(
        label=_("вступил в силу"), required=False, help_text=_("Если не указать — со дня подписания.")
    )
    journal_of = forms.ChoiceField(label=_("журнал"), choices=Journal.choices, initial=Journal.MAIN)
    scan = forms.FileField(label=_("скан или фотография приказа"), required=False, help_text=_SCAN_HINT)


class LaterSidesForm(forms.Form):
    """The first step: who with whom (sent by GET, so that the second step can ask for each one's consent)."""

    mentors = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("наставник"),
        widget=Ticks,
        error_messages={"required": _("Отметьте хотя бы одного наставника.")},
    )
    mentees = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("наставляемый"),
        widget=Ticks,
        help_text=_("Несколько человек — группа."),
        error_messages={"required": _("Отметьте хотя бы одного наставляемого.")},
    )

    def __init__(self, *arguments, people, **options) -> None:
        super().__init__(*arguments, **options)
        for name in self.fields:
            choose_staff(self.fields[name], people)

    def clean(self):
        super().clean()
        both = set(self.cleaned_data.get("mentors", ())) & set(self.cleaned_data.get("mentees", ()))
        if both:
            names = ", ".join(person.full_name for person in both)
            self.add_error("mentees", _("Один человек не может быть на обеих сторонах: %(who)s.") % {"who": names})
        return self.cleaned_data


class LaterRelationForm(LaterOrderForm):
    """The second step: term, the day of each written consent, the order (4.2, 4.3/5, 7.2).

    With `order` the pair stands in an order that has been entered already: nothing is asked of that again.
    """

    form = forms.ChoiceField(label=_("форма"), choices=Form.choices, initial=Form.TRADITIONAL)
    topic = forms.CharField(label=_("направление"), max_length=200, required=False)
    since = forms.DateField(label=_("с"), help_text=_("Когда пара начала действовать."))
    until = forms.DateField(label=_("по"))

    def __init__(self, *arguments, people: Sequence[Person], order: Order | None = None, **options) -> None:
        super().__init__(*arguments, **options)
        self.people, self.order = people, order
        if order is not None:
            for name in LaterOrderForm.base_fields:
                del self.fields[name]
        for person in people:
            self.fields[consent_field(person)] = forms.DateField(
                label=person.full_name,
                error_messages={"required": _("Без даты письменного согласия закрепить нельзя (4.2, 4.3).")},
            )

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("Окончание раньше начала."))
        signed_on = self.order.signed_on if self.order else cleaned.get("signed_on")
        for person in self.people:
            given = cleaned.get(consent_field(person))
            if given and given > clock.today():
                self.add_error(consent_field(person), _("Эта дата ещё не наступила."))
            elif given and signed_on and given > signed_on:
                self.add_error(consent_field(person), _("Согласие подписано позже приказа: проверьте обе даты."))
        return cleaned

    @property
    def asked(self) -> list[Any]:
        """The bound fields of the consents."""
        return [self[consent_field(person)] for person in self.people]

    @property
    def consents(self) -> dict[UUID, date]:
        return {person.pk: self.cleaned_data[consent_field(person)] for person in self.people}


def consent_field(person: Person) -> str:
    return f"consent_{person.pk}"
