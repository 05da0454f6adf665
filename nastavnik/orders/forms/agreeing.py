"""Who agrees a draft, and what they say (ТК РФ ст. 372; 4.5/1)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.kit import clock
from nastavnik.kit.ui.forms import Ticks
from nastavnik.orders.forms.draft import choose_staff, named_with_post
from nastavnik.people.models import Person

UNION = _("профсоюзный комитет")


class CirculateForm(forms.Form):
    """Bodies by their names, people of staff; at least one of them."""

    bodies = forms.MultipleChoiceField(label=_("органы"), required=False, widget=Ticks)
    others = forms.CharField(
        label=_("другие"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Каждого — с новой строки: «управляющий совет», «представитель учредителя»."),
    )
    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("сотрудники"),
        required=False,
        widget=Ticks,
        help_text=_("У кого есть вход, ответит на своей странице; за остальных согласие с бумаги отметит куратор."),
    )

    def __init__(self, *arguments, people, council_name: str = "", **options) -> None:
        super().__init__(*arguments, **options)
        names = list(filter(None, (str(UNION), council_name.strip())))
        bodies: Any = self.fields["bodies"]
        bodies.choices = [(name, name) for name in names]
        choose_staff(self.fields["people"], people)

    def clean(self):
        super().clean()
        if not self.asked:
            raise forms.ValidationError(_("Укажите, кто согласует проект: хотя бы один орган или сотрудник."))
        return self.cleaned_data

    @property
    def asked(self) -> list[tuple[str, Person | None]]:
        """Each in words, with the person when it is one."""
        cleaned = self.cleaned_data
        lines = [" ".join(line.split()) for line in cleaned.get("others", "").splitlines()]
        bodies: list[tuple[str, Person | None]] = [
            (name, None) for name in (*cleaned.get("bodies", ()), *lines) if name
        ]
        return bodies + [(named_with_post(person), person) for person in cleaned.get("people", ())]


class AgreeVisaForm(forms.Form):
    """The day on which it was agreed on paper; who agrees on their own page does so today."""

    on = forms.DateField(label=_("дата согласования"))

    def __init__(self, *arguments, is_own: bool, **options) -> None:
        super().__init__(*arguments, **options)
        self.initial.setdefault("on", clock.today())
        if is_own:
            del self.fields["on"]

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > clock.today():
            raise forms.ValidationError(_("Эта дата ещё не наступила."))
        return on


class ObjectForm(AgreeVisaForm):
    """Remarks with which the draft goes back to its author."""

    remark = forms.CharField(
        label=_("замечания"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Что исправить и почему: проект вернётся к автору с этими словами."),
    )  # fmt: skip

    field_order = ("remark", "on")
