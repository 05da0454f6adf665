"""Clean input for the tasks of the council (4.5/6)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.ui.forms import Choices
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person
from nastavnik.programmes.models import CouncilTask, Programme
from nastavnik.programmes.support import council_members

_fields = forms.fields_for_model(CouncilTask, ("title", "due_on", "outcome"))


class CouncilTaskForm(forms.Form):
    """What, who, by when, for which programme."""

    title = _fields["title"]
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Кому"),
        widget=Choices,
        empty_label=None,
        error_messages={"required": _("Выберите, кому поручить.")},
    )
    due_on = _fields["due_on"]
    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=_("Программа"), required=False, empty_label=_("для всех программ")
    )

    def __init__(self, organisation: Organisation, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        members: Any = self.fields["person"]
        members.queryset = council_members(organisation)
        members.label_from_instance = lambda person: person.full_name
        current: Any = self.fields["programme"]
        rows = Programme.objects.of(organisation).current().select_related("relation")
        current.queryset = rows.prefetch_related("relation__members__person")
        current.label_from_instance = lambda programme: f"{programme}: {programme.relation}"


class FinishTaskForm(forms.Form):
    """What has been done: a line, or nothing."""

    outcome = _fields["outcome"]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["outcome"].help_text = _("Если есть что сказать: где материал, что решили.")
