"""Whom to ask for what, and the filters of the register."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.consents.forms.plain import EXPIRING, WITHOUT_SCAN
from nastavnik.consents.models import ConsentKind, ConsentState
from nastavnik.kit import clock
from nastavnik.kit.ui.forms import Choices
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person

ASKED_BY_HAND = {
    ConsentKind.PROCESSING: _("Без него запись не включить в базу."),
    ConsentKind.DISTRIBUTION: _("Человек сам отметит, какие данные и на каких ресурсах можно публиковать."),
    ConsentKind.IMAGE: _("Отдельно от данных: какие снимки и где можно использовать."),
    ConsentKind.SPECIALIST: _("Педагог помогает в чужой программе: укажите, в какой."),
    ConsentKind.TRANSFER: _("Одному названному получателю, с одной целью."),
    ConsentKind.SIGNATURE: _("Подписывают на бумаге; потом остальные согласия — в системе."),
}
"""Kinds that the curator asks for; those of a pair are made when its members have agreed."""

_NEEDS = {
    ConsentKind.SPECIALIST: ("about",),
    ConsentKind.TRANSFER: ("recipient", "purpose", "listed"),
}


class ConsentAskForm(forms.Form):
    """Whom, and to what; the lines below belong to two of the kinds."""

    field_order = ("person", "kind")
    kind = forms.ChoiceField(
        label=_("О чём"),
        choices=[(one.value, one.label) for one in ASKED_BY_HAND],
        widget=Choices(hints={one.value: hint for one, hint in ASKED_BY_HAND.items()}),
    )
    about = forms.CharField(
        label=_("В какой программе участвует специалист"),
        required=False,
        max_length=300,
        help_text=_("Например: Зайцева П. А. — наставник Белокопытова И. Г., мастер-класс по развитию речи"),
    )
    recipient = forms.CharField(label=_("Кому передаются данные"), required=False, max_length=300)
    purpose = forms.CharField(label=_("Цель передачи"), required=False, max_length=300)
    listed = forms.CharField(
        label=_("Какие данные"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *arguments, organisation: Organisation, **options) -> None:
        super().__init__(*arguments, **options)
        self.hide_optional = True  # the lines of one kind are needed for it, and mean nothing for another
        people = Person.objects.of(organisation).employed(clock.today())
        self.fields["person"] = forms.ModelChoiceField(people, label=_("Кого спросить"), empty_label=_("Выберите"))

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        for name in _NEEDS.get(ConsentKind(kind), ()) if kind else ():
            if not cleaned.get(name, "").strip():
                self.add_error(name, forms.ValidationError(_now("Для этого согласия заполните и эту строку.")))
        return cleaned

    @property
    def scope(self) -> dict[str, str]:
        """What the words of a transfer leave open; empty for other kinds."""
        if self.cleaned_data["kind"] != ConsentKind.TRANSFER:
            return {}
        said = self.cleaned_data
        return {"recipient": said["recipient"], "purpose": said["purpose"], "data": said["listed"]}

    @property
    def programme(self) -> str:
        """In which programme, for a specialist; "" for other kinds."""
        return self.cleaned_data["about"] if self.cleaned_data["kind"] == ConsentKind.SPECIALIST else ""


class ConsentFilterForm(forms.Form):
    q = forms.CharField(label=_("Человек"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Вид"), required=False, choices=[("", _("любой")), *ConsentKind.choices])
    state = forms.ChoiceField(
        label=_("Состояние"),
        required=False,
        choices=[
            ("", _("любое")),
            *ConsentState.choices,
            (EXPIRING, _("истекает в ближайшие 30 дней")),
            (WITHOUT_SCAN, _("дано, скана нет")),
        ],
    )


class RegisterDayForm(forms.Form):
    """The day on which the register is shown."""

    on = forms.DateField(label=_("По состоянию на"), required=False)
