"""Clean input for inviting a colleague, and for templates (5.1/1, 1.4/8)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.kit import clock
from nastavnik.people.models import Person
from nastavnik.programmes.models import PlanItem, Programme


class InviteForm(forms.Form):
    """Whom to ask, and for what: teachers of the institution who are not in the pair and have a way in."""

    person = forms.ModelChoiceField(
        label=_("Кого пригласить"), queryset=Person.objects.none(), empty_label=_("выберите")
    )
    words = forms.CharField(
        label=_("О чём просите"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        help_text=_("Увидит только приглашённый."),
    )

    def __init__(self, programme: Programme, item: PlanItem, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        members = [member.person_id for member in programme.members]
        field = self.fields["person"]
        teachers = Person.objects.of(programme.organisation).teaching(clock.today(), external=True)
        field.queryset = teachers.exclude(pk__in=members).exclude(user=None)  # type: ignore[attr-defined]
        field.label_from_instance = lambda person: person.full_name  # type: ignore[attr-defined]
