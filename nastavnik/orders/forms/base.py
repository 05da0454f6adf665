"""The base orders, combined or single (4.1, 4.3/3, 4.4.1)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.orders.forms.draft import REQUISITES, DraftForm, choose_staff
from nastavnik.people.models import Person
from nastavnik.regulation.queries import Base
from nastavnik.roadmap.models import Roadmap

DEEDS = ("introduces", "approves", "appoints", "approves_roadmap")


class BaseOrderForm(DraftForm):
    """What the base order does (4.1, 4.3/3): one combined order, or one at a time."""

    introduces = forms.BooleanField(label=_("ввести целевую модель наставничества"), required=False)
    approves = forms.BooleanField(label=_("утвердить Положение о наставничестве"), required=False)
    text = forms.CharField(
        label=_("текст Положения"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Можно не вставлять: тогда Положение прилагается к приказу на бумаге."),
    )
    appoints = forms.BooleanField(label=_("назначить куратора"), required=False)
    curator = forms.ModelChoiceField(
        Person.objects.none(), label=_("кого назначить"), required=False, empty_label=_("выберите сотрудника")
    )
    approves_roadmap = forms.BooleanField(label=_("утвердить дорожную карту"), required=False)

    def __init__(self, *arguments, people, roadmap: Roadmap | None = None, base: Base | None = None, **options) -> None:
        super().__init__(*arguments, **options)
        choose_staff(self.fields["curator"], people)
        if roadmap is None:
            del self.fields["approves_roadmap"]
        else:
            self.fields["approves_roadmap"].help_text = _("Проект на %(years)s.") % {"years": roadmap.years}
        facts: tuple[tuple[str, Any], ...] = (
            ("introduces", base and base.introduction),
            ("approves", base and base.edition),
        )
        for name, fact in facts:
            if fact:
                self.fields[name].help_text = _("Уже сделано: %(ground)s.") % {"ground": fact.ground}

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if not any(cleaned.get(name) for name in DEEDS):
            raise forms.ValidationError(_("Отметьте, что делает приказ: хотя бы одно."))
        if cleaned.get("appoints") and not cleaned.get("curator"):
            self.add_error("curator", _("Выберите, кто назначается куратором."))
        if cleaned.get("curator") and not cleaned.get("appoints"):
            self.add_error("appoints", _("Выбран куратор: отметьте, что приказ его назначает, или снимите выбор."))
        return cleaned


class LaterDeedsForm(BaseOrderForm):
    """What an order of earlier days did; its dates stand in LaterOrderForm."""

    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        for name in REQUISITES:
            del self.fields[name]
