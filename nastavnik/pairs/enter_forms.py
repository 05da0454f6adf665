"""Clean input for pairs that ran before the product (edge case 44)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.kit import clock
from nastavnik.kit.ui.forms import Ticks
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person
from nastavnik.regulation.models import Form


class EnteredPeopleForm(forms.Form):
    """Who works together: anybody who works here, in a bank or not."""

    mentors = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("наставник"),
        widget=Ticks,
        error_messages={"required": _("Отметьте хотя бы одного наставника.")},
    )
    mentees = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("наставляемый"),
        help_text=_("Несколько человек — группа."),
        widget=Ticks,
        error_messages={"required": _("Отметьте хотя бы одного наставляемого.")},
    )

    def __init__(self, *arguments, organisation: Organisation, **options) -> None:
        super().__init__(*arguments, **options)
        for name in ("mentors", "mentees"):
            field: Any = self.fields[name]
            field.queryset = Person.objects.of(organisation).employed(clock.today())

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if set(said.get("mentors") or ()) & set(said.get("mentees") or ()):
            self.add_error("mentees", _("Один и тот же человек не может быть наставником самому себе."))
        return said


class EnteredRelationForm(forms.Form):
    """The terms as they stand in the old order, and the day of each written consent.

    A day that is lacking is refused by the act, with what to do instead: no field of them is «необязательно».
    """

    hide_optional = True

    topic = forms.CharField(label=_("направление"), max_length=200, required=False)
    form = forms.ChoiceField(label=_("форма"), choices=Form.choices, initial=Form.TRADITIONAL)
    since = forms.DateField(label=_("с"), help_text=_("День, с которого пара работает по приказу."))
    until = forms.DateField(label=_("по"))

    def __init__(self, *arguments, mentors: Sequence[Person], mentees: Sequence[Person], **options) -> None:
        super().__init__(*arguments, **options)
        self.people = (*mentors, *mentees)
        for person in self.people:
            self.fields[self.name_of(person)] = forms.DateField(label=person.full_name, required=False)

    @property
    def consent_fields(self) -> list[forms.BoundField]:
        """The days of consents, one for each person."""
        return [self[self.name_of(person)] for person in self.people]

    @staticmethod
    def name_of(person: Person) -> str:
        """The field of a person's consent."""
        return f"consent_{person.pk.hex}"
