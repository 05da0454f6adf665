"""Clean input for pairs."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.kit import clock
from nastavnik.kit.periods import add_months
from nastavnik.kit.ui.forms import Choices, Ticks
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.actions import USUAL_MONTHS
from nastavnik.pairs.load import is_near_limit
from nastavnik.pairs.models import Interest, Relation
from nastavnik.pairs.queries import mentee_choices, mentor_choices
from nastavnik.people.models import Person
from nastavnik.regulation.models import Form


class TermsForm(forms.ModelForm):
    """Term, form and topic of a pair to be."""

    class Meta:
        model = Relation
        fields = ("topic", "form", "since", "until")

    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        self.fields["since"].required = self.fields["until"].required = True
        self.fields["since"].help_text = _("Пара начнёт действовать в этот день, но не раньше приказа.")

    def clean(self):
        super().clean()
        _check_term(self)
        return self.cleaned_data


class RelationForm(forms.Form):
    """A pair or group by the curator's or council's own choice (7.2); several people on a side make a group."""

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
    topic = forms.CharField(label=_("направление"), max_length=200, required=False)
    form = forms.ChoiceField(label=_("форма"), choices=Form.choices, initial=Form.TRADITIONAL)
    since = forms.DateField(label=_("с"), help_text=_("Пара начнёт действовать в этот день, но не раньше приказа."))
    until = forms.DateField(label=_("по"))

    def __init__(self, *arguments, organisation: Organisation, allows_load: bool = False, **options) -> None:
        super().__init__(*arguments, **options)
        if allows_load and is_near_limit(organisation):
            self.fields["load_reason"] = LoadForm().fields["load_reason"]
        for name, hints in (("mentors", mentor_choices(organisation)), ("mentees", mentee_choices(organisation))):
            field: Any = self.fields[name]
            field.queryset = Person.objects.of(organisation).filter(pk__in=hints)
            field.widget.hints = {str(key): hint for key, hint in hints.items()}
        first = clock.today() + timedelta(days=1)
        self.initial.setdefault("since", first)
        self.initial.setdefault("until", add_months(first, USUAL_MONTHS) - timedelta(days=1))

    def clean(self):
        super().clean()
        _check_term(self)
        return self.cleaned_data


class LoadForm(forms.Form):
    """The curator's word why a mentor takes one pair more than usual (1.5)."""

    load_reason = forms.CharField(
        label=_("почему наставнику под силу ещё одна пара или группа"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Нужно, когда наставник уже ведёт столько, сколько в настройках: больше — по решению куратора."),
    )


class InterestForm(forms.Form):
    """The private answer (7.1/2)."""

    interest = forms.ChoiceField(
        label=_("ваш ответ"),
        choices=[
            (Interest.YES, _("Да, хочу работать вместе")),
            (Interest.NO, _("Нет")),
            (Interest.LATER, _("Нужно время подумать")),
        ],
        widget=Choices(
            hints={
                Interest.YES: _("Когда «да» ответят все, куратор пригласит подписать согласие."),
                Interest.NO: _("Объяснять ничего не нужно. Другая сторона узнает только, что пара не сложилась."),
                Interest.LATER: _("К ответу можно вернуться в любой день."),
            }
        ),
        error_messages={"required": _("Выберите один из ответов.")},
    )


def _check_term(form: forms.BaseForm) -> None:
    since, until = form.cleaned_data.get("since"), form.cleaned_data.get("until")
    if since and until and until < since:
        form.add_error("until", _("Окончание раньше начала."))
