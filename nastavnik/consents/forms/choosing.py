"""Forms that take what the subject has ticked: on the paper (registering) or on the page (signing)."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.consents.choice import CONDITIONS, NO_CONDITIONS, Choice, offered
from nastavnik.consents.forms.plain import scan_field
from nastavnik.consents.models import FIELDS_OF, Consent, ConsentKind, Onward, PublicField
from nastavnik.kit.ui.forms import Choices, Ticks


class _ChoiceForm(forms.Form):
    """Fields of the grid, one group of ticks for each resource; nothing is ticked beforehand (edge case 30)."""

    def __init__(self, *arguments, consent: Consent, **options) -> None:
        super().__init__(*arguments, **options)
        self.consent = consent
        self.hide_optional = consent.is_chosen  # a tick is the subject's choice, not an optional line
        self._places = offered(consent) if consent.is_chosen else []
        for number, place in enumerate(self._places):
            self.fields[f"place_{number}"] = forms.MultipleChoiceField(
                label=place.name,
                help_text=place.address,
                required=False,
                widget=Ticks,
                choices=[(field.value, _capital(field.label)) for field in FIELDS_OF[consent.kind]],
            )
        if consent.kind == ConsentKind.DISTRIBUTION:
            self._add_conditions()

    def _add_conditions(self) -> None:
        self.fields["conditions"] = forms.ChoiceField(
            label=_("Условия и запреты"),
            required=False,
            widget=Choices,
            choices=[
                (NO_CONDITIONS, _("Условий и запретов не устанавливаю")),
                (CONDITIONS, _("Устанавливаю условия и запреты")),
            ],
        )
        self.fields["forbidden"] = forms.MultipleChoiceField(
            label=_("Запрещаю распространять"),
            required=False,
            widget=Ticks,
            choices=[(field.value, _capital(field.label)) for field in PublicField],
        )
        for field in PublicField:
            self.fields[f"words_{field}"] = forms.CharField(
                label=_now("Условие: %(what)s") % {"what": field.label}, required=False, max_length=300
            )
        self.fields["onward"] = forms.ChoiceField(
            label=_("Дальнейшая передача учреждением"),
            required=False,
            widget=Choices,
            choices=[(one.value, _capital(one.label)) for one in Onward],
        )

    @property
    def places(self) -> list[forms.BoundField]:
        """The groups of ticks, for the page."""
        return [self[f"place_{number}"] for number in range(len(self._places))]

    @property
    def condition_words(self) -> list[forms.BoundField]:
        """The lines for conditions, for the page."""
        return [self[f"words_{field}"] for field in PublicField if f"words_{field}" in self.fields]

    @property
    def choice(self) -> Choice | None:
        """What has been ticked; None for a kind that has no grid. Only after `is_valid`."""
        if not self.consent.is_chosen:
            return None
        said = self.cleaned_data
        words = {str(field): said.get(f"words_{field}", "").strip() for field in PublicField}
        return Choice(
            cells=frozenset(
                (field, place.pk) for number, place in enumerate(self._places) for field in said[f"place_{number}"]
            ),
            conditions=said.get("conditions", ""),
            forbidden=frozenset(said.get("forbidden", ())),
            words={field: text for field, text in words.items() if text},
            onward=said.get("onward", ""),
        )


class RegisterConsentForm(_ChoiceForm):
    """What stands on the signed paper."""

    given_on = forms.DateField(label=_("Дата подписания"), help_text=_("День, который стоит на бумаге."))
    valid_until = forms.DateField(
        label=_("Действует до"),
        required=False,
        help_text=_("Если в согласии нет даты окончания, оставьте пустым."),
    )
    kept_in = forms.CharField(
        label=_("Где хранится бумага"),
        required=False,
        max_length=120,
        help_text=_("Например: дело № 02-14. Это увидит проверяющий в реестре."),
    )
    scan = scan_field(
        required=False,
        hint=_("PDF, JPEG, PNG или HEIC. Можно приложить позже; сама бумага хранится в деле."),
    )

    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        if self.consent.kind == ConsentKind.SIGNATURE:
            self.fields["identity_checked"] = forms.BooleanField(
                label=_("Личность подписавшего проверена"),
                required=False,
                help_text=_("Человек подписал бумагу при вас, и вы знаете, кто он."),
            )

    @property
    def about_the_paper(self) -> list[forms.BoundField]:
        """The fields that every paper has, for the page."""
        names = ("given_on", "valid_until", "identity_checked", "kept_in", "scan")
        return [self[name] for name in names if name in self.fields]


class SignConsentForm(_ChoiceForm):
    """The subject's own ticks and the password, entered anew."""

    password = forms.CharField(
        label=_("Ваш пароль"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("Тот же, с которым вы входите. Ввод пароля и есть подпись."),
    )


def _capital(label) -> str:
    text = str(label)
    return text[:1].upper() + text[1:]
