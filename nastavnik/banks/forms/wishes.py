"""Clean input of wishes and of requests «не предлагать» (7.1/2)."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.banks.models import MOST_WISHES, Bank
from nastavnik.banks.wishes import banks_of, mentors_to_wish_for, own_vetoes, own_wishes, requests_to_wish_for
from nastavnik.kit import clock
from nastavnik.kit.ui.forms import Ticks
from nastavnik.people.models import Person

ORDER = (_("Прежде всего"), _("Или"), _("Или ещё"))
OFFERED = {Bank.MENTEES: mentors_to_wish_for, Bank.MENTORS: requests_to_wish_for}


class WishesForm(forms.Form):
    """For each bank that the person stands in, up to three wishes in order; below, whom not to propose."""

    hide_optional = True  # everything is: the page says it once

    vetoes = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Прошу не предлагать"), required=False, widget=Ticks
    )

    def __init__(self, *arguments, person: Person, **options) -> None:
        super().__init__(*arguments, **options)
        self.person = person
        self.banks = {bank: self._offer(bank) for bank in banks_of(person)}
        colleagues = Person.objects.of(person.organisation).employed(clock.today()).exclude(pk=person.pk)
        field: Any = self.fields["vetoes"]
        field.queryset = colleagues.order_by("sort_key", "pk")
        self.initial["vetoes"] = own_vetoes(person)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for names in self.banks.values():
            chosen = [cleaned[name] for name in names if cleaned.get(name)]
            for name in names:
                if cleaned.get(name) and chosen.count(cleaned[name]) > 1:
                    self.add_error(name, _now("Уже названо выше."))
                    break
        return cleaned

    def wishes(self) -> dict[str, list[Person]]:
        """Whom the person named, by bank, in order."""
        keys = {bank: [self.cleaned_data[name] for name in names if self.cleaned_data.get(name)] for bank, names in
                self.banks.items()}  # fmt: skip
        people = Person.objects.of(self.person.organisation).in_bulk([key for named in keys.values() for key in named])
        return {bank: [people[key] for key in named] for bank, named in keys.items()}

    def _offer(self, bank: str) -> list[str]:
        """The fields of a bank; no fields where there is nobody to wish for."""
        offered = OFFERED[Bank(bank)](self.person.organisation, self.person)
        codes = {key: self._code_of(bank, key) for key in offered}
        said = [codes[key] for key in own_wishes(self.person, bank) if key in offered]
        names = [f"{bank}_{number}" for number in range(1, min(MOST_WISHES, len(offered)) + 1)]
        for name, label, code in zip(names, ORDER, [*said, *[""] * MOST_WISHES], strict=False):
            self.fields[name] = forms.TypedChoiceField(
                label=label,
                choices=[("", _("не выбрано")), *((codes[one], words) for one, words in offered.items())],
                coerce=_key_of(codes),
                empty_value=None,
                required=False,
            )
            self.initial[name] = code
        return names

    def _code_of(self, bank: str, other: UUID) -> str:
        """What the page sends back. A request stands there without a name: the key of its author would be one, since
        the list of colleagues below has both; so it is a code that only this reader's page knows (7.1/1)."""
        if bank == Bank.MENTEES:
            return str(other)
        return salted_hmac("banks.wishes", f"{self.person.pk}:{other}").hexdigest()[:16]


def _key_of(codes: dict[UUID, str]):
    known = {code: key for key, code in codes.items()}
    return lambda value: known[value]
