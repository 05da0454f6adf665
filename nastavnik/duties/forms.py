"""Clean input for agreements and notices."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.duties.models import JOB_FUNCTION, Supplement
from nastavnik.kit import clock

ACCEPTED = {"accept": ".pdf,.jpg,.jpeg,.png,.heic"}


class SupplementForm(forms.ModelForm):
    """The words of a draft. What is paid is a reference or words; sums are no matter of the product."""

    class Meta:
        model = Supplement
        fields = ("content", "form_words", "since", "until", "payment", "contract_number", "contract_date")
        widgets = {"content": forms.Textarea(attrs={"rows": 6}), "payment": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "payment": _("Словами или ссылкой: «по Положению об оплате труда, пункт …». Пусто — останется строка."),
            "contract_number": _("Можно не указывать: в бумаге останется место, чтобы вписать от руки."),
        }

    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        for name in ("content", "form_words", "since", "until"):  # the law wants them to stand there
            self.fields[name].required = True


class RegisterSupplementForm(forms.Form):
    """What stands on the signed paper."""

    number = forms.CharField(label=_("Номер соглашения"), max_length=30, required=False)
    signed_on = forms.DateField(label=_("Дата подписания"), help_text=_("День, который стоит на бумаге."))
    scan = forms.FileField(
        label=_("Скан или фотография"),
        required=False,
        help_text=_("PDF, JPEG, PNG или HEIC. Можно приложить позже; сама бумага хранится в деле."),
        widget=forms.FileInput(attrs=ACCEPTED),
    )


class SupplementScanForm(forms.Form):
    scan = forms.FileField(
        label=_("Скан или фотография"),
        help_text=_("PDF, JPEG, PNG или HEIC."),
        widget=forms.FileInput(attrs=ACCEPTED),
    )


class WaiveForm(forms.Form):
    """Why none is needed: the ground that the labour inspection names, or another."""

    ground = forms.CharField(
        label=_("Основание"), max_length=300, initial=JOB_FUNCTION, widget=forms.Textarea(attrs={"rows": 3})
    )


class NoticeForm(forms.Form):
    """The last day; those who lead also say on which day a paper was given."""

    given_on = forms.DateField(label=_("Дата заявления"), help_text=_("День, который стоит на бумаге."))
    last_day = forms.DateField(label=_("Последний день наставничества"))
    note = forms.CharField(
        label=_("Обстоятельства"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Объяснять ничего не нужно."),
    )

    def __init__(self, *arguments, earliest: date, own: bool, **options) -> None:
        super().__init__(*arguments, **options)
        self.initial.setdefault("last_day", earliest)
        self.initial.setdefault("given_on", clock.today())
        if own:
            del self.fields["given_on"]


class CancellationForm(NoticeForm):
    """The employer's notice: the day on which it is to be handed over."""

    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, own=False, **options)
        self.fields["given_on"].label = _("Когда будет вручено")
        self.fields["given_on"].help_text = ""
        self.fields["note"].label = _("Основание")
        self.fields["note"].help_text = _("Встанет в уведомление. Можно оставить пустым.")


class GivenForm(forms.Form):
    given_on = forms.DateField(label=_("Дата вручения"), help_text=_("День, который стоит под подписью наставника."))


class LastDayForm(forms.Form):
    last_day = forms.DateField(label=_("Последний день наставничества"), help_text=_("О нём договорились обе стороны."))
