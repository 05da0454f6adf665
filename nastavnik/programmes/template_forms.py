"""Clean input for templates of programmes and for beginning with one (1.4/8, 4.5/3)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.ui.forms import ChoiceCards, Ticks
from nastavnik.programmes.models import Direction, ItemKind, Programme, ProgrammeTemplate

_texts = forms.fields_for_model(ProgrammeTemplate, ("title", "about", "goal", "tasks", "expected_result"))
LONGEST = 400  # days: a year and what is left of a month


class TemplateForm(forms.Form):
    """The texts that fit many programmes; a request is nobody's but the mentee's."""

    title = _texts["title"]
    about = _texts["about"]
    directions = forms.MultipleChoiceField(
        label=_("Направления наставничества"), choices=Direction.choices, widget=Ticks, required=False
    )
    goal = _texts["goal"]
    tasks = _texts["tasks"]
    expected_result = _texts["expected_result"]


class TemplateItemForm(forms.Form):
    """One activity; a row without a name is no activity."""

    hide_optional = True
    title = forms.CharField(label=_("Мероприятие"), max_length=300, required=False)
    days = forms.IntegerField(label=_("Дней от начала"), min_value=0, max_value=LONGEST, required=False)
    kind = forms.ChoiceField(label=_("Вид"), choices=ItemKind.choices, initial=ItemKind.CONSULTATION)
    content = forms.CharField(label=_("Содержание"), max_length=1000, required=False)
    method = forms.CharField(label=_("Методика, материал"), max_length=300, required=False)
    expected = forms.CharField(label=_("Что должно получиться"), max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("title") and cleaned.get("days") is None and "days" not in self.errors:
            self.add_error("days", _("Укажите, через сколько дней от начала программы."))
        return cleaned


ItemFormSet = forms.formset_factory(TemplateItemForm, extra=3, max_num=60)


def rows_of(template: ProgrammeTemplate) -> list[dict[str, Any]]:
    """Its activities as the form shows them."""
    return [
        {name: getattr(item, name) for name in ("title", "days", "kind", "content", "method", "expected")}
        for item in template.items.all()
    ]


class UseTemplateForm(forms.Form):
    """Which template to begin with; `version` is that of the text that the reader has before them."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    template = forms.ModelChoiceField(
        label=_("С чего начать"), queryset=ProgrammeTemplate.objects.none(), widget=ChoiceCards, empty_label=None
    )

    def __init__(self, programme: Programme, data: Any = None) -> None:
        super().__init__(data, initial={"version": programme.version})
        offered = ProgrammeTemplate.objects.of(programme.organisation).filter(retired_on=None)
        field = self.fields["template"]
        field.queryset = offered  # type: ignore[attr-defined]
        field.widget.hints = {str(one.pk): one.about for one in offered}
