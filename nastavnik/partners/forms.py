"""Clean input for partners, agreements, events."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.dates import believable
from nastavnik.kit.ui.forms import ChoicesAcross, Ticks
from nastavnik.organisations.models import Organisation
from nastavnik.partners.models import Agreement, EventRole, Partner, PartnerEvent
from nastavnik.people.models import Person, Sex

ACCEPTED = {"accept": ".pdf,.jpg,.jpeg,.png,.heic"}


class PartnerForm(forms.ModelForm):
    """The card of a partner. Names of its people are not asked for (152-ФЗ ст. 5)."""

    class Meta:
        model = Partner
        fields = ("name", "kind", "level", "contact", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 2}), "level": ChoicesAcross}
        help_texts = {
            "contact": _("Отдел и рабочий телефон или почта. Фамилии и личные номера не нужны."),
        }


class AgreementForm(forms.ModelForm):
    """What stands on the signed paper."""

    scan = forms.FileField(
        label=_("Скан или фотография"),
        required=False,
        help_text=_("PDF, JPEG, PNG или HEIC. Можно приложить позже; сама бумага хранится в деле."),
        widget=forms.FileInput(attrs=ACCEPTED),
    )

    class Meta:
        model = Agreement
        fields = ("number", "signed_on", "subject", "since", "until")
        widgets = {"subject": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "number": _("Если есть."),
            "subject": _("Например: обмен опытом наставников, совместные семинары."),
            "until": _("Пусто — без срока. За 30 дней до этого дня придёт напоминание."),
        }

    def __init__(self, *arguments, with_scan: bool = True, **options) -> None:
        super().__init__(*arguments, **options)
        for name in ("signed_on", "since", "until"):
            self.fields[name].validators.append(believable)  # type: ignore[attr-defined]
        if not with_scan:
            del self.fields["scan"]


class OutsideMentorForm(forms.ModelForm):
    """Only what papers need; the place of work is the partner."""

    post = forms.CharField(label=_("Должность у партнёра"), max_length=80)

    class Meta:
        model = Person
        fields = ("surname", "first_name", "patronymic", "sex", "email")
        widgets = {"sex": ChoicesAcross}
        labels = {"surname": _("Фамилия"), "first_name": _("Имя"), "patronymic": _("Отчество"), "sex": _("Пол")}

    field_order = ("surname", "first_name", "patronymic", "post", "sex", "email")

    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        self.fields["first_name"].required = True
        sex: Any = self.fields["sex"]
        sex.choices = [*Sex.choices, ("", _("не знаю"))]


class EndForm(forms.Form):
    ended_on = forms.DateField(
        label=_("Последний день"), validators=[believable], help_text=_("День, которым соглашение заканчивается.")
    )


class ScanForm(forms.Form):
    scan = forms.FileField(
        label=_("Скан или фотография"),
        help_text=_("PDF, JPEG, PNG или HEIC."),
        widget=forms.FileInput(attrs=ACCEPTED),
    )


class EventForm(forms.ModelForm):
    """One event; who took part is added after it."""

    class Meta:
        model = PartnerEvent
        fields = ("title", "kind", "on", "level", "host", "partner", "result")
        widgets = {"result": forms.Textarea(attrs={"rows": 3}), "host": ChoicesAcross}
        help_texts = {
            "partner": _("Можно не выбирать, если событие проводит не партнёр."),
            "result": _("Например: договорились о стажировке. Можно дописать позже."),
        }

    def __init__(self, *arguments, organisation: Organisation, **options) -> None:
        super().__init__(*arguments, **options)
        partner: Any = self.fields["partner"]
        partner.queryset = Partner.objects.of(organisation)
        partner.empty_label = _("без партнёра")
        self.fields["on"].validators.append(believable)  # type: ignore[attr-defined]


class ParticipantsForm(forms.Form):
    """Those who worked here on the day; several at once, of one role."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Кто участвовал"),
        widget=Ticks,
        error_messages={"required": _("Отметьте, кто участвовал.")},
    )
    role = forms.ChoiceField(
        label=_("В качестве кого"), choices=EventRole, initial=EventRole.LISTENER, widget=ChoicesAcross
    )

    def __init__(self, *arguments, event: PartnerEvent, **options) -> None:
        super().__init__(*arguments, **options)
        people: Any = self.fields["people"]
        found = Person.objects.of(event.organisation).employed(event.on).order_by("sort_key")
        people.queryset = found.prefetch_related("employments")
        people.label_from_instance = lambda person: ", ".join(
            filter(None, (person.full_name, person.position_on(event.on)))
        )
