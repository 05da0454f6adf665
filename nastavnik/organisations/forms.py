"""Clean input for the card, the settings, roles and the production calendar."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.kit.ui.forms import Choices
from nastavnik.organisations.day_lines import read_days
from nastavnik.organisations.models import Organisation, Settings
from nastavnik.organisations.queries import users_of

SHOWN_ERRORS = 10


class OrganisationForm(forms.ModelForm):
    """The card of the institution (1.1)."""

    inn = forms.RegexField(
        r"^(\d{10}|\d{12})?$",
        label=_("ИНН"),
        required=False,
        error_messages={"invalid": _("ИНН учреждения — 10 цифр (у предпринимателя 12).")},
    )
    ogrn = forms.RegexField(
        r"^(\d{13}|\d{15})?$",
        label=_("ОГРН"),
        required=False,
        error_messages={"invalid": _("ОГРН — 13 цифр (у предпринимателя 15).")},
    )

    site_url = forms.URLField(label=_("Официальный сайт"), required=False, assume_scheme="https", max_length=200)

    class Meta:
        model = Organisation
        fields = (
            "kind", "full_name", "short_name", "founder", "inn", "ogrn", "address", "place", "site_url",
            "email", "time_zone",
        )  # fmt: skip
        widgets = {"full_name": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        self.fields["time_zone"] = forms.ChoiceField(
            label=_("Часовой пояс"), choices=TIME_ZONES, initial=Organisation._meta.get_field("time_zone").default
        )


class SettingsForm(forms.ModelForm):
    """What the institution decides for itself."""

    class Meta:
        model = Settings
        fields = (
            "council_name", "mentor_limit", "group_limit", "young_years", "young_age", "year_starts", "programme_days",
            "collection_days", "after_survey_days", "actualisation_months", "consent_reminder_days", "appeal_days",
            "confirm_days", "silence_mentor_days", "silence_curator_days", "head_approves_programmes",
            "code_before_order", "share_of",
            "agreement_needed", "paper_edition",
        )  # fmt: skip
        widgets = {"agreement_needed": Choices, "paper_edition": Choices}


class MeetingServiceForm(forms.Form):
    """A line of the directory of services for meetings (3.3.5)."""

    name = forms.CharField(label=_("Название"), max_length=100)
    address = forms.URLField(label=_("Адрес"), required=False, assume_scheme="https", max_length=300)
    note = forms.CharField(
        label=_("Примечание"),
        required=False,
        max_length=300,
        help_text=_("Например, кто создаёт встречу и как в неё войти."),
    )


class NewHeadForm(forms.Form):
    """Another head from a day on (edge case 18)."""

    user: forms.ModelChoiceField = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Кто"),
        empty_label=_("Выберите человека"),
        help_text=_("Здесь те, кому открыт вход. Кого нет в списке, сначала внесите в «Люди» и откройте вход."),
    )
    since = forms.DateField(label=_("Первый день"))
    ground = forms.CharField(
        label=_("Основание"),
        max_length=300,
        help_text=_("Приказ или распоряжение с датой и номером: печатается в документах как полномочие."),
    )

    def __init__(self, *arguments, organisation: Organisation, **options) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["user"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = users_of(organisation, clock.today())


class ActingHeadForm(NewHeadForm):
    """Somebody acts for the head, from day to day or until it is ended."""

    until = forms.DateField(
        label=_("Последний день"),
        required=False,
        help_text=_("Оставьте пустым, если он ещё не известен: тогда роль завершают отдельно."),
    )

    field_order = ("user", "since", "until", "ground")


class RoleEndForm(forms.Form):
    """The last day of a role, or none."""

    until = forms.DateField(
        label=_("Последний день"),
        required=False,
        help_text=_("В этот день роль ещё действует. Оставьте пустым, если она продолжается без срока."),
    )


class CalendarForm(forms.Form):
    """Days of a year that are not what their day of the week says, one to a line."""

    days_off = forms.CharField(
        label=_("Нерабочие дни"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("По одному в строке, можно с пояснением: «01.05.2026 Праздник». Подряд: «01.01–08.01 Каникулы»."),
    )
    working_weekends = forms.CharField(
        label=_("Рабочие выходные"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Субботы и воскресенья, в которые работают из-за переноса."),
    )
    ground = forms.CharField(
        label=_("Основание"),
        required=False,
        max_length=200,
        help_text=_("Постановление о переносе выходных дней, закон региона, приказ."),
    )

    def __init__(self, *arguments, year: int, **options) -> None:
        super().__init__(*arguments, **options)
        self.year = year

    def clean_days_off(self) -> dict[date, str]:
        return self._days("days_off")

    def clean_working_weekends(self) -> dict[date, str]:
        return self._days("working_weekends")

    def _days(self, name: str) -> dict[date, str]:
        read = read_days(self.cleaned_data[name], self.year)
        if read.errors:
            said = read.errors[:SHOWN_ERRORS]
            if rest := len(read.errors) - len(said):
                said.append(_now("И ещё строк с ошибками: %(rest)s.") % {"rest": rest})
            raise ValidationError(said)
        return read.days


TIME_ZONES = [
    ("Europe/Kaliningrad", _("Калининград (МСК−1)")),
    ("Europe/Moscow", _("Москва (МСК)")),
    ("Europe/Samara", _("Самара (МСК+1)")),
    ("Asia/Yekaterinburg", _("Екатеринбург (МСК+2)")),
    ("Asia/Omsk", _("Омск (МСК+3)")),
    ("Asia/Krasnoyarsk", _("Красноярск (МСК+4)")),
    ("Asia/Irkutsk", _("Иркутск (МСК+5)")),
    ("Asia/Yakutsk", _("Якутск (МСК+6)")),
    ("Asia/Vladivostok", _("Владивосток (МСК+7)")),
    ("Asia/Magadan", _("Магадан (МСК+8)")),
    ("Asia/Kamchatka", _("Камчатка (МСК+9)")),
]
