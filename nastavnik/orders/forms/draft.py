"""What every draft is asked for besides its items: heading, journal, day of effect."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.kit import clock
from nastavnik.orders.models import Journal
from nastavnik.orders.wording import TITLES
from nastavnik.people.models import Person

REQUISITES = ("title", "journal_of", "effective_on")


class DraftForm(forms.Form):
    """The requisites of a draft. `kind`: the item kind whose usual heading is offered; without it an empty heading
    is made from the items."""

    kind = ""
    journal = Journal.MAIN

    title = forms.CharField(label=_("заголовок приказа"), max_length=300, required=False)
    journal_of = forms.ChoiceField(label=_("журнал регистрации"), choices=Journal.choices, required=False)
    effective_on = forms.DateField(
        label=_("вступает в силу с"), required=False, help_text=_("Если не указать — со дня подписания.")
    )

    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        self.order_fields([name for name in self.fields if name not in REQUISITES] + list(REQUISITES))
        self.initial.setdefault("journal_of", self.journal)
        if self.kind:
            self.initial.setdefault("title", TITLES[self.kind])  # type: ignore[index]  # an ItemKind
        self.fields["title"].help_text = _("Если оставить пустым — по содержанию приказа.")

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_effective_on(self):
        day = self.cleaned_data["effective_on"]
        if day is not None and day < clock.today():
            raise forms.ValidationError(_("Этот день уже прошёл: приказ не может вступить в силу раньше подписания."))
        return day

    def clean_journal_of(self) -> str:
        """Not asked when the items go into a draft that has its journal."""
        return self.cleaned_data["journal_of"] or self.journal

    @property
    def requisites(self) -> dict[str, Any]:
        """For `draft_order`; an empty title stays empty."""
        return {name: self.cleaned_data[name] for name in REQUISITES}


def choose_staff(field: Any, people: Any) -> None:
    """Offer these people, each with the post."""
    field.queryset = people.prefetch_related("employments")
    field.label_from_instance = named_with_post


def named_with_post(person: Person) -> str:
    return ", ".join(filter(None, (person.full_name, person.post_today)))
