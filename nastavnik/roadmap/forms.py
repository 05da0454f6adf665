"""Clean input for the roadmap and its items."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.kit import clock
from nastavnik.kit.periods import academic_year
from nastavnik.kit.ui.forms import Choices
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person
from nastavnik.roadmap.models import ItemState, RoadmapItem
from nastavnik.roadmap.stages import STAGES


class RoadmapForm(forms.Form):
    """The days of a new roadmap: usually an academic year."""

    since = forms.DateField(label=_("Действует с"))
    until = forms.DateField(label=_("Действует по"))

    def __init__(self, *arguments, organisation: Organisation, **options) -> None:
        super().__init__(*arguments, **options)
        year = academic_year(clock.today(), organisation.settings.year_starts)
        self.fields["since"].initial, self.fields["until"].initial = year.since, year.until


class PlanForm(forms.ModelForm):
    """Term, responsible, wording of an item of a draft."""

    class Meta:
        model = RoadmapItem
        fields = ("title", "due_on", "responsible", "expected")
        widgets = {"title": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *arguments, organisation: Organisation, **options) -> None:
        super().__init__(*arguments, **options)
        self.fields["due_on"].required = True  # a plan without terms is none (domain G14)
        self.fields["responsible"] = forms.ModelChoiceField(
            Person.objects.of(organisation).employed(clock.today()),
            label=_("Ответственный"),
            required=False,
            empty_label=_("не указан"),
        )
        self.fields["expected"].widget = forms.Textarea(attrs={"rows": 2})


class NewItemForm(PlanForm):
    """An item that the annex does not have."""

    stage = forms.TypedChoiceField(
        label=_("Этап"),
        choices=[(stage.number, f"{stage.number}. {stage.title}") for stage in STAGES],
        coerce=int,
    )
    field_order = ("stage", "title", "due_on", "responsible", "expected")


class MarkForm(forms.ModelForm):
    """Whether the item applies, with the reason (R1.4); a mark that was set by hand can be taken back."""

    class Meta:
        model = RoadmapItem
        fields = ("state", "note")
        labels = {"note": _("Примечание")}
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"note": _("Для пункта, который не применим, напишите почему.")}

    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        offered = [ItemState.OPEN, ItemState.NOT_APPLICABLE]
        if self.instance.state == ItemState.DONE:
            offered.insert(0, ItemState.DONE)
        self.fields["state"] = forms.ChoiceField(
            label=_("Отметка"), choices=[(state.value, state.label) for state in offered], widget=Choices()
        )


class CloseItemForm(forms.Form):
    """When it was done, and how."""

    on = forms.DateField(label=_("Выполнено"))
    note = forms.CharField(
        label=_("Как это сделано"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        self.fields["on"].initial = clock.today
