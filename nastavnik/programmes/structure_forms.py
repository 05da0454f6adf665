"""Clean input for the directory of structures (5.2/2)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person
from nastavnik.programmes.models import Structure

_hints: dict[str, Any] = {
    "name": _("Методическое объединение, психологическая служба, проект, педагогический совет."),
    "contact": _("Для структуры вне учреждения: телефон, адрес, к кому обратиться."),
    "is_active": _("Снимите отметку, чтобы больше не предлагать: где она выбрана, она останется."),
}
_fields = forms.fields_for_model(Structure, ("name", "contact", "is_active"), help_texts=_hints)


class StructureForm(forms.Form):
    """A structure; `is_active` is asked of one that exists."""

    name = _fields["name"]
    person = forms.ModelChoiceField(
        label=_("Представитель"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("не из сотрудников"),
        help_text=_("Увидит на своей странице мероприятия, в которых участвует структура."),
    )
    contact = _fields["contact"]
    is_active = _fields["is_active"]

    def __init__(self, organisation: Organisation, structure: Structure | None, data=None) -> None:
        stands = {name: getattr(structure, name, None) for name in ("name", "person", "contact", "is_active")}
        super().__init__(data, initial=stands)
        staff = Person.objects.of(organisation).employed(clock.today()).order_by("sort_key")
        self.fields["person"].queryset = staff  # type: ignore[attr-defined]
        self.fields["person"].label_from_instance = lambda person: person.full_name  # type: ignore[attr-defined]
        if structure is None:
            del self.fields["is_active"]
