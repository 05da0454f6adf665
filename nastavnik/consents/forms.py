"""Clean input for consents."""

import re

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.consents.models import Consent, ConsentKind, ConsentState
from nastavnik.consents.texts import ABOUT
from nastavnik.kit.ui.forms import Ticks

WITHOUT_SCAN = "without_scan"
_OF_DATA = re.compile(r"персональн\w+\s+данн", re.I)


def _scan_field(*, required: bool, hint) -> forms.FileField:
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


class RegisterConsentForm(forms.Form):
    """What stands on the signed paper."""

    given_on = forms.DateField(label=_("Дата подписания"), help_text=_("День, который стоит на бумаге."))
    valid_until = forms.DateField(
        label=_("Действует до"),
        required=False,
        help_text=_("Если в согласии нет даты окончания, оставьте пустым."),
    )
    scan = _scan_field(
        required=False,
        hint=_("PDF, JPEG, PNG или HEIC. Можно приложить позже; сама бумага хранится в деле."),
    )


class RegisterConsentsForm(forms.Form):
    """Several papers signed on one day; nothing is ticked beforehand."""

    given_on = forms.DateField(label=_("Дата подписания"), help_text=_("День, который стоит на бумагах."))

    def __init__(self, *arguments, waiting: QuerySet[Consent], **options) -> None:
        super().__init__(*arguments, **options)
        self.fields["signed"] = _WaitingField(waiting, label=_("Кто подписал"))


class ScanForm(forms.Form):
    """The scan of a consent that was registered without one."""

    scan = _scan_field(required=True, hint=_("PDF, JPEG, PNG или HEIC."))


class WithdrawConsentForm(forms.Form):
    on = forms.DateField(label=_("Дата отзыва"), help_text=_("День, когда получено письменное заявление."))


class ConsentTextForm(forms.Form):
    """The words of a consent; a change makes a new version. One purpose, one document (edge case 35)."""

    body = forms.CharField(label=_("Текст согласия"), widget=forms.Textarea(attrs={"rows": 16}), max_length=8000)

    def __init__(self, *arguments, kind: str, **options) -> None:
        super().__init__(*arguments, **options)
        self.kind = kind
        if kind != ConsentKind.PROCESSING:
            self.fields["body"].help_text = _(
                "На место слова {about} встанет имя: в чьём отношении даётся согласие. Не убирайте его."
            )

    def clean_body(self) -> str:
        body = "\n".join(line.rstrip() for line in self.cleaned_data["body"].splitlines()).strip()
        if self.kind == ConsentKind.PROCESSING:
            if "{" in body or "}" in body:
                raise forms.ValidationError(_now("Уберите фигурные скобки: в этот текст ничего не подставляется."))
            return body
        if body.count("{") != 1 or body.count("}") != 1 or ABOUT not in body:
            raise forms.ValidationError(
                _now(
                    "Оставьте в тексте {about} ровно один раз: на его место встанет имя. Других скобок быть не должно."
                )
            )
        if _OF_DATA.search(body):
            raise forms.ValidationError(
                _now(
                    "Согласие на обработку персональных данных — отдельный документ "
                    "(152-ФЗ, статья 9): уберите эти слова отсюда."
                )
            )
        return body


class ConsentFilterForm(forms.Form):
    q = forms.CharField(label=_("Человек"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Вид"), required=False, choices=[("", _("любой")), *ConsentKind.choices])
    state = forms.ChoiceField(
        label=_("Состояние"),
        required=False,
        choices=[("", _("любое")), *ConsentState.choices, (WITHOUT_SCAN, _("дано, скана нет"))],
    )
