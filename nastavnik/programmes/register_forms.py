"""Filters of the register (4.4.8)."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import RelationKind
from nastavnik.programmes.models import Direction, Programme
from nastavnik.regulation.models import Form

ANY = [("", _("все"))]


class RegisterFilter(forms.Form):
    """Year of the number, individual or group, form, direction."""

    year = forms.ChoiceField(label=_("Год"), required=False)
    kind = forms.ChoiceField(
        label=_("Вид"),
        required=False,
        choices=[*ANY, (RelationKind.PAIR, _("индивидуальная")), (RelationKind.GROUP, _("групповая"))],
    )
    form = forms.ChoiceField(label=_("Форма"), required=False, choices=[*ANY, *Form.choices])
    direction = forms.ChoiceField(label=_("Направление"), required=False, choices=[*ANY, *Direction.choices])

    def __init__(self, organisation: Organisation, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        years = Programme.objects.of(organisation).order_by("-year").values_list("year", flat=True).distinct()
        self.fields["year"].choices = [*ANY, *((str(year), str(year)) for year in years)]  # type: ignore[attr-defined]

    def sift(self, programmes: QuerySet[Programme]) -> QuerySet[Programme]:
        """Those that fit; what is not understood filters nothing."""
        if not self.is_valid():
            return programmes
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        lookups = {"year": "year", "kind": "relation__kind", "form": "relation__form"}
        programmes = programmes.filter(**{lookups[name]: value for name, value in wanted.items() if name in lookups})
        if "direction" not in wanted:
            return programmes
        # a list of a few codes, each between quotes: the same on both databases
        return programmes.filter(directions__icontains=f'"{wanted["direction"]}"')
