"""Clean input for the card and the settings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.organisations.models import Organisation, Settings


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
            "council_name", "mentor_limit", "young_years", "young_age", "year_starts", "programme_days",
            "collection_days", "after_survey_days", "actualisation_months", "head_approves_programmes",
            "share_of",
        )  # fmt: skip


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
