"""Clean input for drafting and registering orders."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.orders.models import Journal
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import Relation
from nastavnik.people.models import Person


class BaseOrderForm(forms.Form):
    """What the base order does (4.1, 4.3/3): one combined order, or one at a time."""

    introduces = forms.BooleanField(label=_("ввести целевую модель наставничества"), required=False)
    approves = forms.BooleanField(label=_("утвердить Положение о наставничестве"), required=False)
    appoints = forms.BooleanField(label=_("назначить куратора"), required=False)
    curator = forms.ModelChoiceField(
        Person.objects.none(), label=_("куратор"), required=False, empty_label=_("выберите сотрудника")
    )
    approves_roadmap = forms.BooleanField(label=_("утвердить дорожную карту"), required=False)
    text = forms.CharField(
        label=_("текст Положения"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Можно не вставлять: тогда Положение прилагается к приказу на бумаге."),
    )

    def __init__(self, *arguments, people, roadmap=None, **options) -> None:
        super().__init__(*arguments, **options)
        self.roadmap = roadmap
        self.fields["curator"].queryset = people
        self.fields["curator"].label_from_instance = lambda person: person.full_name
        if roadmap is None:
            del self.fields["approves_roadmap"]

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(name) for name in ("introduces", "approves", "appoints", "approves_roadmap")):
            raise forms.ValidationError(_("Отметьте, что делает приказ: хотя бы одно."))
        if cleaned.get("appoints") and not cleaned.get("curator"):
            self.add_error("curator", _("Выберите, кто назначается куратором."))
        return cleaned


class RelationsOrderForm(forms.Form):
    """Which agreed pairs and groups the order fixes."""

    relations = forms.ModelMultipleChoiceField(
        Relation.objects.none(), label=_("пары и группы"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments, relations, **options) -> None:
        super().__init__(*arguments, **options)
        self.fields["relations"].queryset = relations


class SignOrderForm(forms.Form):
    """What stands on the signed paper: number, dates, scan."""

    number = forms.CharField(label=_("номер приказа"), max_length=30)
    signed_on = forms.DateField(label=_("дата подписания"))
    effective_on = forms.DateField(
        label=_("вступает в силу"), required=False, help_text=_("Если не указать — со дня подписания.")
    )
    scan = forms.FileField(
        label=_("скан или фотография подписанного приказа"),
        help_text=_("PDF, JPEG, PNG или HEIC, до 40 МБ. Данные о месте съёмки стираются."),
    )


class LaterOrderForm(SignOrderForm):
    """An order that was signed before the product came (edge case 44): with its true dates, scan on wish."""

    journal_of = forms.ChoiceField(label=_("журнал"), choices=Journal.choices, initial=Journal.MAIN)

    def __init__(self, *arguments, organisation: Organisation, **options) -> None:
        super().__init__(*arguments, **options)
        self.fields["scan"].required = False


class ReturnOrderForm(forms.Form):
    note = forms.CharField(label=_("что исправить"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class AcquaintanceForm(forms.Form):
    """The sheet of acquaintance: who has signed it, on which day."""

    on = forms.DateField(label=_("дата ознакомления"))
    people = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("подписали"), widget=forms.CheckboxSelectMultiple
    )
    refused = forms.BooleanField(label=_("отказались подписать (составлен акт)"), required=False)

    def __init__(self, *arguments, people, **options) -> None:
        super().__init__(*arguments, **options)
        self.fields["people"].queryset = people
