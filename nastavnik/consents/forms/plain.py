"""Forms of single acts: many papers at once, a scan, a withdrawal, the words, a resource, the signature, a step."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.consents.models import Consent, Resource, SignatureMode
from nastavnik.consents.purposes import foreign_purposes
from nastavnik.consents.texts import ABOUT, MARKS
from nastavnik.kit.ui.forms import Ticks

WITHOUT_SCAN, EXPIRING = "without_scan", "expiring"


def scan_field(*, required: bool, hint) -> forms.FileField:
    """A scan or a photograph of the signed paper."""
    return forms.FileField(
        label=_("Скан или фотография"),
        required=required,
        help_text=hint,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.heic"}),
    )


class _WaitingField(forms.ModelMultipleChoiceField):
    """Consents as ticks: whose, and to what."""

    widget = Ticks

    def label_from_instance(self, consent: Consent) -> str:
        what = str(consent.get_kind_display())
        return f"{consent.person.full_name}. {what}" + (f": {consent.about}" if consent.about else "")


class RegisterConsentsForm(forms.Form):
    """Several papers signed on one day; nothing is ticked beforehand."""

    given_on = forms.DateField(label=_("Дата подписания"), help_text=_("День, который стоит на бумагах."))

    def __init__(self, *arguments, waiting: QuerySet[Consent], **options) -> None:
        super().__init__(*arguments, **options)
        self.fields["signed"] = _WaitingField(waiting, label=_("Кто подписал"))


class ScanForm(forms.Form):
    """The scan of a consent that was registered without one."""

    scan = scan_field(required=True, hint=_("PDF, JPEG, PNG или HEIC."))


class WithdrawConsentForm(forms.Form):
    on = forms.DateField(label=_("Дата отзыва"), help_text=_("День, когда получено письменное заявление."))


class CloseStepForm(forms.Form):
    """What was done, for whoever will check it."""

    note = forms.CharField(
        label=_("Что сделано"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Например: «Фотография убрана со страницы сайта 15.09.2026» или «Приказ от 16.09.2026 № 51-ОД»."),
    )


class ResourceForm(forms.ModelForm):
    """A place to publish: subjects consent to its full address."""

    address = forms.URLField(
        label=_("Полный адрес"),
        max_length=300,
        assume_scheme="https",
        help_text=_("С https:// и до нужного раздела или сообщества: адрес войдёт в бланк согласия."),
    )

    class Meta:
        model = Resource
        fields = ("kind", "name", "address")


class SignatureModeForm(forms.ModelForm):
    """The preconditions of signing in the system: the local act and the period (63-ФЗ ст. 9)."""

    class Meta:
        model = SignatureMode
        fields = ("act_title", "act_number", "act_date", "since", "until")
        help_texts = {
            "act_title": _("Например: Положение об использовании простой электронной подписи"),
            "until": _("Если срок не ограничен, оставьте пустым."),
        }

    def _post_clean(self) -> None:
        """The action says what is wrong, with its own sentences."""


class ConsentTextForm(forms.Form):
    """The words of a consent; a change makes a new version. One purpose, one document (edge case 35)."""

    body = forms.CharField(label=_("Текст согласия"), widget=forms.Textarea(attrs={"rows": 16}), max_length=8000)

    def __init__(self, *arguments, kind: str, **options) -> None:
        super().__init__(*arguments, **options)
        self.kind, self.marks = kind, MARKS[kind]
        if self.marks == (ABOUT,):
            self.fields["body"].help_text = _(
                "На место слова {about} встанет имя: в чьём отношении даётся согласие. Не убирайте его."
            )
        elif self.marks:
            self.fields["body"].help_text = _now("На место слов %(marks)s система подставит сведения с бланка.") % {
                "marks": ", ".join(self.marks)
            }

    def clean_body(self) -> str:
        body = "\n".join(line.rstrip() for line in self.cleaned_data["body"].splitlines()).strip()
        self._check_marks(body)
        foreign = foreign_purposes(self.kind, body)
        if foreign:
            raise forms.ValidationError(foreign)
        return body

    def _check_marks(self, body: str) -> None:
        count = len(self.marks)
        whole = all(body.count(mark) == 1 for mark in self.marks)
        if whole and body.count("{") == body.count("}") == count:
            return
        if not self.marks:
            raise forms.ValidationError(_now("Уберите фигурные скобки: в этот текст ничего не подставляется."))
        if self.marks == (ABOUT,):
            raise forms.ValidationError(
                _now(
                    "Оставьте в тексте {about} ровно один раз: на его место встанет имя. Других скобок быть не должно."
                )
            )
        raise forms.ValidationError(
            _now("Оставьте в тексте ровно по одному разу: %(marks)s. Других скобок быть не должно.")
            % {"marks": ", ".join(self.marks)}
        )
