"""Clean input: the period that figures are counted for, the words of a report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.monitoring.models import LeavingReason, Report
from nastavnik.monitoring.sections import SECTIONS
from nastavnik.monitoring.spans import Span, own_span, span_of
from nastavnik.organisations.models import Organisation

PERIODS = ("year", "last_year", "calendar", "last_calendar")
OWN = "own"


class PeriodForm(forms.Form):
    """An academic year, a calendar year, or days of one's own."""

    period = forms.ChoiceField(label=_("Период"))
    since = forms.DateField(label=_("С"), required=False)
    until = forms.DateField(label=_("По"), required=False)

    def __init__(self, *arguments, organisation: Organisation, **options) -> None:
        super().__init__(*arguments, **options)
        self.spans = {code: span_of(organisation, code) for code in PERIODS}
        offered = [*((code, self.spans[code].title) for code in PERIODS), (OWN, _("свои даты"))]
        self.fields["period"] = forms.ChoiceField(label=_("Период"), choices=offered, initial="year")

    def clean(self):
        cleaned = super().clean() or {}
        if cleaned.get("period") == OWN:
            since, until = cleaned.get("since"), cleaned.get("until")
            if since is None and "since" not in self.errors:
                self.add_error("since", _("Укажите первый день периода."))
            if until is None and "until" not in self.errors:
                self.add_error("until", _("Укажите последний день периода."))
            if since and until and until < since:
                self.add_error("until", _("Окончание раньше начала."))
        return cleaned

    @property
    def span(self) -> Span:
        """What was chosen; the current academic year when nothing was, or nothing sensible."""
        if not self.is_bound or not self.is_valid():
            return self.spans["year"]
        if self.cleaned_data["period"] == OWN:
            return own_span(self.cleaned_data["since"], self.cleaned_data["until"])
        return self.spans[self.cleaned_data["period"]]


class WordsForm(forms.Form):
    """The texts of a report; `version` is that of the text that was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *arguments, report: Report, **options) -> None:
        super().__init__(*arguments, **options)
        self.fields["version"].initial = report.version
        for section in SECTIONS:
            self.fields[section.code] = forms.CharField(
                label=section.title,
                help_text=section.hint,
                required=False,
                max_length=20_000,
                initial=report.words.get(section.code, ""),
                widget=forms.Textarea(attrs={"rows": 5}),
            )

    @property
    def words(self) -> dict[str, str]:
        return {section.code: self.cleaned_data[section.code] for section in SECTIONS}


class LeavingForm(forms.Form):
    """A kind of reason, or none."""

    reason = forms.ChoiceField(
        label=_("Почему ушёл(ушла)"),
        choices=[("", _("не указана")), *LeavingReason.choices],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Отмечайте только то, что человек сказал сам. Спрашивать не обязательно."),
    )
