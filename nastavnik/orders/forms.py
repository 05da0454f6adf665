"""Clean input for drafting and registering orders."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.kit import clock
from nastavnik.kit.ui.forms import Ticks
from nastavnik.orders.models import Journal
from nastavnik.pairs.models import Relation
from nastavnik.people.models import Person
from nastavnik.regulation.queries import Base
from nastavnik.roadmap.models import Roadmap

DEEDS = ("introduces", "approves", "appoints", "approves_roadmap")


class BaseOrderForm(forms.Form):
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
    effective_on = forms.DateField(
        label=_("вступает в силу с"), required=False, help_text=_("Если не указать — со дня подписания.")
    )

    def __init__(self, *arguments, people, roadmap: Roadmap | None = None, base: Base | None = None, **options) -> None:
        super().__init__(*arguments, **options)
        curator: Any = self.fields["curator"]
        curator.queryset = people.prefetch_related("employments")
        curator.label_from_instance = lambda person: f"{person.full_name}, {person.post_today}"
        if roadmap is None:
            del self.fields["approves_roadmap"]
        else:
            self.fields["approves_roadmap"].help_text = _("Проект на %(years)s.") % {"years": roadmap.years}
        for name, fact in (("introduces", base and base.introduction), ("approves", base and base.edition)):
            if fact:
                self.fields[name].help_text = _("Уже сделано: %(ground)s.") % {"ground": fact.ground}

    def clean_effective_on(self):
        day = self.cleaned_data["effective_on"]
        if day is not None and day < clock.today():
            raise forms.ValidationError(_("Этот день уже прошёл: приказ не может вступить в силу раньше подписания."))
        return day

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
        del self.fields["effective_on"]


class RelationsOrderForm(forms.Form):
    """Which agreed pairs and groups the order fixes; under each stands what it still lacks."""

    relations = forms.ModelMultipleChoiceField(
        Relation.objects.none(),
        label=_("пары и группы"),
        widget=Ticks,
        error_messages={"required": _("Отметьте хотя бы одну пару или группу.")},
    )

    def __init__(self, *arguments, relations, hints: Mapping[str, str], **options) -> None:
        super().__init__(*arguments, **options)
        field: Any = self.fields["relations"]
        field.queryset, field.widget.hints = relations, hints


class SignOrderForm(forms.Form):
    """What stands on the signed paper: number, date, scan."""

    number = forms.CharField(
        label=_("номер приказа"),
        max_length=30,
        help_text=_("Предложен следующий в журнале; впишите тот, что стоит на бумаге."),
    )
    signed_on = forms.DateField(label=_("дата подписания"))
    scan = forms.FileField(
        label=_("скан или фотография подписанного приказа"),
        help_text=_("PDF, JPEG, PNG или HEIC, до 40 МБ. Данные о месте съёмки стираются."),
    )


class LaterOrderForm(forms.Form):
    """An order that was signed before the product came (edge case 44): with its true dates, scan on wish."""

    number = forms.CharField(label=_("номер приказа"), max_length=30)
    signed_on = forms.DateField(label=_("дата подписания"))
    effective_on = forms.DateField(
        label=_("вступил в силу"), required=False, help_text=_("Если не указать — со дня подписания.")
    )
    journal_of = forms.ChoiceField(label=_("журнал"), choices=Journal.choices, initial=Journal.MAIN)
    scan = forms.FileField(
        label=_("скан или фотография приказа"),
        required=False,
        help_text=_("PDF, JPEG, PNG или HEIC, до 40 МБ. Можно приложить позже."),
    )


class ScanForm(forms.Form):
    """The scan of an order that was entered without one."""

    scan = forms.FileField(label=_("скан или фотография приказа"), help_text=_("PDF, JPEG, PNG или HEIC, до 40 МБ."))


class ReturnOrderForm(forms.Form):
    note = forms.CharField(label=_("что исправить"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class AcquaintanceForm(forms.Form):
    """The sheet of acquaintance: who has signed it, on which day."""

    on = forms.DateField(label=_("дата ознакомления"))
    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("кто"),
        widget=Ticks,
        error_messages={"required": _("Отметьте, кто ознакомлен.")},
    )
    refused = forms.BooleanField(
        label=_("отказались подписать, составлен акт"),
        required=False,
        help_text=_("Отметьте, если расписаться отказались: ознакомление всё равно состоялось."),
    )

    def __init__(self, *arguments, people: Sequence[Person], **options) -> None:
        super().__init__(*arguments, **options)
        field: Any = self.fields["people"]
        field.queryset = Person.objects.filter(pk__in=[person.pk for person in people])
