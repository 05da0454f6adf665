"""Clean input for pairs."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.banks.models import EntryState
from nastavnik.kit import clock
from nastavnik.kit.periods import add_months
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import Interest, Relation
from nastavnik.people.models import Person
from nastavnik.regulation.models import Form


class TermsForm(forms.ModelForm):
    """Term, form and topic of a pair to be."""

    class Meta:
        model = Relation
        fields = ("form", "topic", "since", "until")

    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        self.fields["since"].required = self.fields["until"].required = True

    def clean(self):
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("Окончание раньше начала."))
        return cleaned


class RelationForm(forms.Form):
    """A pair or group by the curator's or council's own choice (7.2); several people on a side make a group."""

    mentors = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("наставник"), widget=forms.CheckboxSelectMultiple
    )
    mentees = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("наставляемый (несколько — группа)"),
        widget=forms.CheckboxSelectMultiple,
    )
    form = forms.ChoiceField(label=_("форма"), choices=Form.choices, initial=Form.TRADITIONAL)
    topic = forms.CharField(label=_("направление"), max_length=200, required=False)
    since = forms.DateField(label=_("с"))
    until = forms.DateField(label=_("по"))

    def __init__(self, *arguments, organisation: Organisation, **options) -> None:
        super().__init__(*arguments, **options)
        people = Person.objects.of(organisation)
        self.fields["mentors"].queryset = people.filter(mentor_entry__state=EntryState.ACTIVE)
        self.fields["mentees"].queryset = people.filter(mentee_entry__state=EntryState.ACTIVE)
        self.initial.setdefault("since", clock.today() + timedelta(days=1))
        self.initial.setdefault("until", add_months(clock.today(), 9))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("since") and cleaned.get("until") and cleaned["until"] < cleaned["since"]:
            self.add_error("until", _("Окончание раньше начала."))
        return cleaned


class InterestForm(forms.Form):
    """The private answer (7.1/2)."""

    interest = forms.ChoiceField(
        label=_("ваш ответ"),
        choices=[
            (Interest.YES, _("Да, хочу работать вместе")),
            (Interest.NO, _("Нет")),
            (Interest.LATER, _("Нужно время подумать")),
        ],
        widget=forms.RadioSelect,
    )
