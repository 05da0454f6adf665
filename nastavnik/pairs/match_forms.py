"""Clean input of the matching round: weights, another choice, the council's word."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.ui.forms import Choices
from nastavnik.matching import LABELS, Weights
from nastavnik.pairs.models import CouncilOpinion, MatchRun, Stand
from nastavnik.pairs.weights import DEFAULT_HERE, MOST, WEIGHED
from nastavnik.people.models import Person

HINTS = {
    "topics": _("Сильные темы наставника и направления запроса, самое важное — прежде всего."),
    "experience": _("На сколько наставник опытнее; в реверсивной форме наоборот."),
    "position": _("Одна и та же должность."),
    "forms": _("Форма, которую назвал наставляемый."),
    "hours": _("Общее свободное время."),
    "wishes": _("Кого назвали сами наставляемый и наставник."),
    "waiting": _("Кто ждёт дольше: важно, когда мест меньше, чем людей."),
}


class WeightsForm(forms.Form):
    """Points that each criterion can bring, and why they are changed."""

    reason = forms.CharField(
        label=_("почему"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Останется в журнале изменений на этой странице: её видят куратор и совет."),
    )  # fmt: skip

    def __init__(self, *arguments, weights: Weights, **options) -> None:
        super().__init__(*arguments, **options)
        for name in WEIGHED:
            usual = getattr(DEFAULT_HERE, name)
            self.fields[name] = forms.IntegerField(
                label=_(LABELS[name]),
                min_value=0,
                max_value=MOST,
                help_text=_("%(what)s Обычно %(usual)s.") % {"what": HINTS[name], "usual": usual},
            )
            self.initial.setdefault(name, getattr(weights, name))
        self.order_fields([*WEIGHED, "reason"])

    @property
    def weights(self) -> Weights:
        """What was typed, of a valid form."""
        return replace(DEFAULT_HERE, **{name: self.cleaned_data[name] for name in WEIGHED})

    @property
    def mark(self) -> str:
        """What a trial was made of: it is saved as it was tried."""
        return "-".join(str(self.cleaned_data[name]) for name in WEIGHED)


class TwoForm(forms.Form):
    """A mentor and a mentee of a run."""

    mentee = forms.ModelChoiceField(Person.objects.none(), label=_("наставляемый"), empty_label=_("выберите"))
    mentor = forms.ModelChoiceField(Person.objects.none(), label=_("наставник"), empty_label=_("выберите"))

    def __init__(self, *arguments, run: MatchRun, **options) -> None:
        super().__init__(*arguments, **options)
        for name in ("mentee", "mentor"):
            field: Any = self.fields[name]
            keys = [one["id"] for one in run.instance.get(f"{name}s", [])]
            field.queryset = Person.objects.of(run.organisation).filter(pk__in=keys).order_by("sort_key", "pk")
            field.label_from_instance = lambda person: person.full_name


class ReasonForm(forms.Form):
    """Why other people than proposed (7.2)."""

    reason = forms.CharField(
        label=_("почему выбрана эта пара"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Причина останется с парой; участникам она не показывается."),
    )


class OpinionForm(forms.ModelForm):
    """The council's word on a pair that is being formed (4.5/2)."""

    class Meta:
        model = CouncilOpinion
        fields = ("stand", "note")
        widgets = {
            "stand": Choices(
                hints={
                    Stand.FOR: _("Пара подходит: можно знакомить и закреплять."),
                    Stand.DISCUSS: _("Ниже напишите, что именно: куратор увидит до знакомства."),
                }
            ),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        stand: Any = self.fields["stand"]
        stand.choices = Stand.choices
