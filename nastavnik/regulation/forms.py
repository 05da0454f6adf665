"""Clean input for the registry of acts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.kit import clock
from nastavnik.kit.ui.forms import ChoicesAcross
from nastavnik.regulation.models import ActLevel, CodeKind, ExtraForm, NormativeAct


class ActForm(forms.ModelForm):
    """An act of 1.2 and its state."""

    checked_on = forms.DateField(
        label=_("Проверено"),
        required=False,
        help_text=_("День, когда вы сверили акт. Пусто — значит сегодня."),
    )

    class Meta:
        model = NormativeAct
        fields = ("level", "kind", "date", "number", "title", "status", "checked_on", "hint", "in_preamble")
        widgets = {"title": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "kind": _("Например: «Федеральный закон», «Приказ Департамента образования»."),
            "number": _("Как в самом акте: «273-ФЗ», «302-о»."),
            "title": _("Без кавычек."),
            "hint": _("Видят только работники учреждения: например, «есть более поздний указ»."),
            "in_preamble": _("Приказ начнётся словами «В соответствии с …» и назовёт этот акт."),
        }

    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        level = ActLevel.REGIONAL if self.instance._state.adding else self.instance.level
        self.fields["level"] = forms.ChoiceField(label=_("Уровень"), choices=ActLevel.choices, initial=level)

    def clean_date(self):
        """An act of the future cannot be rested on."""
        day = self.cleaned_data["date"]
        if day and day > clock.today():
            raise forms.ValidationError(_("Дата акта ещё не наступила."))
        return day


class ExtraFormForm(forms.ModelForm):
    """A form of mentoring of the institution's own (2.2/4)."""

    class Meta:
        model = ExtraForm
        fields = ("name", "note", "is_active")
        help_texts = {
            "name": _("Одним словом, как остальные: «сетевая»."),
            "note": _("Появится рядом с названием, когда форму выбирают."),
            "is_active": _("Снимите отметку, чтобы больше не предлагать: где она выбрана, она останется."),
        }

    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        if self.instance._state.adding:
            del self.fields["is_active"]


class CodeForm(forms.Form):
    """A new version of the mentors' manifest or code (5.2/8)."""

    kind = forms.ChoiceField(label=_("Что это"), choices=CodeKind.choices, initial=CodeKind.CODE, widget=ChoicesAcross)
    text = forms.CharField(
        label=_("Текст"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("Целиком, как он принят в учреждении. Прежняя редакция останется для чтения."),
    )
