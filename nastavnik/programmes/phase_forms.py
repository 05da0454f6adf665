"""Clean input for the forms of mentoring: choose them, change them from a day, answer what is unusual."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.ui.forms import Choices, Ticks
from nastavnik.programmes.form_rules import Finding, Kind
from nastavnik.programmes.models import Phase, Programme
from nastavnik.regulation.models import CategoryForm, ExtraForm, Form
from nastavnik.regulation.queries import form_names

HINTS: dict[str, Any] = {
    Form.SHORT: _("От двух до четырёх встреч по назначенному заранее графику, у каждой своя цель."),
    Form.SITUATIONAL: _("Помощь каждый раз, когда она понадобилась; план не нужен."),
    Form.REVERSIVE: _("Младший наставляет опытного в новом: технологии, проекты."),
    Form.TRADITIONAL: _("Больше четырёх встреч, от трёх месяцев до года; опытный ведёт начинающего."),
    Form.VIRTUAL: _("На расстоянии: видеосвязь, переписка, учебные площадки. Сочетается с любой формой."),
}
_phase = forms.fields_for_model(Phase, ("topic", "rationale", "category_form"))


class ChooseFormsForm(forms.Form):
    """The leading form, those beside it, and why; the same for a phase that begins later."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    leading = forms.ChoiceField(label=_("Ведущая форма"), widget=Choices)
    others = forms.MultipleChoiceField(
        label=_("Вместе с ней"),
        widget=Ticks,
        required=False,
        help_text=_("Формы можно соединять. Краткосрочная с традиционной и традиционная с реверсивной не сочетаются."),
    )
    topic = _phase["topic"]
    rationale = forms.CharField(
        label=_("Почему выбрана эта форма"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Обоснование войдёт в программу: запрос, срок и частота встреч, кто свободен."),
    )

    def __init__(self, programme: Programme, data: Any = None, *, phase: Phase | None = None) -> None:
        initial: dict[str, Any] = {"version": programme.version}
        if phase is not None:
            initial |= {"leading": phase.leading, "others": phase.forms[1:]}
            initial |= {"topic": phase.topic, "rationale": phase.rationale}
        super().__init__(data, initial=initial)
        self.fields["topic"].help_text = _("Нужно для реверсивной формы: новая технология, проект, направление.")
        names, kept = form_names(programme.organisation), phase.forms if phase else []
        own = {str(one.pk): one for one in ExtraForm.objects.of(programme.organisation)}
        offered = [code for code in names if code in kept or code not in own or own[code].is_active]
        hints = HINTS | {code: one.note for code, one in own.items()}
        for name in ("leading", "others"):
            field: Any = self.fields[name]
            field.choices = [(code, names[code][:1].upper() + names[code][1:]) for code in offered]
        self.fields["leading"].widget.hints = {str(code): hint for code, hint in hints.items()}

    @property
    def chosen(self) -> dict[str, Any]:
        """What the actions take: the leading form first."""
        facts = self.cleaned_data
        forms_ = [facts["leading"], *(code for code in facts["others"] if code != facts["leading"])]
        return {"forms": forms_, "topic": facts["topic"], "rationale": facts["rationale"]}


class AddPhaseForm(ChooseFormsForm):
    """From which day the programme goes on in other forms."""

    since = forms.DateField(label=_("С какого дня"), help_text=_("Прежняя форма закончится накануне."))
    field_order = ("since",)


class ChangeCategoryForm(forms.Form):
    """The form by category and why it is not as the post of the mentor says (3.2)."""

    category_form = forms.ChoiceField(label=_("Форма по категории"), widget=Choices, choices=CategoryForm.choices)
    reason = forms.CharField(label=_("Почему"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class AnswersForm(forms.Form):
    """A field for each finding, by its key; `version` is that of the text that the decision is about."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, findings: Iterable[Finding], *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.answers = add_answers(self, findings)

    @property
    def given(self) -> dict[str, Any]:
        """What approve_programme takes."""
        return {
            "reasons": {key: self.cleaned_data[key] for key in self.answers},
            "attests": self.cleaned_data.get("attests", False),
        }


def add_answers(form: forms.Form, findings: Iterable[Finding]) -> list[str]:
    """Add a field for each warning and one tick for what is attested; the keys of the reasons."""
    keys = []
    for one in findings:
        if one.kind == Kind.ATTESTS:
            form.fields["attests"] = forms.BooleanField(
                label=_("Подтверждаю: наставник моложе, а наставляемый опытнее"), required=False, help_text=one.sentence
            )
        elif one.kind == Kind.WARNS:
            form.fields[one.key] = forms.CharField(
                label=_("Почему это допустимо"),
                help_text=one.sentence,
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            keys.append(one.key)
    return keys
