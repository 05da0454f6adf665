"""The steps of the path. Each keeps what was typed in the session until the last one founds the institution."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.organisations.forms import OrganisationForm
from nastavnik.people.models import Sex


class CardStep(OrganisationForm):
    """Who the institution is. The rest of the card can wait."""

    class Meta(OrganisationForm.Meta):
        fields = ("kind", "full_name", "short_name", "founder", "address", "place", "time_zone")  # type: ignore[assignment]
        help_texts = {
            "full_name": _("Как в уставе: «Муниципальное бюджетное дошкольное образовательное учреждение …»."),
            "short_name": _("Например: МБДОУ «Детский сад № 5»."),
            "place": _("Населённый пункт, который пишут в приказах: «г. Иваново»."),
        }

    inn = ogrn = None  # type: ignore[assignment]


class PersonStep(forms.Form):
    """A person of the first two: name, post, sex for the cases of orders."""

    surname = forms.CharField(label=_("фамилия"), max_length=80)
    first_name = forms.CharField(label=_("имя"), max_length=80)
    patronymic = forms.CharField(label=_("отчество"), max_length=80, required=False)
    sex = forms.ChoiceField(
        label=_("пол"),
        choices=Sex.choices,
        widget=forms.RadioSelect,
        help_text=_("Нужен для склонения в приказах."),
    )
    position = forms.CharField(label=_("должность"), max_length=200)


class HeadStep(PersonStep):
    """The head and the ground of their authority."""

    since = forms.DateField(label=_("руководит с"))
    ground = forms.CharField(
        label=_("основание"),
        max_length=300,
        help_text=_("Распоряжение или приказ учредителя с датой и номером."),
    )

    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        self.fields["position"].initial = "заведующий"

    def clean_since(self) -> date:
        since = self.cleaned_data["since"]
        if since > clock.today():
            raise forms.ValidationError(_("Эта дата ещё не наступила."))
        return since


class CuratorStep(PersonStep):
    """The curator: a worker of the institution (1.3/3), or the head themselves."""

    hide_optional = True  # needed or not by the first answer; the page says when

    is_head = forms.BooleanField(label=_("куратором будет сам руководитель"), required=False)

    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        self.fields["position"].initial = "старший воспитатель"
        for name in ("surname", "first_name", "sex", "position"):
            self.fields[name].required = False
        self.order_fields(["is_head", "surname", "first_name", "patronymic", "sex", "position"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("is_head"):
            for name in ("surname", "first_name", "sex", "position"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Заполните это поле."))
        return cleaned


class OrdersStep(forms.Form):
    """Whether the base orders are there already (4.1, 4.4.1; edge case 44)."""

    hide_optional = True

    has_order = forms.TypedChoiceField(
        label=_("приказ о наставничестве уже подписан?"),
        choices=[("no", _("ещё нет — подготовим его здесь")), ("yes", _("да, внесём его номер и дату"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )
    number = forms.CharField(label=_("номер приказа"), max_length=30, required=False)
    signed_on = forms.DateField(label=_("дата приказа"), required=False)
    introduces = forms.BooleanField(label=_("он вводит целевую модель наставничества"), required=False, initial=True)
    approves = forms.BooleanField(label=_("он утверждает Положение"), required=False, initial=True)
    appoints = forms.BooleanField(label=_("он назначает куратора"), required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("has_order"):
            for name in ("number", "signed_on"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Заполните это поле."))
            if cleaned.get("signed_on") and cleaned["signed_on"] > clock.today():
                self.add_error("signed_on", _("Эта дата ещё не наступила."))
            if not any(cleaned.get(name) for name in ("introduces", "approves", "appoints")):
                self.add_error(None, _("Отметьте, что делает приказ: хотя бы одно."))
        return cleaned


class AccountStep(forms.Form):
    """Who sits at the computer: their own sign-in name and password."""

    who = forms.ChoiceField(
        label=_("кто сейчас за компьютером"),
        choices=[("curator", _("куратор")), ("head", _("руководитель"))],
        widget=forms.RadioSelect,
        initial="curator",
    )
    username = forms.RegexField(
        r"^[A-Za-z0-9._-]{3,40}$",
        label=_("имя для входа"),
        help_text=_("Латинские буквы и цифры, например e.kudryavtseva."),
        error_messages={"invalid": _("От 3 до 40 латинских букв, цифр, точек и дефисов.")},
    )
    password = forms.CharField(
        label=_("пароль"), widget=forms.PasswordInput, help_text=_("Не короче 8 знаков, не одни цифры.")
    )
    password_again = forms.CharField(label=_("пароль ещё раз"), widget=forms.PasswordInput)

    def clean_username(self) -> str:
        username = self.cleaned_data["username"].lower()
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(_("Это имя уже занято."))
        return username

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        password = cleaned.get("password")
        if password and cleaned.get("password_again") and password != cleaned["password_again"]:
            self.add_error("password_again", _("Пароли не совпадают."))
        if password:
            try:
                validate_password(password)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned


STEPS: dict[str, tuple[type[forms.BaseForm], object]] = {
    "card": (CardStep, _("Учреждение")),
    "head": (HeadStep, _("Руководитель")),
    "curator": (CuratorStep, _("Куратор")),
    "orders": (OrdersStep, _("Приказы")),
    "account": (AccountStep, _("Ваш вход")),
}
